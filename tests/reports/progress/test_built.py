"""The contents of a report: what counts, what must never leak, and how much it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import AreaTag, Contribution, Participation, Partnership, Status
from assessments import publishing
from assessments.plans import publishing as plan_publishing
from countries.models import Mission
from programme.dates import Biennium
from programme.models import Body, Meeting, TextMark
from reports.paper.blocks import Figure
from reports.progress.build import built
from reports.progress.composed import composed
from reports.progress.contents import as_data, from_data
from reports.progress.figures import figures_of
from tests import factories
from tests.assessments import making, planning

pytestmark = pytest.mark.django_db
MADE_ON = date(2026, 11, 27)
B2017 = Biennium(2017)


def report(biennium=B2017, made_on=MADE_ON, **more):
    return built(biennium, made_on=made_on, **more)


def slugs(entries):
    return [one.slug for one in entries]


# What counts


@pytest.mark.parametrize(
    ("start", "end", "years", "goes_beyond"),
    [
        ("2017-03-01", "2017-03-02", (2017,), False),
        ("2017", "2018", (2017, 2018), False),
        ("2016", "2019", (2017, 2018), True),
        ("2018-12", "2019-01", (2018,), True),
        ("2016", "2017", (2017,), True),
    ],
)
def test_activities_count_in_the_years_in_which_they_may_have_run(start, end, years, goes_beyond):
    factories.activity(start=start, end=end)
    (one,) = report().activities
    assert (one.years, one.goes_beyond, one.start, one.end) == (years, goes_beyond, start, end)


def test_an_activity_without_any_date_is_in_no_report():
    factories.activity(start=None)
    assert report().activities == ()


def test_an_activity_with_an_open_end_may_have_gone_on():
    made = factories.activity(start="2010")
    made.end = None
    made.save()
    (one,) = report().activities
    assert (one.years, one.goes_beyond) == ((2017, 2018), True)


def test_what_was_not_held_is_told_apart():
    for status in Status.values:
        factories.activity(start="2017-03-01", slug=status, status=status)
    factories.activity(start="2017-04-01", slug="not-said", status="")
    found = report()
    assert slugs(found.activities) == ["held", "not-said"]
    assert sorted(slugs(found.not_held)) == ["cancelled", "planned", "postponed"]
    assert figures_of(found).total.listed == 1


def test_the_venue_alone_reaches_nobody():
    serbia, belarus = factories.beneficiary("Serbia", "RS"), factories.beneficiary("Belarus", "BY")
    georgia = factories.beneficiary("Georgia", "GE")
    caucasus = factories.group("caucasus", "Caucasus", members=[georgia])
    factories.activity(start="2017", slug="named", countries=[serbia], place_country=belarus)
    factories.activity(start="2018", slug="for-a-group", groups=[caucasus])
    found = {one.country: (one.reached, one.activities) for one in report().countries}
    assert found == {"RS": ("named", ("named",)), "BY": ("", ()), "GE": ("group", ("for-a-group",))}
    # The list of the country's activities has the venue too; the report says why it is longer.
    count = figures_of(report()).by_country["BY"]
    assert (count.number, count.listed) == (0, 1)


def test_an_entry_says_all_that_the_record_knows():
    serbia = factories.beneficiary("Serbia", "RS")
    area, osce = factories.area(), factories.organisation()
    project = factories.activity("Project", "2016", "2019", slug="project", kind=factories.kind("project"))
    made = factories.activity(
        start="2017-03-01",
        slug="training",
        countries=[serbia],
        kind=factories.kind("training"),
        group="programme",
        parent=project,
        city_en="Belgrade",
        place_country=serbia,
        objectives_en="Safer sites",
        objectives_ru="Безопасные объекты",
        outcome_fr="Accord",
        participants=30,
        women=12,
        published_language="en",
        title_fr="Formation",
        source=factories.document("list"),
        source_locator="line 23",
        sureness="secondary",
    )
    AreaTag.objects.create(activity=made, area=area, sureness="inferred")
    Partnership.objects.create(activity=made, organisation=osce)
    Contribution.objects.create(activity=made, country=serbia, kind="earmarked", amount="10.50", currency="CHF")
    TextMark.objects.create(subject=made, field="title", language="fr", mark="translation")
    factories.claim(made, "group", "programme", sureness="inferred")
    made.documents.add(factories.document("handout", symbol="ECE/CP.TEIA/1"))
    one = next(entry for entry in report().activities if entry.slug == "training")
    assert (one.kind, one.group, one.project, one.projects) == ("training", "programme", "project", ("project",))
    assert one.title == {"en": "Workshop on safety reports", "fr": "Formation"}
    assert (one.our_titles, one.published_language) == (("fr",), "en")
    assert (one.city, one.place_country) == ({"en": "Belgrade"}, "RS")
    assert one.objectives == {"en": "Safer sites", "ru": "Безопасные объекты"}
    assert one.outcome == {"fr": "Accord"}
    assert (one.participants, one.women, one.men) == (30, 12, None)
    assert [(role.country, role.role) for role in one.countries] == [("RS", "beneficiary")]
    assert (one.areas, one.areas_inferred) == (("prevention",), True)
    assert [partner.key for partner in one.partners] == ["osce"]
    (given,) = one.donations
    assert (given.donor.key, given.kind, given.amount, given.currency) == ("RS", "earmarked", "10.50", "CHF")
    assert [document.symbol for document in one.documents] == ["ECE/CP.TEIA/1"]
    assert (one.source.url, one.source.locator, one.source.sureness) == ("/documents/list/", "line 23", "secondary")
    assert one.doubts == {"group": "inferred"}


def test_missions_count_by_their_dates_or_by_when_they_were_over():
    serbia = factories.beneficiary("Serbia", "RS")
    Mission.objects.create(country=serbia, kind="fact-finding", start="2017-06-11", end="2017-06-14")
    Mission.objects.create(country=serbia, kind="fact-finding", took_place_by="2018-11")
    Mission.objects.create(country=serbia, kind="fact-finding", start="2007-06-11", end="2007-06-14")
    Mission.objects.create(country=serbia, kind="awareness-raising")
    assert [(one.start, one.took_place_by) for one in report().missions] == [("2017-06-11", ""), ("", "2018-11")]


def test_numbers_of_missions_that_sources_state_are_kept_apart():
    source = factories.document("introduction")
    for value, as_of, text in (
        ("15", None, "In 2006 and 2007, 15 missions"),
        ("11", "2006-11", ""),
        ("2", None, "two missions in 2009"),
    ):
        factories.claim(None, "fact-finding-missions", value, source, as_of=factories.date(as_of), source_text=text)
    assert [one.value for one in report(Biennium(2005)).counts_stated] == [15, 11]
    assert [one.value for one in report(Biennium(2007)).counts_stated] == [15]
    assert report(Biennium(2011)).counts_stated == ()


def conference(slug, start, end, number=10):
    body, _is_new = Body.objects.get_or_create(slug="conference-of-the-parties", defaults={"name_en": "Conference"})
    return Meeting.objects.create(
        slug=slug, body=body, number=number, start=start, end=end, city_en="Geneva", city_fr="Genève"
    )


def test_the_meeting_is_that_of_the_even_year_unless_one_is_given():
    conference("cop-10", "2018-12-04", "2018-12-06")
    conference("extraordinary", "2017-12-04", "2017-12-06", number=None)
    given = conference("cop-11", "2020-12-07", "2020-12-09", number=11)
    assert report().meeting.key == "cop-10"
    assert report(meeting=given).meeting_start == "2020-12-07"
    assert report(Biennium(2011)).meeting is None


def test_the_state_of_countries_is_told_of_the_day_made_while_the_biennium_runs():
    found = report(Biennium(2025), made_on=date(2026, 5, 1))
    assert (found.last_day, found.made_on) == ("2026-05-01", "2026-05-01")


def test_disagreements_name_both_sources():
    listed, project_page = factories.document("list"), factories.document("project-page")
    made = factories.activity(start="2017-12", end="2018", slug="project", source=listed)
    factories.claim(made, "start", "2018-03", project_page)
    factories.claim(made, "end", "2018-11", project_page)  # less exact in the record: both can be true
    factories.claim(made, "status", "held", project_page)  # says the same
    (one,) = report().disagreements
    assert (one.activity, one.statement) == ("project", "start")
    assert [(said, source.url) for said, source in one.says] == [
        ("2017-12", "/documents/list/"),
        ("2018-03", "/documents/project-page/"),
    ]


# What must not leak


def everything(contents):
    """All that the report says, in every language, with the data behind it."""
    return repr(as_data(contents)) + "".join(repr(composed(contents, language)) for language in ("en", "fr", "ru"))


def test_nothing_unpublished_leaks():
    secret = factories.country("Secretland", "XS")
    hidden = factories.activity(
        "Hidden project", "2017", slug="hidden", is_published=False, kind=factories.kind("project"), countries=[secret]
    )
    factories.claim(hidden, "start", "2018", factories.document("leak"))
    Contribution.objects.create(activity=hidden, organisation=factories.organisation("hidden-donor", "Hidden donor"))
    factories.activity("Open event", "2017", slug="open", parent=hidden)
    found = report()
    (one,) = found.activities
    assert (one.slug, one.project, one.projects) == ("open", "", ())
    said = everything(found)
    for word in ("Hidden", "hidden", "Secretland", "leak"):
        assert word not in said


@pytest.fixture
def now():
    today = timezone.localdate()
    return {"biennium": Biennium.of(today.year), "made_on": today}


def test_published_stages_and_needs_are_told(now):
    serbia = factories.beneficiary("Serbia", "RS")
    assessed = making.opened(serbia)
    making.published(assessed)
    planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessed))))
    found = report(**now)
    (one,) = found.assessments
    assert (one.country, one.cycle, one.actions, one.scale) == ("RS", 1, 1, (1, 2, 3, 4))
    assert one.published_on == one.plan_published_on == now["made_on"].isoformat()
    assert [(stage.indicator, stage.stage, stage.before) for stage in one.stages] == [
        ("A1-1", 2, None),
        ("A1-2", 2, None),
        ("A2-1", 2, None),
    ]
    assert sum(figures_of(found).stages[one.stages[0].area].values()) == 2
    (need,) = found.needs
    assert (need.country, need.title, need.kind, need.words) == (
        "RS",
        "Train inspectors",
        "training",
        "Trainers for a week.",
    )


def test_every_stage_of_the_scale_is_drawn(now):
    making.published(making.opened(factories.beneficiary("Serbia", "RS")))
    figures = {one.key: one for one in composed(report(**now), "en").blocks if isinstance(one, Figure)}
    bars = figures["stages-by-area"].bars
    assert bars.series == ("Stage 1", "Stage 2", "Stage 3", "Stage 4")
    assert [row.values for row in bars.rows] == [(0, 2, 0, 0), (0, 1, 0, 0)]


def test_a_draft_assessment_and_a_draft_plan_stay_unknown(now):
    serbia = factories.beneficiary("Serbia", "RS")
    assessed = making.opened(serbia)
    making.accepted(assessed)
    planning.with_action(serbia, plan=planning.of(making.read(assessed)), title="Secret action")
    found = report(**now)
    assert (found.assessments, found.needs) == ((), ())
    assert "Secret action" not in everything(found)


def test_parts_that_a_country_did_not_publish_stay_unknown(now):
    serbia = factories.beneficiary("Serbia", "RS")
    assessed = making.opened(serbia)
    making.published(assessed, parts=["texts"])
    plan = planning.with_action(serbia, plan=planning.of(making.read(assessed)), assistance_words="Secret need")
    planning.published(plan, parts=["actions"])
    found = report(**now)
    assert (found.assessments[0].stages, found.needs) == ((), ())
    assert "Secret need" not in everything(found)


def test_what_was_taken_back_stays_unknown(now):
    serbia = factories.beneficiary("Serbia", "RS")
    assessed = making.opened(serbia)
    publication = making.published(assessed)
    plan_publication = planning.published(planning.with_action(serbia, plan=planning.of(making.read(assessed))))
    publishing.withdraw(publication, by=None, note="Taken back")
    plan_publishing.withdraw(plan_publication, by=None, note="Taken back")
    found = report(**now)
    assert (found.assessments, found.needs) == ((), ())
    assert "Train inspectors" not in everything(found)


def test_a_part_left_out_when_publishing_anew_stays_unknown(now):
    assessed = making.opened(factories.beneficiary("Serbia", "RS"))
    making.published(assessed)
    publishing.publish(assessed.pk, by=None, parts=["texts"])
    assert report(**now).assessments[0].stages == ()


def test_what_was_published_after_the_last_day_is_not_in_the_report():
    making.published(making.opened(factories.beneficiary("Serbia", "RS")))
    assert report(Biennium(2017)).assessments == ()


# Costs, and what is kept


def filled(number):
    """So many activities, each with everything that a report reads."""
    source = factories.document(f"source-{number}")
    for place in range(number):
        country = factories.beneficiary(f"Country {number}-{place}")
        group = factories.group(f"group-{number}-{place}", members=[country])
        parent = factories.activity(start="2017", slug=f"p-{number}-{place}", kind=factories.kind("project"))
        made = factories.activity(start="2017", countries=[country], groups=[group], parent=parent, source=source)
        AreaTag.objects.create(activity=made, area=factories.area(f"area-{number}-{place}", number * 100 + place))
        organisation = factories.organisation(f"donor-{number}-{place}")
        Contribution.objects.create(activity=made, organisation=organisation)
        Partnership.objects.create(activity=made, organisation=organisation)
        Participation.objects.create(activity=made, country=country, role="host")
        made.documents.add(source)
        factories.claim(made, "start", "2018", source)
        factories.claim(country, source=source)
        factories.phase(country, source=source)
        Mission.objects.create(country=country, kind="fact-finding", start="2017-06-11", source=source, report=source)
        making.opened(country)


def test_more_records_cost_no_more_queries():
    def queries(biennium):
        with CaptureQueriesContext(connection) as captured:
            composed(report(biennium), "fr")
        return len(captured)

    filled(1)
    few = queries(B2017)
    filled(4)
    assert queries(B2017) == few


def test_contents_are_the_same_after_they_were_kept(now):
    serbia = factories.beneficiary("Serbia", "RS")
    assessed = making.opened(serbia)
    making.published(assessed)
    narrative = {"introduction": {"en": "Words", "ru": "Слова"}}
    found = report(**now, narrative=narrative)
    assert from_data(as_data(found)) == found
    assert found.narrative == narrative


# Narrative


def test_narrative_missing_in_the_language_is_said_and_marked():
    factories.programme_names()
    contents = report(narrative={"introduction": {"en": "Two years of work.\n\nAnd more."}})
    paper = composed(contents, "fr")
    runs = [run for block in paper.blocks if hasattr(block, "line") for run in block.line]
    (said,) = [run for run in runs if run.text == "Two years of work."]
    assert said.lang == "en"
    assert any("n’existe pas dans cette langue" in run.text and "en anglais" in run.text for run in runs)
    assert not any("not available" in run.text for block in composed(contents, "en").blocks for run in line_of(block))


def line_of(block):
    return getattr(block, "line", ())


def test_typed_markup_stays_text():
    factories.activity("<script>alert(1)</script> *bold* =1+1", "2017")
    contents = report(narrative={"introduction": {"en": "<b>not bold</b> and **bold**"}})
    paper = composed(contents, "en")
    headings = [one.text for one in paper.headings if one.level == 3]
    assert headings == ["<script>alert(1)</script> *bold* =1+1"]
    texts = "".join(run.text for block in paper.blocks for run in line_of(block))
    assert "<b>not bold</b>" in texts


def test_an_activity_without_a_title_has_a_heading_all_the_same():
    factories.activity("", "2017", slug="nameless")
    (heading,) = [one for one in composed(report(), "ru").headings if one.level == 3]
    assert heading.text == "nameless"


def test_a_title_in_no_language_of_the_portal_is_marked_with_its_own():
    factories.activity("", "2017", published_title="Arbeitstagung", published_language="de")
    factories.activity("", "2017", published_title="Atelier", published_language="fr")
    headings = [(one.text, one.lang) for one in composed(report(), "en").headings if one.level == 3]
    assert sorted(headings) == [("Arbeitstagung", "de"), ("Atelier", "fr")]
