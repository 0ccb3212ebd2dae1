"""What people enter about proposals and reports: texts with their version, decisions, evidence."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityKind, ActivityProposal, ActivityReport, Status
from countries.models import Country
from programme.form_fields import CheckedFileField, PartialDateFormField, note_field
from programme.models import WorkingArea
from programme.versioned_pages import VersionedForm


def text_boxes(*names, rows=5):
    return {name: forms.Textarea(attrs={"rows": rows}) for name in names}


LONG_LINE = forms.TextInput(attrs={"size": 50})


class ProposalForm(VersionedForm):
    class Meta:
        model = ActivityProposal
        fields = ActivityProposal.written
        widgets = {
            **text_boxes("need", "objective"),
            **text_boxes("with_whom", "help_wanted", rows=3),
            "title": LONG_LINE,
            "when_note": LONG_LINE,
            "areas": forms.CheckboxSelectMultiple,
        }


class ReportForm(VersionedForm):
    class Meta:
        model = ActivityReport
        fields = ActivityReport.written
        widgets = text_boxes("results", "lessons", "follow_up")


class EvidenceForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    upload = CheckedFileField(label=_("File"))
    is_public = forms.BooleanField(
        label=_("Public"), required=False, help_text=_("Everybody may take it away once the report is published.")
    )


class CommentForm(forms.Form):
    text = note_field(_("Comment"))


class DeclineForm(forms.Form):
    reason = note_field(_("Why it is declined"), _("All countries of the proposal read this."))


class ReturnForm(forms.Form):
    note = note_field(_("What is asked for"), _("The country reads this."))


class InviteForm(forms.Form):
    country: Any = forms.ModelChoiceField(Country.objects.none(), label=_("Country"))

    def __init__(self, *args, proposal, language, **kwargs):
        super().__init__(*args, **kwargs)
        taken = {proposal.country_id, *proposal.joined_countries()}
        free = Country.objects.beneficiaries().exclude(pk__in=taken)
        self.fields["country"].queryset = free.in_order_of_names(language)


class DecisionForm(forms.Form):
    """What every acceptance asks; `override` only of an administrator whose own entry it is."""

    note = note_field(_("Word to the country"), required=False)
    override = note_field(
        _("Why you accept what you wrote or submitted yourself"), _("Somebody else should. The reason is kept.")
    )

    def __init__(self, *args, needs_override, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_override:
            del self.fields["override"]


class AcceptProposalForm(DecisionForm):
    """The activity that a proposal becomes: a new one, filled from the proposal, or one that is there already."""

    NEW, LINK = "new", "link"
    how = forms.ChoiceField(
        label=_("What it becomes"),
        choices=[
            (NEW, _("a new activity, planned and not public yet")),
            (LINK, _("an activity that is there already")),
        ],
        widget=forms.RadioSelect,
        initial=NEW,
    )
    activity: Any = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("The activity"),
        required=False,
        help_text=_("Only where it is there already. Nothing in its record is changed."),
    )
    title = forms.CharField(label=_("Title"), max_length=500, required=False, widget=LONG_LINE)
    kind = forms.ModelChoiceField(ActivityKind.objects.all(), label=_("Kind of activity"), required=False)
    start = PartialDateFormField(label=_("First day"), required=False)
    end = PartialDateFormField(label=_("Last day"), required=False)
    objectives = note_field(_("Objectives"), required=False)
    areas = forms.ModelMultipleChoiceField(
        WorkingArea.objects.all(), label=_("Working areas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("how", "activity", "title", "kind", "start", "end", "objectives", "areas", "note", "override")

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        theirs = Q(participations__country__in=proposal.countries)
        there = Activity.objects.filter(Q(status__in=(Status.PLANNED, Status.POSTPONED)) | theirs).distinct()
        self.fields["activity"].queryset = there.newest_first()
        self.initial |= {
            "title": proposal.title,
            "kind": proposal.kind_id,
            "start": proposal.wanted_for,
            "objectives": proposal.objective,
            "areas": [area.pk for area in proposal.areas.all()],
        }

    def clean(self):
        given = super().clean()
        if given.get("how") == self.LINK and not given.get("activity") and "activity" not in self.errors:
            self.add_error("activity", _("Choose the activity that it becomes."))
        if given.get("how") == self.NEW:
            if not given.get("title", "").strip():
                self.add_error("title", _("Give the activity a title."))
            start, end = given.get("start"), given.get("end")
            if start and end and end.latest < start.earliest:
                self.add_error("end", _("The last day lies before the first."))
        return given

    def values(self):
        """What a new activity is made of."""
        return {name: self.cleaned_data[name] for name in ("title", "kind", "start", "end", "objectives", "areas")}


class StateFilter(forms.Form):
    """Narrows a list by state, and for the secretariat by country."""

    state = forms.ChoiceField(label=_("State"), required=False)
    country: Any = forms.ModelChoiceField(
        Country.objects.none(), label=_("Country"), required=False, to_field_name="slug", empty_label=_("all countries")
    )

    def __init__(self, *args, states, countries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("all states")), *states]
        if countries is None:
            del self.fields["country"]
        else:
            self.fields["country"].queryset = countries

    def narrow(self, records):
        """The records that fit; what the form did not understand narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("state"):
            records = records.filter(status=chosen["state"])
        return records.of_country(chosen["country"]) if chosen.get("country") else records
