"""The form of an area as a country will see it, closed for entries: made of the version, whatever that holds."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.templatetags.instrument import worded
from programme.punctuation import colon


def area_forms(version, area):
    """The indicators of the area, each with its form, and the form of what is asked of every area."""
    stages = list(version.stages.all())
    indicators = [(one, _indicator_form(version, one, stages)) for one in area.indicators.all()]
    return {"indicators": indicators, "facets": _closed("facet", _facet_fields(version))}


def _closed(prefix, fields):
    form = forms.Form(prefix=prefix)
    for name, field in fields.items():
        field.disabled, field.required = True, False
        form.fields[name] = field
    return form


def _indicator_form(version, indicator, stages):
    answers = [
        ("", _("Choose")),
        ("met", pgettext("criterion", "met")),
        ("partly", pgettext("criterion", "partly met")),
        ("not", pgettext("criterion", "not met")),
        ("not-applicable", pgettext("criterion", "not applicable")),
    ]
    fields = {
        criterion.code: forms.ChoiceField(
            label=format_html("{} – {}", criterion.code, worded(criterion, "text", version)), choices=answers
        )
        for criterion in indicator.criteria.all()
    }
    fields["stage"] = forms.ChoiceField(
        label=_("Stage of progress"),
        widget=forms.RadioSelect,
        choices=[(stage.number, _stage_words(version, stage)) for stage in stages],
    )
    fields["justification"] = forms.CharField(
        label=_("Justification"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_evidence(version, indicator)
    )
    return _closed(indicator.code, fields)


def _stage_words(version, stage):
    label, description = worded(stage, "label", version), worded(stage, "description", version)
    words = format_html("{}. {}", stage.number, label)
    return format_html("{}{}{}", words, colon(), description) if description else words


def _evidence(version, indicator):
    evidence = worded(indicator, "evidence", version)
    return format_html("{} {}", _("What counts as evidence:"), evidence) if evidence else ""


def _facet_fields(version):
    return {
        facet.code: forms.CharField(
            label=worded(facet, "name", version),
            help_text=worded(facet, "guidance", version),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for facet in version.facets.all()
    }
