"""What stays as it was given: the submitted versions and what was published of them (PRODUCT D10, D12, ADR 16)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.frozen_querysets import PublicationQuerySet
from programme.frozen_querysets import FrozenQuerySet
from programme.models import FrozenCopy, Signed, StoredFile
from programme.punctuation import labelled

from .answers import SelfAssessment
from .instrument import Instrument


class CountryCopy(FrozenCopy):
    """What was given in a country's name, by the country or by staff on its behalf."""

    on_behalf = models.BooleanField(_("on behalf of the country"), default=False)

    class Meta(FrozenCopy.Meta):
        abstract = True


class CertifiedCopy(CountryCopy):
    """A numbered version of something as it was submitted, with who certified it; on behalf, with its original."""

    number = models.PositiveSmallIntegerField(_("version"))
    certified_name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    certified_function = models.CharField(_("function"), max_length=200)
    original = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("original")
    )

    class Meta(CountryCopy.Meta):
        abstract = True
        ordering = ("-number",)


def has_its_original(name):
    """The constraint that what was submitted on a country's behalf has its original."""
    return models.CheckConstraint(condition=models.Q(on_behalf=False) | models.Q(original__isnull=False), name=name)


class WithdrawnCopy(Signed):
    """That a publication was taken back, with the note that stays in its place. Rows are only ever added."""

    note = models.TextField(_("note"))
    on_behalf = models.BooleanField(_("on behalf of the country"), default=False)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return labelled(self.publication, self.note[:60])


class Submission(CertifiedCopy):
    """A version of an assessment as it was submitted."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="submissions")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")

    rights_country = "assessment__cycle__country"

    class Meta(CertifiedCopy.Meta):
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        constraints = (
            models.UniqueConstraint("assessment", "number", name="submission_number_once"),
            has_its_original("submission_on_behalf_has_its_original"),
        )

    def __str__(self):
        return f"{self.assessment}, {self.number}"


class Publication(CountryCopy):
    """The parts of a submitted version that the country published. The last one that is not withdrawn is shown."""

    class Part(models.TextChoices):
        STAGES = "stages", pgettext_lazy("part", "stages of progress")
        TEXTS = "texts", pgettext_lazy("part", "texts")
        EVIDENCE = "evidence", pgettext_lazy("part", "list of evidence")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="publications")
    parts = models.JSONField(_("parts"))

    rights_country = "submission__assessment__cycle__country"

    objects = PublicationQuerySet.as_manager()

    class Meta(CountryCopy.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.submission}"


class Withdrawal(WithdrawnCopy):
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
