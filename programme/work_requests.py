"""What the pages of signed-in people ask of a request: what was sent, and in whose name somebody writes."""

from uuid import UUID, uuid4

from programme.history import acting
from programme.matrix import SECRETARIAT, has_role


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
