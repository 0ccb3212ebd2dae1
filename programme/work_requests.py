"""What the pages of signed-in people ask of a request: which record, what was sent, in whose name somebody writes."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from programme.history import acting
from programme.matrix import SECRETARIAT, has_role, may


def sent(request):
    """What was sent with the form of this request, or None where the form is only shown."""
    return request.POST if request.method == "POST" else None


def sent_files(request):
    return request.FILES if request.method == "POST" else None


def acts_on_behalf(request):
    """Whether this person writes in a country's name as staff, which every record of it says."""
    return has_role(request.user, *SECRETARIAT)


def in_name_of(request, record):
    """Whatever is written inside is recorded as written in the name of the record's country, where staff write."""
    return acting(on_behalf_of=record.country.iso2 if acts_on_behalf(request) else "")


def form_key_of(request):
    """The key of the form that this request shows or sends: by it a form sent twice is told from two forms."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def record_for(request, records, action="read", **which):
    """The one record asked for, for who may do this with it; for who may not even read it there is no such page."""
    record = get_object_or_404(records.visible_to(request.user), **which)
    if not may(request.user, action, record):
        raise PermissionDenied
    return record


def possible_actions(user, record, actions):
    """What this person can do with the record now: what the role allows and, of steps, what the state leads to."""
    return {
        name: may(user, name.replace("_", "-"), record) and (name not in record.TRANSITIONS or record.can(name))
        for name in actions
    }


def back_to(anchor, *page):
    """Leads to a place on a page; the page as `redirect` takes it."""
    answer = redirect(*page)
    answer["Location"] += f"#{anchor}"
    return answer


def form_page(request, template, context):
    """A page with the form that the context holds; where it was sent with errors, the answer says so too."""
    return render(request, template, context, status=422 if context["form"].errors else 200)
