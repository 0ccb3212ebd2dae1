"""The private address at which a person's calendar reads the deadlines of a country (PRODUCT E5, ADR 17)."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from countries.models import Country, digest_of
from programme.models import User
from programme.punctuation import labelled


class CalendarAddress(models.Model):
    """One person's address for one country. Only a digest of it is kept; a new one ends the old one."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("country"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "person",
                "country",
                condition=models.Q(revoked_at__isnull=True),
                name="calendar_address_one_in_force",
            ),
        )

    def __str__(self):
        return labelled(self.person, self.country)

    @classmethod
    def in_force(cls, person, country):
        return cls.objects.filter(person=person, country=country, revoked_at=None).first()

    @classmethod
    @transaction.atomic
    def make(cls, person, country):
        """A new address in the place of the one before; returns its secret, which is kept nowhere."""
        User._base_manager.select_for_update().get(pk=person.pk)  # a second click waits here
        cls.revoke(person, country)
        secret = secrets.token_urlsafe(32)
        cls.objects.create(person=person, country=country, digest=digest_of(secret))
        return secret

    @classmethod
    def revoke(cls, person, country):
        """Returns whether there was one to end."""
        mine = cls.objects.filter(person=person, country=country, revoked_at=None)
        return bool(mine.update(revoked_at=timezone.now()))
