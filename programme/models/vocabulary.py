"""What the Convention and its Programme are made of: names, areas, basic tasks, bodies, meetings."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.fields import EdgeDayField, PartialDateField
from programme.querysets import MeetingQuerySet

from .base import Recorded, Sourced
from .claims import Marked


class ProgrammeName(Sourced, Marked):
    """A name of the Programme with the time in which it is used (PRODUCT A6)."""

    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("used from"), null=True, blank=True)
    until = models.DateField(_("used until"), null=True, blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("name of the Programme")
        verbose_name_plural = _("names of the Programme")
        ordering = (models.F("since").asc(nulls_first=True), "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="programme_name_in_order",
                violation_error_message=_("The name's last day lies before its first."),
            ),
        )

    def __str__(self):
        return self.name or self.slug


def programme_name(on=None, *, names=None):
    """The name of the Programme for a document published, or an activity begun, on this day.

    Without a day it is the current name. The rule is the tenth Conference of the Parties': the old name before 2019,
    the new one from 1 January 2019 (introduction page, lines 2 and 11). `names` spares a query in lists.
    """
    names = list(ProgrammeName.objects.all()) if names is None else list(names)
    if on is None:
        return next((name for name in reversed(names) if name.until is None), None)
    for name in names:
        if (name.since is None or name.since <= on) and (name.until is None or on <= name.until):
            return name
    return None


class WorkingArea(Sourced, Marked):
    """One of the working areas of the Strategic Approach (six today)."""

    slug = models.SlugField(_("key"), unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    articles = models.CharField(_("articles of the Convention"), max_length=50, blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("working area")
        verbose_name_plural = _("working areas")
        ordering = ("number",)

    def __str__(self):
        return self.name or self.slug


class CrossCuttingArea(Sourced, Marked):
    """An area that bears on every working area (legislation, institutional capacity)."""

    slug = models.SlugField(_("key"), unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    facets = models.TextField(_("facets"), blank=True, help_text=_("What the area is made of, one facet a line."))

    class Meta(Sourced.Meta):
        verbose_name = _("cross-cutting area")
        verbose_name_plural = _("cross-cutting areas")
        ordering = ("number",)

    def __str__(self):
        return self.name or self.slug


class BasicTask(Sourced, Marked):
    """One of the groups of basic tasks, lettered A to J in the Programme document."""

    letter = models.CharField(_("letter"), max_length=2, unique=True)
    title = models.CharField(_("title"), max_length=300)
    articles = models.CharField(_("articles of the Convention"), max_length=50, blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("basic task")
        verbose_name_plural = _("basic tasks")
        ordering = ("letter",)

    def __str__(self):
        return f"{self.letter}. {self.title}" if self.title else self.letter


class Body(Recorded):
    """A body of the Convention that meets and decides."""

    slug = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("slug",)

    def __str__(self):
        return self.name or self.slug


class Meeting(Sourced):
    """A meeting of a body, with what decisions and documents refer to."""

    slug = models.SlugField(_("address"), unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country_code = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Two letters of ISO 3166, for example CH.")
    )
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"))
    first_day = EdgeDayField(sources=("start", "end"), edge="earliest")
    last_day = EdgeDayField(sources=("end", "start"), edge="latest")
    note = models.TextField(_("note"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("first_day", "slug")
        constraints = (
            models.UniqueConstraint("body", "number", name="meeting_numbered_once_per_body"),
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True) | models.Q(first_day__lte=models.F("last_day")),
                name="meeting_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self):
        label = str(self.body)
        if self.number:
            label = gettext("%(body)s, meeting no. %(number)s") % {"body": label, "number": self.number}
        return f"{label}, {self.city}" if self.city else label

    def get_absolute_url(self):
        return f"{reverse('documents')}?meeting={self.slug}"
