from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext_lazy as _

from programme.fields import DerivedField
from programme.querysets import RecordedQuerySet


class Sureness(models.TextChoices):
    """How sure a fact is; pages show every one but official."""

    OFFICIAL = "official", _("official")
    SECONDARY = "secondary", _("from a secondary source")
    INFERRED = "inferred", _("inferred")
    RECONSTRUCTED = "reconstructed", _("reconstructed")
    UNCONFIRMED = "unconfirmed", _("not confirmed")
    UNKNOWN = "unknown", _("unknown")


class Recorded(models.Model):
    """A record whose every change is kept in its history.

    Three paths tell the permission matrix where a record stands (see `programme/matrix.py`): to its country, to the
    state it is in, to its working area.
    """

    rights_country = ""
    rights_state = ""
    rights_area = ""

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def validate_constraints(self, exclude=None):
        """Derived columns are computed first, so that a form shows what the database would refuse because of them."""
        exclude = set(exclude or ())
        for field in self._meta.concrete_fields:
            if isinstance(field, DerivedField) and not exclude.intersection(field.sources):
                field.pre_save(self, add=self._state.adding)
                exclude.discard(field.name)
        super().validate_constraints(exclude | beside_constraints(type(self)))


@cache
def beside_constraints(model):
    """The columns that no constraint of the model speaks of.

    Django asks the database about each constraint with every column of the record in the question. Records here have
    up to sixty, so that most of the time of an import went into putting them there.
    """
    spoken_of = set()
    for constraint in model._meta.constraints:
        if getattr(constraint, "expressions", ()):
            return frozenset()
        spoken_of |= {name.split(LOOKUP_SEP)[0] for name in getattr(constraint, "fields", ())}
        if constraint.condition is not None:
            spoken_of |= constraint.condition.referenced_base_fields
    if "pk" in spoken_of:
        spoken_of.add(model._meta.pk.name)
    return frozenset(field.name for field in model._meta.concrete_fields if field.name not in spoken_of)


class Sourced(Recorded):
    """A fact with where it comes from and how sure it is."""

    source = models.ForeignKey(
        "programme.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
        help_text=_("The document or page that states this. Add it under Documents first if it is not there."),
    )
    source_locator = models.CharField(
        _("place in the source"), max_length=200, blank=True, help_text=_("For example “line 23” or “paragraph 4”.")
    )
    source_text = models.TextField(_("words of the source"), blank=True, help_text=_("As printed, never corrected."))
    sureness = models.CharField(_("how sure"), max_length=16, choices=Sureness.choices, default=Sureness.OFFICIAL)

    OFFICIAL_WITHOUT_SOURCE = _(
        "What is official needs its source: choose the source or quote its words, or mark the fact as not confirmed."
    )
    owes_source = True

    class Meta(Recorded.Meta):
        abstract = True

    def clean(self):
        """What becomes official says where it stands; what was entered before stays as it is until it is touched."""
        super().clean()
        if self.sureness == Sureness.OFFICIAL and self.owes_source and not self._says_where_from():
            before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
            if before is None or before.sureness != Sureness.OFFICIAL or before._says_where_from():
                raise ValidationError({"sureness": self.OFFICIAL_WITHOUT_SOURCE})

    def _says_where_from(self):
        return bool(self.source_id or self.source_text.strip() or self._state.fields_cache.get("source"))

    @property
    def is_doubtful(self):
        """Pages mark every fact that no official source states."""
        return self.sureness != Sureness.OFFICIAL
