"""What people enter as a plan goes its way: certification, status, evaluation, approval, publication."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models import Action, PlanPublication
from assessments.work_forms import SubmitForm, day_field, note_field
from programme.models import Document, Meeting


class PlanSubmitForm(SubmitForm):
    def __init__(self, *args, on_behalf, **kwargs):
        super().__init__(*args, on_behalf=on_behalf, **kwargs)
        self.fields["name"].help_text = _("Of the person who certifies the plan.")
        self.fields["is_certified"].label = (
            _("The country certified this plan in the original attached.")
            if on_behalf
            else _("I certify that the authorities named in this plan agreed to it.")
        )


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Action.Status.choices, widget=forms.RadioSelect)
    on = day_field(_("On which day"))
    note = note_field(_("What there is to say of it"), _("For example what was adopted, or why it is late."), False)

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial={"on": timezone.localdate()} | (initial or {}), **kwargs)


class EvaluationForm(forms.Form):
    """One small form for each action, and a word on the plan as a whole."""

    words = note_field(_("What the plan achieved"), _("In a few sentences, for everybody who reads the plan."))

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = list(plan.actions.select_related("area"))
        version = plan.instrument.read()
        stages = [("", _("It does not change"))]
        stages += [(one.number, str(one)) for one in version.stages.all()]
        self.stages = {one.number: one for one in version.stages.all()}
        for action in self.actions:
            choices = Action.Decision.choices
            if action.is_finished:
                wanted = Action.Decision.DONE if action.status == Action.Status.DONE else Action.Decision.DROP
                choices = [one for one in choices if one[0] == wanted]
            self.fields[f"decision-{action.pk}"] = forms.ChoiceField(
                label=_("What becomes of it"),
                choices=choices,
                widget=forms.RadioSelect,
                initial=choices[0][0] if action.is_finished else None,
            )
            self.fields[f"outcome-{action.pk}"] = note_field(_("What came of it"), required=False)
            self.fields[f"stage-{action.pk}"] = forms.TypedChoiceField(
                label=_("Stage reached"),
                choices=stages,
                coerce=int,
                empty_value=None,
                required=False,
                help_text=_("Where the action moved its indicators, the stage at which the country now sees itself."),
            )

    @property
    def rows(self):
        """Each action with its fields."""
        names = ("decision", "outcome", "stage")
        return [(action, [self[f"{name}-{action.pk}"] for name in names]) for action in self.actions]

    def decisions(self):
        given = self.cleaned_data
        return {
            one.pk: (
                given[f"decision-{one.pk}"],
                given[f"outcome-{one.pk}"],
                self.stages.get(given[f"stage-{one.pk}"]),
            )
            for one in self.actions
        }


class PlanReturnForm(forms.Form):
    note = note_field(_("What is asked for"), _("The country reads this."))

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(one.pk, str(one)) for one in plan.actions.all()]
        self.fields["actions"] = forms.TypedMultipleChoiceField(
            label=_("Actions to reopen"),
            choices=choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one action that is reopened.")},
        )


class ApproveForm(forms.Form):
    note = note_field(_("Word to the country"), _("The country reads this in the mail."), False)


class RecordApprovalForm(ApproveForm):
    """What the approving body decided at a meeting, as the secretariat records it."""

    on = day_field(_("Approved on"))
    meeting: Any = forms.ModelChoiceField(Meeting.objects.all(), label=_("Meeting"), required=False)
    document: Any = forms.ModelChoiceField(Document.objects.published(), label=_("Document"), required=False)

    field_order = ("on", "meeting", "document", "note")

    def clean(self):
        given = super().clean()
        if not given.get("meeting") and not given.get("document"):
            raise forms.ValidationError(_("Name the meeting or the document in which the decision stands."))
        if given.get("on") and given["on"] > timezone.localdate():
            self.add_error("on", _("This day lies in the future."))
        return given


class PlanPublishForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=pgettext_lazy("publication", "What everybody may see"),
        choices=PlanPublication.Part.choices,
        widget=forms.CheckboxSelectMultiple,
    )
