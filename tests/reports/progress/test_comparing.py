"""Missions, published assessments and needs of two versions of a report: what came, went and changed, in words."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from countries.models import Mission
from programme.dates import Biennium
from reports.progress import writing
from reports.progress.build import built
from reports.progress.comparing import compared
from reports.progress.contents import AreaStage, AssessmentEntry, MissionEntry, NeedEntry
from tests import factories
from tests.reports.progress import making

pytestmark = pytest.mark.django_db

FACT_FINDING = MissionEntry("RS", "fact-finding", start="2021-06-11", end="2021-06-14")
NEED = NeedEntry("RS", {"en": "Prevention"}, "Train inspectors", "", kind="training", words="Trainers for a week")


@pytest.fixture
def contents():
    with override("en"):
        found = built(Biennium(2021), made_on=date(2023, 1, 15))
    return replace(found, names=found.names | {"country": {"RS": {"en": "Serbia"}, "GE": {"en": "Georgia"}}})


def differences(earlier, later, language="en"):
    with override(language):
        found = compared(earlier, later, language)
    return {one.key: one for one in found.entries}


def titles(entries):
    return [one.title for one in entries]


def changes(one):
    return [(change.label, change.before, change.after) for change in one.changes]


def test_a_mission_that_came_and_one_that_went_are_named(contents):
    later = replace(FACT_FINDING, country="GE")

    found = differences(replace(contents, missions=(FACT_FINDING,)), replace(contents, missions=(later,)))

    assert titles(found["missions"].added) == ["Georgia: Fact-finding mission, 11–14 June 2021"]
    assert titles(found["missions"].removed) == ["Serbia: Fact-finding mission, 11–14 June 2021"]
    assert found["missions"].changed == ()


def test_a_mission_told_otherwise_is_a_change_and_no_other_mission(contents):
    same = replace(FACT_FINDING, start="2022-03-01", end="2022-03-02")
    later = replace(FACT_FINDING, end="2021-06-15", outcome={"en": "Done."})

    found = differences(replace(contents, missions=(same, FACT_FINDING)), replace(contents, missions=(later, same)))

    (only,) = found["missions"].changed
    assert changes(only) == [
        ("Outcome (English)", "", "Done."),
        ("Dates", "11–14 June 2021", "11–15 June 2021"),
    ]
    assert not found["missions"].added
    assert not found["missions"].removed


def test_a_later_cycle_and_a_moved_stage_of_an_assessment_are_told(contents):
    stage = AreaStage("prevention", {"en": "Prevention", "fr": "Prévention"}, 2, indicator="WA3-1")
    earlier = AssessmentEntry("RS", 4, "2021-02-01", stages=(stage,), page="/countries/serbia/assessments/4/")
    later = replace(earlier, cycle=5, published_on="2022-03-01", stages=(replace(stage, stage=3, before=2),))

    found = differences(replace(contents, assessments=(earlier,)), replace(contents, assessments=(later,)))

    (only,) = found["assessments"].changed
    assert (only.title, only.url) == ("Serbia, cycle 5", "/en/countries/serbia/assessments/4/")
    assert changes(only) == [
        ("Cycle", "4", "5"),
        ("Self-assessment published on", "1 February 2021", "1 March 2022"),
        ("Prevention, WA3-1", "Stage 2", "Stage 3 (in the cycle before: 2)"),
    ]


def test_needs_are_told_apart_by_their_action(contents):
    other = replace(NEED, title="Map the hazards")
    told_otherwise = replace(NEED, words="Trainers for two weeks")

    found = differences(replace(contents, needs=(NEED,)), replace(contents, needs=(other, told_otherwise)))

    assert titles(found["needs"].added) == ["Serbia: Map the hazards"]
    (only,) = found["needs"].changed
    assert changes(only) == [("What is needed", "Trainers for a week", "Trainers for two weeks")]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_two_alike_differ_in_nothing(contents, language):
    some = replace(contents, missions=(FACT_FINDING, FACT_FINDING), needs=(NEED,))

    with override(language):
        assert compared(some, some, language).is_empty


def test_the_page_shows_what_differs(editor, editor_client):
    country = factories.beneficiary("Serbia", iso2="RS")
    report = making.draft(editor)
    writing.keep(report.pk, by=editor)
    days = {"start": factories.date("2021-06-11"), "end": factories.date("2021-06-14")}
    Mission.objects.create(country=country, kind="fact-finding", **days)

    page = editor_client.get(f"{report.get_absolute_url()}compare/").content.decode()

    assert 'id="missions-title"' in page
    assert "Serbia: Fact-finding mission, 11–14 June 2021" in page
