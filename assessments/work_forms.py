"""What people enter around an assessment: certification, reasons, cycles, evidence, challenges, notes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import Challenge, Evidence, IndicatorAnswer, Publication
from countries.models import Country, PhaseEntry
from programme.form_fields import CheckedFileField, DayField, note_field


def day_field(label, help_text="", required=True):
    return DayField(label=label, help_text=help_text, required=required)


class SubmitForm(forms.Form):
    """The certification: who answers for what is submitted."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=200,
        help_text=_("Of the person who certifies the assessment."),
    )
    function = forms.CharField(label=_("Function"), max_length=200, help_text=_("As it stands under a letter."))
    is_certified = forms.BooleanField(
        label=_("I certify that this assessment reflects the situation in the country to the best of my knowledge.")
    )

    def __init__(self, *args, on_behalf, user, **kwargs):
        super().__init__(*args, **kwargs)
        if on_behalf:
            self.fields["is_certified"].label = _("The country certified this assessment in the original attached.")
            self.fields["original"] = CheckedFileField(label=_("Original signed by the country"))
        elif user.name:
            self.fields["name"].initial = user.name


class CorrectionForm(forms.Form):
    note = note_field(_("Why it is corrected"), _("Colleagues and the secretariat read this."))


class CyclesForm(forms.Form):
    """Cycles for several countries at once; the country decides nothing here, the dates are the same for all."""

    countries: Any = forms.ModelMultipleChoiceField(
        Country.objects.none(), label=_("Countries"), widget=forms.CheckboxSelectMultiple
    )
    opens_on = day_field(_("Opens on"))
    due_on = day_field(_("Due on"), _("The day by which the self-assessment should be submitted."))
    closes_on = day_field(
        _("Closes on"),
        _("The last day on which answers can be written. Leave empty where no end is set."),
        required=False,
    )
    plan_due_on = day_field(
        _("Action plan due on"),
        _("The day by which the action plan should be submitted. Leave empty where none is set."),
        required=False,
    )
    reason = note_field(
        _("Reason for countries outside the implementation phase"),
        _("Needed as soon as one of the countries chosen is not in the implementation phase."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        free = Country.objects.beneficiaries().exclude(cycles__ended_at=None, cycles__isnull=False)
        self.fields["countries"].queryset = free.order_by("name")
        self.fields["countries"].label_from_instance = self._label
        self.fields["opens_on"].initial = timezone.localdate()
        self._implementing = set(
            PhaseEntry.objects.filter(is_current=True, phase=PhaseEntry.Phase.IMPLEMENTATION).values_list(
                "country_id", flat=True
            )
        )

    def _label(self, country):
        if country.pk in self._implementing:
            return str(country)
        return _("{country} (not in the implementation phase)").format(country=country)

    def clean(self):
        given = super().clean()
        opens, due, closes = (given.get(name) for name in ("opens_on", "due_on", "closes_on"))
        if opens and due and due < opens:
            self.add_error("due_on", _("It is due before it opens."))
        if due and closes and closes < due:
            self.add_error("closes_on", _("It closes before it is due."))
        plan_due = given.get("plan_due_on")
        if due and plan_due and plan_due < due:
            self.add_error("plan_due_on", _("The plan is due before the self-assessment that it answers to."))
        outside = [one for one in given.get("countries", ()) if one.pk not in self._implementing]
        if outside and not given.get("reason", "").strip():
            names = ", ".join(map(str, outside))
            self.add_error(
                "reason",
                _("Not in the implementation phase: {countries}. Say why they open a cycle.").format(countries=names),
            )
        return given


class ExtensionForm(forms.Form):
    due_on = day_field(_("Due on"), _("The new day by which the self-assessment should be submitted."))
    closes_on = day_field(
        _("Closes on"), _("Leave empty to keep the closing day, or the new due day if it is later."), False
    )
    plan_due_on = day_field(
        _("Action plan due on"), _("Leave empty to keep the day, or the new due day if it is later."), False
    )
    reason = note_field(_("Why the cycle is extended"), _("The country reads this."))


class EndForm(forms.Form):
    note = note_field(
        _("How it ended"), _("Needed where the assessment was not accepted or the plan not evaluated."), required=False
    )

    def __init__(self, *args, needs_note, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note


class ChallengeForm(forms.ModelForm):
    class Meta:
        model = Challenge
        fields = ("text", "indicator", "priority", "needs_assistance")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [item.indicator.pk for item in sheet.indicators]
        field = self.fields["indicator"]
        field.queryset = field.queryset.filter(pk__in=keys)
        field.empty_label = _("The area as a whole")
        field.help_text = ""


class NoteForm(forms.Form):
    text = note_field(_("Note"), _("Only colleagues in your country who write read this; the secretariat never does."))


class EvidenceForm(forms.ModelForm):
    """A file or a link. The same form adds evidence and replaces it by a new revision."""

    upload = CheckedFileField(label=_("File"), required=False)
    url = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = Evidence
        fields = ("title", "url", "language", "dated", "valid_until", "visibility", "answers")
        field_classes = {"dated": DayField, "valid_until": DayField}
        widgets = {
            "visibility": forms.RadioSelect,
            "answers": forms.CheckboxSelectMultiple,
        }

    field_order = ("title", "upload", "url", "language", "dated", "valid_until", "visibility", "answers")

    def __init__(self, *args, assessment, allowed, former=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment, self.former = assessment, former
        answers = IndicatorAnswer.objects.filter(area_answer__in=allowed).select_related(
            "indicator", "area_answer__area"
        )
        field = self.fields["answers"]
        field.queryset = answers.order_by("area_answer__area__position", "indicator__position")
        field.label_from_instance = lambda answer: f"{answer.indicator.code} – {answer.indicator.title}"
        if former is not None and former.file_id:
            self.fields["upload"].help_text = _("Leave empty to keep the file “{name}”.").format(name=former.file.name)

    def clean(self):
        given = super().clean()
        has_file = bool(given.get("upload")) or bool(self.former and self.former.file_id and not given.get("url"))
        if "upload" not in self.errors and "url" not in self.errors and has_file == bool(given.get("url")):
            self.add_error("upload", _("Give a file or a link, one of the two."))
        dated, until = given.get("dated"), given.get("valid_until")
        if dated and until and until < dated:
            self.add_error("valid_until", _("It ends to be valid before it was made."))
        return given

    def _post_clean(self):
        """The constraints are checked when the file is stored; here the form itself has said what is wrong."""
        self._validate_constraints = False
        super()._post_clean()

    def validate_constraints(self):
        return


class CommentForm(forms.Form):
    text = note_field(_("Comment"))


class ReturnForm(forms.Form):
    note = note_field(_("What is asked for"), _("The country reads this in the letter."))

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        indicators = [
            (item.indicator.code, f"{item.indicator.code} – {item.indicator.title}")
            for sheet in sheets
            for item in sheet.indicators
        ]
        areas = [(sheet.area.code, str(sheet.area)) for sheet in sheets]
        self.fields["areas"] = forms.MultipleChoiceField(
            label=_("Whole areas to reopen"), required=False, choices=areas, widget=forms.CheckboxSelectMultiple
        )
        self.fields["indicators"] = forms.MultipleChoiceField(
            label=_("Single indicators to reopen"),
            required=False,
            choices=indicators,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self):
        given = super().clean()
        if not given.get("areas") and not given.get("indicators"):
            raise forms.ValidationError(_("Choose what is reopened: at least one area or one indicator."))
        return given


class AcceptForm(forms.Form):
    note = note_field(_("Word to the country"), _("The country reads this in the letter."), required=False)
    override = note_field(
        _("Why you accept what you submitted yourself"), _("Somebody else should. The reason is kept."), required=True
    )

    def __init__(self, *args, needs_override, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_override:
            del self.fields["override"]


class PublishForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("What everybody may see"), choices=Publication.Part.choices, widget=forms.CheckboxSelectMultiple
    )


class WithdrawForm(forms.Form):
    note = note_field(_("Note that stays in its place"), _("Everybody reads this where the assessment stood."))
