"""Accounts to try the portal with: one for each role, made for a run on one's own machine and nowhere else."""

import json
import os
import secrets

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from programme.models import User
from programme.permissions import STAFF_ROLES

# Whom `make_accounts` makes beside the secretariat: other rooms register theirs, each a function that yields
# (role, words, a function that gives the role to a user).
_registered: list = []


def trial_accounts(function):
    """Registers a function that yields accounts to try the portal with: key, words, and what gives a user the role."""
    _registered.append(function)
    return function


@trial_accounts
def secretariat():
    for role, name in STAFF_ROLES.items():
        yield role.value, str(name), lambda user, role=role: user.groups.set([Group.objects.get(name=role)])


@transaction.atomic
def people():
    """Somebody in every registered role by its key, made where missing, without a password of their own yet."""
    found = {}
    for key, words, give_role in (one for function in _registered for one in function()):
        # .test can never be a real address.
        email = f"{key}@portal.test"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User(email=email, name=words)
            user.set_unusable_password()
        user.is_active = True
        user.save()
        give_role(user)
        found[key] = user
    return found


@transaction.atomic
def make_accounts():
    """Gives every role an account with a password of this run and returns them; refuses with production settings.

    The secretariat's have a second factor too, whose key is returned with them.
    """
    if not settings.DEVELOPMENT:
        raise ImproperlyConfigured("Accounts to try the portal with are made with PORTAL_ENV=development only.")
    accounts = []
    for key, user in people().items():
        password = "-".join(secrets.token_hex(3) for _part in range(3))
        user.set_password(password)
        user.save(update_fields=["password"])
        account = {"role": key, "email": user.email, "password": password}
        if User.objects.get(pk=user.pk).is_staff:
            account["second_factor"] = enrol(user)
        accounts.append(account)
    return accounts


def enrol(user):
    """Sets up codes from an app for this person, anew, and returns the key."""
    Authenticator.objects.filter(user=user).delete()
    key = generate_totp_secret()
    TOTP.activate(user, key)
    RecoveryCodes.activate(user)
    return key


def code_of(email):
    """The code that the app of this person would show now; refuses with production settings."""
    if not settings.DEVELOPMENT:
        raise ImproperlyConfigured("Codes are told with PORTAL_ENV=development only: they open accounts.")
    factor = Authenticator.objects.filter(user__email__iexact=email, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return None
    key = get_adapter().decrypt(factor.data["secret"])
    # Of those that are taken, the one of now: the oldest may be refused a second later.
    counters = sorted(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(key, counters[len(counters) // 2]))


def write_accounts(accounts, address):
    """Writes them to var/accounts.json, readable by the owner alone."""
    path = settings.VAR_DIR / "accounts.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"address": address, "sign_in": f"{address}en/account/login/", "accounts": accounts}, file, indent=2)
    path.chmod(0o600)
    return path
