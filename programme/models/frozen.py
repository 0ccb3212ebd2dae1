"""What stays as it was given: a complete copy with its checksum (ADR 16)."""

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.frozen_querysets import Frozen, FrozenQuerySet

from .signed import Signed


def canonical(content):
    """The content in its one spelling, whatever order a database keeps the keys in."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def checksum_of(content):
    """SHA-256 of the content in its one spelling."""
    return hashlib.sha256(canonical(content)).hexdigest()


class FrozenCopy(Signed):
    """A complete copy that no path changes: the database refuses UPDATE, model and queryset DELETE as well."""

    content = models.JSONField(_("content"))
    checksum = models.CharField(_("checksum"), max_length=64, editable=False)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen(Frozen.__doc__)
        self.checksum = checksum_of(self.content)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Frozen(Frozen.__doc__)

    @property
    def as_bytes(self):
        """The content as it goes out: of these bytes the checksum is told."""
        return canonical(self.content)

    @property
    def is_sound(self):
        """Whether the content still is what was stored."""
        return self.checksum == checksum_of(self.content)
