"""Who took part in an activity, for whom it was, who gave to it."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Sourced
from programme.punctuation import labelled

from .activity import Activity


class Participation(Sourced):
    """A country in an activity, with its role where a source says one. Not the venue."""

    class Role(models.TextChoices):
        BENEFICIARY = "beneficiary", _("beneficiary")
        HOST = "host", _("host")
        PARTICIPANT = "participant", _("participant")
        OBSERVER = "observer", _("observer")
        EXPERT_PROVIDER = "expert-provider", _("expert provider")
        LEAD = "lead", _("lead")
        SUPPORTING = "supporting", _("supporting")

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="participations", verbose_name=_("activity")
    )
    country = models.ForeignKey(
        "countries.Country", on_delete=models.PROTECT, related_name="participations", verbose_name=_("country")
    )
    role = models.CharField(
        _("role"), max_length=16, choices=Role.choices, blank=True, help_text=_("Leave empty where no source says.")
    )

    rights_country = "country"

    class Meta(Sourced.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("activity", "country", "role")
        constraints = (
            models.UniqueConstraint(
                "activity",
                "country",
                "role",
                name="participation_role_once",
                violation_error_message=_("This country has this role in this activity already."),
            ),
        )

    def __str__(self):
        return labelled(self.country, self.get_role_display()) if self.role else str(self.country)


class TargetGroup(Sourced):
    """A group of countries that an activity was for, as a target of its own."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="target_groups", verbose_name=_("activity")
    )
    group = models.ForeignKey(
        "countries.CountryGroup",
        on_delete=models.PROTECT,
        related_name="target_groups",
        verbose_name=_("group of countries"),
    )

    class Meta(Sourced.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ("activity", "group")
        constraints = (models.UniqueConstraint("activity", "group", name="target_group_once"),)

    def __str__(self):
        return str(self.group)


class AreaTag(Sourced):
    """A working area that an activity served: nearly always a tag of ours, so it carries its own sureness."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="area_tags", verbose_name=_("activity")
    )
    area = models.ForeignKey(
        "programme.WorkingArea", on_delete=models.PROTECT, related_name="area_tags", verbose_name=_("working area")
    )

    class Meta(Sourced.Meta):
        verbose_name = _("working area of an activity")
        verbose_name_plural = _("working areas of activities")
        ordering = ("activity", "area__number")
        constraints = (models.UniqueConstraint("activity", "area", name="area_tag_once"),)

    def __str__(self):
        return str(self.area)


class Organisation(Sourced):
    """A partner or donor that is not a country: an organisation, a region of a country, an agency."""

    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    country = models.ForeignKey(
        "countries.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("country"),
        help_text=_("For a national agency or a region of a country."),
    )

    class Meta(Sourced.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("slug",)

    def __str__(self):
        return self.name or self.name_en or self.slug


class Partnership(Sourced):
    class Role(models.TextChoices):
        PARTNER = "partner", _("partner")
        LEAD = "lead", _("lead")
        SUPPORTING = "supporting", _("supporting")
        EXPERT_PROVIDER = "expert-provider", _("expert provider")

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="partnerships", verbose_name=_("activity")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.PARTNER)

    class Meta(Sourced.Meta):
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("activity", "organisation", "role")
        constraints = (models.UniqueConstraint("activity", "organisation", "role", name="partnership_once"),)

    def __str__(self):
        return labelled(self.organisation, self.get_role_display())


class Contribution(Sourced):
    """What a country or an organisation gave to an activity; the amount only where a source states it."""

    class Kind(models.TextChoices):
        TRUST_FUND = "trust-fund", _("through the trust fund")
        EARMARKED = "earmarked", _("earmarked")
        IN_KIND = "in-kind", _("in kind")

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("activity")
    )
    country = models.ForeignKey(
        "countries.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("donor country"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("donor organisation"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters, for example CHF."))],
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ("activity", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(country__isnull=False, organisation__isnull=True)
                | models.Q(country__isnull=True, organisation__isnull=False),
                name="contribution_has_one_donor",
                violation_error_message=_("Name one donor: a country or an organisation."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, currency="")
                | (models.Q(amount__gte=0) & ~models.Q(currency="")),
                name="contribution_amount_with_currency",
                violation_error_message=_("Give the amount with its currency, or neither."),
            ),
        )

    def __str__(self):
        return str(self.donor)

    @property
    def donor(self):
        return self.country or self.organisation


class Reach(models.Model):
    """Derived: which countries an activity reached, and how. `activities.reach` keeps it (see ADR 7)."""

    class How(models.IntegerChoices):
        NAMED = 1, _("named")
        GROUP = 2, _("through its group")
        HELD = 3, _("only held there")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="reaches")
    country = models.ForeignKey("countries.Country", on_delete=models.CASCADE, related_name="reaches")
    how = models.PositiveSmallIntegerField(choices=How.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["activity", "country"], name="reach_once"),)
        indexes = (models.Index(fields=["country", "activity"], name="reach_by_country"),)

    def __str__(self):
        return labelled(f"{self.activity_id} – {self.country_id}", self.get_how_display())
