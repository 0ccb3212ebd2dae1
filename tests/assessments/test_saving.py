"""Saving field by field: what is acknowledged is stored, and nobody's text is lost (PRODUCT D4)."""

import pytest

from assessments import saving
from assessments.models import AreaAnswer, IndicatorAnswer, KeptText
from programme import kept_texts
from tests.assessments import making
from tests.conftest import signed_in
from tests.offers import offered

pytestmark = pytest.mark.django_db
TEXT = "justification"


@pytest.fixture
def path(assessment):
    return f"/en/work/assessments/{assessment.pk}/areas/A1/"


@pytest.fixture
def name(assessment):
    return making.field(assessment, "A1", TEXT)


def first_answer(assessment):
    return IndicatorAnswer.objects.filter(area_answer__assessment=assessment, area_answer__area__code="A1").first()


def test_a_plain_form_saves_what_was_written_and_nothing_else(assessment, path, name, focal_point, focal_point_client):
    before = list(IndicatorAnswer.objects.order_by("pk").values_list("pk", "version"))

    sent = making.as_sent(assessment, "A1", **{name: "The register is kept by law.\r\n"})
    answer = focal_point_client.post(path, sent, follow=True)

    assert "Saved" in answer.content.decode()
    assert first_answer(assessment).justification == "The register is kept by law."
    assert first_answer(assessment).saved_by == focal_point
    changed = [one for one in IndicatorAnswer.objects.order_by("pk").values_list("pk", "version") if one not in before]
    assert changed == [(first_answer(assessment).pk, 1)]


def test_a_script_is_told_the_time_the_version_and_the_progress(assessment, path, name, focal_point_client):
    prefix = name.removesuffix(f"-{TEXT}")
    said = focal_point_client.post(
        path, {f"{prefix}-version": 0, name: "Text"}, headers={"accept": "application/json"}
    ).json()

    assert said["versions"] == {prefix: 1}
    assert (said["conflicts"], said["errors"], said["refused"]) == ([], {}, [])
    assert said["saved_at"].count(":") == 2
    assert said["total"] == 3  # two indicators and a question to every area
    assert said["conditions"] == {
        "A1-1": {"mark": "planned", "words": "begun"},
        "A1-2": {"mark": "ongoing", "words": "not started"},
    }


def test_two_people_in_different_fields_lose_nothing(assessment, path, name, focal_point_client, contributor):
    other_field = making.field(assessment, "A1", "authorities")
    mine, theirs = making.as_sent(assessment, "A1"), making.as_sent(assessment, "A1")

    focal_point_client.post(path, mine | {name: "Mine"})
    signed_in(contributor).post(path, theirs | {other_field: "Theirs"})

    saved = first_answer(assessment)
    assert (saved.justification, saved.authorities) == ("Mine", "Theirs")


