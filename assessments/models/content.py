"""What a version of the instrument is made of. How much there is of each is data: no code knows a number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import CrossCuttingArea, WorkingArea

from .instrument import CODE, Instrument, InstrumentPart, PartOfVersion


def owner_link(model, name, verbose_name):
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name=name, verbose_name=verbose_name)


def position_field():
    return models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("The order on the page."))


def code_once(name):
    return models.UniqueConstraint(
        "instrument",
        "code",
        name=name,
        violation_error_message=_("This code stands in this version already."),
    )


class ProgressStage(InstrumentPart):
    """A stage of the scale on which a country says how far it is. The scale belongs to the version."""

    instrument = owner_link(Instrument, "stages", _("version of the instrument"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("The higher, the further."))
    label = models.CharField(_("label"), max_length=100)
    description = models.TextField(_("description"), blank=True, help_text=_("When a country is at this stage."))

    kind, texts, unique_by = "stage", ("label", "description"), "number"

    class Meta(InstrumentPart.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages of progress")
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(
                "instrument",
                "number",
                name="stage_number_once",
                violation_error_message=_("This number stands in this version already."),
            ),
        )

    def __str__(self):
        return f"{self.number}. {self.label}"

    @property
    def code(self):
        return str(self.number)


class AreaFacet(InstrumentPart):
    """What is asked of every area beside its indicators, such as secondary legislation or capacity at local level."""

    instrument = owner_link(Instrument, "facets", _("version of the instrument"))
    cross_cutting_area = models.ForeignKey(
        CrossCuttingArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cross-cutting area"),
    )
    position = position_field()
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    name = models.CharField(_("name"), max_length=200)
    guidance = models.TextField(_("guidance"), blank=True)

    kind, texts = "facet", ("name", "guidance")

    class Meta(InstrumentPart.Meta):
        verbose_name = _("question to every area")
        verbose_name_plural = _("questions to every area")
        ordering = ("position", "pk")
        constraints = (code_once("facet_code_once"),)

    def __str__(self):
        return self.name or self.code


class InstrumentArea(InstrumentPart):
    """An area of the instrument, mostly one of the Programme's working areas."""

    instrument = owner_link(Instrument, "areas", _("version of the instrument"))
    working_area = models.ForeignKey(
        WorkingArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("working area"),
        help_text=_("The working area of the Programme that it is about, if any."),
    )
    position = position_field()
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    name = models.CharField(_("name"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)

    rights_area = "working_area"
    kind, texts = "area", ("name", "introduction")

    class Meta(InstrumentPart.Meta):
        verbose_name = _("area of the instrument")
        verbose_name_plural = _("areas of the instrument")
        ordering = ("position", "pk")
        constraints = (code_once("area_code_once"),)

    def __str__(self):
        return f"{self.code} – {self.name}" if self.name else self.code


class Indicator(InstrumentPart):
    """What a country looks at in an area to see where it stands."""

    instrument = owner_link(Instrument, "indicators", _("version of the instrument"))
    area = owner_link(InstrumentArea, "indicators", _("area of the instrument"))
    position = position_field()
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    title = models.CharField(_("title"), max_length=500)
    guidance = models.TextField(_("guidance"), blank=True, help_text=_("How to answer."))
    evidence = models.TextField(_("what counts as evidence"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    owner = "area"
    kind, texts = "indicator", ("title", "guidance", "evidence", "legal_basis")

    class Meta(InstrumentPart.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("position", "pk")
        constraints = (code_once("indicator_code_once"),)

    def __str__(self):
        return f"{self.code} – {self.title}" if self.title else self.code


class Criterion(InstrumentPart):
    """What must hold for an indicator to be fulfilled."""

    instrument = owner_link(Instrument, "criteria", _("version of the instrument"))
    indicator = owner_link(Indicator, "criteria", _("indicator"))
    position = position_field()
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    text = models.CharField(_("text"), max_length=1000)

    owner = "indicator"
    kind, texts = "criterion", ("text",)

    class Meta(InstrumentPart.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = (code_once("criterion_code_once"),)

    def __str__(self):
        return f"{self.code} – {self.text}" if self.text else self.code


class IndicatorLink(PartOfVersion):
    """That an indicator takes up one of the previous version; what became of each follows from all the links.

    It belongs to the later version and is frozen with it.
    """

    instrument = owner_link(Instrument, "links", _("version of the instrument"))
    indicator = owner_link(Indicator, "links", _("indicator"))
    earlier = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="later_links",
        verbose_name=_("indicator of the previous version"),
    )

    owner = "indicator"

    class Meta(PartOfVersion.Meta):
        verbose_name = _("link to the previous version")
        verbose_name_plural = _("links to the previous version")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                "indicator",
                "earlier",
                name="indicator_linked_once",
                violation_error_message=_("This indicator of the previous version is named already."),
            ),
        )

    def __str__(self):
        return str(self.earlier)
