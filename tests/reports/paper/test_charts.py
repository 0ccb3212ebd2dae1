"""Charts of reports: sound SVG, whatever they are of."""

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.paper.blocks import BarRow, Bars
from reports.paper.charts import INK_UP_TO, PAPER_ON, PHONE_LETTERS, as_svg, strengths, wrapped
from tests.reports.paper.papers import HOSTILE, LONG_WORD, UNSEEN, bars
from tests.test_contrast import colours, contrast

BOTH = pytest.mark.parametrize("alone", [False, True])


def drawing(drawn, alone=False, language="en"):
    return ElementTree.fromstring(as_svg(drawn, language, is_standalone=alone))  # noqa: S314  our own


def named(tree, tag):
    return [one for one in tree.iter() if one.tag.endswith(f"}}{tag}")]


def words(tree):
    return ["".join(one.itertext()) for one in named(tree, "text")]


@BOTH
def test_each_bar_is_divided_by_series_and_its_whole_is_written(alone):
    tree = drawing(bars((30, 20), (50, 0)), alone)
    written = words(tree)
    assert any("50" in one for one in written)
    assert {"30", "20"} <= {one.strip() for one in written}
    painted = [one for one in named(tree, "rect") if one.get("fill-opacity")]
    assert len(painted) == 3 + (2 if alone else 0)  # standing alone it has its legend


def test_a_number_without_room_is_written_with_the_whole():
    assert any("101 (100 + 1)" in one for one in words(drawing(bars((100, 1)))))
    assert any("(100 + 1)" in one for one in words(drawing(bars((100, 1)), alone=True)))


def test_parts_add_up_to_the_longest_bar():
    widths = [float(one.get("width").rstrip("%")) for one in named(drawing(bars((6, 4), (5, 0))), "rect")]
    assert widths == [60, 40, 50]


@BOTH
def test_a_chart_of_zeros_or_of_nothing_is_no_drawing(alone):
    assert as_svg(bars((0, 0), (0, 0)), "en", is_standalone=alone) == ""
    assert as_svg(Bars((), (), "activities"), "en", is_standalone=alone) == ""


@BOTH
def test_a_row_of_zeros_among_others_has_its_baseline_and_its_zero(alone):
    tree = drawing(bars((3,), (0,)), alone)
    assert any(one.endswith("0") for one in words(tree))
    assert named(tree, "path" if alone else "line")


@BOTH
def test_text_of_people_is_text(alone):
    labels = [*HOSTILE, LONG_WORD, UNSEEN]
    tree = drawing(bars(*[(one,) for one in range(1, len(labels) + 1)], labels=labels), alone)
    assert not named(tree, "script")
    assert "<script>" in " ".join(words(tree))


def test_long_labels_wrap_and_lose_nothing():
    label = "Europe orientale, Caucase et Asie centrale et toutes les autres régions"
    assert " ".join(wrapped(label, 20)) == label
    assert max(map(len, wrapped(LONG_WORD, 20))) == 20
    assert "".join(wrapped(LONG_WORD, 20)) == LONG_WORD
    assert all(len(one) <= PHONE_LETTERS + 12 for one in words(drawing(bars((3,), labels=[label * 3]))))


def test_numbers_are_written_as_the_language_writes_them():
    assert any("1,234" in one for one in words(drawing(bars((1234,)))))
    assert not any("1,234" in one for one in words(drawing(bars((1234,)), language="ru")))


def test_no_attribute_of_style_which_the_policy_forbids():
    assert "style=" not in as_svg(bars((3, 2)), "en") + as_svg(bars((3, 2)), "en", is_standalone=True)


@pytest.mark.parametrize("number", range(1, 12))
def test_series_are_told_apart_by_how_dark_they_are(number):
    steps = strengths(number)
    assert len(steps) == number
    assert list(steps) == sorted(set(steps), reverse=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", range(1, 7))
def test_numbers_within_bars_can_be_read(number, scheme):
    colour = {name: [int(value[at : at + 2], 16) for at in (1, 3, 5)] for name, value in colours(scheme).items()}
    for strength in strengths(number):
        ground = [
            strength * link + (1 - strength) * paper
            for link, paper in zip(colour["link"], colour["paper"], strict=True)
        ]
        ground = "#" + "".join(f"{round(one):02x}" for one in ground)
        if strength >= PAPER_ON:
            assert contrast(ground, colours(scheme)["paper"]) >= 4.5
        else:
            assert strength <= INK_UP_TO
            assert contrast(ground, colours(scheme)["ink"]) >= 4.5


@BOTH
@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(1, 5).flatmap(
        lambda series: st.lists(
            st.tuples(st.text(max_size=80), st.lists(st.integers(0, 10**7), min_size=series, max_size=series)),
            max_size=6,
        )
    )
)
def test_any_chart_is_sound(rows, alone):
    series = len(rows[0][1]) if rows else 1
    drawn = Bars(tuple("abcde"[:series]), tuple(BarRow(label, tuple(values)) for label, values in rows), "x")
    svg = as_svg(drawn, "fr", is_standalone=alone)
    assert bool(svg) != drawn.is_empty
    if svg:
        ElementTree.fromstring(svg)  # noqa: S314  our own
