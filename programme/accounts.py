"""Accounts to try the portal with: one for each role, made for a run on one's own machine and nowhere else."""

import json
import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from programme.models import User
from programme.permissions import STAFF_ROLES


@transaction.atomic
def make_accounts():
    """Gives every role an account with a password of this run and returns them; refuses with production settings."""
    if not settings.DEVELOPMENT:
        raise ImproperlyConfigured("Accounts to try the portal with are made with PORTAL_ENV=development only.")
    accounts = []
    for role, name in STAFF_ROLES.items():
        # .test can never be a real address.
        email = f"{role}@portal.test"
        user = User.objects.filter(email=email).first() or User(email=email, name=str(name))
        password = "-".join(secrets.token_hex(3) for _part in range(3))
        user.set_password(password)
        user.is_active = True
        user.save()
        user.groups.set([Group.objects.get(name=role)])
        accounts.append({"role": role, "email": email, "password": password})
    return accounts


def write_accounts(accounts, address):
    """Writes them to var/accounts.json, readable by the owner alone."""
    path = settings.VAR_DIR / "accounts.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"address": address, "sign_in": f"{address}en/admin/", "accounts": accounts}, file, indent=2)
    path.chmod(0o600)
    return path