def test_two_people_in_one_field_see_both_texts_and_the_ancestor(
    assessment, path, name, focal_point_client, contributor
):
    focal_point_client.post(path, making.as_sent(assessment, "A1", **{name: "Ancestor"}))
    seen = making.as_sent(assessment, "A1")
    signed_in(contributor).post(path, seen | {name: "Theirs"})

    answer = focal_point_client.post(path, seen | {name: "Mine"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Ancestor", "Theirs", "Mine", "contributor"))
    assert first_answer(assessment).justification == "Theirs"  # nothing is overwritten before somebody decides

    version = name.replace(TEXT, "version")
    decided = {version: first_answer(assessment).version, name: "Mine and theirs", f"choice-{name}": "mine"}
    focal_point_client.post(path, decided)
    assert first_answer(assessment).justification == "Mine and theirs"


def test_the_other_text_can_be_chosen(assessment, path, name, focal_point_client, contributor):
    seen = making.as_sent(assessment, "A1")
    signed_in(contributor).post(path, seen | {name: "Theirs"})
    version = name.replace(TEXT, "version")

    focal_point_client.post(path, {version: 1, name: "Mine", f"choice-{name}": "theirs"})

    assert first_answer(assessment).justification == "Theirs"


def test_a_version_that_nobody_knows_is_a_conflict_and_never_overwrites(assessment, path, name, focal_point_client):
    focal_point_client.post(path, making.as_sent(assessment, "A1", **{name: "Kept"}))
    answer = focal_point_client.post(path, {name.replace(TEXT, "version"): 77, name: "Other"})
    assert answer.status_code == 409
    assert first_answer(assessment).justification == "Kept"


def test_what_is_wrong_is_marked_and_the_rest_saved(assessment, path, name, focal_point_client):
    stage = making.field(assessment, "A1", "stage")
    answer = focal_point_client.post(path, making.as_sent(assessment, "A1", **{name: "Text", stage: "999999"}))
    assert answer.status_code == 422
    assert "Saved but for this" in answer.content.decode()
    assert first_answer(assessment).justification == "Text"
    assert first_answer(assessment).stage is None


def test_nothing_is_saved_once_it_was_submitted_and_the_text_stays_on_the_page(
    assessment, path, name, focal_point, focal_point_client
):
    sent = making.as_sent(assessment, "A1", **{name: "Too late"})
    making.submitted(assessment, focal_point)

    answer = focal_point_client.post(path, sent)

    assert answer.status_code == 409
    assert "Nothing was saved" in answer.content.decode()
    assert "Too late" in answer.content.decode()
    assert first_answer(assessment).justification != "Too late"


def test_after_the_closing_day_nothing_is_written(assessment, focal_point):
    cycle = assessment.cycle
    cycle.opens_on = cycle.due_on = cycle.closes_on = cycle.opens_on.replace(year=2020, day=1)
    cycle.save()
    area = AreaAnswer.objects.get(assessment=assessment, area__code="A1")
    with pytest.raises(saving.NotWritable):
        saving.save_area(area, {}, by=focal_point)


def test_a_contributor_writes_in_the_own_areas_only(assessment, contributor):
    from tests import factories

    mandate = contributor.mandates.get()
    mandate.areas.add(factories.area())
    answer = signed_in(contributor).post(
        f"/en/work/assessments/{assessment.pk}/areas/A1/", making.as_sent(assessment, "A1")
    )
    assert answer.status_code == 403


# The session has ended


def test_what_is_sent_without_a_session_is_kept_for_its_writer(
    assessment, path, name, visitor, focal_point, focal_point_client
):
    sent = making.as_sent(assessment, "A1", **{name: "Written on the train"})
    answer = visitor.post(path, sent | {"writer": kept_texts.writer_mark(focal_point)})
    assert answer["Location"].startswith("/en/account/login/?next=")

    offer = offered(focal_point_client, path)
    assert "Justification You wrote Written on the train What stands there now empty Save it now" in offer
    assert offer.count("You wrote ") == 2  # the title, and one field
    focal_point_client.post(path, {"take_kept": "1"})

    assert first_answer(assessment).justification == "Written on the train"
    assert not KeptText.objects.exists()


def test_what_is_kept_is_shown_beside_what_somebody_else_wrote_meanwhile(
    assessment, path, name, visitor, focal_point, focal_point_client, contributor
):
    sent = making.as_sent(assessment, "A1", **{name: "Written on the train"})
    visitor.post(path, sent | {"writer": kept_texts.writer_mark(focal_point)})
    other = name.replace("justification", "authorities")
    signed_in(contributor).post(
        path, making.as_sent(assessment, "A1", **{name: "Written at the desk", other: "The ministry"})
    )

    offer = offered(focal_point_client, path)

    assert "You wrote Written on the train What stands there now Written at the desk" in offer
    assert "The ministry" not in offer
    assert focal_point_client.post(path, {"take_kept": "1"}).status_code == 409


def test_what_is_kept_and_stands_there_already_is_not_offered_to_be_saved(
    assessment, path, name, visitor, focal_point, focal_point_client, contributor
):
    sent = making.as_sent(assessment, "A1", **{name: "Written on the train"})
    visitor.post(path, sent | {"writer": kept_texts.writer_mark(focal_point)})
    signed_in(contributor).post(path, sent)

    offer = offered(focal_point_client, path)

    assert "It would change nothing" in offer
    assert "Save it now" not in offer


def test_what_is_kept_is_shown_to_nobody_else(assessment, path, visitor, focal_point, contributor):
    visitor.post(path, making.as_sent(assessment, "A1") | {"writer": kept_texts.writer_mark(focal_point)})
    assert "not saved</h2>" not in signed_in(contributor).get(path).content.decode()


@pytest.mark.parametrize("mark", ["", "7", "7:forged"])
def test_nothing_is_kept_for_a_forged_writer(assessment, path, visitor, mark):
    visitor.post(path, making.as_sent(assessment, "A1") | {"writer": mark})
    assert not KeptText.objects.exists()


def test_a_script_is_told_that_the_session_has_ended(assessment, path, visitor):
    answer = visitor.post(path, {}, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["sign_in"].startswith("/en/account/login/")


def test_a_mandate_that_ends_in_mid_form_loses_nothing_saved(assessment, path, name, focal_point, serbia):
    from countries.access import end_mandate
    from programme.matrix import Role
    from tests.conftest import acting_for

    client, sent = signed_in(focal_point), making.as_sent(assessment, "A1", **{name: "Saved before"})
    client.post(path, sent)
    end_mandate(focal_point.mandates.get(), by=None)

    answer = client.post(path, making.as_sent(assessment, "A1", **{name: "After the end"}))

    assert answer.status_code == 404
    successor = signed_in(acting_for(serbia, Role.FOCAL_POINT, "successor@example.org"))
    assert "Saved before" in successor.get(path).content.decode()
