from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from activities.fields import EdgeYearField, KeysField, SequenceField, TitleKeyField
from activities.querysets import ActivityQuerySet
from programme.fields import EdgeDayField, FoldedTextField, PartialDateField
from programme.models import Claim, Marked, Recorded, Sourced, programme_name


class ActivityKind(Recorded):
    """A kind of activity: data, because the Programme may change its kinds."""

    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    plural = models.CharField(_("plural"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Recorded.Meta):
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        ordering = ("position", "slug")

    def __str__(self):
        return self.name or self.slug


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class Phase(models.TextChoices):
    PREPARATORY = "preparatory", _("Preparatory phase")
    IMPLEMENTATION = "implementation", _("Implementation phase")


class Group(models.TextChoices):
    PROGRAMME = "programme", _("Programme")
    OTHER = "other", _("Other assistance activities")


class Activity(Sourced, Marked):
    """Something the Programme held or plans: an event, or a project with its events below it (PRODUCT A4)."""

    PROJECT = "project"

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=500)
    published_title = models.CharField(
        _("title as published"),
        max_length=500,
        blank=True,
        help_text=_("Never rewritten, whatever names change later."),
    )
    published_language = models.CharField(_("language of the published title"), max_length=2, blank=True)
    kind = models.ForeignKey(
        ActivityKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("kind"),
        help_text=_("Leave empty where nothing says."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        blank=True,
        help_text=_("Leave empty where it is not known whether it was held."),
    )
    phase = models.CharField(_("phase of the Programme"), max_length=16, choices=Phase.choices, blank=True)
    group = models.CharField(
        _("group"),
        max_length=10,
        choices=Group.choices,
        blank=True,
        help_text=_("Progress reports tell the Programme's own activities from other assistance activities."),
    )
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"), help_text=_("One day, month or year: the same as the first."))
    first_day = EdgeDayField(sources=("start",), edge="earliest")
    last_day = EdgeDayField(sources=("end",), edge="latest")
    listed_on = models.DateField(
        _("place in lists"),
        null=True,
        blank=True,
        help_text=_("Where an activity without dates stands in lists by date. Never shown as its date."),
    )
    sort_day = EdgeDayField(sources=("start", "end", "listed_on"), edge="earliest")
    place_text = models.CharField(_("place as printed"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    place_country = models.ForeignKey(
        "countries.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities_held",
        verbose_name=_("country of the place"),
        help_text=_("The venue only. A country that takes part is entered under countries."),
    )
    is_online = models.BooleanField(_("online"), default=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The project or project phase that it belongs to."),
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows up"),
    )
    objectives = models.TextField(_("objectives"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    workplan_item = models.CharField(_("workplan item"), max_length=200, blank=True)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    documents = models.ManyToManyField(
        "programme.Document", blank=True, related_name="activities", verbose_name=_("documents")
    )
    programme_name = models.ForeignKey(
        "programme.ProgrammeName",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("name of the Programme"),
        help_text=_("Leave empty to follow the rule: by the day it began; undated activities bear the current name."),
    )
    source_position = models.PositiveSmallIntegerField(_("line in the source"), null=True, blank=True)
    is_published = models.BooleanField(
        _("public"), default=True, help_text=_("Ticked, everybody sees it. Unticked, only the secretariat does.")
    )
    rights_state = "is_published"

    # What a subscriber's calendar shows of it: title, days, place, status.
    sequence = SequenceField(
        sources=(
            *(f"title_{language}" for language in ("en", "fr", "ru")),
            "published_title",
            "status",
            "start",
            "end",
            *(f"city_{language}" for language in ("en", "fr", "ru")),
            "place_text",
            "place_country",
            "is_online",
        )
    )
    claims = GenericRelation(Claim, "subject_id", "subject_type", related_query_name="activity")
    search_text = FoldedTextField(
        sources=(
            "published_title",
            "title_en",
            "title_fr",
            "title_ru",
            "place_text",
            "city_en",
            "city_fr",
            "city_ru",
        )
    )
    sort_title_en = TitleKeyField(sources=("title_en", "published_title", "title_fr", "title_ru"))
    sort_title_fr = TitleKeyField(sources=("title_fr", "published_title", "title_en", "title_ru"))
    sort_title_ru = TitleKeyField(sources=("title_ru", "published_title", "title_en", "title_fr"))
    # What the counts beside the filters need, all in the index `activity_counts` (ADR 7).
    first_year = EdgeYearField(day="first_day")
    last_year = EdgeYearField(day="last_day")
    countries_key = KeysField()
    groups_key = KeysField()
    areas_key = KeysField()
    projects_key = KeysField()
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = (models.F("sort_day").desc(nulls_last=True), models.F("last_day").desc(nulls_last=True), "pk")
        indexes = (
            models.Index(fields=["sort_day", "last_day", "id"], name="activity_by_day"),
            models.Index(
                fields=[
                    "is_published",
                    "status",
                    "kind",
                    "phase",
                    "first_year",
                    "last_year",
                    "source",
                    "countries_key",
                    "groups_key",
                    "areas_key",
                    "projects_key",
                    "first_day",
                    "last_day",
                ],
                name="activity_counts",
            ),
            models.Index(fields=["sort_title_en", "id"], name="activity_by_title_en"),
            models.Index(fields=["sort_title_fr", "id"], name="activity_by_title_fr"),
            models.Index(fields=["sort_title_ru", "id"], name="activity_by_title_ru"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(first_day__lte=models.F("last_day")),
                name="activity_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_online=False) | models.Q(city="", place_country__isnull=True),
                name="activity_online_or_somewhere",
                violation_error_message=_(
                    "An online activity has no city and no country: clear them or untick online."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(participants__isnull=True)
                | models.Q(participants__gte=Coalesce("women", 0) + Coalesce("men", 0)),
                name="activity_participants_add_up",
                violation_error_message=_("Women and men together are more than all participants."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="activity_not_part_of_itself",
                violation_error_message=_("An activity cannot be part of itself."),
            ),
        )

    def __str__(self):
        return self.title or self.published_title or self.title_en or self.slug

    def clean(self):
        super().clean()
        # The constraint sees the English city alone; the form tells of every language.
        if self.is_online and (self.city_en or self.city_fr or self.city_ru):
            rule = next(one for one in self._meta.constraints if one.name == "activity_online_or_somewhere")
            raise ValidationError(rule.get_violation_error_message())

    def get_absolute_url(self):
        return reverse("activity", args=[self.slug])

    @property
    def is_project(self):
        return self.kind is not None and self.kind.slug == self.PROJECT

    @property
    def has_city(self):
        return bool(self.city_en or self.city_fr or self.city_ru)

    @property
    def has_place(self):
        return bool(self.is_online or self.has_city or self.place_country_id or self.place_text)

    # Lists read these four ahead under their own names: under those of the relations Django would make a queryset for
    # each record of a page, a tenth of the time that the list of activities takes.

    @cached_property
    def taking_part(self):
        """The participations, as a list."""
        return list(self.participations.all())

    @cached_property
    def aimed_at(self):
        """The groups for which it was, each with its source."""
        return list(self.target_groups.all())

    @cached_property
    def tagged(self):
        """The working areas that it touches, each with its source."""
        return list(self.area_tags.all())

    @property
    def named_countries(self):
        """The countries that take part, each once."""
        return list(dict.fromkeys(participation.country for participation in self.taking_part))

    @property
    def is_dated(self):
        return self.start is not None or self.end is not None

    def name_of_programme(self, names=None):
        """The Programme's name for this activity: the editor's choice, else by the day it began (PRODUCT A6)."""
        return self.programme_name or programme_name(self.first_day or self.last_day, names=names)

    def sources_of(self, field):
        """What sources say of one field beside the record's own source."""
        return [claim for claim in self.claims.all() if claim.statement == field]
