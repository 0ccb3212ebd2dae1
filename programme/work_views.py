"""The home of a signed-in person: my country, my tasks, days that matter, what changed since I was last here."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache

from programme.matrix import ROLE_NAMES, SECRETARIAT, Role, has_role, standings_of
from programme.sections import sections_on
from programme.tasks import days_of, tasks_of

SINCE = "work-since"


@never_cache
def home(request):
    request.last_visit = last_visit(request)
    roles = [one.role for one in standings_of(request.user)]
    context = {
        "roles": list(dict.fromkeys(ROLE_NAMES[role] for role in roles if role != Role.PUBLIC)),
        "tasks": tasks_of(request.user),
        "has_board": has_role(request.user, *SECRETARIAT),
        "days": days_of(request.user),
        "sections": [render_to_string(one.template, one.context, request) for one in sections_on("work", request)],
    }
    return render(request, "programme/work.html", context)


def last_visit(request):
    """When this person was here before this session; the same for the whole session, None at the first visit."""
    user = request.user
    if SINCE not in request.session:
        request.session[SINCE] = user.work_seen_at.isoformat() if user.work_seen_at else ""
    user.work_seen_at = timezone.now()
    user.save(update_fields=["work_seen_at"])
    since = request.session[SINCE]
    return parse_datetime(since) if since else None
