"""What people enter in an action plan."""

from django import forms
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.answer_forms import AnswerForm, stage_words, text_field
from assessments.models import Action, Challenge
from assessments.templatetags.instrument import worded
from countries.models import Country
from programme.form_fields import DayField
from programme.kept_texts import Unsaved
from programme.punctuation import enumerated


def day_input(label, help_text=""):
    return DayField(label=label, help_text=help_text, required=False)


def line_field(label, help_text=""):
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=300)


class PlanAnswerForm(AnswerForm):
    """The form of a part of a plan that has versions of its own, see `AnswerForm`."""

    def __init__(self, *args, answer, **kwargs):
        super().__init__(*args, answer=answer, part=None, whole=None, **kwargs)

    def is_open(self):
        return self.answer.is_open


class OverviewForm(PlanAnswerForm):
    def make_fields(self):
        self.fields["overview"] = text_field(
            _("The plan as a whole"), _("In a few sentences: what the plan is to achieve, and how it was made.")
        )


class ActionForm(PlanAnswerForm):
    """The texts and dates of an action. What it answers to is chosen in `LinksForm` on the same page."""

    groups = (
        ("what", ("title", "objective", "kind", "result", "measure", "stage_aimed")),
        ("who", ("lead", "others", "starts_on", "due_on", "priority", "resources")),
        (
            "help",
            (
                "assistance",
                "assistance_kind",
                "assistance_words",
                "assistance_estimate",
                "assistance_partner",
            ),
        ),
    )

    def make_fields(self):
        action = self.answer
        version = action.plan.instrument.read()
        stages = [(one.pk, stage_words(version, one)) for one in version.stages.all()]
        kinds = [("", _("Not chosen yet")), *Action.Kind.choices]
        self.fields |= {
            "title": line_field(_("Action"), _("What is done, in one line.")),
            "objective": text_field(_("Objective"), _("Which gap it closes, and for whom."), rows=3),
            "kind": forms.ChoiceField(label=_("Kind of action"), choices=kinds),
            "result": text_field(_("Expected result"), rows=3),
            "measure": text_field(
                _("Measure of success"), _("How anybody can see that the result was reached."), rows=2
            ),
            "stage_aimed": forms.TypedChoiceField(
                label=_("Stage aimed at"),
                widget=forms.RadioSelect,
                coerce=int,
                empty_value=None,
                choices=[("", _("No stage chosen yet")), *stages],
            ),
            "lead": text_field(_("Lead authority"), rows=2),
            "others": text_field(_("Other authorities and partners"), rows=2),
            "starts_on": day_input(_("Starts on")),
            "due_on": day_input(pgettext("action", "Due on")),
            "priority": forms.ChoiceField(
                label=_("Priority"),
                choices=[("", pgettext("priority", "Not chosen yet")), *Challenge.Priority.choices],
            ),
            "resources": text_field(_("Own resources"), _("Money, staff and means that the country gives."), rows=2),
            "assistance": forms.ChoiceField(
                label=_("Assistance from outside"),
                choices=[("", pgettext("assistance", "Not said yet")), *Action.Assistance.choices],
            ),
            "assistance_kind": forms.ChoiceField(label=_("Kind of assistance"), choices=kinds),
            "assistance_words": text_field(_("What is needed"), rows=3),
            "assistance_estimate": text_field(
                _("Estimate"), _("What it may cost, in money or in days of work, if you know."), rows=2
            ),
            "assistance_partner": text_field(_("Possible partner"), rows=2),
        }

    def fields_of(self, group):
        return [self[name] for name in dict(self.groups)[group]]

    def clean_title(self):
        title = self.cleaned_data["title"].strip()
        if not title:
            raise forms.ValidationError(_("Say in one line what is done."))
        return title


