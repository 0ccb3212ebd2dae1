"""The follow-up board: every cycle of every country in one table, for the screen and, the same, for files (PRODUCT E6).

A column is one line of `COLUMNS`. What it says of a row is a plain value: the page writes its days as people do, the
files leave them days.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cycle_querysets import ACCEPTED, DRAFT, SUBMITTED, UNDER_REVIEW
from assessments.deadlines import kind_of
from assessments.models import ActionPlan, CycleExtension, Publication, SelfAssessment
from assessments.progress import progress_of
from assessments.reminders import Done, active_steps, next_day
from assessments.reviewing import Clock, clocks, steps_taken
from countries.contacts import last_contacts
from countries.models import Country, CountryGroup, Mandate
from programme.date_format import date_format
from programme.matrix import SECRETARIAT, Role, has_role
from programme.spreadsheets import as_text
from programme.templatetags.components import plainly

# What was handed in is complete: the check lets nothing else through (assessments/check.py).
COMPLETE = frozenset({SUBMITTED, UNDER_REVIEW, ACCEPTED})
NO_END = _("no end set")


@dataclass(frozen=True)
class Row:
    """A cycle of a country, with all that its columns need."""

    assessment: SelfAssessment
    country: str
    state: str
    clock: Clock
    done_on: dict[str, date]  # step → the day on which it was taken last
    percent: int | None
    extended_by: int | None
    published_on: date | None
    mandate_until: Any
    next_reminder: date | None
    plan: str
    last_contact: date | None
    days_late: int | None

    @property
    def cycle(self):
        return self.assessment.cycle

    @property
    def is_overdue(self):
        """Whether it is late and nobody has submitted it yet."""
        return bool(self.days_late) and self.assessment.status == DRAFT and not self.cycle.is_ended

    def values(self, columns):
        return [column.value(self) for column in columns]

    def cells(self, columns):
        """Each column with its words for the page."""
        return [(column, in_words(value)) for column, value in zip(columns, self.values(columns), strict=True)]


@dataclass(frozen=True)
class Column:
    """`goes_down`: sorted by it, the greatest comes first. `for_staff`: what bodies do not see."""

    key: str
    title: Any
    meaning: Any
    value: Callable[[Row], Any]
    is_number: bool = False
    for_staff: bool = False

    def sort_key(self, row):
        """What is not known comes last."""
        value = self.value(row)
        if value is None or value == "":
            return (1, "", 0)
        if isinstance(value, int):
            return (0, "", -value if self.is_number else value)
        return (0, value.isoformat() if isinstance(value, date) else str(value), 0)


def in_words(value):
    return _day_in_words(value, get_language()) if isinstance(value, date) else as_text(value)


@lru_cache(maxsize=2000)
def _day_in_words(day, language):
    """A board has many cells and few days."""
    return date_format(day, "DATE_FORMAT")


def _taken(step):
    return lambda row: row.done_on.get(step)


COLUMNS = (
    Column("country", _("Country"), _("Name of the country"), lambda row: row.country),
    Column("cycle", _("Cycle"), _("Number of the country’s cycle"), lambda row: row.cycle.number),
    Column("opened", _("Opened"), _("Day on which the cycle opened"), lambda row: row.cycle.opens_on),
    Column("due", _("Due"), _("Day by which it should be submitted, as extended"), lambda row: row.cycle.due_on),
    Column(
        "extended", _("Extended by, days"), _("Days by which the due day was moved"), lambda row: row.extended_by, True
    ),
    Column(
        "answered",
        _("Answered, %"),
        _("Questions answered of all, rounded down"),
        lambda row: row.percent,
        is_number=True,
        for_staff=True,
    ),
    Column("state", _("State"), _("State of the self-assessment"), lambda row: row.state),
    Column("submitted", pgettext_lazy("day", "Submitted"), _("Day of the latest submission"), _taken("submit")),
    Column(
        "review", pgettext_lazy("day", "In review"), _("Day on which its review began last"), _taken("start_review")
    ),
    Column("accepted", pgettext_lazy("day", "Accepted"), _("Day on which it was accepted last"), _taken("accept")),
    Column(
        "published",
        pgettext_lazy("day", "Published"),
        _("Day of the latest publication that was not withdrawn"),
        lambda row: row.published_on,
    ),
    Column(
        "late",
        _("Days late"),
        _("Days between the due day and the submission, or today where there is none"),
        lambda row: row.days_late,
        True,
    ),
    Column(
        "country-days",
        _("Days with the country"),
        _("Days in which the country was to act"),
        lambda row: row.clock.country_days,
        True,
    ),
    Column(
        "secretariat-days",
        _("Days with the secretariat"),
        _("Days in which the secretariat was to act"),
        lambda row: row.clock.secretariat_days,
        True,
    ),
    Column(
        "mandate",
        _("Focal point until"),
        _("Last day of the focal point’s mandate; empty where there is no focal point"),
        lambda row: row.mandate_until,
        for_staff=True,
    ),
    Column(
        "plan",
        _("Action plan"),
        _("State of the action plan of the cycle; empty where it was not begun"),
        lambda row: row.plan,
        for_staff=True,
    ),
    Column(
        "contact",
        _("Last contact"),
        _("Day of the last contact with the country that staff noted"),
        lambda row: row.last_contact,
        for_staff=True,
    ),
    Column(
        "reminder",
        _("Next reminder"),
        _("Day on which the next reminder goes out by itself"),
        lambda row: row.next_reminder,
        for_staff=True,
    ),
)


class BoardForm(forms.Form):
    """The question in the address."""

    OPEN, ENDED, ALL = "open", "ended", "all"

    cycles = forms.ChoiceField(
        label=_("Cycles"),
        required=False,
        choices=[
            (OPEN, pgettext_lazy("cycles", "open")),
            (ENDED, pgettext_lazy("cycles", "ended")),
            (ALL, pgettext_lazy("cycles", "all")),
        ],
    )
    subregion = forms.ChoiceField(label=_("Subregion"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *SelfAssessment.Status.choices]
    )
    late = forms.BooleanField(label=_("Late ones only"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        groups = CountryGroup.objects.filter(kind=CountryGroup.Kind.SUBREGION).order_by("position", "slug")
        self.fields["subregion"].choices = [("", _("Any subregion")), *((one.slug, str(one)) for one in groups)]
        self.is_valid()  # what cannot be understood is left out of the question, and said beside its field

    def given(self, name):
        return self.cleaned_data.get(name) or ""

    @property
    def is_narrowed(self):
        return any(self.given(name) for name in ("subregion", "state", "late")) or self.which != self.OPEN

    @property
    def which(self):
        """Whose cycles: the open ones, where nobody asks for others."""
        return self.given("cycles") or self.OPEN

    def narrowed(self, assessments):
        if self.which != self.ALL:
            assessments = assessments.filter(cycle__ended_at__isnull=self.which == self.OPEN)
        if self.given("subregion"):
            countries = Country.objects.in_subregion(self.given("subregion"))
            assessments = assessments.filter(cycle__country__in=countries.values("pk"))
        if self.given("state"):
            assessments = assessments.filter(status=self.given("state"))
        return assessments


class Board:
    """The rows that this reader may see and asks for, with the columns that are the reader's to see."""

    def __init__(self, user, question):
        self.is_staff = has_role(user, *SECRETARIAT)
        self.form = BoardForm(question)
        self.columns = [
            replace(column, title=str(column.title)) for column in COLUMNS if self.is_staff or not column.for_staff
        ]
        self.order = next((one.key for one in self.columns if one.key == self.form.given("sort")), "due")
        found = list(self.form.narrowed(SelfAssessment.objects.visible_to(user).select_related("cycle")))
        # Each country once, not with each of its cycles: it is a broad record.
        countries = Country.objects.in_bulk({one.cycle.country_id for one in found})
        for one in found:
            one.cycle.country = countries[one.cycle.country_id]
        rows = [row for row in rows_of(found) if not self.form.given("late") or row.days_late]
        column = next(one for one in self.columns if one.key == self.order)
        rows.sort(key=lambda row: (row.assessment.country.sort_key, -row.cycle.number))
        self.rows = rows if column.key == "country" else sorted(rows, key=column.sort_key)

    @property
    def orders(self):
        return [(column.key, column.title) for column in self.columns]

    @property
    def table(self):
        """Each row with its cells in words."""
        return [(row, row.cells(self.columns)) for row in self.rows]

    @property
    def filters(self):
        """Each filter in force with its value, for people."""
        chosen = []
        for name in ("cycles", "subregion", "state"):
            value = self.form.which if name == "cycles" else self.form.given(name)
            if value:
                chosen.append((self.form.fields[name].label, str(dict(self.form.fields[name].choices)[value])))
        return chosen + ([(self.form.fields["late"].label, "✓")] if self.form.given("late") else [])


