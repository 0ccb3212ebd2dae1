"""Who may act for a country, who sits in a body, and who is invited. People change; the country owns its work."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from countries.querysets import InvitationQuerySet, TermQuerySet
from programme.matrix import BODIES, COUNTRY_ROLES, ROLE_NAMES, Role
from programme.models import Body, Recorded, StoredFile, WorkingArea
from programme.punctuation import labelled

from .country import Country

ROLES = [(role.value, ROLE_NAMES[role]) for role in Role if role in COUNTRY_ROLES]
SEATS = [(role.value, ROLE_NAMES[role]) for role in Role if role in BODIES]
# The bodies whose members read what countries submit, by their keys in the record.
BODY_ROLES = {"working-group-on-implementation": Role.WORKING_GROUP, "bureau": Role.BUREAU}
INVITATION_DAYS = 14


class Term(Recorded):
    """A time in which a person has a function: from a day to a day, both included, or until it was ended by hand."""

    since = models.DateField(_("from"), default=timezone.localdate)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Leave empty where no end is set.")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = True

    def is_current(self, on=None):
        day = on or timezone.localdate()
        return self.ended_at is None and self.since <= day and (self.until is None or day <= self.until)

    def end(self):
        """Ends it at once; returns whether it had not ended already."""
        now, today = timezone.now(), timezone.localdate()
        until = max(self.since, min(today, self.until or today))
        ended = type(self).objects.filter(pk=self.pk, ended_at=None).recorded_update(ended_at=now, until=until)
        if ended:
            self.ended_at, self.until = now, until
        return bool(ended)


def days_in_order(name):
    """The constraint that a term does not end before it begins."""
    return models.CheckConstraint(
        condition=models.Q(until__isnull=True) | models.Q(since__lte=models.F("until")),
        name=name,
        violation_error_message=_("The last day lies before the first."),
    )


class Mandate(Term):
    """That a person acts for a country, in which role and, for a contributor, in which working areas (PRODUCT C2)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("country"))
    role = models.CharField(_("role"), max_length=32, choices=ROLES)
    areas = models.ManyToManyField(
        WorkingArea,
        blank=True,
        related_name="+",
        verbose_name=_("working areas"),
        help_text=_("For a contributor: the areas in which this person writes. None chosen means all."),
    )
    nomination = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("nomination document"),
    )

    rights_country = "country"
    rights_state = "role"

    class Meta(Term.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ("country", "role", "since", "pk")
        constraints = (
            days_in_order("mandate_dates_in_order"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role for role, _name in ROLES]),
                name="mandate_role_is_of_a_country",
                violation_error_message=_("This is no role for a country."),
            ),
            models.UniqueConstraint(
                "user",
                "country",
                condition=models.Q(ended_at__isnull=True, until__isnull=True),
                name="mandate_one_open_per_person_and_country",
                violation_error_message=_("This person has an open mandate for the country already: end it first."),
            ),
        )

    def __str__(self):
        return labelled(f"{self.user}, {self.get_role_display()}", self.country)

    def clean(self):
        others = Mandate.objects.filter(user_id=self.user_id, country_id=self.country_id, ended_at=None)
        if self.user_id and self.country_id and self.since and self.ended_at is None:
            overlapping = others.exclude(pk=self.pk).overlapping(self.since, self.until).first()
            if overlapping is not None:
                raise ValidationError(
                    _("At that time this person has another mandate for the country: end it first, or choose days.")
                )


