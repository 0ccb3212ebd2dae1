"""A form that was sent twice, by a double click or on a slow line: the same words of the same person are taken once."""

from datetime import timedelta

from django.utils import timezone

WITHIN = timedelta(minutes=1)


def said_a_moment_ago(said, *, by, text):
    """What this person said in these very words a moment ago. What it is said of is to be locked meanwhile."""
    return said.filter(by=by, text=text, at__gt=timezone.now() - WITHIN).first()
