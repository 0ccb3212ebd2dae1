"""Where a country stands: Party, beneficiary, phase."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from countries.querysets import PhaseEntryQuerySet
from programme.fields import EdgeDayField, PartialDateField
from programme.models import Sourced
from programme.punctuation import labelled

from .country import Country, Ending


class PartyStatus(Sourced):
    """Whether a country is a Party to the Convention, and since when. No row: no source says."""

    class Instrument(models.TextChoices):
        RATIFICATION = "ratification", _("ratification")
        ACCESSION = "accession", _("accession")
        APPROVAL = "approval", _("approval")
        ACCEPTANCE = "acceptance", _("acceptance")

    country = models.OneToOneField(
        Country, on_delete=models.CASCADE, related_name="party_status", verbose_name=_("country")
    )
    is_party = models.BooleanField(_("is a Party"))
    instrument = models.CharField(_("instrument"), max_length=16, choices=Instrument.choices, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    deposited_on = models.DateField(_("instrument deposited on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force for it from"), null=True, blank=True)
    as_of = PartialDateField(_("as of"))
    note = models.TextField(_("note"), blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("Party status")
        verbose_name_plural = _("Party status")
        ordering = ("country",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_party=True) | models.Q(in_force_on__isnull=True, instrument=""),
                name="party_status_no_instrument_without_party",
                violation_error_message=_("A country that is not a Party has no instrument and no entry into force."),
            ),
            models.CheckConstraint(
                condition=models.Q(deposited_on__isnull=True)
                | models.Q(in_force_on__isnull=True)
                | models.Q(deposited_on__lte=models.F("in_force_on")),
                name="party_status_dates_in_order",
                violation_error_message=_("The Convention cannot enter into force before the instrument is deposited."),
            ),
        )

    def __str__(self):
        standing = _("Party") if self.is_party else _("not a Party")
        return labelled(self.country, standing)

    def is_party_on(self, day):
        """Whether the Convention was in force for the country on this day; None where that is unknown."""
        if not self.is_party:
            return False
        return None if self.in_force_on is None else self.in_force_on <= day


class BeneficiaryPeriod(Ending):
    """A time in which a country benefits from the Programme. That it ended does not erase the phase it reached."""

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="beneficiary_periods", verbose_name=_("country")
    )
    meeting = models.ForeignKey(
        "programme.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
    )

    class Meta(Ending.Meta):
        verbose_name = _("period as a beneficiary")
        verbose_name_plural = _("periods as a beneficiary")
        ordering = ("country", "first_day", "pk")

    def __str__(self):
        return labelled(self.country, self.in_words or _("no dates known"))


class Commitment(Sourced):
    """A signatory of the commitment declaration, as printed, with the country or countries it is today."""

    signatory = models.CharField(_("signatory as printed"), max_length=150)
    countries = models.ManyToManyField(
        Country, blank=True, related_name="commitments", verbose_name=_("country or countries today")
    )
    meeting = models.ForeignKey(
        "programme.Meeting", on_delete=models.PROTECT, related_name="+", verbose_name=_("meeting")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ("signatory",)
        constraints = (models.UniqueConstraint("meeting", "signatory", name="commitment_once_per_meeting"),)

    def __str__(self):
        return self.signatory


class PhaseEntry(Sourced):
    """That a country entered a phase, with the meeting and the source. One entry is current, or none (PRODUCT A2)."""

    class Phase(models.TextChoices):
        PREPARATORY = "preparatory", _("Preparatory phase")
        IMPLEMENTATION = "implementation", _("Implementation phase")

    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, related_name="phase_entries", verbose_name=_("country")
    )
    phase = models.CharField(_("phase"), max_length=16, choices=Phase.choices)
    since = PartialDateField(_("since"))
    first_day = EdgeDayField(sources=("since",), edge="earliest")
    meeting = models.ForeignKey(
        "programme.Meeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deciding meeting"),
    )
    is_current = models.BooleanField(
        _("current"),
        default=False,
        help_text=_("What the portal shows in public as the country's phase. At most one entry is current."),
    )
    requirements_met = models.BooleanField(
        _("preparatory requirements recorded as met"),
        default=False,
        help_text=_("For the implementation phase: tick this, or state below why the country enters it without."),
    )
    reason = models.TextField(
        _("reason without the requirements"),
        blank=True,
        help_text=_("For example: both published lists name the country; its mission report was not found."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = PhaseEntryQuerySet.as_manager()

    class Meta(Sourced.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ("country", "first_day", "pk")
        constraints = (
            models.UniqueConstraint(
                "country",
                condition=models.Q(is_current=True),
                name="phase_one_current_per_country",
                violation_error_message=_("Another phase of this country is current. Untick that one first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(phase="implementation", is_current=True, requirements_met=False, reason=""),
                name="phase_implementation_needs_requirements",
                violation_error_message=_(
                    "A country moves to the implementation phase when its preparatory requirements are recorded as "
                    "met. Tick that they are, or state the reason."
                ),
            ),
        )

    def __str__(self):
        return labelled(self.country, self.get_phase_display())
