"""Makes the groups that stand for roles from what `permissions.py` says."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from programme.permissions import ROLE_NAMES, grants


@transaction.atomic
def sync_roles():
    """Creates every role and gives it exactly the permissions of the code; returns a line of report for each."""
    lines = []
    permissions = list(Permission.objects.select_related("content_type"))
    for role in ROLE_NAMES:
        group, _created = Group.objects.get_or_create(name=role)
        given = []
        for permission in permissions:
            action, _separator, model = permission.codename.partition("_")
            if grants(role, f"{permission.content_type.app_label}.{model}", action):
                given.append(permission)
        group.permissions.set(given)
        lines.append(f"{role}: {len(given)} permissions")
    return lines
