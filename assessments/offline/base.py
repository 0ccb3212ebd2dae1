"""What a file was made from: an identifier that it carries, and the values that it began with.

The identifier says how far the history of the answers went, not what they said: the common ancestor is read from there,
as for a form (ADR 16). It is signed, so that nobody mistakes one assessment's file for another's.
"""

from dataclasses import dataclass

from django.core import signing
from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from simple_history.utils import get_history_manager_for_model

from assessments.answer_forms import LETTERS
from assessments.models import AreaAnswer, Challenge, CriterionAnswer, FacetAnswer, IndicatorAnswer
from assessments.offline import challenges

_signer = signing.Signer(salt="self-assessment filled in offline")
# Each kind of record with the way from it to the assessment.
OF_ASSESSMENT = {
    AreaAnswer: "assessment",
    IndicatorAnswer: "area_answer__assessment",
    CriterionAnswer: "indicator_answer__area_answer__assessment",
    FacetAnswer: "area_answer__assessment",
    Challenge: "area_answer__assessment",
}


@dataclass(frozen=True)
class Identity:
    """Which assessment, on which version of the instrument, and the newest row of each history when it was made."""

    assessment: int
    instrument: str
    marks: tuple[int, ...]
    language: str
    made_at: str

    def signed(self):
        said = [self.assessment, self.instrument, list(self.marks), self.language, self.made_at]
        return _signer.sign_object(said)

    @property
    def when(self):
        return parse_datetime(self.made_at)


def read_identity(text):
    """The Identity that this portal signed, or None."""
    try:
        assessment, instrument, marks, language, made_at = _signer.unsign_object(text)
        return Identity(assessment, instrument, tuple(marks), language, made_at)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def identity_of(assessment):
    """Made before the answers are read: what is saved between the two then counts as changed since, never as old."""
    marks = [_rows(model, assessment).aggregate(last=Max("history_id"))["last"] or 0 for model in OF_ASSESSMENT]
    now = timezone.now().replace(microsecond=0)
    return Identity(assessment.pk, assessment.instrument.code, tuple(marks), get_language() or "en", now.isoformat())


def base_of(assessment, identity):
    """Key of each place → its value when the file was made; a place that was not there then is not in it."""
    found = {}
    for (model, _way), mark in zip(OF_ASSESSMENT.items(), identity.marks, strict=True):
        rows = _rows(model, assessment).filter(history_id__lte=mark)
        newest = rows.order_by().values("id").annotate(last=Max("history_id")).values("last")
        for row in get_history_manager_for_model(model).filter(history_id__in=newest).exclude(history_type="-"):
            if model is Challenge:
                found |= {challenges.key_of(row.id, name): value for name, value in challenges.values_of(row).items()}
                continue
            for name in model.written:
                found[f"{LETTERS[model]}{row.id}-{name}"] = getattr(row, model._meta.get_field(name).attname)
    return found


def _rows(model, assessment):
    """The history of the answers of this assessment, of its challenges those too that are gone."""
    history = get_history_manager_for_model(model)
    if model is Challenge:
        return history.filter(area_answer__in=AreaAnswer.objects.filter(assessment=assessment))
    return history.filter(id__in=model.objects.filter(**{OF_ASSESSMENT[model]: assessment}).values("pk"))
