"""Every figure of every biennium's report, against counts of the real record that other code makes."""

import json
import re
from collections import Counter
from datetime import date
from io import BytesIO

import docx
import html5lib
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from pypdf import PdfReader

from activities.filters import ActivityFilter
from activities.models import Activity
from programme.dates import Biennium
from reports.loading import load_record
from reports.paper.blocks import Facts, Figure, Heading, Items, Note, Paragraph, Table
from reports.paper.pdf import as_pdf
from reports.paper.word import as_docx
from reports.progress.build import built
from reports.progress.composed import composed
from reports.progress.contents import as_data, from_data
from reports.progress.figures import figures_of
from reports.progress.parts import PARTS
from tests.reports.progress.independent import Record

pytestmark = [pytest.mark.django_db, pytest.mark.long]
YEARS = range(2005, 2025, 2)
MADE_ON = date(2026, 11, 27)
OLD, NEW = "Assistance Programme", "Assistance and Cooperation Programme"


@pytest.fixture(scope="module", autouse=True)
def loaded(for_all_tests):
    load_record(settings.DATA_DIR)


@pytest.fixture(scope="module")
def record(loaded):
    return Record()


@pytest.fixture(scope="module")
def reports(loaded):
    """The contents of every biennium's report."""
    return {year: built(Biennium(year), made_on=MADE_ON) for year in YEARS}


def numbers(counts):
    return {one.key: one.number for one in counts}


@pytest.mark.parametrize("year", YEARS)
def test_activities_are_those_of_the_biennium(reports, record, year):
    assert {one.slug for one in reports[year].activities} == {one["slug"] for one in record.held(year)}
    assert {one.slug for one in reports[year].not_held} == {
        one["slug"] for one in record.in_biennium(year) if one["status"] not in ("held", "")
    }


@pytest.mark.parametrize("year", YEARS)
def test_numbers_of_activities(reports, record, year):
    held, figures = record.held(year), figures_of(reports[year])
    assert figures.total.number == len(held)
    assert numbers(figures.by_kind) == Counter(record.kinds.get(one["kind_id"], "") for one in held)
    assert numbers(figures.by_group) == Counter(one["group"] for one in held)
    for one in (year, year + 1):
        of_year = [activity for activity in held if record.ran(activity, one, one)]
        assert numbers(figures.by_year)[str(one)] == len(of_year)
    times = Counter(
        (record.kinds.get(one["kind_id"], ""), *(record.ran(one, some, some) for some in (year, year + 1)))
        for one in held
    )
    assert figures.by_kind_and_time == {
        kind: (times[kind, True, False], times[kind, False, True], times[kind, True, True])
        for kind in numbers(figures.by_kind)
    }
    assert numbers(figures.by_area) == Counter(area for one in held for area in set(record.tags[one["id"]]))
    assert numbers(figures.by_project) == Counter(slug for one in held for slug in record.projects(one))
    served = Counter(group for one in held for group in record.served(one))
    assert numbers(figures.by_subregion) == {key: served[key] for key in numbers(figures.by_subregion)}
    subregions = {one.subregion for one in reports[year].countries}
    assert {key for key in served if key in subregions} == set(numbers(figures.by_subregion))
    assert numbers(figures.not_held) == Counter(
        one["status"] for one in record.in_biennium(year) if one["status"] not in ("held", "")
    )


@pytest.mark.parametrize("year", YEARS)
def test_numbers_of_countries(reports, record, year):
    figures, contents = figures_of(reports[year]), reports[year]
    assert {one.country for one in contents.countries} == record.beneficiaries(year)
    how, activities = {}, Counter()
    for activity in record.held(year):
        for country, way in record.reached(activity).items():
            iso2 = record.countries[country]
            how[iso2] = "named" if "named" in (way, how.get(iso2)) else "group"
            activities[iso2] += 1
    assert {one.country: one.reached for one in contents.countries} == {
        iso2: how.get(iso2, "") for iso2 in record.beneficiaries(year)
    }
    assert {iso2: one.number for iso2, one in figures.by_country.items()} == {
        iso2: activities[iso2] for iso2 in record.beneficiaries(year)
    }
    assert len(figures.reached) + len(figures.missed) == len(contents.countries)
    for some in figures.reach:
        of_subregion = [one for one in contents.countries if one.subregion == some.key]
        ways = Counter(how.get(one.country, "") for one in of_subregion)
        assert (len(some.named), len(some.group), len(some.missed)) == (ways["named"], ways["group"], ways[""])


