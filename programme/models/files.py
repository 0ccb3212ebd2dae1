"""Uploaded files, checked and never changed again, and who took away what is not public (ADR 12)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.querysets import AddedOnlyQuerySet, StoredFileQuerySet, UnrecordedWrite

from .base import Recorded


class StoredFile(Recorded):
    """A file under a random name. The records that hold it say whose it is and who may have it."""

    path = models.CharField(max_length=200, unique=True, editable=False)  # below MEDIA_ROOT
    name = models.CharField(_("name of the file"), max_length=150, editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta(Recorded.Meta):
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise UnrecordedWrite("A stored file stays as it is: store another one.")
        super().save(*args, **kwargs)

    @property
    def ending(self):
        return self.name.rpartition(".")[2].upper()


class Download(models.Model):
    """That somebody took away a file that is not public. Rows are only ever added."""

    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, related_name="downloads", verbose_name=_("file")
    )
    name = models.CharField(_("name of the file"), max_length=150)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    acted_as = models.CharField(_("role"), max_length=32, blank=True)
    acted_for = models.CharField(_("country"), max_length=2, blank=True)

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ("-at", "-pk")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise UnrecordedWrite("What was taken away stays noted.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise UnrecordedWrite("What was taken away stays noted.")
