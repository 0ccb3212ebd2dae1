"""The follow-up board: what it says of each cycle, to whom, and that its files say the same (PRODUCT E6)."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from assessments import cycles, publishing, reviewing
from assessments.followup import COLUMNS, Column
from assessments.models import SelfAssessment
from assessments.plans import writing
from assessments.progress import progress_of
from assessments.templatetags.board import board_cells
from countries.models import ContactNote, Mandate
from programme.demo import at
from tests import factories
from tests.assessments import making
from tests.assessments.remind import step
from tests.conftest import acting_for, signed_in
from tests.kept import kept

pytestmark = pytest.mark.django_db
BOARD = "/en/work/follow-up/"


def clock(day, hour=9):
    moment = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, hour))
    return at(moment)


def on_screen(client, question=""):
    """Head and rows of the page, as words."""
    rows = re.findall(r"<tr.*?</tr>", client.get(BOARD + question).content.decode(), re.DOTALL)
    words = [[words_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]
    return (words[0], words[1:]) if words else ([], [])


def words_of(cell):
    return html.unescape(re.sub(r"<[^>]*>", "", cell))


def in_csv(client, question=""):
    lines = list(csv.reader(io.StringIO(client.get(BOARD.rstrip("/") + ".csv" + question).content.decode("utf-8-sig"))))
    return lines[0], lines[1:]


def in_xlsx(client, question=""):
    book = load_workbook(io.BytesIO(client.get(BOARD.rstrip("/") + ".xlsx" + question).content))
    lines = [[in_a_file(cell) for cell in row] for row in book.worksheets[0].values]
    return lines[0], lines[1:]


def in_a_file(value):
    """What a file that is only text says of a cell: the workbook keeps days as days."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def day_of(words):
    """The day that the page wrote in English, or the words."""
    try:
        return datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return words


def of_row(client, question="", number=0):
    head, rows = on_screen(client, question)
    return dict(zip(head, rows[number], strict=True))


@pytest.fixture
@kept
def many(serbia, albania):
    """Cycles in several states: one accepted and ended, one late, one under review."""
    georgia = factories.beneficiary("Georgia", "GE")
    factories.group(members=[serbia, albania])
    with clock(date(2026, 1, 10)):
        old = making.opened(serbia)
        making.accepted(old)
        old.cycle.end()
        making.opened(serbia, days=30)
        making.under_review(making.opened(albania))
        making.opened(georgia, days=300)


def test_a_row_says_where_a_cycle_stands(serbia, editor, editor_client):
    step(-7)
    with clock(date(2026, 3, 1)):
        Mandate.objects.create(user=editor, country=serbia, role="focal-point", until=date(2027, 1, 31))
        assessment = making.opened(serbia, editor, days=30)
    with clock(date(2026, 3, 21)):
        cycles.extend_cycle(assessment.cycle, by=editor, reason="Elections.", due_on=date(2026, 4, 10))
        assert of_row(editor_client)["Next reminder"] == "3 April 2026"
    with clock(date(2026, 4, 15)):
        assert of_row(editor_client)["Days late"] == "5"
        making.submitted(assessment, editor)
    with clock(date(2026, 4, 20)):
        reviewing.start(assessment.pk, by=None)
    with clock(date(2026, 4, 30)):
        reviewing.accept(assessment.pk, by=None)
    with clock(date(2026, 5, 2)):
        publishing.publish(assessment.pk, by=editor, parts=["stages"])
        ContactNote.objects.create(
            country=serbia, contacted_on=date(2026, 5, 1), kind="phone", about="It", contacted_by=editor
        )
        writing.begin(assessment.cycle, by=editor)
    with clock(date(2026, 5, 5)):
        assert of_row(editor_client) == {
            "Country": "Serbia",
            "Cycle": "1",
            "Opened": "1 March 2026",
            "Due": "10 April 2026",
            "Extended by, days": "10",
            "Answered, %": "100",
            "State": "accepted",
            "Submitted": "15 April 2026",
            "In review": "20 April 2026",
            "Accepted": "30 April 2026",
            "Published": "2 May 2026",
            "Days late": "5",
            "Days with the country": "45",
            "Days with the secretariat": "15",
            "Focal point until": "31 January 2027",
            "Action plan": "being written",
            "Last contact": "1 May 2026",
            "Next reminder": "",
        }


def test_completion_is_that_of_the_form(serbia, editor, editor_client, focal_point_client):
    assessment = making.opened(serbia, editor)
    making.fill(assessment)
    answer = assessment.areas.first().indicators.first()
    answer.justification = ""
    answer.save()
    shown = of_row(editor_client)["Answered, %"]
    assert shown == str(progress_of([assessment])[assessment.pk].percent)
    assert 0 < int(shown) < 100


def test_what_was_handed_in_is_complete(serbia):
    """The board says 100 of it without counting: the check lets nothing else through."""
    assessment = making.opened(serbia)
    making.submitted(assessment)
    assert progress_of([assessment])[assessment.pk].is_complete