@pytest.mark.parametrize("year", YEARS)
def test_numbers_of_missions_and_contributions(reports, record, year):
    figures = figures_of(reports[year])
    donors = [donor for one in record.held(year) for donor in record.donors[one["id"]]]
    assert numbers(figures.by_donor) == Counter(donors)
    assert figures.contributions == len(donors) == sum(numbers(figures.by_contribution_kind).values())
    assert Counter(one.country for one in reports[year].missions) == Counter(
        record.countries[one["country_id"]] for one in record.missions_in(year)
    )


@pytest.mark.parametrize("year", YEARS)
def test_lists_behind_the_numbers_hold_what_is_said_of_them(reports, year):
    figures = figures_of(reports[year])
    counts = [
        figures.total,
        *figures.by_group,
        *figures.by_kind,
        *figures.by_year,
        *figures.by_subregion,
        *figures.by_project,
    ]
    counts += [*figures.by_area, *figures.not_held, *figures.by_country.values()]
    for one in counts:
        if one.url:
            path, _mark, query = one.url.partition("?")
            assert path == "/activities/"
            assert ActivityFilter(QueryDict(query), AnonymousUser()).narrowed().count() == one.listed


@pytest.mark.parametrize("year", YEARS)
def test_activities_that_run_beyond_the_biennium_are_marked(reports, record, year):
    days = {one["slug"]: (one["start"], one["end"]) for one in record.held(year)}
    for one in reports[year].activities:
        start, end = days[one.slug]
        inside = start and end and start[:4] >= str(year) and end[:4] <= str(year + 1)
        assert one.goes_beyond is (not inside)


def test_one_project_stands_in_the_reports_of_four_bienniums(reports):
    danube = [year for year in YEARS if "danube-delta-project-2010" in {one.slug for one in reports[year].activities}]
    assert danube == [2009, 2011, 2013, 2015]


@pytest.mark.parametrize("year", YEARS)
def test_the_programme_bears_the_name_of_its_time(reports, year):
    name = reports[year].programme_name
    assert name["en"] == (OLD if year < 2019 else NEW)
    assert set(name) == {"en", "fr", "ru"}
    for language in name:
        assert composed(reports[year], language).subtitle == name[language]


@pytest.mark.parametrize("year", YEARS)
def test_titles_stand_as_published(reports, year):
    published = dict(Activity.objects.values_list("slug", "published_title"))
    paper = composed(reports[year], "en")
    headings = {one.key: one.text for one in paper.headings}
    for one in reports[year].activities:
        assert one.published_title == published[one.slug]
        if one.published_title and one.published_language in ("", "en"):
            assert headings[f"activity-{one.slug}"] == one.published_title
    assert not any("Cooperation" in one.published_title for one in reports[year].activities)


@pytest.mark.parametrize("year", YEARS)
def test_contents_are_the_same_after_json(reports, year):
    data = json.loads(json.dumps(as_data(reports[year])))
    assert from_data(data) == reports[year]


def test_the_meeting_is_the_conference_of_the_even_year(reports):
    assert {year: reports[year].meeting_start for year in (2005, 2017, 2019, 2021)} == {
        2005: "2006-11-15",
        2017: "2018-12-04",
        2019: "2020-12-07",
        2021: "2022-11-29",
    }
    assert reports[2017].meeting.name["ru"].startswith("Конференция")


def test_sources_that_disagree_are_named(reports):
    countries = {one.country for one in reports[2017].disagreements if one.country}
    assert countries == {"AZ", "KZ", "KG", "UZ"}
    (start,) = [one for one in reports[2017].disagreements if one.activity]
    assert (start.activity, start.statement) == ("tailings-kazakhstan-2017", "start")
    assert [said for said, _source in start.says] == ["2017-12", "2018"]


