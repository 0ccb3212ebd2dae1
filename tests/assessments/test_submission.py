"""Check, submission and the frozen versions (PRODUCT D8–D10)."""

import pytest
from django.db import DatabaseError, connection, transaction

from assessments import submitting
from assessments.check import findings_of
from assessments.freezing import content_of, differences
from assessments.models import IndicatorAnswer, Submission
from programme.frozen_querysets import Frozen
from programme.models import Message
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.assessments import making
from tests.programme.upload_samples import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(assessment):
    return f"/en/work/assessments/{assessment.pk}/"


CERTIFIED = {"name": "A. Name", "function": "Director", "is_certified": "on"}


def test_the_check_finds_everything_at_once_and_links_to_the_fields(assessment, here, focal_point_client):
    making.fill(assessment)
    planted = IndicatorAnswer.objects.filter(area_answer__assessment=assessment).first()
    planted.justification, planted.standing = "", ""
    planted.save()
    found = {(one.code, str(one.grade)) for one in findings_of(assessment)}

    page = focal_point_client.get(f"{here}check/").content.decode()

    assert (planted.indicator.code, "error") in found
    assert f"#id_i{planted.pk}-justification" in page
    assert "1 error" in page
    assert focal_point_client.post(f"{here}submit/", CERTIFIED).status_code == 422
    assert not Submission.objects.exists()


def test_a_submission_is_a_numbered_certified_copy(assessment, here, focal_point, focal_point_client):
    making.fill(assessment)

    answer = focal_point_client.post(f"{here}submit/", CERTIFIED, follow=True)

    submission = Submission.objects.get()
    assert "Submitted as version 1" in answer.content.decode()
    assert (submission.number, submission.certified_name, submission.by) == (1, "A. Name", focal_point)
    assert submission.is_sound
    assert making.read(assessment).status == "submitted"
    assert "A. Name" in focal_point_client.get(f"{here}versions/1/").content.decode()
    assert Message.objects.filter(recipient=focal_point, subject__contains="received").exists()


def test_a_double_click_submits_once(assessment, here, focal_point_client):
    making.fill(assessment)
    for _click in range(2):
        focal_point_client.post(f"{here}submit/", CERTIFIED)
    assert Submission.objects.count() == 1


def test_without_certification_nothing_is_submitted(assessment, here, focal_point_client):
    making.fill(assessment)
    assert focal_point_client.post(f"{here}submit/", {"name": "A", "function": "B"}).status_code == 422
    assert not Submission.objects.exists()


def test_the_secretariat_submits_on_behalf_with_the_original_only(assessment, here, editor_client, visitor, serbia):
    making.fill(assessment)
    assert editor_client.post(f"{here}submit/", CERTIFIED).status_code == 422

    from django.core.files.uploadedfile import SimpleUploadedFile

    original = SimpleUploadedFile("signed.pdf", pdf(), "application/pdf")
    editor_client.post(f"{here}submit/", CERTIFIED | {"original": original})

    submission = Submission.objects.get()
    assert submission.on_behalf
    assert "on behalf" in editor_client.get(f"{here}versions/1/").content.decode().lower()
    assert editor_client.get(f"{here}versions/1/original/").getvalue().startswith(b"%PDF")
    assert visitor.get(f"{here}versions/1/original/").status_code == 302


def test_a_recall_leads_back_and_keeps_the_version(assessment, here, focal_point, focal_point_client):
    making.submitted(assessment, focal_point)
    focal_point_client.post(f"{here}recall/")
    assert making.read(assessment).status == "draft"
    assert Submission.objects.count() == 1


def test_once_the_review_has_begun_a_recall_is_too_late(assessment, here, focal_point, focal_point_client):
    making.under_review(assessment, focal_point)
    answer = focal_point_client.post(f"{here}recall/", follow=True)
    assert "Too late" in answer.content.decode()
    assert making.read(assessment).status == "under_review"


