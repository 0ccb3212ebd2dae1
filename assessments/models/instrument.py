"""The instrument of the self-assessment: a version, what every part of it shares, and how a version is published."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.utils import AltersData
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from assessments.completeness import findings_of
from assessments.querysets import DRAFT, PUBLISHED, RETIRED, InstrumentFrozen, InstrumentQuerySet, KeptQuerySet
from programme.models import Recorded, Sourced
from programme.workflow import Stepping, Transition, TransitionNotAllowed

LANGUAGES = [code for code, _name in settings.LANGUAGES]
CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", _("A code is made of Latin letters, figures, points, hyphens and underscores.")
)


class Status(models.TextChoices):
    DRAFT = DRAFT, pgettext_lazy("instrument", "draft")
    PUBLISHED = PUBLISHED, pgettext_lazy("instrument", "published")
    RETIRED = RETIRED, pgettext_lazy("instrument", "retired")


class Wording(models.TextChoices):
    """What a text is in one language. Nothing is said where it is as sure as the whole."""

    OFFICIAL = "official", _("official wording")
    TRANSLATION = "translation", _("our translation")
    UNCONFIRMED = "unconfirmed", _("not confirmed")
    MISSING = "missing", _("not available in this language")


def mark_field(language):
    return models.CharField(language, max_length=12, choices=Wording.choices, blank=True, default="")


class IncompleteInstrument(Exception):
    """The version cannot be published, because of these findings."""

    def __init__(self, findings):
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Kept(Recorded):
    """What keeps its meaning once the version is published; `free_columns` say nothing of the meaning."""

    free_columns: frozenset[str] = frozenset()

    class Meta(Recorded.Meta):
        abstract = True

    @classmethod
    def kept_columns(cls):
        """The columns that make up the meaning, as attributes."""
        shadows = {
            field.translated_field.name for field in cls._meta.concrete_fields if isinstance(field, TranslationField)
        }
        return [
            field.attname
            for field in cls._meta.concrete_fields
            if not field.primary_key and field.name not in cls.free_columns and field.name not in shadows
        ]

    def differs_from(self, stored):
        return any(getattr(self, name) != getattr(stored, name) for name in self.kept_columns())


class Worded(Kept, Sourced):
    """A text with its source, how sure it is, and in which languages the wording is our own translation."""

    mark_en = mark_field(_("wording in English"))
    mark_fr = mark_field(_("wording in French"))
    mark_ru = mark_field(_("wording in Russian"))

    # What a file and an erratum call the record, its texts in order (the first is needed), and what stays free.
    kind = ""
    texts: tuple[str, ...] = ()
    free_columns = frozenset({"source"})
    corrections: tuple = ()

    class Meta(Sourced.Meta):
        abstract = True

    @property
    def main_text(self):
        return getattr(self, self.texts[0])


class Instrument(Stepping, Worded, AltersData):
    """A version of the indicators and criteria with their scale (PRODUCT D1).

    One version at most is published: self-assessments begin with it. Those that began with an older one keep it.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[CODE], help_text=_("Names the version for good.")
    )
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("note"), blank=True, help_text=_("What a reader should know of this version."))
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later_versions",
        verbose_name=_("previous version"),
    )
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, editable=False)

    TRANSITIONS = {
        "publish": Transition.of({DRAFT}, PUBLISHED),
        "retire": Transition.of({PUBLISHED}, RETIRED, needs_note=True),
        "replace": Transition.of({PUBLISHED}, RETIRED),
    }
    kind, texts = "instrument", ("title", "note")
    free_columns = frozenset({"source", "status", "published_at", "retired_at"})

    objects = InstrumentQuerySet.as_manager()

    class Meta(Worded.Meta):
        verbose_name = _("version of the instrument")
        verbose_name_plural = _("versions of the instrument")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="instrument_status_is_one_of_three"
            ),
            models.UniqueConstraint("status", condition=models.Q(status=PUBLISHED), name="instrument_one_is_published"),
            models.CheckConstraint(
                condition=models.Q(previous__isnull=True) | ~models.Q(previous=models.F("pk")),
                name="instrument_does_not_follow_itself",
                violation_error_message=_("A version does not follow itself."),
            ),
        )

    def __str__(self):
        return f"{self.code} – {self.title}" if self.title else self.code

    @property
    def is_draft(self):
        return self.status == DRAFT

    @property
    def is_frozen(self):
        return not self.is_draft

    @transaction.atomic
    def save(self, *args, **kwargs):
        stored = None if self._state.adding else type(self)._base_manager.select_for_update().filter(pk=self.pk).first()
        if self.status != (stored.status if stored else DRAFT):
            raise InstrumentFrozen("Only a step changes the state of a version.")
        if stored is not None and stored.is_frozen and self.differs_from(stored):
            raise InstrumentFrozen(InstrumentFrozen.__doc__)
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        type(self)._base_manager.filter(pk=self.pk).refuse_frozen()
        return super().delete(*args, **kwargs)

    def read(self):
        """This version with all that belongs to it, errata applied to the texts, for reading only."""
        return type(self).objects.whole().get(pk=self.pk)._corrected()

    def read_area(self, code):
        """The same for a page about one area: of the others it has the names."""
        models.prefetch_related_objects([self], *type(self).objects.for_area(code))
        return self._corrected()

    def _corrected(self):
        by_place: dict = {}
        for erratum in self.errata.all():
            by_place.setdefault((erratum.part, erratum.code), []).append(erratum)
        for part in self.parts():
            part.corrections = tuple(by_place.get((part.kind, part.code), ()))
            for erratum in part.corrections:
                setattr(part, f"{erratum.field}_{erratum.language}", erratum.text)
        return self

    def parts(self):
        """The version itself and all its parts, in reading order."""
        yield self
        yield from self.stages.all()
        yield from self.facets.all()
        for area in self.areas.all():
            yield area
            for indicator in area.indicators.all():
                yield indicator
                yield from indicator.criteria.all()

    def findings(self):
        """Everything that stands in the way of publishing."""
        return findings_of(self.read())

    @transaction.atomic
    def publish(self, *, by):
        """Raises IncompleteInstrument with all findings at once. The version published so far makes room."""
        if not self.can("publish"):
            raise TransitionNotAllowed("publish", self.status)
        type(self)._base_manager.select_for_update().get(pk=self.pk)  # no part of it changes until it is published
        if findings := self.findings():
            raise IncompleteInstrument(findings)
        now = timezone.now()
        for former in type(self)._base_manager.select_for_update().published():
            former._take("replace", by=by, note=self.code, retired_at=now)
        self._take("publish", by=by, published_at=now)

    def retire(self, *, by, note):
        """Takes the version out of use with nothing in its place: no self-assessment begins until one is published."""
        self._take("retire", by=by, note=note, retired_at=timezone.now())


