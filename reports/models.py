"""Progress reports: what staff write of a biennium, and the copies that stay as they were (PRODUCT F, ADR 20)."""

from django.db import models
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from programme.date_format import date_format
from programme.dates import Biennium
from programme.models import FrozenCopy, KeptForADay, Versioned
from programme.workflow import SteppingSince, Transition
from reports.progress.parts import PARTS, WRITTEN
from reports.states import DRAFT, FROZEN, OPEN, PUBLIC, PUBLISHED, SUPERSEDED, ProgressReportQuerySet

LANGUAGES = ("en", "fr", "ru")


class ProgressReport(SteppingSince, Versioned):
    """The report on a biennium. A corrigendum is a report of its own, which takes the place of the one it corrects."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, pgettext_lazy("progress report", "being written")
        FROZEN = FROZEN, pgettext_lazy("progress report", "frozen")
        PUBLISHED = PUBLISHED, pgettext_lazy("progress report", "published")
        SUPERSEDED = SUPERSEDED, pgettext_lazy("progress report", "superseded")

    first_year = models.PositiveSmallIntegerField(_("first year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number"), default=1, editable=False)
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    meeting = models.ForeignKey(
        "programme.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
        help_text=_("The meeting that the report is submitted to. It can stay open."),
    )
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    correction = models.TextField(
        _("what is corrected"),
        blank=True,
        help_text=_("Readers of both versions see it, so that they know what changed and why."),
    )

    written = ("meeting", *(f"correction_{code}" for code in LANGUAGES))
    TRANSITIONS = {
        "freeze": Transition.of({DRAFT}, FROZEN),
        "take_back": Transition.of({FROZEN}, DRAFT, needs_note=True),
        "publish": Transition.of({FROZEN}, PUBLISHED),
        # Taken by the publication of its corrigendum, never by itself.
        "supersede": Transition.of({PUBLISHED}, SUPERSEDED),
    }

    objects = ProgressReportQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ("-first_year", "-number")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=[DRAFT, FROZEN, PUBLISHED, SUPERSEDED]),
                name="progress_report_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(Exact(models.F("first_year").bitand(1), 1)),
                name="progress_report_begins_with_an_odd_year",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=sorted(PUBLIC), published_at__isnull=False)
                | models.Q(status__in=sorted(OPEN), published_at__isnull=True),
                name="progress_report_public_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, corrects__isnull=True) | models.Q(number__gt=1, corrects__isnull=False),
                name="progress_report_after_the_first_corrects",
            ),
            models.UniqueConstraint(fields=("first_year", "number"), name="progress_report_number_once"),
            models.UniqueConstraint(
                fields=("first_year",), condition=models.Q(status=PUBLISHED), name="progress_report_published_once"
            ),
            models.UniqueConstraint(
                fields=("first_year",), condition=models.Q(status__in=sorted(OPEN)), name="progress_report_open_once"
            ),
        )

    def __str__(self):
        name = gettext("Progress report {years}").format(years=self.biennium.display)
        if self.number == 1:
            return name
        return gettext("{report}, corrigendum {number}").format(report=name, number=self.number - 1)

    def get_absolute_url(self):
        return reverse("progress-report-draft", args=[self.pk])

    @property
    def public_url(self):
        """Where everybody reads it: in force at the address of its biennium, corrected at one of its own."""
        if self.status == PUBLISHED:
            return reverse("progress-report", args=[self.biennium])
        return self.edition_url

    @property
    def edition_url(self):
        """The address that stays: a corrigendum gets another."""
        return reverse("progress-report-edition", args=[self.biennium, self.number])

    @property
    def biennium(self):
        return Biennium(self.first_year)

    @property
    def is_writable(self):
        return self.status == DRAFT

    @property
    def is_public(self):
        return self.status in PUBLIC

    @property
    def owes_a_reason(self):
        """Whether it corrects another report and says in no language what."""
        said = (getattr(self, f"correction_{code}") or "" for code in LANGUAGES)
        return bool(self.corrects_id) and not any(text.strip() for text in said)

    @property
    def frozen_copy(self):
        """The copy that was frozen last: of a frozen or published report it is the report."""
        return self.copies.filter(kind=ReportCopy.Kind.FROZEN).order_by("-number").first()

    def narrative(self):
        """What staff wrote: part to language to Markdown, without what is empty."""
        texts = {one.key: one.texts() for one in self.sections.all()}
        return {key: texts[key] for key in WRITTEN if texts.get(key)}

    def delete(self, *args, **kwargs):
        raise models.ProtectedError(gettext("Reports are not deleted."), {self})


class ReportSection(Versioned):
    """What staff write in a part of a report, in each language for itself: Markdown."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.CASCADE, related_name="sections", editable=False, verbose_name=_("report")
    )
    key = models.CharField(_("part"), max_length=24, choices=[(key, PARTS[key]) for key in WRITTEN], editable=False)
    text = models.TextField(_("text"), blank=True)

    written = tuple(f"text_{code}" for code in LANGUAGES)
    rights_state = "report__status"

    class Meta(Versioned.Meta):
        verbose_name = _("part of a report")
        verbose_name_plural = _("parts of reports")
        ordering = ("report", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(key__in=WRITTEN), name="report_section_is_a_known_part"),
            models.UniqueConstraint(fields=("report", "key"), name="report_section_once"),
        )

    def __str__(self):
        return str(PARTS[self.key])

    def get_absolute_url(self):
        return reverse("report-part", args=[self.report_id, self.key])

    def texts(self):
        """Code of a language to what is written in it."""
        return {code: text for code in LANGUAGES if (text := getattr(self, f"text_{code}") or "")}

    def missing(self):
        """The languages in which nothing is written, where something is in another one."""
        texts = self.texts()
        return [code for code in LANGUAGES if code not in texts] if texts else []


class ReportCopy(FrozenCopy):
    """The contents of a report as they stood: kept of a draft, or frozen. The frozen one is what is published."""

    class Kind(models.TextChoices):
        KEPT = "kept", pgettext_lazy("copy of a report", "kept of the draft")
        FROZEN = "frozen", pgettext_lazy("copy of a report", "frozen")

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="copies", verbose_name=_("report")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    made_on = models.DateField(_("made on"))
    last_day = models.DateField(_("as of"), help_text=_("The day of which the copy tells the state of the countries."))

    class Meta(FrozenCopy.Meta):
        verbose_name = _("copy of a report")
        verbose_name_plural = _("copies of reports")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="report_copy_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["kept", "frozen"]), name="report_copy_kind_is_known"),
        )

    def __str__(self):
        return gettext("Copy {number}, {day}").format(
            number=self.number, day=date_format(timezone.localtime(self.at), "DATETIME_FORMAT")
        )


class KeptReportText(KeptForADay):
    """What staff sent of a part of a report, or of what it is about, when the session had ended."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta(KeptForADay.Meta):
        verbose_name = _("kept text")
        verbose_name_plural = _("kept texts")
        constraints = (
            models.CheckConstraint(
                name="kept_report_text_has_one_place",
                condition=models.Q(section__isnull=False, report=None) | models.Q(section=None, report__isnull=False),
            ),
        )

    @property
    def place(self):
        return self.section or self.report