@pytest.mark.parametrize("question", ["", "?cycles=all", "?cycles=all&sort=country", "?late=on", "?state=under_review"])
def test_files_equal_the_screen(many, editor_client, question):
    head, rows = on_screen(editor_client, question)
    shown = head, [[day_of(words) for words in row] for row in rows]
    assert len(rows) >= 1
    assert any(row != line for row, line in zip(rows, shown[1], strict=True))
    assert in_csv(editor_client, question) == shown
    assert in_xlsx(editor_client, question) == shown


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("", ["Serbia 2", "Albania 1", "Georgia 1"]),
        ("?cycles=ended", ["Serbia 1"]),
        ("?cycles=all&sort=country", ["Albania 1", "Georgia 1", "Serbia 2", "Serbia 1"]),
        ("?subregion=south-eastern-europe", ["Serbia 2", "Albania 1"]),
        ("?state=under_review", ["Albania 1"]),
        ("?late=on", ["Serbia 2"]),
        ("?sort=late", ["Serbia 2", "Albania 1", "Georgia 1"]),
        ("?sort=nonsense", ["Serbia 2", "Albania 1", "Georgia 1"]),
        ("?state=nonsense", ["Serbia 2", "Albania 1", "Georgia 1"]),
        ("?state=accepted", []),
    ],
)
def test_the_board_is_filtered_and_sorted(many, editor_client, question, rows):
    with clock(date(2026, 3, 1)):
        found = on_screen(editor_client, question)[1]
    assert [f"{row[0]} {row[1]}" for row in found] == rows


def test_every_column_sorts(many, editor_client):
    for column in COLUMNS:
        assert len(on_screen(editor_client, f"?cycles=all&sort={column.key}")[1]) == 4


def test_an_empty_board_says_what_will_stand_here(editor_client):
    assert "No cycle is open" in editor_client.get(BOARD).content.decode()
    assert "No self-assessment fits" in editor_client.get(f"{BOARD}?late=on").content.decode()


def test_the_board_is_for_staff_and_bodies(cast):
    wanted = {"editor": 200, "administrator": 200, "working-group": 200, "bureau": 200, "visitor": 302}
    for path in (BOARD, "/en/work/follow-up.csv", "/en/work/follow-up.xlsx"):
        for part in cast.parts:
            expected = wanted.get(part.removesuffix("-of-serbia"), 403)
            assert cast.client(part).get(path).status_code == expected, (part, path)


def test_bodies_see_what_was_handed_in_by_others_and_no_more(cast, serbia, albania):
    making.under_review(making.opened(serbia))
    making.opened(albania)
    head, rows = on_screen(cast.client("working-group"))
    assert head == [str(column.title) for column in COLUMNS if not column.for_staff]
    assert [row[0] for row in rows] == ["Serbia"]
    assert on_screen(cast.client("working-group-of-serbia"))[1] == []
    assert in_csv(cast.client("working-group")) == (head, [[day_of(words) for words in row] for row in rows])


def test_the_mandate_that_lasts_longest_counts(serbia, editor, editor_client):
    making.opened(serbia, editor)
    assert of_row(editor_client)["Focal point until"] == ""
    for number, until in enumerate((date(2030, 1, 1), date(2031, 1, 1))):
        acting_for(serbia, "focal-point", f"one-{number}@example.org").mandates.recorded_update(until=until)
    assert of_row(editor_client)["Focal point until"] == "1 January 2031"
    acting_for(serbia, "focal-point", "another@example.org")
    assert of_row(editor_client)["Focal point until"] == "no end set"


def test_a_formula_in_a_name_stays_text(serbia, editor, editor_client):
    making.opened(serbia, editor)
    serbia.name_en = "=1+1"
    serbia.save()
    assert in_csv(editor_client)[1][0][0] == "'=1+1"


def test_the_board_asks_as_much_for_one_as_for_many(serbia, albania, editor, editor_client):
    step(-7)
    making.opened(serbia, editor)
    counts = []
    for _round in range(2):
        editor_client.get(f"{BOARD}?cycles=all")
        with CaptureQueriesContext(connection) as seen:
            editor_client.get(f"{BOARD}?cycles=all")
        counts.append(len(seen))
        if not _round:
            one = making.opened(albania, editor)
            making.published(one, editor)
            one.cycle.end()
            cycles.extend_cycle(
                making.opened(albania, editor).cycle,
                by=editor,
                reason="Time.",
                due_on=timezone.localdate() + timedelta(days=99),
            )
    assert counts[0] == counts[1]
    assert SelfAssessment.objects.count() == 3


def test_words_are_the_reader_s(serbia, editor):
    with clock(date(2026, 3, 1)):
        making.opened(serbia, editor, days=30)
    client = signed_in(editor)
    page = client.get("/fr/work/follow-up/").content.decode()
    assert "31 mars 2026" in page
    assert "31 марта 2026" in client.get("/ru/work/follow-up/").content.decode()
    lines = client.get("/fr/work/follow-up.csv").content.decode("utf-8-sig").splitlines()
    assert next(csv.reader(lines)) == [words_of(cell) for cell in re.findall(r"<th scope=.col.*?</th>", page)]


def test_a_cell_is_text_whatever_it_says():
    column = Column("late", "<b>Late</b>", "", None, is_number=True)
    assert board_cells([("head", "is left out"), (column, '<script>"')]) == (
        '<td data-label="&lt;b&gt;Late&lt;/b&gt;" class="number overdue">&lt;script&gt;&quot;</td>'
    )


def test_the_file_of_a_country_shows_how_far_its_cycles_are(serbia, editor, editor_client):
    assessment = making.opened(serbia, editor)

    page = editor_client.get("/en/work/countries/serbia/").content.decode()

    assert f'href="/en/work/assessments/{assessment.pk}/"' in page
    assert "Self-assessment: being written" in page
