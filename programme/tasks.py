"""What a signed-in person has to do and which days matter: each room registers what it knows (PRODUCT, `/work/`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone


@dataclass(frozen=True)
class Task:
    """Something that waits for this person; `due` is the last day, `about` says whose it is."""

    label: str
    url: str
    about: str = ""
    due: date | None = None

    @property
    def is_late(self):
        return self.due is not None and self.due < timezone.localdate()

    @property
    def days(self):
        """Days until it is due; negative when it is late."""
        return None if self.due is None else (self.due - timezone.localdate()).days


@dataclass(frozen=True)
class ComingDay:
    """A day that matters to this person, whether or not something must be done."""

    day: date
    label: str
    url: str = ""


_tasks: list[Callable] = []
_days: list[Callable] = []


def tasks(function):
    """Registers a function that yields the tasks of a person."""
    _tasks.append(function)
    return function


def coming_days(function):
    """Registers a function that yields the days that matter to a person."""
    _days.append(function)
    return function


def tasks_of(user):
    """Everything that waits for this person, what is due first, first."""
    found = [task for function in _tasks for task in function(user)]
    return sorted(found, key=lambda task: (task.due is None, task.due or date.max, task.about, task.label))


def days_of(user):
    return sorted((day for function in _days for day in function(user)), key=lambda one: (one.day, one.label))
