from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries.querysets import CountryQuerySet
from programme.date_format import format_date_range
from programme.fields import EdgeDayField, FoldedTextField, PartialDateField
from programme.models import Claim, Marked, Sourced


class Country(Sourced, Marked):
    """A beneficiary country, now or once, or another country that an activity names."""

    slug = models.SlugField(_("address"), unique=True)
    iso2 = models.CharField(
        _("ISO 3166 two letters"),
        max_length=2,
        unique=True,
        validators=[RegexValidator("^[A-Z]{2}$", _("Two capital letters, for example RS."))],
    )
    iso3 = models.CharField(
        _("ISO 3166 three letters"),
        max_length=3,
        unique=True,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters, for example SRB."))],
    )
    m49 = models.CharField(
        _("UN M49 number"),
        max_length=3,
        unique=True,
        validators=[RegexValidator("^[0-9]{3}$", _("Three digits, for example 688."))],
    )
    name = models.CharField(_("short name"), max_length=100)
    formal_name = models.CharField(_("formal name"), max_length=150, blank=True)
    french_article = models.CharField(
        _("French article"), max_length=4, blank=True, help_text=_("As UNTERM prints it: le, la, l' or les.")
    )
    documents = models.ManyToManyField(
        "programme.Document", blank=True, related_name="countries", verbose_name=_("documents")
    )
    note = models.TextField(_("note"), blank=True)
    claims = GenericRelation(Claim, "subject_id", "subject_type", related_query_name="country")
    sort_en = FoldedTextField(sources=("name_en",), db_index=True)
    sort_fr = FoldedTextField(sources=("name_fr",), db_index=True)
    sort_ru = FoldedTextField(sources=("name_ru",), db_index=True)
    search_text = FoldedTextField(
        sources=("name_en", "name_fr", "name_ru", "formal_name_en", "formal_name_fr", "formal_name_ru", "iso2", "iso3")
    )
    folded_formal_en = FoldedTextField(sources=("formal_name_en",))
    folded_formal_fr = FoldedTextField(sources=("formal_name_fr",))
    folded_formal_ru = FoldedTextField(sources=("formal_name_ru",))
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    rights_country = "pk"

    objects = CountryQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("sort_en", "iso2")

    def __str__(self):
        return self.name or self.name_en or self.iso2

    def get_absolute_url(self):
        return reverse("country", args=[self.slug])

    @property
    def sort_key(self):
        return getattr(self, f"sort_{(get_language() or 'en')[:2]}", self.sort_en) or self.sort_en

    # What follows reads from prefetched rows, so that a list of countries costs no query per country.

    @cached_property
    def current_phase(self):
        """The phase entry that the secretariat holds as current, or None while nobody has decided."""
        return next((entry for entry in self.phase_entries.all() if entry.is_current), None)

    @cached_property
    def phase_claims(self):
        return [claim for claim in self.claims.all() if claim.statement == Claim.ENTERED_IMPLEMENTATION]

    @property
    def has_conflict(self):
        """Whether sources disagree on the implementation phase."""
        return len({claim.value for claim in self.phase_claims}) > 1

    @cached_property
    def subregion_membership(self):
        """The membership in a subregion that stands, or the last one that stood."""
        memberships = [one for one in self.memberships.all() if one.group.kind == CountryGroup.Kind.SUBREGION]
        return min(memberships, key=lambda one: one.has_ended, default=None)

    @property
    def subregion(self):
        return self.subregion_membership.group if self.subregion_membership else None

    @cached_property
    def beneficiary_period(self):
        """The running period as a beneficiary, or the last one."""
        return min(self.beneficiary_periods.all(), key=lambda period: period.has_ended, default=None)

    @property
    def is_beneficiary(self):
        return self.beneficiary_period is not None and not self.beneficiary_period.has_ended

    @property
    def done_plans(self):
        """The plans for the basic tasks of which the public is told: those that are done."""
        return [plan for plan in self.basic_task_plans.all() if not plan.is_open]

    @property
    def party(self):
        """The Party status, or None where no source says."""
        return getattr(self, "party_status", None)


class CountryName(Sourced):
    """Another form of a country's name: former, a variant, or a misspelling found in print."""

    class Kind(models.TextChoices):
        FORMER = "former", _("former name")
        VARIANT = "variant", _("variant")
        MISSPELLING = "misspelling", _("misspelling")

    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="names", verbose_name=_("country"))
    text = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, default="en")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    since = PartialDateField(_("from"))
    until = PartialDateField(_("until"))
    folded = FoldedTextField(sources=("text",), db_index=True)

    class Meta(Sourced.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("country", "language", "text")
        constraints = (models.UniqueConstraint("country", "text", "language", name="country_name_once"),)

    def __str__(self):
        return self.text


class CountryGroup(Sourced):
    """A subregion of the Programme, or a wider grouping such as EECCA. Not the UN M49 subregions."""

    class Kind(models.TextChoices):
        SUBREGION = "subregion", _("subregion")
        GROUPING = "grouping", _("grouping")

    slug = models.SlugField(_("key"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=150)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Sourced.Meta):
        verbose_name = _("group of countries")
        verbose_name_plural = _("groups of countries")
        ordering = ("position", "slug")

    def __str__(self):
        return self.name or self.slug


class Ending(Sourced):
    """Something that began and may have ended: that it ended can be known without the date."""

    since = PartialDateField(_("from"))
    until = PartialDateField(_("until"))
    has_ended = models.BooleanField(_("has ended"), default=False)
    ended_by = PartialDateField(
        _("ended by"), help_text=_("Where the date of the end is unknown: when it had ended at the latest.")
    )
    first_day = EdgeDayField(sources=("since",), edge="earliest")
    last_day = EdgeDayField(sources=("until", "ended_by"), edge="latest")
    note = models.TextField(_("note"), blank=True)

    class Meta(Sourced.Meta):
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(first_day__lte=models.F("last_day")),
                name="%(class)s_dates_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=models.Q(has_ended=True) | models.Q(until__isnull=True, ended_by__isnull=True),
                name="%(class)s_end_means_ended",
                violation_error_message=_("Where an end is given, tick that it has ended."),
            ),
        )

    @property
    def in_words(self):
        """From when to when, and that it is over where only that is known; nothing where nothing is."""
        words = format_date_range(self.since, self.until)
        return " · ".join(filter(None, (words, str(_("has ended")) if self.has_ended and not self.until else "")))

    def covers(self, first_day, last_day):
        """Whether it may have stood on any of these days: the widest reading of partial and unknown dates."""
        if self.first_day and last_day and self.first_day > last_day:
            return False
        return not (self.has_ended and self.last_day and first_day and self.last_day < first_day)


class GroupMembership(Ending):
    group = models.ForeignKey(
        CountryGroup, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("group of countries")
    )
    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("country")
    )

    class Meta(Ending.Meta):
        verbose_name = _("membership in a group")
        verbose_name_plural = _("memberships in groups")
        ordering = ("group", "country", "pk")

    def __str__(self):
        return f"{self.country} – {self.group}"


class Authority(Sourced):
    """The institution that is a country's focal point. Never a person."""

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="authorities", verbose_name=_("country")
    )
    name = models.CharField(_("name"), max_length=300)

    class Meta(Sourced.Meta):
        verbose_name = _("focal institution")
        verbose_name_plural = _("focal institutions")
        ordering = ("country", "pk")

    def __str__(self):
        return self.name or self.name_en
