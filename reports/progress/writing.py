"""Writing, keeping, freezing and publishing a progress report: each in one transaction that locks the report (F2)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from programme.history import acting_now, raise_version
from programme.page_cache import record_stands
from programme.versions import merge, write
from programme.workflow import TransitionNotAllowed
from reports.models import LANGUAGES, ProgressReport, ReportCopy, ReportSection
from reports.progress.build import built, meeting_of
from reports.progress.contents import as_data, from_data
from reports.progress.parts import WRITTEN

MOST_READINGS = 5


class NotBegun(Exception):
    """The biennium lies in the future: there is nothing to tell of it."""


class Unsettled(Exception):
    """The record changes so fast that no moment of it could be told."""


class Unexplained(Exception):
    """A corrigendum that does not say what it corrects."""


class AlreadyPublished(Exception):
    """The biennium has its report; it can only be corrected."""

    def __init__(self, report):
        super().__init__(str(report))
        self.report = report


def locked(key):
    return ProgressReport._base_manager.select_for_update().get(pk=key)


def begin(biennium, *, by):
    """The open report of the biennium, begun now where there is none; asked for twice, it is one report."""
    if biennium.first_day > timezone.localdate():
        raise NotBegun(str(biennium))
    there = ProgressReport.objects.of(biennium)
    if published := there.published().first():
        raise AlreadyPublished(published)
    return there.open().first() or _begun(biennium, by=by)


def begin_corrigendum(key, *, by):
    """The report that corrects a published one, with what was written in that one to begin with."""
    published = ProgressReport.objects.get(pk=key)
    if there := ProgressReport.objects.of(published.biennium).open().first():
        return there
    if not published.can("supersede"):
        raise TransitionNotAllowed("begin_corrigendum", published.status)
    narrative = from_data(published.frozen_copy.content).narrative
    return _begun(published.biennium, by=by, corrects=published, meeting=published.meeting, narrative=narrative)


def _begun(biennium, *, by, corrects=None, meeting=None, narrative=None):
    report = ProgressReport(
        first_year=biennium.first_year,
        number=corrects.number + 1 if corrects else 1,
        corrects=corrects,
        meeting=meeting if corrects else meeting_of(biennium),
        saved_by=by,
        saved_at=timezone.now(),
        version=1,
        **{f"correction_{code}": "" for code in LANGUAGES},
    )
    try:
        with transaction.atomic():
            report.save()
            for key in WRITTEN:
                texts = (narrative or {}).get(key, {})
                written = {f"text_{code}": texts.get(code, "") for code in LANGUAGES}
                ReportSection(
                    report=report, key=key, version=1, saved_at=report.saved_at, saved_by=by, **written
                ).save()
    except IntegrityError:  # somebody else was faster
        return ProgressReport.objects.of(biennium).open().get()
    return report


@transaction.atomic
def save_report(key, values, *, seen, by):
    """Saves meeting and what is corrected. As `save_section`."""
    report = locked(key)
    return _saved(report, report, values, seen, by)


@transaction.atomic
def save_section(section, values, *, seen, by):
    """Saves what the person changed in a part since the version seen.

    Returns the part with the merged texts and the differences; where there are any, nothing was written. Raises
    TransitionNotAllowed where the report is not a draft any more.
    """
    report = locked(section.report_id)
    fresh = ReportSection._base_manager.select_for_update().get(pk=section.pk)
    fresh.report = report
    return _saved(report, fresh, values, seen, by)


def _saved(report, record, values, seen, by):
    if not report.is_writable:
        raise TransitionNotAllowed("save", report.status)
    merged, differences = merge(record, seen, values)
    if not differences:
        write(record, merged, by=by)
    return record, merged, differences


def contents_of(report, *, today=None):
    """The report as the record and what is written stand now."""
    return built(
        report.biennium, made_on=today or timezone.localdate(), meeting=report.meeting, narrative=report.narrative()
    )


def settled_contents(report):
    """The same, of one moment: where somebody changed the record while it was read, it is read again."""
    for _time in range(MOST_READINGS):
        before = record_stands()
        contents = contents_of(report)
        if record_stands() == before:
            return contents
    raise Unsettled(str(report))


@transaction.atomic
def keep(key, *, by):
    """Keeps the draft as it stands, to be compared with later ones."""
    report = locked(key)
    if not report.is_writable:
        raise TransitionNotAllowed("keep_copy", report.status)
    return _copy(report, ReportCopy.Kind.KEPT, by)


@transaction.atomic
def freeze(key, *, by):
    """Stores what the report says as of today; what is changed in the record afterwards does not change it."""
    report = locked(key)
    if report.biennium.first_day > timezone.localdate():
        raise NotBegun(str(report.biennium))
    if report.owes_a_reason:
        raise Unexplained(str(report))
    report.step("freeze", by=by)
    return _copy(report, ReportCopy.Kind.FROZEN, by)


def _copy(report, kind, by):
    contents = settled_contents(report)
    return ReportCopy.objects.create(
        report=report,
        number=report.copies.count() + 1,
        kind=kind,
        content=as_data(contents),
        made_on=date.fromisoformat(contents.made_on),
        last_day=date.fromisoformat(contents.last_day),
        by=by,
        acted_as=acting_now(report, by)["acted_as"],
    )


@transaction.atomic
def take_back(key, *, by, reason):
    """A frozen report that was never published is written on; the copy that was frozen stays."""
    report = locked(key)
    report.step("take_back", by=by, note=reason)
    return report


@transaction.atomic
def publish(key, *, by):
    """Publishes what was frozen; a corrigendum takes the place of the report that it corrects."""
    report = locked(key)
    if not report.can("publish"):
        raise TransitionNotAllowed("publish", report.status)
    if report.corrects_id:
        locked(report.corrects_id).step("supersede", by=by)
    report.step("publish", by=by, published_at=timezone.now())
    raise_version(None, report.frozen_copy)  # kept pages and counts show what is published
    return report
