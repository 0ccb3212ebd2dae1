"""What staff note of their contacts with a country."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.querysets import ContactNoteQuerySet
from programme.date_format import date_format
from programme.models import Recorded
from programme.punctuation import labelled

from .country import Country


class ContactNote(Recorded):
    """That somebody of the secretariat was in contact with a country: when, how and about what. Never public."""

    class Kind(models.TextChoices):
        PHONE = "phone", pgettext_lazy("contact", "phone")
        LETTER = "letter", pgettext_lazy("contact", "letter")
        EMAIL = "email", pgettext_lazy("contact", "e-mail")
        MEETING = "meeting", pgettext_lazy("contact", "meeting")
        OTHER = "other", pgettext_lazy("contact", "other")

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="contact_notes", verbose_name=_("country")
    )
    contacted_on = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    about = models.TextField(
        _("about what"), help_text=_("Read by the secretariat only. Name functions and institutions, not people.")
    )
    contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who of the staff")
    )

    rights_country = "country"

    objects = ContactNoteQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("contact note")
        verbose_name_plural = _("contact notes")
        ordering = ("-contacted_on", "-pk")
        indexes = (models.Index(fields=("country", "-contacted_on", "-id"), name="contact_of_country"),)

    def __str__(self):
        return labelled(f"{self.country}, {date_format(self.contacted_on)}", self.get_kind_display())
