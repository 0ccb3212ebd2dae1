"""Samples of this room's parts for the style guide. They state no fact."""

from django.utils.translation import gettext as _

from activities.finder import Finder
from programme.sections import Section, section


@section("style-guide", order=10)
def finder_sample(_nothing, request):
    choices = [("1", _("A chosen option")), ("2", _("Another option"))]
    return Section("activities/finder_sample.html", {"finder": Finder(choices, choices, choices, [2002, 2001])})