def rows_of(assessments):
    """The rows of these assessments, in a number of queries that does not grow with them."""
    today = timezone.localdate()
    taken = steps_taken(assessments)
    times = clocks(assessments, taken)
    percents = percents_of(assessments)
    first_due = first_due_days(assessments)
    published = publication_days(assessments)
    mandates = mandate_ends(today)
    reminders = next_reminders(today)
    plans = plan_states(assessments)
    countries = {one.cycle.country_id: one.country for one in assessments}
    names = {key: plainly(country, "name") for key, country in countries.items()}
    contacts = last_contacts(set(countries))
    states = {value: str(words) for value, words in SelfAssessment.Status.choices}
    for one in assessments:
        steps = {step.step: timezone.localdate(step.at) for step in taken[one.pk]}
        due_on, was_due_on = one.cycle.due_on, first_due.get(one.cycle_id)
        yield Row(
            assessment=one,
            country=names[one.cycle.country_id],
            state=states[one.status],
            clock=times[one.pk],
            done_on=steps,
            percent=percents[one.pk],
            extended_by=(due_on - was_due_on).days if was_due_on else None,
            published_on=published.get(one.pk),
            mandate_until=mandates.get(one.cycle.country_id),
            next_reminder=reminders.get(one.pk),
            plan=plans.get(one.cycle_id, ""),
            last_contact=contacts[one.cycle.country_id].contacted_on if one.cycle.country_id in contacts else None,
            days_late=days_late(one, taken[one.pk], today),
        )


