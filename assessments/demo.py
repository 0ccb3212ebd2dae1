"""This room's part of the demonstration: what two invented countries said in five cycles, and in one that goes on.

Everything is done by what the pages call, at the moments at which it is said to have happened: every rule holds.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile

from assessments import beside, cycles, publishing, reviewing, saving, submitting
from assessments.before import earlier_of, start_from_last
from assessments.models import (
    Challenge,
    CriterionAnswer,
    Evidence,
    Instrument,
    Publication,
    Standing,
)
from assessments.plans.demo import PlanOfTurn
from assessments.sheet import sheets_of
from countries.demo import key_of
from countries.models import Country
from programme.demo import NoDemonstration, at, pdf
from programme.history import acting
from programme.matrix import Role
from programme.models import User
from programme.uploads import check_upload

COMPLETE = 5
YEAR = timedelta(days=365)
# So long ago the cycle opened that goes on.
OPEN_FOR = timedelta(days=60)
PART = Publication.Part


def load(countries, people, now):
    """Five complete cycles of each country; a sixth being written by the first and under review for the second."""
    if Instrument.objects.current() is None:
        raise NoDemonstration("Load the Programme's record first: no version of the instrument is in force.")
    writing, reviewed = countries
    for country in countries:
        for number in range(1, COMPLETE + 1):
            turn_of(country, people, number, now).complete()
    turn_of(writing, people, COMPLETE + 1, now).write_half()
    turn_of(reviewed, people, COMPLETE + 1, now).wait_in_review()


def turn_of(country, people, number, now):
    opens = (now - OPEN_FOR - (COMPLETE + 1 - number) * YEAR).replace(hour=9, minute=0, second=0, microsecond=0)
    # Read anew: what somebody may do is kept with the person.
    keys = {name: people[key].pk for name, key in parts_of(country).items()}
    found = User.objects.in_bulk(keys.values())
    return Turn(country, number, opens, {name: found[key] for name, key in keys.items()})


def parts_of(country):
    """Who does what in a turn, by the keys of the accounts to try the portal with."""
    return {
        "focal point": key_of(country, Role.FOCAL_POINT),
        "contributor": key_of(country, Role.CONTRIBUTOR),
        "editor": Role.EDITOR.value,
        "administrator": Role.ADMINISTRATOR.value,
        "reviewer": Role.WORKING_GROUP.value,
        "bureau": Role.BUREAU.value,
    }


@dataclass
class Turn:
    """A country's turn: one cycle from its opening on, told by days since then."""

    country: Country
    number: int
    opens: datetime
    people: dict[str, User]
    assessment: Any = None

    @contextmanager
    def on(self, day, who):
        """That day, as this person."""
        with at(self.opens + timedelta(days=day)), acting(user=self.people[who]):
            yield self.people[who]

    @cached_property
    def stages(self):
        return list(self.assessment.instrument.stages.all())

    def complete(self):
        """From opening to publication; some of the cycles by a detour that others do not take."""
        is_on_behalf = self.country.iso2 == "XB" and self.number == 1
        self.open()
        if self.number == 3:
            self.extend()
        self.write()
        self.submit(80, "editor" if is_on_behalf else "focal point", on_behalf=is_on_behalf)
        plan = PlanOfTurn(self)
        self.review(85)
        if self.number in (2, 5):
            self.revise(100)
        self.answer_threads(118)
        self.accept(125, "administrator" if is_on_behalf else "editor")
        if self.number == 4:
            self.correct(130)
        self.publish(150)
        plan.complete()
        with self.on(190, "editor"):
            cycles.end_cycle(self.assessment.cycle)

    def wait_in_review(self):
        self.open()
        self.write()
        self.submit(35, "focal point")
        self.review(40)
        PlanOfTurn(self).begin_only(45)

    def write_half(self):
        """Two areas begun with the texts of the cycle before, one written, one begun, and the rest empty."""
        self.open()
        codes = [sheet.area.code for sheet in sheets_of(self.assessment)]
        with self.on(5, "contributor") as by:
            start_from_last(self.assessment.pk, by=by, codes=codes[:2])
            first = sheets_of(self.assessment, codes[0])[0]
            for item in first.indicators[:2]:
                saving.confirm(item.answer, by=by)
            beside.add_note(first.answer, by=by, text=f"{self.mark} Are the references still the right ones?")
        self.write(codes[2:3])
        self.write(codes[3:4], only=1)

    @property
    def mark(self):
        return f"Demonstration text, {self.country.iso2}, cycle {self.number}."

    def open(self):
        with self.on(0, "editor") as by:
            cycle = cycles.open_cycle(
                self.country,
                by=by,
                opens_on=self.opens.date(),
                due_on=(self.opens + timedelta(days=90)).date(),
                closes_on=(self.opens + timedelta(days=180)).date(),
                plan_due_on=(self.opens + timedelta(days=120)).date(),
            )
        self.assessment = cycle.assessment

    def extend(self):
        with self.on(60, "editor") as by:
            cycles.extend_cycle(
                self.assessment.cycle,
                by=by,
                reason=f"{self.mark} The country asked for two more weeks.",
                due_on=(self.opens + timedelta(days=104)).date(),
            )

    # What the country writes

    def write(self, codes=None, only=None):
        """Answers the areas with these codes, or all; of each area only so many indicators and nothing else."""
        with self.on(20, "focal point"):
            earlier, sheets = earlier_of(self.assessment), sheets_of(self.assessment)
        position = 0
        for place, sheet in enumerate(sheets):
            items = [(position + number, item) for number, item in enumerate(sheet.indicators)]
            position += len(items)
            if codes is not None and sheet.area.code not in codes:
                continue
            # The contributor writes in the first two areas (see countries/trial_accounts.py).
            with self.on(20 + 2 * place, "contributor" if place < 2 else "focal point") as by:
                for number, item in items[:only]:
                    self._answer(number, item, earlier, by)
                if only is None:
                    self._area(place, sheet, by)

    def stage_at(self, position):
        """Where the country stands on an indicator: further with the cycles, each at its own pace, once a step back."""
        number = position % 3 + (self.number - 1) * (1 + position % 2) // 2
        if self.number == 4 and position % 7 == 3:
            number = max(0, number - 2)
        return self.stages[min(number, len(self.stages) - 1)]

    def _answer(self, position, item, earlier, by):
        stage, code = self.stage_at(position), item.indicator.code
        before = earlier.of(item.indicator) if earlier else None
        moved = before is not None and before.stage is not None and before.stage.pk != stage.pk
        values = {
            "stage": stage.pk,
            "stage_reason": f"{self.mark} The stage moved because the work of the last year changed it."
            if moved
            else "",
            "justification": f"{self.mark} The competent authority looked at {code} with the operators and the "
            "neighbouring administrations. What is in place was tried in practice, and what is missing is planned.",
            "legal_references": f"Demonstration act on industrial safety, article {10 + position}\n"
            f"Demonstration ordinance {position + 1}",
            "authorities": "Demonstration ministry of the environment\nDemonstration inspectorate",
        }
        saving.store(item.answer, values, by=by)
        reached = stage.number / max(len(self.stages), 1)
        for number, (_criterion, given) in enumerate(item.criteria, start=1):
            saving.store(given, self._criterion(position, number, number / len(item.criteria), reached), by=by)

    def _criterion(self, position, number, share, reached):
        value = CriterionAnswer.Value
        if position == 1 and number == 1:
            return {"value": value.NOT_APPLICABLE.value, "reason": f"{self.mark} There is no such installation."}
        found = value.MET if share <= reached else value.PARTLY if number == 1 else value.NOT_MET
        return {"value": found.value}

    def _area(self, place, sheet, by):
        saving.store(sheet.answer, {"overview": f"{self.mark} The area as a whole is on its way."}, by=by)
        for number, item in enumerate(sheet.facets):
            if place == 0 and number == len(sheet.facets) - 1:
                saving.store(item.answer, {"standing": Standing.NOTHING.value}, by=by)
            else:
                text = f"{self.mark} Adopted, published, and reviewed every three years."
                saving.store(item.answer, {"text": text}, by=by)
        challenge = Challenge(
            area_answer=sheet.answer,
            indicator=sheet.indicators[0].indicator if place % 2 else None,
            text=f"{self.mark} Too few trained inspectors for the installations of this area.",
            priority=Challenge.Priority.values[place % 3],
            needs_assistance=place % 2 == 0,
        )
        beside.save_challenge(challenge)
        url = f"https://demonstration.example/{self.country.iso2.lower()}/{self.number}/{place + 1}"
        self._evidence(sheet, by, f"Demonstration report {place + 1}", place, url=url)
        if place == 0:
            self._evidence(sheet, by, "Demonstration act", 0, upload=self._file("act"))

    def _evidence(self, sheet, by, title, place, *, url="", upload=None):
        visibility = Evidence.Visibility
        one = Evidence(
            assessment=self.assessment,
            title=f"{title} ({self.number})",
            language="en",
            dated=self.opens.date(),
            valid_until=(self.opens + YEAR / 2).date() if place == 3 else None,
            visibility=[visibility.PUBLIC, visibility.REVIEWERS, visibility.COUNTRY][place % 3],
            url=url,
        )
        answers = [item.answer for item in sheet.indicators[:2]]
        beside.give_evidence(one, by=by, answers=answers, upload=upload)

    def _file(self, name):
        file = ContentFile(pdf(f"Demonstration {name}, {self.country.iso2}, cycle {self.number}"))
        file.name = f"demonstration-{name}-{self.country.iso2.lower()}-{self.number}.pdf"
        return check_upload(file)

    def submit(self, day, who, *, on_behalf=False):
        with self.on(day, who) as by:
            submitting.submit(
                self.assessment.pk,
                by=by,
                name=f"Demonstration person {self.country.iso2}",
                function="Head of the demonstration department",
                original=self._file("original") if on_behalf else None,
                on_behalf=on_behalf,
            )

    # What the reviewers say, and what becomes of it

    def review(self, day):
        """Remarks on every fifth indicator and on an area, with stages beside the country's."""
        with self.on(day, "editor") as by:
            reviewing.start(self.assessment.pk, by=by)
        area = self.assessment.instrument.areas.first()
        with self.on(day + 3, "reviewer") as by:
            for position, indicator in self._remarked():
                reviewing.comment(
                    self.assessment,
                    by=by,
                    text=f"{self.mark} What shows that {indicator.code} is applied in all regions?",
                    area=indicator.area,
                    indicator=indicator,
                )
                stage = self.stages[max(0, self.stages.index(self.stage_at(position)) - position % 2)]
                reviewing.propose_stage(self.assessment, indicator, stage, by=by, note=f"{self.mark} From the texts.")
        with self.on(day + 5, "editor") as by:
            reviewing.comment(self.assessment, by=by, text=f"{self.mark} The overview could say more.", area=area)
            position, indicator = self._remarked()[0]
            reviewing.propose_stage(self.assessment, indicator, self.stage_at(position), by=by)
        with self.on(day + 7, "focal point") as by:
            thread = reviewing.threads_of(self.assessment).first()
            reviewing.comment(self.assessment, by=by, text=f"{self.mark} The report says so.", thread=thread)
            reviewing.agree(self.assessment.reviewed_stages.first(), by=by)

    def _remarked(self):
        indicators = self.assessment.instrument.indicators.select_related("area")
        every = [one for area in self.assessment.instrument.areas.all() for one in indicators if one.area_id == area.pk]
        return list(enumerate(every))[::5]

    def revise(self, day):
        """Returned for what was remarked and the last area; changed there and submitted anew."""
        asked = [indicator.code for _position, indicator in self._remarked()]
        last = self.assessment.instrument.areas.last().code
        with self.on(day, "editor") as by:
            note = f"{self.mark} Please answer the remarks, and look at the last area again."
            reviewing.return_for_revision(self.assessment.pk, by=by, note=note, areas=[last], indicators=asked)
        self._rewrite(day + 6, asked, "Revised after the review: every region was visited.")
        self.submit(day + 10, "focal point")
        with self.on(day + 12, "editor") as by:
            reviewing.start(self.assessment.pk, by=by)

    def _rewrite(self, day, codes, words):
        with self.on(day, "focal point") as by:
            for sheet in sheets_of(self.assessment):
                for item in sheet.indicators:
                    if item.indicator.code in codes:
                        text = f"{item.answer.justification} {words}"
                        saving.store(item.answer, {"justification": text}, by=by)

    def answer_threads(self, day):
        """The country answers, agrees with what reviewers saw, and the secretariat settles the threads."""
        with self.on(day, "focal point") as by:
            for thread in reviewing.threads_of(self.assessment)[1:]:
                reviewing.comment(self.assessment, by=by, text=f"{self.mark} See the evidence added.", thread=thread)
            for reviewed in self.assessment.reviewed_stages.all()[1:3]:
                reviewing.agree(reviewed, by=by)
        with self.on(day + 3, "editor") as by:
            for thread in reviewing.threads_of(self.assessment):
                reviewing.resolve(thread, by=by)

    def accept(self, day, who="editor"):
        with self.on(day, who) as by:
            reviewing.accept(self.assessment.pk, by=by, note=f"{self.mark} Thank you for the careful answers.")

    def correct(self, day):
        with self.on(day, "focal point") as by:
            note = f"{self.mark} One justification named the wrong authority."
            submitting.reopen(self.assessment.pk, by=by, note=note)
        self._rewrite(day + 1, [self._remarked()[0][1].code], "Corrected: the inspectorate is competent.")
        self.submit(day + 2, "focal point")
        with self.on(day + 4, "editor") as by:
            reviewing.start(self.assessment.pk, by=by)
        self.accept(day + 6)

    def publish(self, day):
        """Stages of every cycle, all parts of the fourth; the publication of the second is withdrawn again."""
        with self.on(day, "focal point") as by:
            parts = [PART.STAGES, PART.TEXTS, PART.EVIDENCE] if self.number == 4 else [PART.STAGES]
            publication = publishing.publish(self.assessment.pk, by=by, parts=[str(part) for part in parts])
        if self.number == 2:
            with self.on(day + 30, "focal point") as by:
                note = f"{self.mark} Withdrawn to show what stands in the place of a publication."
                publishing.withdraw(publication, by=by, note=note)
