"""What is sent after a session has ended: kept for a day, and offered to the same person after signing in.

Its place is what the page writes, such as an action of a plan or a part of a report. Each room registers the model that
keeps what is written in its places, with the column of each.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils import timezone

from programme.models import KeptForADay, User
from programme.permissions import may

KEPT = timedelta(days=1)
MOST = 5  # for one person and page: the newest
LARGEST = 1_000_000  # characters
LEFT_OUT = ("csrfmiddlewaretoken", "writer")
_signer = Signer(salt="writer of an area")
_columns: dict[type, tuple[type[KeptForADay], str]] = {}


@dataclass(frozen=True)
class Unsaved:
    """A field that would be changed by what is kept: what was written and what stands there now, both in words."""

    label: str
    written: str
    now: str


def register(model, columns):
    """`columns`: the kind of place to the column of the model that names one."""
    _columns.update({place: (model, column) for place, column in columns.items()})


def _kept_here(user, place):
    model, column = _columns[type(place)]
    return model._default_manager.filter(user=user, **{column: place})


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
    model, column = _columns[type(place)]
    model._default_manager.create(user=user, data=text, **{column: place})
    old = _kept_here(user, place).order_by("-at", "-pk")[MOST:]
    model._default_manager.filter(pk__in=[one.pk for one in old]).delete()
    return True


def _without_secrets(data):
    copy = data.copy()
    for name in LEFT_OUT:
        copy.pop(name, None)
    return copy.urlencode()


def offered(user, place):
    """The newest text that was kept for this person here and is not a day old, or None."""
    since = timezone.now() - KEPT
    return _kept_here(user, place).filter(at__gte=since).order_by("-at", "-pk").first()


def data_of(kept):
    return QueryDict(kept.data)


def forget(user, place):
    _kept_here(user, place).delete()


def forget_old(now=None):
    """Deletes what was kept for a day; returns how many."""
    until = (now or timezone.now()) - KEPT
    models = {model for model, _column in _columns.values()}
    return sum(model._default_manager.filter(at__lt=until).delete()[0] for model in models)
