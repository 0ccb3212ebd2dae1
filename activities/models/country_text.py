"""What proposals and reports are both: a text that a country writes in one language and submits to be decided on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Versioned
from programme.workflow import SteppingSince


class CountryText(SteppingSince, Versioned):
    language = models.CharField(_("written in"), max_length=2, choices=settings.LANGUAGES, default="en")

    needed: tuple[str, ...] = ()  # the fields without which it cannot be submitted

    class Meta(Versioned.Meta):
        abstract = True

    def missing(self):
        """The names of those of them that are empty."""
        return [self._meta.get_field(name).verbose_name for name in self.needed if not getattr(self, name).strip()]
