"""A self-assessment filled in offline: what the pages say of an uploaded workbook, and what is written (PRODUCT G1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import beside
from assessments.models import Challenge
from assessments.offline.marking import marked
from programme.history import Door
from tests import factories
from tests.assessments import making
from tests.assessments.offline import (
    came_from,
    cell_of,
    confirmed,
    filled,
    first_answer,
    problems_of,
    taken_away,
    told,
    uploaded,
    write_online,
)
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
NOTHING = "There is nothing to take over"


# What is taken over


def test_what_was_filled_in_is_shown_and_then_taken_over(assessment, workbook, focal_point, focal_point_client):
    data = filled(workbook, assessment, i0_justification="By law.", i0_stage="2")

    page = uploaded(focal_point_client, assessment, data)

    assert told(page) == [("stage", "", "2. Stage 2 en"), ("justification", "", "By law.")]
    assert "sheet “A1 Area A1 en”, cell D6" in page.content.decode()
    assert not first_answer(assessment).justification
    after = confirmed(focal_point_client, page)
    assert "2 answers were taken over." in after.content.decode()
    answer = first_answer(assessment)
    assert (answer.justification, answer.stage.number, answer.version) == ("By law.", 2, 1)
    row = answer.history.first()
    assert (row.door, row.history_user, answer.saved_by) == (Door.IMPORT, focal_point, focal_point)
    assert came_from(answer) == "an Excel workbook that was filled in offline"
    assert came_from(answer, "fr") == "un classeur Excel rempli hors connexion"


def test_every_kind_of_answer_can_be_filled_in(assessment, workbook, focal_point_client):
    data = filled(
        workbook,
        assessment,
        a0_overview="The whole",
        c0_value="partly met",
        c1_value="not applicable",
        c1_reason="No such sites",
        f0_text="An act of 2019",
        i0_authorities="The ministry",
        i1_standing="nothing to report",
    )
    confirmed(focal_point_client, uploaded(focal_point_client, assessment, data))

    stored = {
        name: making.as_sent(assessment, "A1")[making.field(assessment, "A1", *name)]
        for name in [
            ("overview", "a", 0),
            ("value", "c", 0),
            ("value", "c", 1),
            ("reason", "c", 1),
            ("text", "f", 0),
            ("authorities", "i", 0),
            ("standing", "i", 1),
        ]
    }
    assert list(stored.values()) == [
        "The whole",
        "partly",
        "not-applicable",
        "No such sites",
        "An act of 2019",
        "The ministry",
        "nothing",
    ]


def test_a_workbook_that_nobody_touched_changes_nothing(assessment, focal_point_client):
    making.fill(assessment)
    page = uploaded(focal_point_client, assessment, taken_away(focal_point_client, assessment))
    assert NOTHING in page.content.decode()
    assert "Take over</button>" not in page.content.decode()


def test_a_choice_is_read_in_any_language(assessment, focal_point_client):
    data = filled(
        taken_away(focal_point_client, assessment, "fr"), assessment, c0_value="выполнен частично", c1_value="Rempli"
    )
    page = uploaded(focal_point_client, assessment, data)
    assert problems_of(page) == []


def test_whoever_has_the_form_open_meanwhile_is_shown_both_texts(assessment, workbook, focal_point_client, contributor):
    name = making.field(assessment, "A1", "justification")
    opened = making.as_sent(assessment, "A1", **{name: "From the form"})
    data = filled(workbook, assessment, i0_justification="From the workbook")
    confirmed(focal_point_client, uploaded(focal_point_client, assessment, data))

    answer = signed_in(contributor).post(f"/en/work/assessments/{assessment.pk}/areas/A1/", opened)

    assert answer.status_code == 409
    assert "From the workbook" in answer.content.decode()


# Between looking and confirming


def test_what_changed_since_somebody_looked_is_shown_anew(assessment, workbook, focal_point_client, contributor):
    data = filled(workbook, assessment, i0_justification="Mine", i0_authorities="The ministry")
    page = uploaded(focal_point_client, assessment, data)
    write_online(signed_in(contributor), assessment, justification="Theirs")

    anew = confirmed(focal_point_client, page)

    assert anew.status_code == 409
    assert "something has changed since you looked" in anew.content.decode()
    assert [one["theirs"] for one in anew.context["conflicts"]] == ["Theirs"]
    assert first_answer(assessment).authorities == ""


def test_a_double_click_takes_it_over_once(assessment, workbook, focal_point_client):
    page = uploaded(
        focal_point_client, assessment, filled(workbook, assessment, i0_justification="Mine", new=["Staff"])
    )
    confirmed(focal_point_client, page)
    again = confirmed(focal_point_client, page)
    assert "taken over already" in again.content.decode()
    assert first_answer(assessment).version == 1
    assert Challenge.objects.count() == 1


def test_the_same_file_has_nothing_more_to_say(assessment, workbook, focal_point_client):
    data = filled(workbook, assessment, i0_justification="Mine", new=["No staff", "", "high", "Yes"])
    confirmed(focal_point_client, uploaded(focal_point_client, assessment, data))
    assert NOTHING in uploaded(focal_point_client, assessment, data).content.decode()


def test_nothing_is_taken_over_once_it_was_submitted(assessment, workbook, focal_point_client):
    page = uploaded(focal_point_client, assessment, filled(workbook, assessment, i0_justification="Mine"))
    making.submitted(assessment)
    assert "cannot be written now: nothing was taken over" in confirmed(focal_point_client, page).content.decode()
    assert first_answer(assessment).justification != "Mine"


def test_a_file_is_there_for_the_session_that_uploaded_it(assessment, workbook, focal_point_client, contributor):
    page = uploaded(focal_point_client, assessment, filled(workbook, assessment, i0_justification="Mine"))
    answer = signed_in(contributor).get(page.request["PATH_INFO"], follow=True)
    assert "no longer kept" in answer.content.decode()


# Challenges


def test_challenges_are_added_and_changed(assessment, focal_point_client):
    challenge = Challenge.objects.create(area_answer=assessment.areas.first(), text="No money")
    data = filled(
        taken_away(focal_point_client, assessment),
        assessment,
        new=["No staff", "A1-2", "high", "да"],
        also=lambda book: set_cell(book, f"h{challenge.pk}-text", "Little money"),
    )
    page = uploaded(focal_point_client, assessment, data)
    assert [one.mine.split("\n")[0] for one in page.context["comparison"].differences] == ["Little money", "No staff"]
    confirmed(focal_point_client, page)
    told_now = Challenge.objects.order_by("pk").values_list("text", "indicator__code", "priority", "needs_assistance")
    assert list(told_now) == [("Little money", None, "medium", False), ("No staff", "A1-2", "high", True)]


def set_cell(book, key, text):
    (cell,) = cell_of(book, key)
    cell.value = text


def test_a_challenge_is_not_removed_by_emptying_it(assessment, focal_point_client):
    challenge = Challenge.objects.create(area_answer=assessment.areas.first(), text="No money")
    data = filled(
        taken_away(focal_point_client, assessment), also=lambda book: set_cell(book, f"h{challenge.pk}-text", None)
    )
    ((message, *_where),) = problems_of(uploaded(focal_point_client, assessment, data))
    assert message.startswith("A challenge is removed on its page")


def test_a_challenge_that_was_removed_meanwhile_is_said(assessment, focal_point_client):
    area = assessment.areas.first()
    challenge = Challenge.objects.create(area_answer=area, text="No money")
    untouched = taken_away(focal_point_client, assessment)
    changed = filled(untouched, also=lambda book: set_cell(book, f"h{challenge.pk}-text", "Little money"))
    area.assessment = assessment
    beside.remove_challenge(area, challenge.pk)

    assert NOTHING in uploaded(focal_point_client, assessment, untouched).content.decode()
    ((message, *_where),) = problems_of(uploaded(focal_point_client, assessment, changed))
    assert message.startswith("This challenge was removed in the portal meanwhile.")


def test_a_new_challenge_says_what_stands_in_the_way(assessment, workbook, focal_point_client):
    page = uploaded(focal_point_client, assessment, filled(workbook, new=["", "", "high"]))
    ((message, *_where),) = problems_of(page)
    assert message.startswith("Say what stands in the way")


# How a change reads


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "New", ("", "New")),
        (
            "Three old words here",
            "Three new words here",
            ("Three<del> old</del> words here", "Three<ins> new</ins> words here"),
        ),
        ("<b> stays here", "<b> stays", ("&lt;b&gt; stays<del> here</del>", "&lt;b&gt; stays")),
        ("Nothing in common", "Совсем другое", ("Nothing in common", "Совсем другое")),
    ],
)
def test_changed_words_are_marked(before, after, shown):
    assert marked(before, after) == shown


# How dear it is


def test_the_number_of_queries_does_not_grow_with_the_instrument(serbia, albania, editor, editor_client):
    counted = []
    for country, size in ((serbia, {"indicators": (1, 1), "criteria": 1}), (albania, {})):
        assessment = making.opened(country, editor, **size)
        workbook = taken_away(editor_client, assessment)
        with CaptureQueriesContext(connection) as away:
            taken_away(editor_client, assessment)
        data = filled(workbook, assessment, i0_justification="By law.")
        with CaptureQueriesContext(connection) as looked:
            uploaded(editor_client, assessment, data)
        counted.append((len(away), len(looked)))
        if size:
            factories.published_instrument("TEST-2", indicators=(4, 3), criteria=4)
    assert counted[0] == counted[1]


def test_the_choices_are_listed_as_the_language_lists_them(assessment, focal_point_client):
    data = filled(taken_away(focal_point_client, assessment), assessment, c0_value="yes")

    page = uploaded(focal_point_client, assessment, data, language="fr")

    (said, _sheet, _cell) = problems_of(page)[0]
    assert "rempli\N{NO-BREAK SPACE}; partiellement rempli" in said


def test_the_title_says_once_that_a_file_is_refused(assessment, focal_point_client):
    title = uploaded(focal_point_client, assessment, b"no workbook").content.decode().partition("</title>")[0]
    assert title.count("Error:") == 1