class BodyMember(Term):
    """That a person sits in a body, sent by a country whose own work the member must not judge (PRODUCT C3)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", verbose_name=_("person")
    )
    body = models.ForeignKey("programme.Body", on_delete=models.PROTECT, related_name="+", verbose_name=_("body"))
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("country"),
        help_text=_("The country that sent the member. What it submits stays closed to the member as a reviewer."),
    )

    class Meta(Term.Meta):
        verbose_name = _("member of a body")
        verbose_name_plural = _("members of bodies")
        ordering = ("body", "country", "since", "pk")
        constraints = (
            days_in_order("seat_dates_in_order"),
            models.UniqueConstraint(
                "user",
                "body",
                condition=models.Q(ended_at__isnull=True, until__isnull=True),
                name="seat_one_open_per_person_and_body",
                violation_error_message=_("This person sits in the body already: end that first."),
            ),
        )

    def __str__(self):
        return labelled(f"{self.user}, {self.body}", self.country)

    @property
    def role(self):
        """The role in the matrix, or None for a body that reads nothing."""
        return BODY_ROLES.get(self.body.slug)


class InvitationRefused(Exception):
    """The invitation cannot be accepted; `reason` is used, expired, withdrawn or not-yours."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Invitation(Recorded):
    """An invitation to act for a country, or to sit in a body for it.

    The link works once, for one address, until a day. Only a digest of it is kept, so that reading the database opens
    no door.
    """

    email = models.EmailField(_("e-mail address"))
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("country")
    )
    role = models.CharField(_("role"), max_length=32, choices=[*ROLES, *SEATS])
    areas = models.ManyToManyField(
        WorkingArea,
        blank=True,
        related_name="+",
        verbose_name=_("working areas"),
        help_text=_("For a contributor: the areas in which this person writes. None chosen means all."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The language of the invitation."),
    )
    mandate_until = models.DateField(
        _("mandate until"), null=True, blank=True, help_text=_("The last day. Leave empty where no end is set.")
    )
    nomination = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("nomination document"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    rights_country = "country"
    rights_state = "role"

    objects = InvitationQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-sent_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=[role for role, _name in (*ROLES, *SEATS)]),
                name="invitation_role_is_known",
                violation_error_message=_("Nobody can be invited to this role."),
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        )

    def __str__(self):
        return labelled(f"{self.email}, {self.get_role_display()}", self.country)

    @property
    def state(self):
        """open, accepted, withdrawn or expired."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if timezone.now() < self.expires_at else "expired"

    def renew_link(self):
        """Makes a new link and its time, which ends the old one; returns its secret, which is kept nowhere.

        The invitation must be saved afterwards.
        """
        secret = secrets.token_urlsafe(32)
        self.digest = digest_of(secret)
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + timedelta(days=INVITATION_DAYS)
        return secret

    def withdraw(self):
        """Returns whether it was still to be accepted."""
        return bool(self._waiting().recorded_update(withdrawn_at=timezone.now()))

    def _waiting(self):
        return Invitation.objects.filter(pk=self.pk, accepted_at=None, withdrawn_at=None)

    @transaction.atomic
    def accept(self, user):
        """Gives this person the mandate or the seat, once; raises InvitationRefused, and then nothing is granted.

        An invitation found by its link may have been used meanwhile by a second click: the guarded write decides.
        """
        if user.email.lower() != self.email.lower():
            raise InvitationRefused("not-yours")
        if self.state != "open":
            raise InvitationRefused(self.state)
        still = self._waiting().filter(digest=self.digest, expires_at__gt=timezone.now())
        if not still.recorded_update(accepted_at=timezone.now(), accepted_by=user):
            raise InvitationRefused("used")
        return self._seat(user) if self.role in BODIES else self._mandate(user)

    def _mandate(self, user):
        for mandate in Mandate.objects.filter(user=user, country=self.country).current():
            mandate.end()  # the new role takes the place of the old one
        mandate = Mandate(
            user=user,
            country=self.country,
            role=self.role,
            until=self.mandate_until,
            nomination=self.nomination,
        )
        mandate.full_clean()
        mandate.save()
        mandate.areas.set(self.areas.all())
        return mandate

    def _seat(self, user):
        slug = next(slug for slug, role in BODY_ROLES.items() if role == self.role)
        seat = BodyMember(user=user, body=Body.objects.get(slug=slug), country=self.country, until=self.mandate_until)
        seat.full_clean()
        seat.save()
        return seat


def digest_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
