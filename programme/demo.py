"""What the rooms share when they load the demonstration: where it may be loaded at all, and days in the past."""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.conf import settings


class NoDemonstration(Exception):
    """The demonstration cannot be loaded here; the message says what to do."""


def refuse_elsewhere():
    """Only the demonstration's own database takes invented countries."""
    if not settings.DEVELOPMENT:
        raise NoDemonstration("The demonstration is never loaded with production settings: its countries are invented.")
    if not settings.DEMO:
        raise NoDemonstration("Set DEMO=1: the demonstration has a database of its own, so that no record holds it.")


@contextmanager
def at(moment):
    """Whatever asks `django.utils.timezone` inside is told this moment, in this process and by nothing else."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    with mock.patch("django.utils.timezone.datetime", Then):
        yield
