"""What somebody did or said, with who it was: the row says in which role, whatever the person is later."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Signed(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)

    class Meta:
        abstract = True
