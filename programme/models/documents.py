from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.fields import EdgeDayField, FoldedTextField, PartialDateField
from programme.querysets import DocumentQuerySet

from .base import Recorded, Sourced
from .claims import Marked
from .files import StoredFile


class Document(Sourced, Marked):
    """A document once, in whatever languages it exists (PRODUCT A5); pages and news that we cite are documents too."""

    owes_source = False  # it is where facts come from

    class Kind(models.TextChoices):
        PROGRAMME_DOCUMENT = "programme-document", _("Programme document")
        STRATEGIC_APPROACH = "strategic-approach", _("Strategic Approach")
        BENCHMARKS = "benchmarks", _("Benchmarks")
        GUIDANCE = "guidance", _("Guidance")
        PROGRESS_REPORT = "progress-report", _("Progress report")
        MEETING_REPORT = "meeting-report", _("Meeting report")
        DECISION = "decision", _("Decision")
        WORKPLAN = "workplan", _("Workplan")
        MISSION_REPORT = "mission-report", _("Mission report")
        BACKGROUND_PAPER = "background-paper", _("Background paper")
        LEAFLET = "leaflet", _("Leaflet")
        BUREAU_REPORT = "bureau-report", _("Report of the Bureau")
        WORKING_GROUP_REPORT = "working-group-report", _("Report of the Working Group")
        RESOURCES_REPORT = "resources-report", _("Report on resources")
        PROJECT_REPORT = "project-report", _("Project report")
        PRESS_RELEASE = "press-release", _("Press release")
        NEWS = "news", _("News")
        WEB_PAGE = "web-page", _("Web page")
        REGISTER = "register", _("Register")
        MINUTES = "minutes", _("Minutes")
        OTHER = "other", _("Other")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    symbol = models.CharField(
        _("UN symbol"), max_length=60, blank=True, help_text=_("For example ECE/CP.TEIA/38. Empty where it has none.")
    )
    title = models.CharField(_("title"), max_length=500)
    published_title = models.CharField(
        _("title as published"),
        max_length=500,
        blank=True,
        help_text=_("Never rewritten, whatever names change later."),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    date = PartialDateField(_("date"))
    first_day = EdgeDayField(sources=("date",), edge="earliest")
    meeting = models.ForeignKey(
        "programme.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("meeting"),
    )
    is_reference = models.BooleanField(
        _("cited only"),
        default=False,
        help_text=_("A page, press release or news item that serves as a source; not a document of the Programme."),
    )
    url = models.URLField(_("page about it"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    note = models.TextField(_("note"), blank=True)
    search_text = FoldedTextField(
        sources=("symbol", "compact_symbol", "published_title", "title_en", "title_fr", "title_ru", "slug")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(
                "symbol",
                condition=~models.Q(symbol=""),
                name="document_symbol_unique",
                violation_error_message=_("Another document has this symbol."),
            ),
        )

    def __str__(self):
        name = self.published_title or self.title or self.slug
        return f"{self.symbol} – {name}" if self.symbol else name

    @property
    def compact_symbol(self):
        """The symbol as somebody in a hurry types it: ecep teia38 and ECECPTEIA38 both find ECE/CP.TEIA/38."""
        return "".join(letter for letter in self.symbol if letter.isalnum())

    def get_absolute_url(self):
        return reverse("document", args=[self.slug])


class DocumentVersion(Recorded):
    """A document in one language: there, stated as not available, or unknown."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        RUSSIAN = "ru", _("Russian")

    class Availability(models.TextChoices):
        AVAILABLE = "available", _("available")
        NOT_AVAILABLE = "not-available", _("not available")
        UNKNOWN = "unknown", _("unknown")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="versions", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    availability = models.CharField(
        _("availability"),
        max_length=16,
        choices=Availability.choices,
        default=Availability.UNKNOWN,
        help_text=_("“Not available” only where a source says so (n/a)."),
    )
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="document_versions",
        verbose_name=_("file"),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint("document", "language", name="document_language_once"),
            models.CheckConstraint(
                condition=models.Q(availability="available") | (models.Q(url="") & models.Q(file__isnull=True)),
                name="document_version_file_means_available",
                violation_error_message=_("A version with a link or a file is available: say so."),
            ),
        )

    def __str__(self):
        return f"{self.document} ({self.language})"

    @property
    def file_url(self):
        """Where its file is read; empty without one."""
        return reverse("document-file", args=[self.document.slug, self.language]) if self.file_id else ""

    @property
    def address(self):
        """Where everybody reads it: the portal's own file, or elsewhere."""
        return self.file_url if self.file_id and self.is_public else self.url

    @property
    def is_public(self):
        """Whether everybody gets the file: it is there, and the document is one of the Programme's own."""
        return self.availability == self.Availability.AVAILABLE and not self.document.is_reference
