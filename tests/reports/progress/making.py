"""Reports in each state, for tests."""

from programme.dates import Biennium
from reports.models import ProgressReport
from reports.progress import writing
from tests.kept import kept

YEARS = Biennium(2021)
TEXT = {"text_en": "What we did.", "text_fr": "Ce que nous avons fait.", "text_ru": "Что мы сделали."}


@kept
def draft(by=None, years=YEARS):
    return writing.begin(years, by=by)


def section(report, key="introduction"):
    return report.sections.get(key=key)


@kept
def written(report, key="introduction", by=None, **texts):
    one = section(report, key)
    writing.save_section(one, one.values() | (texts or TEXT), seen=one.version, by=by)
    return read(report)


@kept
def frozen(by=None, years=YEARS):
    report = written(draft(by, years), by=by)
    writing.freeze(report.pk, by=by)
    return read(report)


@kept
def published(by=None, years=YEARS):
    report = frozen(by, years)
    return writing.publish(report.pk, by=by)


@kept
def corrected(by=None):
    """The corrigendum that took the place of a published report."""
    return correct(published(by), by=by)


@kept
def correct(report, by=None):
    begun = explained(writing.begin_corrigendum(report.pk, by=by), by=by)
    writing.freeze(begun.pk, by=by)
    return writing.publish(begun.pk, by=by)


@kept
def explained(corrigendum, by=None):
    """The corrigendum with a word on what it corrects."""
    values = {field: getattr(corrigendum, field) for field in corrigendum.written}
    values["correction_en"] = "A figure was wrong."
    saved, _merged, differences = writing.save_report(corrigendum.pk, values, seen=corrigendum.version, by=by)
    assert not differences
    return saved


def read(report):
    return ProgressReport.objects.for_page().get(pk=report.pk)
