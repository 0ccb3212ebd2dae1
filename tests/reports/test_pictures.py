"""The pictures of the home page: the map, the tiles, the bars. Their numbers are those of the lists they lead to."""

import json
import re

import html5lib
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.filters import ActivityFilter
from activities.models import Activity
from countries.models import BeneficiaryPeriod
from countries.standing import standing_of
from programme.models import Claim
from reports.pictures import make_map
from reports.pictures.region_map import BESIDE, INSIDE, LINE, RegionMap, Shape, read_shapes
from reports.pictures.years import YearsChart, height_at, span, step_for
from tests.factories import activity, beneficiary, claim, country, document, group, kind, phase

THIS_YEAR = 2021


def elements(response, tag):
    tree = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False).parse(
        response.content.decode()
    )
    return [element for element in tree.iter() if str(element.tag).split("}")[-1] == tag]


def chart():
    return YearsChart.of(Activity.objects.published(), THIS_YEAR)


def counts(drawn):
    return {year.year: year.count for year in drawn.years if year.count}


# Activities per year


@pytest.mark.django_db
def test_an_activity_counts_in_every_year_that_it_touches():
    activity("Project", "2016", "2018")
    activity("Workshop", "2018-05-02", "2018-05-04")
    assert counts(chart()) == {2016: 1, 2017: 1, 2018: 2}


@pytest.mark.django_db
def test_years_without_activities_are_drawn_empty():
    activity("Early", "2009-03")
    activity("Late", "2012-03")
    drawn = chart()
    assert [year.year for year in drawn.years] == [2009, 2010, 2011, 2012]
    assert [len(year.bars) for year in drawn.years] == [1, 0, 0, 1]


@pytest.mark.django_db
def test_each_bar_has_the_number_of_the_list_that_it_leads_to(editor):
    activity("Project", "2016", "2018")
    open_end = activity("Open end", "2015-03")
    open_end.end = None
    open_end.save()
    activity("Planned", "2019-02", status="planned")
    activity("Undated")
    activity("Not public", "2017", is_published=False)
    drawn = chart()
    assert counts(drawn) == {2015: 1, 2016: 2, 2017: 2, 2018: 2, 2019: 2}
    for year in drawn.years:
        listed = ActivityFilter({"from": str(year.year), "to": str(year.year)}, editor).narrowed().published()
        assert listed.count() == year.count
        assert year.url == f"/en/activities/?from={year.year}&to={year.year}"


@pytest.mark.django_db
def test_bars_tell_what_was_held_from_what_nobody_says():
    activity("Held", "2020-03")
    activity("Planned", "2020-04", status="planned")
    activity("Not stated", "2020-05", status="")
    begun = activity("Begun", "2019-01")
    begun.end = None
    begun.save()
    year = chart().years[-1]
    assert (year.year, year.held, year.not_said, year.perhaps) == (2020, 1, 2, 1)
    assert [bar["part"] for bar in year.bars] == ["held", "not-said", "perhaps"]
    bottom = YearsChart.plot_bottom
    for bar in year.bars:
        assert bar["y"] + bar["height"] == bottom
        bottom = bar["y"]


@pytest.mark.django_db
def test_undated_activities_are_counted_in_words(visitor):
    activity("Dated", "2020")
    activity("Without a date")
    activity("Another without")
    assert chart().undated == 2
    assert "2 activities have no known date and are in no bar." in visitor.get("/en/").content.decode()


@pytest.mark.django_db
def test_a_year_far_away_does_not_squeeze_the_others(visitor):
    activity("Now", "2020")
    activity("In another century", "2190", status="planned")
    drawn = chart()
    assert (drawn.years[0].year, drawn.years[-1].year, drawn.outside) == (2020, 2031, 1)
    assert "1 activity lies in years that are not drawn." in visitor.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ([(2009, 2012, "", None, 1)], (2009, 2012)),
        ([(None, 2012, "", None, 1)], (2012, 2012)),
        ([(1950, 1950, "", None, 1), (2020, 2020, "", None, 1)], (1981, 2020)),
        ([(2020, 2199, "", None, 1)], (2020, 2031)),
        ([(2199, 2199, "", None, 1)], (2031, 2031)),
    ],
)
def test_span_of_years(dated, expected):
    assert span(dated, THIS_YEAR) == expected


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (5, 1), (6, 2), (12, 5), (60, 20), (300, 100), (1001, 500)])
def test_scale_has_round_steps(highest, step):
    assert step_for(highest) == step


def test_a_bar_of_the_highest_value_fills_the_plot():
    assert height_at(10, 10) == YearsChart.plot_top
    assert height_at(0, 10) == YearsChart.plot_bottom


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_drawing_is_written_as_svg_reads_it_in_every_language(visitor, language):
    for year in ("2018", "2019", "2020"):
        activity("Workshop", year, kind=kind())
    phase(beneficiary("Serbia", "RS"))
    for tag in ("rect", "line", "text", "circle"):
        for element in elements(visitor.get(f"/{language}/"), tag):
            for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy"):
                value = element.get(name)
                assert value is None or re.fullmatch(r"-?\d+(\.\d+)?%?", value), (tag, name, value)


