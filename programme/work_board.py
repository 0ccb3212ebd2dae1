"""What waits for the secretariat, on its signed-in home as on the landing page of the workshop."""

from programme.matrix import SECRETARIAT, has_role
from programme.sections import Section, section
from programme.waiting import what_waits


@section("work", order=1)
def board(_nothing, request):
    if not has_role(request.user, *SECRETARIAT):
        return None
    return Section("programme/work_board.html", {"waiting": what_waits()})