def percents_of(assessments):
    """Assessment key → how much is answered. In a cycle that ended nobody writes any more: that is counted once."""
    found = {one.pk: 100 for one in assessments if one.status in COMPLETE}
    unfinished = [one for one in assessments if one.status not in COMPLETE]
    kept = caches["process"]
    keys = {one.pk: f"answered-{one.pk}-{one.cycle.ended_at.isoformat()}" for one in unfinished if one.cycle.is_ended}
    known = kept.get_many(keys.values())
    found |= {key: known[name] for key, name in keys.items() if name in known}
    counted = progress_of([one for one in unfinished if one.pk not in found])
    kept.set_many({keys[key]: progress.percent for key, progress in counted.items() if key in keys})
    return found | {key: progress.percent for key, progress in counted.items()}


def days_late(assessment, steps, today):
    """Days from the due day to the submission that counts, to the end of the cycle, or to today; None if in time.

    What was recalled does not count as submitted; what was returned for revision was there.
    """
    cycle = assessment.cycle
    if assessment.status == DRAFT:
        until = timezone.localdate(cycle.ended_at) if cycle.ended_at else today
    else:
        left = [step.at for step in steps if step.step == "submit" and step.from_status == DRAFT]
        until = timezone.localdate(left[-1]) if left else cycle.due_on
    return max((until - cycle.due_on) // timedelta(days=1), 0) or None


def first_due_days(assessments):
    """Cycle key → the day on which it was due before it was extended."""
    extensions = CycleExtension.objects.filter(cycle__assessment__in=[one.pk for one in assessments])
    found: dict[int, date] = {}
    for cycle, day in extensions.order_by("at", "pk").values_list("cycle", "due_before"):
        found.setdefault(cycle, day)
    return found


def plan_states(assessments):
    """Cycle key → the state of its action plan in words."""
    names = dict(ActionPlan.Status.choices)
    plans = ActionPlan.objects.filter(cycle__assessment__in=[one.pk for one in assessments])
    return {cycle: str(names[status]) for cycle, status in plans.values_list("cycle", "status")}


def publication_days(assessments):
    """Assessment key → the day of its latest publication in force."""
    in_force = Publication.objects.in_force().filter(submission__assessment__in=[one.pk for one in assessments])
    pairs = in_force.order_by("at", "pk").values_list("submission__assessment", "at")
    return {key: timezone.localdate(moment) for key, moment in pairs}


def mandate_ends(today):
    """Country key → the last day on which a focal point of now is there for it, or that no end is set."""
    focal_points = Mandate.objects.current(today).filter(role=Role.FOCAL_POINT)
    found: dict[int, date | None] = {}
    for country, until in focal_points.order_by("pk").values_list("country", "until"):
        known = found.get(country, until)
        found[country] = None if known is None or until is None else max(known, until)
    return {country: str(NO_END) if until is None else until for country, until in found.items()}


def next_reminders(today):
    """Assessment key → the day of the next reminder."""
    kind = kind_of("self-assessment")
    steps = active_steps()[kind.key]
    if not steps:
        return {}
    deadlines = kind.open()
    done = Done([deadline.record for deadline in deadlines])
    return {deadline.record.pk: next_day(steps, deadline, done, today) for deadline in deadlines}