@pytest.mark.django_db
def test_kinds_stand_in_the_table_in_words(visitor):
    activity("Workshop", "2020", kind=kind("workshop"))
    activity("Another workshop", "2020", kind=kind("workshop"))
    activity("Of no kind", "2020")
    cells = ["".join(cell.itertext()).strip() for cell in elements(visitor.get("/en/"), "td")]
    assert "Workshop: 2; Kind not stated: 1" in cells


# The map and the tiles


def place(made, key=None):
    standing = standing_of(made)
    return made, standing, key or standing.key


@pytest.mark.django_db
def test_every_beneficiary_is_a_link_on_the_map_with_its_phase_in_words(visitor):
    phase(beneficiary("Serbia", "RS"))
    phase(beneficiary("Montenegro", "ME"), "preparatory")
    disputed = beneficiary("Kyrgyzstan", "KG")
    claim(disputed, source=document("one"))
    claim(disputed, value=Claim.NOT_LISTED, source=document("two"))
    beneficiary("Tajikistan", "TJ")
    former = country("Croatia", "HR")
    BeneficiaryPeriod.objects.create(country=former, has_ended=True)
    phase(former)
    country("Sweden", "SE")
    response = visitor.get("/en/")
    links = {
        link.get("href"): "".join(link[0].itertext())
        for link in elements(response, "a")
        if "map-country" in link.get("class", "")
    }
    assert links == {
        "/en/countries/serbia/": "Serbia: Implementation phase",
        "/en/countries/montenegro/": "Montenegro: Preparatory phase",
        "/en/countries/kyrgyzstan/": "Kyrgyzstan: To be confirmed",
        "/en/countries/tajikistan/": "Tajikistan: Not stated",
        "/en/countries/croatia/": "Croatia: Implementation phase (formerly a beneficiary)",
    }
    tiles = {
        link.get("href"): link.get("class")
        for link in elements(response, "a")
        if "tile" in link.get("class", "").split()
    }
    assert tiles == {
        "/en/countries/serbia/": "tile tile--implementation",
        "/en/countries/montenegro/": "tile tile--preparatory",
        "/en/countries/kyrgyzstan/": "tile tile--to-be-confirmed",
        "/en/countries/tajikistan/": "tile tile--unknown",
        "/en/countries/croatia/": "tile tile--former",
    }


@pytest.mark.django_db
def test_every_filling_on_the_map_exists(visitor):
    phase(beneficiary("Serbia", "RS"))
    beneficiary("Tajikistan", "TJ")
    response = visitor.get("/en/")
    asked = {element.get("fill") for element in elements(response, "path") if element.get("fill")}
    there = {f"url(#{element.get('id')})" for element in elements(response, "pattern")}
    assert asked == {"url(#fill-implementation)", "url(#fill-unknown)"}
    assert asked <= there


@pytest.mark.django_db
def test_a_beneficiary_without_an_outline_is_named_below_the_map(visitor):
    beneficiary("Atlantis", "QQ")
    drawn = RegionMap.of([place(beneficiary("Serbia", "RS"))])
    assert [shape.name for shape in drawn.shapes] == ["Serbia"]
    note = "".join(elements(visitor.get("/en/"), "figcaption")[0].itertext())
    assert "Not on this map: Atlantis" in re.sub(r"\s+", " ", note)


@pytest.mark.django_db
def test_a_name_in_another_language_says_so_on_the_map(visitor):
    beneficiary("Kyrgyzstan", "KG", name_fr="", name_ru="Кыргызстан")
    names = [text for text in elements(visitor.get("/fr/"), "text") if "map-name" in text.get("class", "")]
    assert [(name.text, name.get("lang")) for name in names] == [("Kyrgyzstan", "en")]
    names = [text for text in elements(visitor.get("/ru/"), "text") if "map-name" in text.get("class", "")]
    assert [(name.text, name.get("lang")) for name in names] == [("Кыргызстан", None)]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_disclaimer_stands_below_the_map_in_every_language(visitor, language):
    note = "".join(elements(visitor.get(f"/{language}/"), "figcaption")[0].itertext())
    assert "1244 (1999)" in note.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.django_db
def test_tiles_stand_by_subregion_and_the_table_says_the_same(visitor):
    phase(beneficiary("Armenia", "AM"))
    group("caucasus", "Caucasus", members=[beneficiary("Georgia", "GE")])
    response = visitor.get("/en/")
    main = response.content.decode().split("<main", 1)[1]
    assert re.search(
        r"<h3>Caucasus</h3>.*?tile--unknown.*?Georgia.*?<h3>Subregion not known</h3>.*?Armenia", main, re.S
    )
    table = main.split('id="table-standings"')[1].split("</table>")[0]
    assert re.findall(r'href="/en/countries/([a-z]+)/"', table) == ["georgia", "armenia"]