class PartOfVersion(Kept):
    """Belongs to a version, directly or through its `owner`: changes as long as that is a draft, and never afterwards.

    Each names its `instrument` itself, so that a database trigger needs to look no further.
    """

    rights_state = "instrument__status"
    owner = "instrument"

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        abstract = True

    def take_version(self):
        """A part belongs to the version of what it stands below."""
        if self.owner != "instrument" and getattr(self, f"{self.owner}_id"):
            self.instrument_id = getattr(self, self.owner).instrument_id

    def full_clean(self, *args, **kwargs):
        self.take_version()
        super().full_clean(*args, **kwargs)

    def clean(self):
        if self.instrument_id and self.instrument.is_frozen:
            raise ValidationError(gettext("This version is published and does not change: copy it into a new draft."))

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.take_version()
        stored = None if self._state.adding else type(self)._base_manager.filter(pk=self.pk).first()
        if stored is None or self.differs_from(stored):
            versions = {self.instrument_id} | ({stored.instrument_id} if stored else set())
            Instrument._base_manager.filter(pk__in=versions).refuse_frozen()
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        Instrument._base_manager.filter(pk=self.instrument_id).refuse_frozen()
        return super().delete(*args, **kwargs)


class InstrumentPart(PartOfVersion, Worded):
    """A part with texts, known in its version by a code."""

    unique_by = "code"

    class Meta(Worded.Meta):
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        if self._state.adding and getattr(self, "position", None) == 0:  # at the end, where nobody said where
            beside = type(self)._base_manager.filter(**{f"{self.owner}_id": getattr(self, f"{self.owner}_id")})
            self.position = (beside.aggregate(last=models.Max("position"))["last"] or 0) + 1
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.instrument_id is None:
            return
        code = getattr(self, self.unique_by)
        twins = type(self)._base_manager.filter(**{"instrument": self.instrument_id, self.unique_by: code})
        if twins.exclude(pk=self.pk).exists():
            raise ValidationError(
                {self.unique_by: gettext("“{code}” stands in this version already.").format(code=code)}
            )
