"""What holds for any text at all."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.published_list import Gazetteer, parse_list

pytestmark = pytest.mark.long

GAZETTEER = Gazetteer.of(
    countries=[("Serbia", "RS"), ("Republic of Moldova", "MD"), ("Сербия", "RS")],
    groups=[("Central Asia", "central-asia")],
    cities=[("Belgrade", "RS")],
)
PIECES = [
    *"-–•()[],.;:/&\n\r\t 0123456789\x00\ufeffİ",
    *"\r\n|- |1. |(|), | to | and | - |the|is|held on".split("|"),
    *"2019|31|5|29|February|May|мая|août|г.|2016-17|27.05.2009|05/06/2009|2019-02-31|since|until|spring".split("|"),
    *"Workshop|on|for|in|Project|Serbia|Belgrade|Republic of|Moldova|Central Asia|online".split("|"),
]
LISTS = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(PIECES), max_size=60))


@given(st.text() | LISTS)
@settings(max_examples=300, deadline=None)
def test_no_line_is_lost(text):
    lines = parse_list(text, GAZETTEER)

    numbers = [number for line in lines for number in range(line.number, line.last_number + 1)]
    assert numbers == list(range(1, len(list(io.StringIO(text, newline=None))) + 1))


@given(LISTS)
@settings(max_examples=300, deadline=None)
def test_every_entry_is_whole(text):
    for line in parse_list(text, GAZETTEER):
        assert line.verdict in ("activity", "not-activity", "blank")
        assert (line.verdict == "activity") == bool(line.title) == (not line.reason)
        assert not (line.start and line.end and line.start > line.end)
        assert all(word in line.place_printed for word in line.city.split())
        assert all(doubt.field and str(doubt.message) for doubt in line.doubts)


@given(LISTS)
@settings(max_examples=100, deadline=None)
def test_reading_twice_is_the_same(text):
    assert parse_list(text, GAZETTEER) == parse_list(text, GAZETTEER)


@given(LISTS)
@settings(max_examples=100, deadline=None)
def test_every_word_is_kept(text):
    kept = "".join("".join(line.text.split()) for line in parse_list(text, GAZETTEER))

    letters = [character for character in text if character.isalpha()]
    assert [character for character in kept if character.isalpha()] == letters


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000,
        " " * 10_000_000,
        "\x00" * 1_000_000,
        "x" * 10_000_000,
        ("(" * 1999 + "\n") * 20,
        ("1-" * 999 + "\n") * 20,
        ("12 May 2015, " * 150 + "\n") * 20,
        ("- " * 999 + "\n") * 20,
        ("A, " * 600 + "\n") * 20,
    ],
    ids=["lines", "spaces", "nulls", "one word", "brackets", "digits", "dates", "bullets", "commas"],
)
def test_nothing_in_any_amount_takes_long(text):
    began = time.process_time()

    parse_list(text, GAZETTEER)

    assert time.process_time() - began < 3