@pytest.mark.django_db
def test_home_asks_the_same_number_of_questions_for_one_record_and_for_many(visitor):
    numbers = []
    for number, iso2 in enumerate(["RS", "ME", "KG", "TJ", "UA", "QQ"]):
        phase(beneficiary(f"Country {number}", iso2))
        activity(f"Workshop {number}", f"{2010 + number}", kind=kind(f"kind-{number}"), countries=[])
        visitor.get("/en/")
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/en/")
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


# The shapes


def test_shapes_are_small_and_show_every_beneficiary_there_ever_was():
    path = settings.BASE_DIR / "data" / "map" / "shapes.json"
    assert path.stat().st_size < 40_000
    shapes = read_shapes()
    record = (settings.BASE_DIR / "data" / "countries.yaml").read_text(encoding="utf-8")
    entries = re.split(r"^- key: ", record, flags=re.M)[1:]
    beneficiaries = {entry[:2] for entry in entries if "\n  beneficiary:" in entry}
    assert set(shapes["countries"]) == beneficiaries == set(make_map.SHOWN.values())
    for outline in shapes["countries"].values():
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", outline["path"])


def test_names_beside_their_countries_are_targets_large_enough_and_apart():
    targets = {}
    for iso2, (at, line_to, anchor) in BESIDE.items():
        shape = Shape(None, None, "unknown", "Bosnia", "", "", at, anchor, line_to)
        targets[iso2] = shape.target
    # As wide as the page, 1,190 px at 1280, a unit of the drawing is 0.595 px.
    assert LINE * 1190 / read_shapes()["width"] >= 24
    boxes = list(targets.items())
    for index, (one, (x1, y1, w1, h1)) in enumerate(boxes):
        for other, (x2, y2, w2, h2) in boxes[index + 1 :]:
            assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1, (one, other)
    assert not set(BESIDE) & set(INSIDE)


def topology():
    """Two squares side by side, the left of which is a country shown; one arc is their border."""
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[20, 44], [0, 4]], [[20, 48], [-4, 0], [0, -4], [4, 0]], [[20, 48], [4, 0], [0, -4], [-4, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "MultiPolygon", "arcs": [[[0, 1]]], "properties": {"a3": "SRB"}},
                    {"type": "MultiPolygon", "arcs": [[[~0, ~2]]], "properties": {"a3": "XKX"}},
                ]
            },
            "land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, ~2]]]}]},
        },
    }


def test_arcs_are_joined_in_both_directions():
    atlas = make_map.Atlas(topology())
    ring = make_map.joined(atlas.areas["SRB"][0], atlas.arcs)
    assert sorted(ring) == [(16, 44), (16, 48), (20, 44), (20, 48)]
    ring = make_map.joined(atlas.areas["XKX"][0], atlas.arcs)
    assert sorted(ring) == [(20, 44), (20, 48), (24, 44), (24, 48)]


def test_what_is_merged_has_no_outline_of_its_own():
    data = topology()
    data["objects"]["countries"]["geometries"][1]["properties"]["a3"] = "CYN"
    assert set(make_map.Atlas(data).areas) == {"SRB", "CYP"}


def test_a_line_keeps_what_strays_further_than_the_tolerance():
    line = [(0, 0), (1, 0.1), (2, 0), (3, 5), (4, 0)]
    assert make_map.simplified(line, 1) == [(0, 0), (2, 0), (3, 5), (4, 0)]


def test_a_ring_is_cut_at_the_frame():
    ring = make_map.clipped([(-100, 10), (50, 10), (50, 20), (-100, 20)], 100, 100)
    assert (min(x for x, _y in ring), max(x for x, _y in ring)) == (-6, 50)
    assert make_map.clipped([(200, 200), (300, 200), (300, 300)], 100, 100) == []


def test_path_is_written_in_whole_relative_steps():
    assert make_map.path([(0.4, 0), (10, -5.2), (10.1, -5.1), (3, 7)]) == "M0 0l10-5-7 12z"
    assert make_map.path([(0, 0), (0.2, 0.1)]) == ""


def test_committed_shapes_are_sound_json_with_all_parts():
    shapes = json.loads((settings.BASE_DIR / "data" / "map" / "shapes.json").read_text(encoding="utf-8"))
    assert set(shapes) == {"width", "height", "land", "borders", "open_area", "open_border", "countries"}


def test_numbers_of_the_chart_are_a_file(visitor):
    activity("Workshop", "2019")
    activity("Not public", "2019", is_published=False)
    response = visitor.get("/en/activities-by-year.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == ["year,activities,held,not_said,perhaps", "2019,1,1,0,0"]


@pytest.mark.parametrize("file", ["countries.csv", "countries.xlsx", "activities-by-year.csv"])
def test_pictures_lead_to_their_numbers(visitor, file):
    phase(beneficiary())
    activity("Workshop", "2019")
    assert f'href="/en/{file}" download' in visitor.get("/en/").content.decode()


def test_chart_says_which_year_had_most(visitor):
    for year in ("2018", "2019", "2019"):
        activity("Workshop", year)
    assert "Most in one year: 2 activities, in 2019." in visitor.get("/en/").content.decode()
