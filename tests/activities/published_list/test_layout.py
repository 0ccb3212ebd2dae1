import pytest

from activities.published_list import parse_list

MISSION = "Mission to Georgia (5 June 2019)"


def verdicts(text, gazetteer):
    return [(line.number, line.last_number, line.verdict) for line in parse_list(text, gazetteer)]


@pytest.mark.parametrize(
    "bullet", ["- ", "• ", "* ", "– ", "— ", "· ", "-", "•\t", "1. ", "12) ", "(3) ", "  - ", "\ufeff- ", ""]
)
def test_bullet_is_no_part_of_the_entry(gazetteer, bullet):
    (line,) = parse_list(bullet + MISSION, gazetteer)

    assert (line.verdict, line.text, line.title) == ("activity", MISSION, "Mission to Georgia")


def test_day_at_the_beginning_is_no_number_of_a_list(gazetteer):
    (line,) = parse_list("12. May 2015 Workshop for Armenia", gazetteer)

    assert str(line.start) == "2015-05-12"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(gazetteer, ending):
    text = ending.join(["\ufeffHeading of a list", "", "", f"-\t{MISSION}", f"-\N{NO-BREAK SPACE}{MISSION}"])

    assert verdicts(text, gazetteer) == [
        (1, 1, "not-activity"),
        (2, 3, "blank"),
        (4, 4, "activity"),
        (5, 5, "activity"),
    ]


@pytest.mark.parametrize(
    ("text", "title", "city", "doubted"),
    [
        ("- Workshop for\nSouth-Eastern Europe (5 June 2019)", "Workshop for South-Eastern Europe", "", []),
        ("- Workshop on safety\nreports (5 June 2019)", "Workshop on safety reports", "", []),
        ("- Workshop on safety\n(5 June 2019), Zagreb, Croatia", "Workshop on safety", "Zagreb", []),
        ("- Workshop on safety (5 June\n2019), Zagreb, Croatia", "Workshop on safety", "Zagreb", []),
        ("- Workshop on safety (5 June 2019),\nZagreb,\nCroatia", "Workshop on safety", "Zagreb", []),
        ("Workshop on safety\n5 June 2019, Zagreb, Croatia", "Workshop on safety", "Zagreb", ["title", "verdict"]),
        ("- Workshop on safety (5 June 2019)\nZagreb, Croatia", "Workshop on safety", "Zagreb", ["title"]),
        ("- Training on Safety\nReports (5 June 2019)", "Training on Safety Reports", "", ["title"]),
    ],
)  # fmt: skip
def test_entry_goes_on_in_the_next_line(gazetteer, text, title, city, doubted):
    (line,) = parse_list(text, gazetteer)

    assert (line.number, line.last_number) == (1, text.count("\n") + 1)
    assert (line.title, line.city) == (title, city)
    assert {doubt.field for doubt in line.doubts} <= set(doubted)
    assert ("title" in doubted) == any(doubt.field == "title" for doubt in line.doubts)


def test_lines_without_bullets_are_entries_of_their_own(gazetteer):
    text = "Workshop for Serbia (5 June 2019)\nProject on mine tailings in Central Asia\nMission to Georgia (May 2018)"

    lines = parse_list(text, gazetteer)

    assert [line.title for line in lines] == [
        "Workshop for Serbia",
        "Project on mine tailings in Central Asia",
        "Mission to Georgia",
    ]
    assert [doubt.field for doubt in lines[1].doubts] == ["verdict"]


def test_title_that_may_go_on_is_doubted(gazetteer):
    first, second = parse_list("- Project on mine safety\nImproved for all", gazetteer)

    assert (first.title, [doubt.field for doubt in first.doubts]) == ("Project on mine safety", ["title"])
    assert second.verdict == "not-activity"


@pytest.mark.parametrize(
    "text",
    [
        "The portal opened in 2019 and the countries have used it since.",
        "Workshops were held in Minsk and Baku.",
        "There were meetings in May 2015. They took place in Baku.",
        "Семинар состоялся в Минске.",
        "L’atelier a été utile.",
        "The programme has these areas:",
        "- Prevention;",
        "- Notification of hazardous activities;",
        "- Information to the public.",
        "Activities in 2014",
        "Activities and projects of the programme",
        "WORKSHOPS",
        "II. Training sessions",
        "A. Subregional workshops",
        "Training activities, 2014-2015",
        "2015",
        "Serbia",
        "27-29 October 2021, Belgrade, Serbia",
        "-",
        "***",
        "(5 June 2019)",
    ],
)
def test_what_is_no_activity_says_why(gazetteer, text):
    (line,) = parse_list(text, gazetteer)

    assert (line.verdict, line.title, line.start) == ("not-activity", "", None)
    assert str(line.reason)


@pytest.mark.parametrize(
    "text",
    [
        "- The workshop for Serbia was held in Minsk on 12 May 2015.",
        "- Industrial safety in Central Asia",
        "- Project (2014-2019)",
    ],
)
def test_refusal_of_what_might_be_an_activity_is_doubted(gazetteer, text):
    (line,) = parse_list(text, gazetteer)

    assert line.verdict == "not-activity"
    assert [doubt.field for doubt in line.doubts] == ["verdict"]


def test_line_too_long_to_be_an_entry_is_reported(gazetteer):
    text = f"- {'Workshop ' * 300}(5 June 2019)\n- {MISSION}"

    long, short = parse_list(text, gazetteer)

    assert (long.verdict, short.verdict) == ("not-activity", "activity")
    assert "2000" in str(long.reason)
    assert len(long.text) < 2_010
