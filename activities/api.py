"""Open data of this room. Everybody gets the same answer, the secretariat too: what is published."""

from functools import partial

from django.contrib.auth.models import AnonymousUser

from activities.filters import ActivityFilter
from activities.models import Activity
from activities.serialize import activity_as_data
from programme.addresses import Moved, find
from programme.api import PAGING, api_view, check_parameters, paged
from programme.models import ProgrammeName

PUBLIC = AnonymousUser()


@api_view
def activities(request):
    return paged(request, chosen_activities(request), serializer())


@api_view
def activity(request, slug):
    try:
        found = find(Activity.objects.published().for_data(), slug)
    except Moved as moved:
        found = moved.record
    return serializer()(found, request)


def chosen_activities(request, paging=PAGING):
    chosen = ActivityFilter(request.GET, PUBLIC)
    check_parameters(request, chosen.form, paging=paging)
    return chosen.ordered().for_data()


def all_activities():
    return Activity.objects.published().for_data().newest_first()


def serializer():
    """What makes data of an activity, with the names of the Programme read once for all activities of an answer."""
    return partial(activity_as_data, names=list(ProgrammeName.objects.all()))
