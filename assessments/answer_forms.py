"""The form of an area: a small form for each answer, made of the instrument, whatever that holds (PRODUCT D3)."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Action, ActionPlan, AreaAnswer, CriterionAnswer, FacetAnswer, IndicatorAnswer, Standing
from assessments.sheet import is_left_closed, is_open
from assessments.templatetags.instrument import worded

LETTERS = {AreaAnswer: "a", IndicatorAnswer: "i", CriterionAnswer: "c", FacetAnswer: "f", ActionPlan: "p", Action: "n"}
LONGEST = 20_000


def prefix_of(answer):
    """Names the answer in the form: a letter for its kind, and its key."""
    return f"{LETTERS[type(answer)]}{answer.pk}"


def text_field(label, help_text="", rows=4):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        # No maxlength: a browser would cut what is pasted and say nothing. The placeholder: see .criterion-reason.
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": rows, "placeholder": " "}),
    )


class AnswerForm(forms.Form):
    """The form of one answer. `version` is the one that the person saw: what is saved is compared with it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, answer, part, whole, **kwargs):
        values = {"version": answer.version} | answer.values()
        super().__init__(*args, prefix=prefix_of(answer), initial=values, **kwargs)
        self.answer, self.part, self.whole = answer, part, whole
        self.make_fields()
        is_closed = not self.is_open()
        for name, made in self.fields.items():
            if name != "version":
                made.required = False
                made.disabled = is_closed

    def is_open(self):
        """Whether the answer can be written now."""
        return is_open(self.answer)

    def make_fields(self):
        raise NotImplementedError

    @property
    def version_field(self):
        """The hidden field, drawn without a template: a page has one for each answer."""
        name, value = self.add_prefix("version"), self["version"].value()
        return format_html('<input type="hidden" name="{}" value="{}">', name, "" if value is None else value)

    def sent(self, name):
        """Whether the field came with the request at all: what did not is left alone."""
        return self.add_prefix(name) in self.data

    @property
    def is_left_closed(self):
        """Whether a revision goes on that does not ask for this answer: then it is shown as text."""
        return is_left_closed(self.answer)

    def said(self):
        """What the answer says, each field that holds something: its label and its value in words."""
        for name, value in self.answer.values().items():
            if value not in ("", None):
                words = dict(getattr(self.fields[name], "choices", ()))
                yield self.fields[name].label, words.get(value, value)

    def answered(self):
        return [name for name in self.answer.written if name in self.fields]


class AreaForm(AnswerForm):
    def make_fields(self):
        self.fields["overview"] = text_field(
            _("The area as a whole"), _("In a few sentences: where the country stands in this area, if you wish.")
        )


class QuestionForm(AnswerForm):
    def add_standing(self):
        self.fields["standing"] = forms.ChoiceField(
            label=_("Instead of an answer"),
            choices=[("", _("The answer stands above")), *Standing.choices],
            help_text=_("“Nothing to report” is an answer, too: it says that the question was looked at."),
        )
        self.fields["standing_reason"] = text_field(
            _("Why it does not apply"), _("Needed where the question does not apply."), rows=2
        )


class IndicatorForm(QuestionForm):
    def make_fields(self):
        stages = [(stage.pk, stage_words(self.whole, stage)) for stage in self.whole.stages.all()]
        self.fields["stage"] = forms.TypedChoiceField(
            label=_("Stage of progress"),
            widget=forms.RadioSelect,
            coerce=int,
            empty_value=None,
            choices=[("", _("No stage chosen yet")), *stages],
        )
        self.fields["stage_reason"] = text_field(
            _("Why the stage moved"), _("Needed where the stage is another one than in the cycle before."), rows=2
        )
        evidence = worded(self.part, "evidence", self.whole)
        help_text = format_html("{} {}", _("What counts as evidence:"), evidence) if evidence else ""
        self.fields["justification"] = text_field(_("Justification"), help_text, rows=6)
        self.fields["legal_references"] = text_field(
            _("Legal references"), _("Acts and articles, one in a line."), rows=3
        )
        self.fields["authorities"] = text_field(_("Responsible authorities"), rows=2)
        self.add_standing()


class CriterionForm(AnswerForm):
    def make_fields(self):
        self.fields["value"] = forms.ChoiceField(
            label=format_html("{} – {}", self.part.code, worded(self.part, "text", self.whole)),
            choices=[("", pgettext("criterion", "not answered yet")), *CriterionAnswer.Value.choices],
        )
        self.fields["reason"] = text_field(
            format_html('{} <span class="visually-hidden">{}</span>', _("Why it does not apply"), self.part.code),
            rows=2,
        )


class FacetForm(QuestionForm):
    def make_fields(self):
        self.fields["text"] = text_field(
            worded(self.part, "name", self.whole), worded(self.part, "guidance", self.whole)
        )
        self.add_standing()


FORMS = {AreaAnswer: AreaForm, IndicatorAnswer: IndicatorForm, CriterionAnswer: CriterionForm, FacetAnswer: FacetForm}


def stage_words(version, stage):
    label, description = worded(stage, "label", version), worded(stage, "description", version)
    words = format_html("{}. {}", stage.number, label)
    return format_html('{}<span class="stage-meaning">{}</span>', words, description) if description else words


@dataclass
class IndicatorForms:
    item: Any
    form: IndicatorForm
    criteria: list[CriterionForm]
    # What the country said in the cycle before, if there was one.
    before: Any = None

    @property
    def moved(self):
        return self.before is not None and self.before.stage_moved(self.item.answer)


@dataclass
class AreaForms:
    """The forms of an area; bound where data was sent."""

    sheet: Any
    area: AreaForm
    indicators: list[IndicatorForms] = field(default_factory=list)
    facets: list[FacetForm] = field(default_factory=list)

    def every(self):
        yield self.area
        for one in self.indicators:
            yield one.form
            yield from one.criteria
        yield from self.facets

    @property
    def errors(self):
        return [
            (form[name], message)
            for form in self.every()
            if form.is_bound and form.sent("version")
            for name, messages in form.errors.items()
            for message in messages
        ]


def forms_of(sheet, data=None, before=None):
    def made(part, answer):
        return FORMS[type(answer)](data, answer=answer, part=part, whole=sheet.version)

    found = AreaForms(sheet, made(sheet.area, sheet.answer))
    for item in sheet.indicators:
        criteria = [made(part, answer) for part, answer in item.criteria]
        earlier = before.with_actions(item.indicator) if before else None
        found.indicators.append(IndicatorForms(item, made(item.indicator, item.answer), criteria, earlier))
    found.facets = [made(item.facet, item.answer) for item in sheet.facets]
    return found
