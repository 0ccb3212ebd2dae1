"""What is gathered from every room for the pages of others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Activity
from programme.permissions import may
from programme.sections import Section, section
from reports.citations import citations_of
from reports.progress.telling import reports_on


@section("documents", order=10)
def progress_reports(_nothing, request):
    """The reports of the portal are no documents: the list of documents says where they are."""
    return Section("reports/documents_section.html")


@section("programme.Document", order=20)
def activities_of_document(document, request):
    """The activities that a document belongs to."""
    activities = list(Activity.objects.visible_to(request.user).filter(documents=document).newest_first())
    return Section("reports/document_activities.html", {"activities": activities}) if activities else None


@section("programme.Document", order=90)
def what_cites_document(document, request):
    lines = citations_of(document)
    return Section("reports/document_citations.html", {"lines": lines}) if lines else None


@section("activities.Activity", order=90)
def progress_reports_on_activity(activity, request):
    """The published progress reports that tell of the activity."""
    found = reports_on(activity)
    return Section("reports/activity_reports.html", {"reports": found, "activity": activity}) if found else None


def _files(title, address, *of):
    """The links to a page's files in each format."""
    files = {format: reverse(address, args=[*of, format]) for format in ("pdf", "docx")}
    return Section("reports/profiles/files.html", {"title": title, **files}, "profile-files", title)


@section("countries.Country", order=95)
def profile_of_country(country, request):
    return _files(_("This page as a file"), "country-profile", country.slug)


@section("assessments.Publication", order=10)
def files_of_publication(publication, request):
    if hasattr(publication, "withdrawal"):
        return None
    cycle = publication.submission.assessment.cycle
    title = _("The self-assessment and what is published of its action plan, as a file")
    return _files(title, "published-assessment-file", cycle.country.slug, cycle.number)


@section("assessments.Submission", order=10)
def files_of_submission(submission, request):
    title = _("This version with the action plan, as a file")
    return _files(title, "assessment-version-file", submission.assessment_id, submission.number)


@section("country-panel", order=90)
@section("country-desk-ways", order=10)
def archive_of_country(country, request):
    """The way to everything about the country as one file, for who may take it."""
    if not may(request.user, "take-archive", country):
        return None
    return Section("reports/archives/link.html", {"country": country})
