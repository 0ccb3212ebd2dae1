"""What was sent after a session had ended, for whoever wrote it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from programme.punctuation import labelled


class KeptForADay(models.Model):
    """A form that was sent without a session (PRODUCT D4). Each room says in `place` where, see kept_texts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    data = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")

    def __str__(self):
        return labelled(self.user, self.place)
