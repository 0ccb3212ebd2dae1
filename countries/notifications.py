"""The mails that tell people what they may do for a country."""

from django.urls import reverse
from django.utils import translation

from programme.outbox import queue


def invited(invitation, secret):
    """The one message that holds the link; the outbox forgets it once it is sent."""
    with translation.override(invitation.language):
        path = reverse("invitation", args=[secret])
    queue(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        about=invitation,
        secret_path=path,
        context={"invitation": invitation, "areas": list(invitation.areas.all())},
    )


def mandate_ended(mandate, by):
    queue("mandate-ended", to=mandate.user, about=mandate, context={"mandate": mandate, "by": by})
