"""The list of activities and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from activities import timeline_view
from activities.calendar import has_known_days
from activities.facets import counts, facets
from activities.filters import ActivityFilter
from activities.listing import (
    PAGE_SIZES,
    chips,
    file_query,
    in_address,
    page_size_of,
    problems,
    rows,
    ways_out,
)
from activities.models import Activity
from activities.story import Story
from programme.addresses import Moved, find, to_new_address
from programme.pagination import CountedPaginator
from programme.sections import sections_for

# Filters that come with a link and have no field on the page: its form hands them on.
UNSEEN = ("group", "source")


@login_not_required
def listing(request):
    language = (get_language() or "en")[:2]
    chosen = ActivityFilter(request.GET, request.user, language)
    found = counts(chosen)
    shown = facets(chosen, found)
    size, is_size_known = page_size_of(request.GET)
    is_timeline = request.GET.get("view") == timeline_view.VIEW
    if is_timeline:
        records, at_once = chosen.narrowed().oldest_first().for_timeline(), timeline_view.AT_ONCE
    else:
        records, at_once = chosen.ordered().for_listing(), size
    page = CountedPaginator(records, at_once, found["total"]).get_page(request.GET.get("page"))
    context = {
        "form": chosen.form,
        "query": chosen.chosen.get("q", ""),
        "problems": problems(chosen, is_size_known, request.GET.get("page_size")),
        "total": found["total"],
        "facets": shown,
        "chips": chips(chosen, request.GET, shown),
        "kept": [(name, in_address(name, one)) for name in UNSEEN for one in chosen.chosen.get(name, ())],
        "clear_url": reverse("activities"),
        "page": page,
        "rows": [] if is_timeline else rows(page.object_list, chosen.chosen.get("country", ())),
        "timeline": timeline_view.Years.of(page.object_list) if is_timeline else None,
        "file_query": file_query(request.GET),
        "page_size": size,
        "page_sizes": PAGE_SIZES,
        "ways_out": [] if found["total"] else ways_out(chosen, request.GET),
    }
    return render(request, "activities/listing.html", context)


@login_not_required
def page(request, slug):
    try:
        activity = find(Activity.objects.visible_to(request.user).for_page(), slug)
    except Moved as moved:
        return to_new_address(request, moved.record)
    sections = [render_to_string(one.template, one.context, request) for one in sections_for(activity, request)]
    context = {
        "activity": activity,
        "story": Story.of(activity, request.user),
        "address": request.build_absolute_uri(activity.get_absolute_url()),
        "sections": sections,
        "is_in_calendar": activity.is_published and has_known_days(activity),
    }
    return render(request, "activities/page.html", context)
