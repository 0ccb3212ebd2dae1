"""What the portal remembers for itself: what was loaded, where merged records went, when the record last changed."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class LoadedRecord(models.Model):
    """What `load_programme` last wrote to a record: a field that differs from it was changed by staff (see ADR 6)."""

    key = models.CharField(max_length=250, unique=True)
    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    values = models.JSONField(default=dict)

    def __str__(self):
        return self.key


class OldAddress(models.Model):
    """The address of a record that was merged into another, so that the old one still leads somewhere."""

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=120)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")

    class Meta:
        constraints = (models.UniqueConstraint("record_type", "slug", name="old_address_once"),)

    def __str__(self):
        return self.slug


class RecordVersion(models.Model):
    """One row whose number rises with every recorded change: what is computed from the record is kept under it."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
