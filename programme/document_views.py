"""The list of documents and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.addresses import Moved, find
from programme.filters import LISTS, PROGRAMME, DocumentFilter
from programme.models import Document, programme_name
from programme.sections import sections_for

PER_PAGE = 50


@login_not_required
def documents(request):
    chosen = DocumentFilter(request.GET, Document.objects.all(), request=request)
    found = {PROGRAMME: chosen.qs.published(), "sources": chosen.qs.references()}
    shown = found[chosen.shown].for_listing().in_order(chosen.order, chosen.query)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": chosen.form,
        "is_filtered": bool(chosen.query or chosen.is_narrowed),
        "is_narrowed": chosen.is_narrowed or chosen.order != "newest",
        "shown": chosen.shown,
        "title_of_list": LISTS[chosen.shown],
        "ways_out": [(_("Show all documents"), reverse("documents"))],
        "lists": [(key, title, found[key].count()) for key, title in LISTS.items()],
        "page": page,
    }
    return render(request, "programme/documents.html", context)


@login_not_required
def document(request, slug):
    try:
        found = find(Document.objects.for_page(), slug)
    except Moved as moved:
        return moved.as_response(request)
    context = {
        "document": found,
        # Titles are never rewritten: the page says which name the Programme bore when the document came out.
        "programme_name": programme_name(found.first_day) if found.first_day and not found.is_reference else None,
        "sections": [render_to_string(one.template, one.context, request) for one in sections_for(found, request)],
    }
    return render(request, "programme/document.html", context)
