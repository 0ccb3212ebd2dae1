"""What a file and the portal both changed: shown with what both began with, decided by the person (PRODUCT G1, D4)."""

import pytest

from programme.history import Door
from tests.assessments.offline import (
    came_from,
    confirmed,
    filled,
    first_answer,
    taken_away,
    told,
    uploaded,
    write_online,
)
from tests.conftest import signed_in
from tests.pages import LANGUAGES
from tests.test_pages import elements, faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def conflict(assessment, focal_point_client, contributor):
    """The page that shows a conflict, beside a change that is none."""
    write_online(focal_point_client, assessment, justification="Ancestor")
    data = filled(
        taken_away(focal_point_client, assessment), assessment, i0_justification="Mine", i0_authorities="The ministry"
    )
    write_online(signed_in(contributor), assessment, justification="Theirs", legal_references="Act 1")
    return uploaded(focal_point_client, assessment, data)


def test_what_both_changed_is_shown_with_what_both_began_with(conflict):
    (one,) = conflict.context["conflicts"]
    assert (one["ancestor"], one["theirs"], one["mine"], str(one["writer"])) == (
        "Ancestor",
        "Theirs",
        "Mine",
        "contributor",
    )
    assert "checked" not in conflict.content.decode()
    assert [one.place.name for one in conflict.context["comparison"].changes] == ["authorities"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_sound_in_every_language(conflict, focal_point_client, language):
    answer = focal_point_client.get(conflict.request["PATH_INFO"].replace("/en/", f"/{language}/"))
    assert list(faults(elements(answer.content.decode()))) == []


def test_nothing_is_written_before_every_conflict_is_decided(conflict, assessment, focal_point_client):
    page = confirmed(focal_point_client, conflict)
    assert page.status_code == 422
    assert "Choose which text stays." in page.content.decode()
    assert first_answer(assessment).authorities == ""


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_the_text_that_was_chosen_stays(conflict, assessment, focal_point_client, choice, kept):
    confirmed(focal_point_client, conflict, **{f"choice-{conflict.context['conflicts'][0]['key']}": choice})
    answer = first_answer(assessment)
    assert (answer.justification, answer.authorities, answer.legal_references) == (kept, "The ministry", "Act 1")


def own(conflict, text, choice="own"):
    """What is sent for a text of one's own."""
    key = conflict.context["conflicts"][0]["key"]
    return {f"choice-{key}": choice, f"text-{key}": text}


def test_a_text_of_one_s_own_stays_and_came_from_the_page(conflict, assessment, focal_point_client):
    assert ">Mine</textarea>" in conflict.content.decode()

    after = confirmed(focal_point_client, conflict, **own(conflict, "Mine and theirs\r\n"))

    assert "2 answers were taken over." in after.content.decode()
    answer = first_answer(assessment)
    assert (answer.justification, answer.authorities, answer.legal_references) == (
        "Mine and theirs",
        "The ministry",
        "Act 1",
    )
    assert came_from(answer) == "a page of the portal"
    assert [row.door for row in answer.history.all()[:2]] == [Door.FORM, Door.IMPORT]


def test_a_text_of_one_s_own_that_stands_there_already_is_not_written(conflict, assessment, focal_point_client):
    confirmed(focal_point_client, conflict, **own(conflict, " Theirs "))
    assert (first_answer(assessment).justification, first_answer(assessment).saved_by.name) == ("Theirs", "focal-point")
    assert came_from(first_answer(assessment)) == "an Excel workbook that was filled in offline"


def test_a_text_of_one_s_own_that_is_too_long_is_told_and_still_there(conflict, assessment, focal_point_client):
    text = "Lang" * 5001

    page = confirmed(focal_point_client, conflict, **own(conflict, text))

    assert page.status_code == 422
    (row,) = page.context["conflicts"]
    assert "20000" in row["error"]
    assert (row["chosen"], row["own"]) == ("own", text)
    assert f'href="#text-{row["key"]}"' in page.content.decode()
    assert list(faults(elements(page.content.decode()))) == []
    assert first_answer(assessment).authorities == ""


def test_what_was_typed_is_still_there_where_nothing_was_chosen(conflict, focal_point_client):
    page = confirmed(focal_point_client, conflict, **own(conflict, "<b>Typed</b>", choice=""))

    assert page.status_code == 422
    assert "&lt;b&gt;Typed&lt;/b&gt;</textarea>" in page.content.decode()


@pytest.mark.parametrize("online", ["Theirs again", "Mine"])
def test_what_was_typed_is_still_there_when_something_changed_since(
    conflict, assessment, focal_point_client, contributor, online
):
    """In the end the portal may say what the file says: then nothing is to be decided, and the text is shown."""
    write_online(signed_in(contributor), assessment, justification=online)

    page = confirmed(focal_point_client, conflict, **own(conflict, "Mine and theirs"))

    assert page.status_code == 409
    assert "Mine and theirs" in page.content.decode()
    assert first_answer(assessment).justification == online


def test_what_was_typed_is_shown_to_who_comes_too_late(conflict, assessment, focal_point_client):
    assessment.cycle.end()

    page = confirmed(focal_point_client, conflict, **own(conflict, "Mine and theirs"))

    assert "Mine and theirs" in page.content.decode()
    assert first_answer(assessment).justification == "Theirs"


def test_a_choice_has_no_text_of_one_s_own(assessment, focal_point_client, contributor):
    data = filled(taken_away(focal_point_client, assessment), assessment, i0_stage="2")
    write_online(signed_in(contributor), assessment, stage=str(assessment.instrument.stages.first().pk))
    page = uploaded(focal_point_client, assessment, data)

    assert 'value="own"' not in page.content.decode()
    assert confirmed(focal_point_client, page, **own(page, "2")).status_code == 422


def test_what_was_changed_online_and_not_in_the_file_stays(assessment, workbook, focal_point_client):
    write_online(focal_point_client, assessment, justification="Online")
    page = uploaded(focal_point_client, assessment, filled(workbook, assessment, i0_authorities="The ministry"))
    assert told(page) == [("authorities", "", "The ministry")]
