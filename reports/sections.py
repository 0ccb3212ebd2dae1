"""What is gathered from every room for the pages of others."""

from activities.models import Activity
from programme.sections import Section, section
from reports.citations import citations_of


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