class LinksForm(forms.Form):
    """What an action answers to, and which neighbours it concerns: sets, of which each save tells what was seen.

    What somebody else added meanwhile stays: only what this person chose or took away changes.
    """

    names = ("challenges", "indicators", "neighbours")

    def __init__(self, data=None, *, action, **kwargs):
        self.action = action
        initial = {name: [one.pk for one in getattr(action, name).all()] for name in self.names}
        super().__init__(data, prefix=f"l{action.pk}", initial=initial, **kwargs)
        version = action.plan.instrument.read()
        area = next(one for one in version.areas.all() if one.pk == action.area_id)
        challenges = [(one.pk, one.text) for one in challenges_of(action.plan, action.area_id)]
        indicators = [(one.pk, f"{one.code} – {worded(one, 'title', version)}") for one in area.indicators.all()]
        others = Country.objects.exclude(pk=action.plan.cycle.country_id).in_order_of_names(get_language())
        countries = [(one.pk, str(one)) for one in others]
        self._add("challenges", _("Challenges that it answers"), challenges)
        self._add("indicators", _("Indicators that it answers"), indicators)
        self._add("neighbours", _("Neighbouring countries concerned"), countries)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["seen"] = ";".join(",".join(map(str, initial[name])) for name in self.names)

    def _add(self, name, label, choices):
        self.fields[name] = forms.TypedMultipleChoiceField(
            label=label,
            required=False,
            coerce=int,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            disabled=not self.action.is_open,
        )

    def was_sent(self):
        return self.add_prefix("seen") in self.data

    def shown(self):
        """What the page shows as chosen once this was sent, for `seen`."""
        return ";".join(",".join(self.data.getlist(self.add_prefix(name))) for name in self.names)

    def wanted(self):
        """Name → what is linked now and what would be, where that differs; what others chose meanwhile stays."""
        for name, (added, taken) in self.chosen().items():
            allowed = {key for key, _label in self.fields[name].choices}
            now = {one.pk for one in getattr(self.action, name).all()}
            wanted = (now | (added & allowed)) - taken
            if wanted != now:
                yield name, now, wanted

    def unsaved(self):
        """What would be changed by what was sent, in words."""
        if not (self.was_sent() and self.is_valid()):
            return
        for name, *keys in self.wanted():
            words = dict(self.fields[name].choices)
            now, wanted = (enumerated(words[key] for key in words if key in those) for those in keys)
            yield Unsaved(self.fields[name].label, wanted, now)

    def chosen(self):
        """Name → (added, taken away) since the page was made; None where it is not said what was seen."""
        parts = self.cleaned_data.get("seen", "").split(";")
        if len(parts) != len(self.names):
            return {}
        found = {}
        for name, part in zip(self.names, parts, strict=True):
            seen = {int(key) for key in part.split(",") if key.isdecimal()}
            mine = set(self.cleaned_data.get(name, ()))
            found[name] = (mine - seen, seen - mine)
        return found


def challenges_of(plan, area_key):
    """The challenges that the country named in this area of the same cycle."""
    return Challenge.objects.filter(area_answer__assessment__cycle=plan.cycle_id, area_answer__area=area_key)


class NewActionForm(forms.Form):
    """How an action begins: where, and what. Everything else is written on its own page."""

    area = forms.TypedChoiceField(label="", coerce=int)
    title = forms.CharField(label="", max_length=300)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].label, self.fields["title"].label = _("Area"), _("Action")
        self.fields["title"].help_text = _("What is done, in one line. The rest is written on the next page.")
        self.fields["area"].choices = [(one.pk, str(one)) for one in areas]


class ProposeForm(forms.Form):
    """The actions for which an activity is proposed."""

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = {one.pk: one for one in plan.actions.all()}
        self.fields["actions"] = forms.TypedMultipleChoiceField(
            label=_("Actions that the activity serves"),
            choices=[(one.pk, str(one)) for one in self.actions.values()],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one action.")},
        )

    def chosen(self):
        return [self.actions[key] for key in self.cleaned_data["actions"]]
