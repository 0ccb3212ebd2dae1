"""What is sent after a session has ended: kept for a day, and offered to the same person after signing in.

Its place is what the page writes: the answer of an area, an action of a plan, or a plan with its overview.
"""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils import timezone

from assessments.models import Action, ActionPlan, AreaAnswer, KeptText
from programme.models import User
from programme.permissions import may

KEPT = timedelta(days=1)
MOST = 5  # for one person and page: the newest
LARGEST = 1_000_000  # characters
LEFT_OUT = ("csrfmiddlewaretoken", "writer")
_signer = Signer(salt="writer of an area")
_COLUMNS = {AreaAnswer: "area_answer", Action: "action", ActionPlan: "plan"}


def _here(place):
    return {_COLUMNS[type(place)]: place}


def writer_mark(user):
    """Goes into the form, so that what is sent without a session can be kept for the person who wrote it."""
    return _signer.sign(str(user.pk))


def writer_of(data):
    """The key of the person for whom the form was made, or None where it does not say so."""
    try:
        return int(_signer.unsign(data.get("writer", "")))
    except (BadSignature, ValueError):
        return None


def keep(data, place):
    """Keeps what was sent for whoever the form was made for, if that person may still write there; says whether."""
    user = User.objects.filter(pk=writer_of(data), is_active=True).first()
    text = _without_secrets(data)
    if user is None or len(text) > LARGEST or not may(user, "change", place):
        return False
    KeptText.objects.create(user=user, data=text, **_here(place))
    old = KeptText.objects.filter(user=user, **_here(place)).order_by("-at", "-pk")[MOST:]
    KeptText.objects.filter(pk__in=[one.pk for one in old]).delete()
    return True


def _without_secrets(data):
    copy = data.copy()
    for name in LEFT_OUT:
        copy.pop(name, None)
    return copy.urlencode()


def offered(user, place):
    """The newest text that was kept for this person here and is not a day old, or None."""
    since = timezone.now() - KEPT
    return KeptText.objects.filter(user=user, at__gte=since, **_here(place)).order_by("-at", "-pk").first()


def data_of(kept):
    return QueryDict(kept.data)


def forget(user, place):
    KeptText.objects.filter(user=user, **_here(place)).delete()


def forget_old(now=None):
    """Deletes what was kept for a day; returns how many."""
    return KeptText.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()[0]
