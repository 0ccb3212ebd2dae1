"""Generated cycles of twenty countries for measuring the follow-up board; written to a scratch database only."""

from datetime import timedelta
from statistics import median
from time import perf_counter

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from assessments.cycles import lay_out
from assessments.files.rows import Row
from assessments.files.writing import write_rows
from assessments.models import Cycle, CycleExtension, IndicatorAnswer, ReminderStep, SelfAssessment
from countries.models import Country
from programme.models import User
from programme.permissions import EDITOR
from programme.second_factor import PASSED
from programme.workflow import StepTaken

COUNTRIES, CYCLES, REPEATS = 20, 10, 15
# The size of the instrument that the portal starts with.
AREAS, INDICATORS, CRITERIA, STAGES = 6, 20, 53, 6
PAGES = {"open cycles": "/en/work/follow-up/", "all cycles": "/en/work/follow-up/?cycles=all"}
GOAL = 100  # milliseconds
TEXT = "Because it is so. " * 50
YEAR = timedelta(days=365)
WAY = (("submit", "draft", "submitted"), ("start_review", "submitted", "under_review"))
TO_THE_END = (*WAY, ("accept", "under_review", "accepted"))


def in_languages(text):
    return {f"text_{language}": text for language in ("en", "fr", "ru")}


def write_instrument():
    rows = [Row("instrument", "BENCHMARK", "", in_languages("Version") | {"previous": ""})]
    rows += [Row("stage", str(number), "", in_languages(f"Stage {number}")) for number in range(1, STAGES + 1)]
    rows += [Row("facet", code, "", in_languages(code)) for code in ("law", "capacity")]
    rows += [Row("area", f"A{number}", "", in_languages(f"Area {number}")) for number in range(AREAS)]
    for number in range(INDICATORS):
        rows.append(Row("indicator", f"I{number}", f"A{number % AREAS}", in_languages(f"Indicator {number}")))
    for number in range(CRITERIA):
        rows.append(Row("criterion", f"C{number}", f"I{number % INDICATORS}", in_languages(f"Criterion {number}")))
    made = write_rows(rows)
    made.publish(by=None)
    return made


def write_cycles():
    """Of each country nine cycles that ended, one of them unfinished, and one in some state of the way."""
    instrument, now = write_instrument(), timezone.now()
    kind = ContentType.objects.get_for_model(SelfAssessment)
    for offset in (-30, -7, 1, 14):
        texts = {f"{name}_{language}": "{what}" for name in ("subject", "text") for language in ("en", "fr", "ru")}
        ReminderStep.objects.create(kind="self-assessment", offset_days=offset, is_active=True, **texts)
    for place, country in enumerate(Country.objects.order_by("pk")[:COUNTRIES]):
        for number in range(1, CYCLES + 1):
            opened, is_last = now - (CYCLES - number) * YEAR - timedelta(days=60), number == CYCLES
            way = WAY[: place % 3] if is_last else () if number == 3 else TO_THE_END
            cycle = Cycle.objects.create(
                country=country,
                number=number,
                instrument=instrument,
                opens_on=opened.date(),
                due_on=(opened + timedelta(days=50 + 3 * place)).date(),
                reason="Benchmark",
                ended_at=None if is_last else opened + timedelta(days=200),
            )
            status = way[-1][2] if way else "draft"
            assessment = SelfAssessment.objects.create(cycle=cycle, status=status, status_since=opened)
            lay_out(assessment)
            IndicatorAnswer.objects.filter(area_answer__assessment=assessment).update(justification=TEXT)
            for day, (step, before, after) in enumerate(way):
                at = opened + timedelta(days=45 + 20 * day)
                StepTaken.objects.create(
                    record_type=kind, record_id=assessment.pk, step=step, from_status=before, to_status=after, at=at
                )
            CycleExtension.objects.create(cycle=cycle, due_before=cycle.opens_on, due_on=cycle.due_on, reason="x")


def staff_client():
    """A browser in which an editor is signed in."""
    user = User.objects.create_user("editor@benchmark.example.org", name="Editor")
    user.groups.set([Group.objects.get_or_create(name=EDITOR)[0]])
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session[PASSED] = True
    session.save()
    return client


def run():
    """The median times of the board in milliseconds, by page, over `write_cycles`."""
    write_cycles()
    client, found = staff_client(), {}
    for name, address in PAGES.items():
        times = []
        for _ in range(REPEATS + 1):
            begun = perf_counter()
            response = client.get(address)
            times.append((perf_counter() - begun) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}.")
        found[name] = median(times[1:])  # at the first, templates and connections are made ready
    return found