# In words


def words_of(paper):
    """Every run of the paper, with the language that it is in."""
    for block in paper.blocks:
        match block:
            case Heading():
                yield block.lang or paper.language, block.text
            case Paragraph() | Note():
                yield from ((one.lang or paper.language, one.text) for one in block.line)
            case Items():
                yield from ((one.lang or paper.language, one.text) for item in block.items for one in item)
            case Facts():
                for term, line in block.rows:
                    yield paper.language, term
                    yield from ((one.lang or paper.language, one.text) for one in line)
            case Table() | Figure():
                table = block if isinstance(block, Table) else block.table
                yield paper.language, table.caption
                yield from ((paper.language, one.title) for one in table.columns)
                lines = [cell for row in (*table.rows, table.total) for cell in row] + [table.note]
                yield from ((one.lang or paper.language, one.text) for line in lines for one in line)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_report_is_composed_in_each_language(reports, year, language):
    paper = composed(reports[year], language, base_url="https://portal.example", mark="Draft")
    assert [one.key for one in paper.headings if one.level == 1] == list(PARTS)
    assert (paper.mark, paper.as_of) == ("Draft", date(year + 1, 12, 31))
    assert len([one for one in paper.headings if one.level == 3]) == len(reports[year].activities)
    for said_in, text in words_of(paper):
        assert "{" not in text
        assert "None" not in text
        if language == "ru" and said_in == "ru":
            assert "ё" not in text


@pytest.mark.parametrize("year", YEARS)
def test_no_english_sentence_is_left_in_russian(reports, year):
    """A sentence of ours that nobody translated would have more Latin words than a symbol or a name has."""
    for said_in, text in words_of(composed(reports[year], "ru")):
        if said_in == "ru":
            assert len(re.findall(r"[a-z]{3,}", text)) < 4 or re.search("[а-я]", text), text


@pytest.mark.formats
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
@pytest.mark.parametrize("year", YEARS)
def test_every_report_is_made_in_every_format_and_says_the_same(reports, year, language):
    paper = composed(reports[year], language, base_url="https://portal.example.org")

    pdf = PdfReader(BytesIO(as_pdf(paper)))
    word = docx.Document(BytesIO(as_docx(paper)))
    with translation.override(language):
        html = render_to_string("reports/paper/paper.html", {"paper": paper})
    page = html5lib.parse(html, namespaceHTMLElements=False)

    assert pdf.trailer["/Root"]["/Lang"][:2] == language
    assert pdf.metadata.title == paper.title
    titles = [plain(one.text) for one in paper.headings]
    assert [plain(one.title) for one in flat(pdf.outline)][-len(titles) :] == titles
    in_word = [plain(one.text) for one in word.paragraphs if re.fullmatch(r"Heading \d", one.style.name)]
    assert in_word[-len(titles) :] == titles
    on_page = [plain("".join(one.itertext())) for one in page.iter() if re.fullmatch("h[2-6]", one.tag)]
    assert [one for one in on_page if one in titles] == titles
    tables = sum(isinstance(one, Table | Figure) for one in paper.blocks)
    assert len(page.findall(".//caption")) == tables


def plain(text):
    return " ".join(text.split())


def flat(outline):
    return [one for part in outline for one in (flat(part) if isinstance(part, list) else [part])]


def test_another_language_changes_no_number(reports):
    for year in YEARS:
        papers = {language: composed(reports[year], language) for language in ("en", "fr", "ru")}
        tables = {
            language: [
                [["".join(run.text for run in cell) for cell in row[1:]] for row in one.rows]
                for one in paper.blocks
                if isinstance(one, Table) and one.key in ("main-figures", "countries-by-phase")
            ]
            for language, paper in papers.items()
        }
        assert tables["en"] == tables["fr"] == tables["ru"]


def test_composing_leaves_the_language_of_the_reader(reports):
    with translation.override("fr"):
        composed(reports[2017], "ru")
        assert translation.get_language() == "fr"
