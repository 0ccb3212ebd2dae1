"""Open data of this room. Everybody gets the same answer, the secretariat too: what is published."""

from functools import partial

from django.contrib.auth.models import AnonymousUser

from activities.filters import ActivityFilter
from activities.models import Activity
from activities.serialize import activity_as_data
from programme.addresses import Moved, find
from programme.api import api_view, check_parameters, paged
from programme.models import ProgrammeName

PUBLIC = AnonymousUser()


@api_view
def activities(request):
    chosen = ActivityFilter(request.GET, PUBLIC)
    check_parameters(request, chosen.form)
    return paged(request, chosen.ordered().for_data(), partial(activity_as_data, names=programme_names()))


@api_view
def activity(request, slug):
    try:
        found = find(Activity.objects.published().for_data(), slug)
    except Moved as moved:
        found = moved.record
    return activity_as_data(found, request, programme_names())


def programme_names():
    return list(ProgrammeName.objects.all())
