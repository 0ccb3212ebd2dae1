"""The list of countries and the page of each."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from countries.filters import sorts
from countries.models import Country
from countries.standing import BENEFICIARY, claim_in_words, group_of, phase_sources, standing_of
from countries.table import Table
from countries.timeline import Timeline
from programme.addresses import Moved, find, to_new_address
from programme.models import BasicTask
from programme.permissions import may
from programme.sections import sections_for
from programme.templatetags.components import plainly


@login_not_required
def listing(request):
    table = Table(request, request.user)
    chosen = table.chosen
    lists = {key: [row for row in table.rows if group_of(row.country) == key] for key in BENEFICIARY}
    context = {
        "form": chosen.form,
        "order": table.order,
        "sorts": sorts(),
        "added": table.added,
        "is_filtered": bool(chosen.form.cleaned_data.get("q") or chosen.is_narrowed),
        "is_narrowed": chosen.is_narrowed,
        "filters": table.filters,
        "ways_out": [(_("Show all countries"), reverse("countries"))],
        "count": len(table.rows),
        "lists": [
            {"key": key, "title": title, "count": len(lists[key]), "parts": parts_of(lists[key], table.order)}
            for key, title in BENEFICIARY.items()
            if lists[key]
        ],
    }
    return render(request, "countries/listing.html", context)


def parts_of(rows, order):
    """The rows below the heading of their subregion, or all below none."""
    if order != "subregion":
        return [(None, rows)]
    return [(subregion, list(some)) for subregion, some in groupby(rows, key=lambda row: row.country.subregion)]


@login_not_required
def page(request, slug):
    try:
        country = find(Country.objects.for_page(), slug)
    except Moved as moved:
        return to_new_address(request, moved.record)
    sections = sections_for(country, request)
    context = {
        "country": country,
        "has_formal_name": plainly(country, "formal_name") not in ("", plainly(country, "name")),
        "standing": standing_of(country),
        "group": group_of(country),
        "sources": phase_sources(country),
        "claims": [(claim, claim_in_words(claim)) for claim in country.claims.all()],
        "phase_entries": sorted(country.phase_entries.all(), key=_when),
        "timeline": Timeline.of(country, request.user, timezone.localdate()),
        "names": [name for name in country.names.all() if name.kind != name.Kind.MISSPELLING],
        "misspellings": [name for name in country.names.all() if name.kind == name.Kind.MISSPELLING],
        "groupings": [one for one in country.memberships.all() if one != country.subregion_membership],
        "task_count": BasicTask.objects.count(),
        "has_file": request.user.is_authenticated and may(request.user, "read-contacts", country),
        "documents": country.documents.for_listing().newest_first(),
        "sections": [render_to_string(one.template, one.context, request) for one in sections],
        "contents": [(one.anchor, one.title) for one in sections if one.anchor],
    }
    return render(request, "countries/page.html", context)


def _when(entry):
    return (entry.first_day is None, entry.first_day.toordinal() if entry.first_day else 0, entry.pk)