def test_a_correction_supersedes_what_was_accepted(assessment, here, focal_point, focal_point_client):
    making.accepted(assessment, focal_point)
    focal_point_client.post(f"{here}correct/", {"note": "A law was forgotten."})
    assert making.read(assessment).status == "correction"
    making.fill(assessment, focal_point, text="With the law.")
    focal_point_client.post(f"{here}submit/", CERTIFIED)
    assert [one.number for one in assessment.submissions.all()] == [2, 1]
    assert "superseded" in focal_point_client.get(here).content.decode()
    assert "With the law." in focal_point_client.get(f"{here}compare/").content.decode()


# Frozen


def attack_by_sql(submission):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_submission SET certified_name = 'X' WHERE id = %s", [submission.pk])


ATTACKS = {
    "save": lambda one: one.save(),
    "delete": lambda one: one.delete(),
    "update": lambda one: Submission.objects.update(number=7),
    "queryset delete": lambda one: Submission.objects.all().delete(),
    "bulk update": lambda one: Submission.objects.bulk_update([one], ["number"]),
    "base manager": lambda one: Submission._base_manager.filter(pk=one.pk).update(number=7),
    "sql": attack_by_sql,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_submitted_version_is_changed_by_no_path(assessment, attack):
    submission = making.submitted(assessment)
    with pytest.raises((Frozen, DatabaseError)), transaction.atomic():
        ATTACKS[attack](submission)
    stored = Submission.objects.get()
    assert (stored.number, stored.certified_name, stored.is_sound) == (1, "Name", True)


@pytest.mark.parametrize("size", [{}, {"areas": 2, "indicators": (2, 1), "stages": 4}, {"stages": 7, "criteria": 4}])
def test_comparing_a_version_with_itself_finds_nothing(serbia, editor, size):
    assessment = making.opened(serbia, editor, **size)
    making.fill(assessment)
    content = content_of(assessment)
    assert differences(content, content) == []


def test_nothing_is_submitted_twice_from_an_old_reading(assessment, focal_point):
    making.submitted(assessment, focal_point)
    with pytest.raises(TransitionNotAllowed):
        submitting.submit(assessment.pk, by=focal_point, name="N", function="F")


def test_the_last_cycle_stands_beside_and_can_be_copied(assessment, focal_point, focal_point_client, serbia, editor):
    making.accepted(assessment, focal_point)
    assessment.cycle.end()
    later = making.opened(serbia, editor)
    here = f"/en/work/assessments/{later.pk}/"
    assert "In cycle 1" in focal_point_client.get(f"{here}areas/A1/").content.decode()

    focal_point_client.post(f"{here}copy-last/")

    copied = IndicatorAnswer.objects.filter(area_answer__assessment=later).first()
    assert (copied.justification, copied.to_confirm, copied.stage) == ("Because it is so.", True, None)
    codes = [one.message for one in findings_of(making.read(later)) if one.code == copied.indicator.code]
    assert any("confirm that it still holds" in message for message in codes)

    sent = making.as_sent(later, copied.area_answer.area.code, confirm=f"i{copied.pk}")
    focal_point_client.post(f"{here}areas/{copied.area_answer.area.code}/", sent)
    copied.refresh_from_db()
    assert not copied.to_confirm

    making.fill(later, focal_point, stage=3)
    moved = [one for one in findings_of(making.read(later)) if "another one than in the cycle before" in one.message]
    assert len(moved) == 3


def test_a_file_is_served_only_to_who_may(assessment, focal_point_client, neighbour_client):
    from assessments.models import Evidence

    evidence = Evidence.objects.create(assessment=assessment, title="Law", file=factories.stored_file())
    path = f"/en/work/assessments/{assessment.pk}/evidence/{evidence.pk}/file/"
    assert focal_point_client.get(path).getvalue().startswith(b"%PDF")
    assert neighbour_client.get(path).status_code == 404
