"""Errata: a typing error of a published version is noted beside the text, which itself stays as it was published."""

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.querysets import ErratumQuerySet, InstrumentFrozen
from programme.models import Recorded
from programme.punctuation import labelled

from .instrument import LANGUAGES, Instrument


class CorrectionRefused(Exception):
    """The erratum cannot be noted, for this reason."""


class Erratum(Recorded):
    """That a text of a published version reads otherwise from now on. It names the part by its lasting code."""

    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.CASCADE,
        related_name="errata",
        verbose_name=gettext_lazy("version of the instrument"),
    )
    part = models.CharField(gettext_lazy("kind"), max_length=12)
    code = models.CharField(gettext_lazy("code"), max_length=40)
    field = models.CharField(gettext_lazy("field"), max_length=20)
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=settings.LANGUAGES)
    replaced = models.TextField(gettext_lazy("replaced text"))
    text = models.TextField(gettext_lazy("new text"))
    reason = models.TextField(gettext_lazy("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("by"),
    )
    noted_at = models.DateTimeField(gettext_lazy("noted at"), default=timezone.now)

    rights_state = "instrument__status"

    objects = ErratumQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = gettext_lazy("erratum")
        verbose_name_plural = gettext_lazy("errata")
        ordering = ("noted_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(reason="") & ~models.Q(text=models.F("replaced")),
                name="erratum_says_what_and_why",
                violation_error_message=gettext_lazy("An erratum has a new text and a reason."),
            ),
        )

    def __str__(self):
        return labelled(f"{self.code}, {self.language}", self.text)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise InstrumentFrozen("An erratum stays as it was noted; note another one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise InstrumentFrozen("An erratum stays as it was noted; note another one.")


@transaction.atomic
def correct(instrument, kind, code, field, language, *, text, reason, by):
    """Notes an erratum of one text in one language; raises CorrectionRefused. Codes and structure have no errata."""
    Instrument._base_manager.select_for_update().get(pk=instrument.pk)
    text, reason = text.strip(), reason.strip()
    read = instrument.read()
    if read.is_draft:
        raise CorrectionRefused(_("A draft is corrected in its form: only a published version has errata."))
    part = next((one for one in read.parts() if (one.kind, one.code) == (kind, code)), None)
    if part is None or field not in part.texts or language not in LANGUAGES:
        raise CorrectionRefused(_("There is no such text in this version."))
    replaced = getattr(part, f"{field}_{language}") or ""
    if not replaced:
        raise CorrectionRefused(_("There is no text in this language: what is new needs a new version."))
    if not text or not reason:
        raise CorrectionRefused(_("Enter the corrected text and the reason."))
    if text == replaced:
        raise CorrectionRefused(_("This is the text as it stands: nothing is corrected."))
    try:
        part._meta.get_field(f"{field}_{language}").clean(text, part)
    except (ValidationError, FieldDoesNotExist) as error:
        raise CorrectionRefused(" ".join(getattr(error, "messages", [str(error)]))) from error
    return Erratum.objects.create(
        instrument=instrument,
        part=kind,
        code=code,
        field=field,
        language=language,
        replaced=replaced,
        text=text,
        reason=reason,
        by=by,
    )
