"""Makes the groups that stand for the roles of the secretariat. What each may do is code (`matrix.py`), never a row."""

from django.contrib.auth.models import Group
from django.db import transaction

from programme.permissions import STAFF_ROLES


@transaction.atomic
def sync_roles():
    """Creates the roles and takes from them any right given in the database; returns a line of report for each."""
    lines = []
    for role in STAFF_ROLES:
        group, created = Group.objects.get_or_create(name=role)
        group.permissions.clear()
        lines.append(f"{role}: {'created' if created else 'was there'}")
    return lines
