from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.date_format import format_partial_date
from programme.dates import PartialDate
from programme.fields import PartialDateField
from programme.querysets import ClaimQuerySet

from .base import Recorded, Sourced

# Statements that are no field of a record, and values that stand for a sentence.
STATEMENTS = {
    "entered-implementation": _("entry into the implementation phase"),
    "accepted-into-implementation-phase": _("acceptance into the implementation phase"),
    "implementation-phase-activities": _("activities of the implementation phase"),
    "preparatory-phase-activities": _("activities of the preparatory phase"),
    "joined-programme": _("joining the Programme"),
    "left-programme": _("leaving the Programme"),
    "fact-finding-missions": _("number of fact-finding missions"),
    "awareness-raising-missions": _("number of awareness-raising missions"),
    "countries": _("countries"),
    "place": _("place"),
    "contributions": _("contributions"),
}
VALUES = {"listed": _("names the country"), "not-listed": _("does not name the country")}


def said_in_words(value):
    """What a source says, as people write it."""
    if value in VALUES:
        return VALUES[value]
    try:
        return format_partial_date(PartialDate.parse(value))
    except ValueError:
        return value


class About(Recorded):
    """Points at the record it speaks of, in whatever room that lives."""

    subject_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind of record")
    )
    subject_id = models.PositiveBigIntegerField(_("record"), null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")

    class Meta(Recorded.Meta):
        abstract = True


class Claim(About, Sourced):
    """What a source says of a record, kept beside what the portal holds as current (see ADR 3).

    A claim without a subject is about the Programme as a whole.
    """

    ENTERED_IMPLEMENTATION = "entered-implementation"
    LISTED, NOT_LISTED = "listed", "not-listed"

    statement = models.SlugField(
        _("statement"), max_length=60, help_text=_("The field or statement that the source speaks of, such as “end”.")
    )
    value = models.CharField(_("value"), max_length=500, help_text=_("What the source says, as a value."))
    as_of = PartialDateField(_("as of"))
    note = models.TextField(_("note"), blank=True)

    objects = ClaimQuerySet.as_manager()
    # How the history tells a field that is kept as a value.
    words_of: ClassVar = {"value": said_in_words}

    class Meta(Sourced.Meta):
        verbose_name = _("claim of a source")
        verbose_name_plural = _("claims of sources")
        ordering = ("statement", "source", "pk")
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="claim_subject"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(subject_type__isnull=True, subject_id__isnull=True)
                | models.Q(subject_type__isnull=False, subject_id__isnull=False),
                name="claim_subject_whole",
                violation_error_message=_("Give both the kind of record and the record, or neither."),
            ),
        )

    def __str__(self):
        return gettext("%(label)s: %(value)s") % {"label": self.statement_in_words, "value": self.value_in_words}

    @property
    def value_in_words(self):
        return said_in_words(self.value)

    @property
    def statement_in_words(self):
        """The field that the claim speaks of, as forms name it; other statements by what they mean."""
        if self.statement in STATEMENTS:
            return STATEMENTS[self.statement]
        if self.subject_type_id:
            model = ContentType.objects.get_for_id(self.subject_type_id).model_class()
            names = {field.name: field for field in model._meta.fields}
            if self.statement in names:
                return names[self.statement].verbose_name
        return self.statement.replace("-", " ")


class TextMark(About):
    """Says of one text in one language whether it is official, our own translation, or not confirmed."""

    class Mark(models.TextChoices):
        OFFICIAL = "official", _("official wording")
        TRANSLATION = "translation", _("our translation")
        UNCONFIRMED = "unconfirmed", _("not confirmed")

    field = models.SlugField(_("field"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    mark = models.CharField(_("mark"), max_length=12, choices=Mark.choices)

    class Meta(Recorded.Meta):
        verbose_name = _("mark of a text")
        verbose_name_plural = _("marks of texts")
        ordering = ("subject_type", "subject_id", "field", "language")
        constraints = (
            models.UniqueConstraint("subject_type", "subject_id", "field", "language", name="text_marked_once"),
        )

    def __str__(self):
        return f"{self.field} ({self.language}): {self.get_mark_display()}"


class Marked(models.Model):
    """A record of whose texts it is said what their wording is."""

    marks = GenericRelation(TextMark, "subject_id", "subject_type", related_query_name="%(class)s")

    class Meta:
        abstract = True

    @cached_property
    def text_marks(self):
        """The marks as a list: a page that shows many records reads them ahead under this name."""
        return list(self.marks.all())
