"""Reporting after an activity: writing the report, handing it in, returning and accepting it (PRODUCT E3)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from activities import proposing
from activities.deciding import NotReady, locked, refuse_own_entry
from activities.models import Activity, ActivityReport, ReportEvidence
from activities.reports_due import is_asked
from programme.history import raise_version
from programme.stored_files import store
from programme.versions import merge, write
from programme.workflow import TransitionNotAllowed


class NotAsked(Exception):
    """Of this activity no report of this country is asked."""


@transaction.atomic
def begin(activity, country):
    """The country's report on the activity, begun now if it was not yet; raises NotAsked where none is asked."""
    if not is_asked(activity, country):
        raise NotAsked
    language = (get_language() or "en")[:2]
    report, _is_new = ActivityReport.objects.get_or_create(
        activity=activity, country=country, defaults={"language": language}
    )
    return report


def _writable(key):
    report = locked(ActivityReport, key)
    if not report.is_writable:
        raise TransitionNotAllowed("save", report.status)
    return report


@transaction.atomic
def save(key, values, *, seen, by):
    """Saves what the person changed since the version seen: see `proposing.save`."""
    report = _writable(key)
    merged, differences = merge(report, seen, values)
    if not differences:
        write(report, merged, by=by)
    return report, merged, differences


@transaction.atomic
def add_evidence(key, checked, *, by, title, is_public):
    """Keeps a CheckedUpload with the report; returns the ReportEvidence."""
    report = _writable(key)
    return ReportEvidence.objects.create(
        report=report, title=title, file=store(checked, by=by), is_public=is_public, added_by=by
    )


@transaction.atomic
def remove_evidence(key, evidence_key):
    """Takes a file out of the report; what it said stays on record. Returns whether it was still in it."""
    report = _writable(key)
    found = report.evidence.filter(pk=evidence_key, removed_at=None)
    return bool(found.recorded_update(removed_at=timezone.now()))


@transaction.atomic
def submit(key, *, by):
    report = locked(ActivityReport, key)
    if report.can("submit") and report.missing():
        raise NotReady(report.missing())
    report.step("submit", by=by)
    return report


@transaction.atomic
def recall(key, *, by):
    """Takes a submitted report back to where the country wrote before."""
    report = locked(ActivityReport, key)
    report.recall(by=by)
    return report


@transaction.atomic
def return_for_revision(key, *, by, note):
    report = locked(ActivityReport, key)
    report.step("return_for_revision", by=by, note=note)
    return report


@transaction.atomic
def accept(key, *, by, note="", override=""):
    report = locked(ActivityReport, key)
    if not report.can("accept"):
        raise TransitionNotAllowed("accept", report.status)
    refuse_own_entry(report, by, override)
    report.step("accept", by=by, note=override.strip() or note)
    _tell_the_public(report)
    return report


@transaction.atomic
def let_be_published(key, is_publishable):
    """The country decides anew, after acceptance, whether everybody reads its report; returns whether that changed."""
    report = locked(ActivityReport, key)
    if report.status != ActivityReport.Status.ACCEPTED:
        raise TransitionNotAllowed("publish", report.status)
    if report.is_publishable == is_publishable:
        return False
    report.is_publishable = is_publishable
    report.save()
    _tell_the_public(report)
    return True


def _tell_the_public(report):
    """The page of the activity shows what is published of the report."""
    raise_version(Activity, report.activity)


def propose_what_follows(report, *, by, form_key=None):
    """A proposal that goes on from the report, filled with what the report says; returns it."""
    activity = report.activity
    return proposing.draft(
        report.country,
        by=by,
        form_key=form_key,
        title=str(activity),
        language=report.language,
        need=report.follow_up,
        kind=activity.kind,
        areas=[tag.area for tag in activity.area_tags.select_related("area")],
        follows=report,
    )
