"""The forms of a plan for the basic tasks: what will be done, while it is written; how far it is, once submitted."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Mission, PlannedTask
from programme.date_format import date_format
from programme.form_fields import DayField
from programme.models import BasicTask


def _day(label, **kwargs):
    return DayField(label=label, required=False, **kwargs)


class BeginForm(forms.Form):
    """After which awareness-raising mission the plan is made, and in which language it is written."""

    mission = forms.ModelChoiceField(Mission.objects.none(), label=_("After which mission"), empty_label=None)
    language = forms.ChoiceField(label=_("Language of the plan"), choices=settings.LANGUAGES)

    def __init__(self, *args, missions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = missions


def in_words(bound):
    """What is stored in this field, as people read it."""
    if hasattr(bound.initial, "isoformat"):
        return date_format(bound.initial)
    return dict(getattr(bound.field, "choices", ())).get(bound.initial, bound.initial)


@dataclass(frozen=True)
class Row:
    """A basic task in the form: its fields, and what others stored of them meanwhile as (label, value)."""

    task: BasicTask
    planned: PlannedTask | None
    fields: list[Any]
    stored: list[tuple[Any, Any]]


class TasksForm(forms.Form):
    """Some fields for each basic task. It carries the version of the plan that its reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    columns: dict[str, Any] = {}

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.planned = {one.task_id: one for one in plan.tasks.select_related("task")}
        self.tasks = self.tasks_of()
        self.fields["version"].initial = plan.version
        self.is_stale = False
        for task in self.tasks:
            planned = self.planned.get(task.pk)
            for name, make in self.columns.items():
                field = self.fields[f"{name}-{task.pk}"] = make()
                field.initial = getattr(planned, name, None)

    def tasks_of(self):
        raise NotImplementedError

    def values(self):
        """What was said of each task, by its key and the names of its columns."""
        return {task.pk: {name: self.cleaned_data[f"{name}-{task.pk}"] for name in self.columns} for task in self.tasks}

    def beside(self, plan):
        """The same form over the plan as it is now: what was typed stays, what others stored stands beside it."""
        data = self.data.copy()
        data["version"] = plan.version
        fresh = type(self)(data, plan=plan)
        fresh.is_stale = True
        return fresh

    def rows(self):
        for task in self.tasks:
            bound = [self[f"{name}-{task.pk}"] for name in self.columns]
            stored = [(field.label, in_words(field)) for field in bound if self.is_stale and self._differs(field)]
            yield Row(task, self.planned.get(task.pk), bound, stored)

    @staticmethod
    def _differs(bound):
        return bound.field.has_changed(bound.initial, bound.data)


class MeasuresForm(TasksForm):
    """What will be done for each basic task; a task left empty is not in the plan. Drafts may lack anything."""

    columns = {
        "measure": lambda: forms.CharField(
            label=_("What will be done"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
        ),
        "responsible": lambda: forms.CharField(
            label=_("Responsible: function and institution"), required=False, max_length=300
        ),
        "due_on": lambda: _day(pgettext_lazy("planned task", "Due on")),
    }

    def tasks_of(self):
        return list(BasicTask.objects.all())


class ProgressForm(TasksForm):
    """How far each planned task is, and since when."""

    columns = {
        "progress": lambda: forms.ChoiceField(label=_("How far it is"), choices=PlannedTask.Progress.choices),
        "progress_on": lambda: _day(_("Since which day")),
    }

    def tasks_of(self):
        return [one.task for one in self.planned.values()]

    def clean(self):
        given = super().clean()
        for task in self.tasks:
            name = f"progress_on-{task.pk}"
            progress, day = given.get(f"progress-{task.pk}"), given.get(name)
            if name in self.errors:
                continue
            if progress == PlannedTask.Progress.PLANNED:
                given[name] = None
            elif progress and day is None:
                words = _("Basic task {letter}: say since when it is under way or carried out.")
                self.add_error(name, words.format(letter=task.letter))
            elif day and day > timezone.localdate():
                self.add_error(name, _("Basic task {letter}: this day is still to come.").format(letter=task.letter))
        return given
