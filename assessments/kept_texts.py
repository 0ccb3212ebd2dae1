"""What is sent after a session has ended: kept for a day, and offered to the same person after signing in."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils import timezone

from assessments.models import KeptText
from programme.models import User
from programme.permissions import may

KEPT = timedelta(days=1)
MOST = 5  # for one person and page: the newest
LARGEST = 1_000_000  # characters
LEFT_OUT = ("csrfmiddlewaretoken", "writer")
_signer = Signer(salt="writer of an area")


def writer_mark(user):
    """Goes into the form, so that what is sent without a session can be kept for the person who wrote it."""
    return _signer.sign(str(user.pk))


def keep(data, area_answer):
    """Keeps what was sent for whoever the form was made for, if that person may still write there; says whether."""
    try:
        key = int(_signer.unsign(data.get("writer", "")))
    except (BadSignature, ValueError):
        return False
    user = User.objects.filter(pk=key, is_active=True).first()
    text = _without_secrets(data)
    if user is None or len(text) > LARGEST or not may(user, "change", area_answer):
        return False
    KeptText.objects.create(user=user, area_answer=area_answer, data=text)
    old = KeptText.objects.filter(user=user, area_answer=area_answer).order_by("-at", "-pk")[MOST:]
    KeptText.objects.filter(pk__in=[one.pk for one in old]).delete()
    return True


def _without_secrets(data):
    copy = data.copy()
    for name in LEFT_OUT:
        copy.pop(name, None)
    return copy.urlencode()


def offered(user, area_answer):
    """The newest text that was kept for this person here and is not a day old, or None."""
    since = timezone.now() - KEPT
    return KeptText.objects.filter(user=user, area_answer=area_answer, at__gte=since).order_by("-at", "-pk").first()


def data_of(kept):
    return QueryDict(kept.data)


def forget(user, area_answer):
    KeptText.objects.filter(user=user, area_answer=area_answer).delete()


def forget_old(now=None):
    """Deletes what was kept for a day; returns how many."""
    return KeptText.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()[0]
