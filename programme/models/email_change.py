"""A change of somebody's e-mail address: it takes effect when both addresses have confirmed it (PRODUCT C1)."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS = 2


class EmailChange(models.Model):
    """One that waits or is done; of the two links only digests are kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="email_changes")
    new_email = models.EmailField(_("new e-mail address"))
    old_digest = models.CharField(max_length=64, unique=True)
    new_digest = models.CharField(max_length=64, unique=True)
    old_confirmed_at = models.DateTimeField(null=True)
    new_confirmed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.new_email

    @classmethod
    @transaction.atomic
    def begin(cls, user, new_email):
        """Ends what waited before and returns the change with the secrets for the old and the new address."""
        cls.waiting(user).update(ended_at=timezone.now())
        old, new = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        change = cls.objects.create(
            user=user,
            new_email=new_email,
            old_digest=_digest(old),
            new_digest=_digest(new),
            expires_at=timezone.now() + timedelta(days=DAYS),
        )
        return change, old, new

    @classmethod
    def waiting(cls, user):
        return cls.objects.filter(user=user, ended_at=None, expires_at__gt=timezone.now())

    @classmethod
    def of_link(cls, secret):
        """The waiting change that a link belongs to and which side the link is for; None for any other link."""
        digest = _digest(secret)
        found = cls.objects.filter(ended_at=None, expires_at__gt=timezone.now()).select_related("user")
        change = found.filter(models.Q(old_digest=digest) | models.Q(new_digest=digest)).first()
        if change is None:
            return None, None
        return change, "old" if change.old_digest == digest else "new"

    @transaction.atomic
    def confirm(self, side):
        """Notes that one side agrees; returns whether the address has changed with it."""
        change = EmailChange.objects.select_for_update().select_related("user").get(pk=self.pk)
        setattr(change, f"{side}_confirmed_at", timezone.now())
        if change.old_confirmed_at and change.new_confirmed_at:
            change.ended_at = timezone.now()
            change.user.email = change.new_email
            try:
                with transaction.atomic():
                    change.user.full_clean(exclude=["password"])
                    change.user.save()
            except (ValidationError, IntegrityError):
                change.save()
                return False  # somebody else has taken the address meanwhile
        change.save()
        return change.ended_at is not None


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
