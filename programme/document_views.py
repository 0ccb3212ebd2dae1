"""The list of documents and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme.addresses import Moved, find, to_new_address
from programme.filters import LISTS, PROGRAMME, SOURCES, DocumentFilter
from programme.models import Document, DocumentVersion, programme_name
from programme.pagination import CountedPaginator
from programme.permissions import may
from programme.sections import sections_for, sections_on
from programme.stored_files import serve

PER_PAGE = 50


@login_not_required
def documents(request):
    chosen = DocumentFilter(request.GET, Document.objects.all(), request=request)
    found = {PROGRAMME: chosen.qs.published(), SOURCES: chosen.qs.references()}
    numbers = dict(zip((PROGRAMME, SOURCES), chosen.qs.numbers(), strict=True))
    shown = found[chosen.shown].for_listing().in_order(chosen.order, chosen.query)
    page = CountedPaginator(shown, PER_PAGE, numbers[chosen.shown]).get_page(request.GET.get("page"))
    context = {
        "form": chosen.form,
        "is_filtered": bool(chosen.query or chosen.is_narrowed),
        "is_narrowed": chosen.is_narrowed or chosen.order != "newest",
        "shown": chosen.shown,
        "title_of_list": LISTS[chosen.shown],
        "ways_out": [(_("Show all documents"), reverse("documents"))],
        "lists": [(key, title, numbers[key]) for key, title in LISTS.items()],
        "page": page,
        "sections": [render_to_string(one.template, one.context, request) for one in sections_on("documents", request)],
    }
    return render(request, "programme/documents.html", context)


@login_not_required
def document(request, slug):
    try:
        found = find(Document.objects.for_page(), slug)
    except Moved as moved:
        return to_new_address(request, moved.record)
    context = {
        "document": found,
        # Titles are never rewritten: the page says which name the Programme bore when the document came out.
        "programme_name": programme_name(found.first_day) if found.first_day and not found.is_reference else None,
        "sections": [render_to_string(one.template, one.context, request) for one in sections_for(found, request)],
    }
    return render(request, "programme/document.html", context)


@require_safe
@login_not_required
def document_file(request, slug, language):
    """A version's file: for everybody where the document is the Programme's own, else for who keeps the record."""
    try:
        found = find(Document.objects.all(), slug)
    except Moved as moved:
        return redirect("document-file", moved.record.slug, language, permanent=True)
    versions = DocumentVersion.objects.select_related("document", "file").exclude(file=None)
    version = get_object_or_404(versions, document=found, language=language)
    if not version.is_public and not may(request.user, "change", version):
        raise Http404
    return serve(version.file, request, about=version, is_public=version.is_public)
