"""The review: remarks, stages beside the country's, return, acceptance, publication (PRODUCT D11, D12)."""

import pytest

from assessments import publishing, reviewing
from assessments.models import Publication, ReviewComment, ReviewedStage, ReviewThread
from assessments.sheet import is_open, sheets_of
from countries.models import BodyMember
from programme.matrix import Role
from programme.models import Body, Message
from programme.workflow import TransitionNotAllowed
from tests.assessments import making
from tests.conftest import person, signed_in
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def assessment(serbia, editor, focal_point):
    made = making.opened(serbia, editor)
    making.under_review(made, focal_point)
    return making.read(made)


@pytest.fixture
def here(assessment):
    return f"/en/work/assessments/{assessment.pk}/"


@kept
def reviewer_from(country, email):
    body, _created = Body.objects.get_or_create(
        slug="working-group-on-implementation", defaults={"name_en": "Working Group"}
    )
    user = person(email)
    BodyMember.objects.create(user=user, body=body, country=country)
    return user


@pytest.fixture
def reviewer_client(albania):
    return signed_in(reviewer_from(albania, "reviewer@example.org"))


def test_a_member_reads_comments_and_proposes_a_stage(assessment, here, reviewer_client, focal_point):
    reviewer_client.post(f"{here}review/A1-1/comment/", {"text": "Which law is it?"})
    reviewer_client.post(f"{here}review/A1-1/stage/", {"stage": "1", "note": "No register yet."})

    page = reviewer_client.get(f"{here}review/").content.decode()
    assert "Which law is it?" in page
    assert "No register yet." in page
    assert Message.objects.filter(recipient=focal_point, subject__contains="comment").exists()
    answer = assessment.areas.get(area__code="A1").indicators.first()
    assert answer.stage.number == 2  # the country's own stage stays


def test_a_member_never_reviews_the_own_country(assessment, here, serbia):
    client = signed_in(reviewer_from(serbia, "own@example.org"))
    assert client.get(f"{here}review/").status_code == 404
    assert client.post(f"{here}review/A1-1/comment/", {"text": "x"}).status_code == 404
    assert not ReviewComment.objects.exists()


def test_a_member_sees_no_draft_and_no_note(assessment, here, reviewer_client):
    assert reviewer_client.get(f"{here}areas/A1/").status_code == 404
    assert reviewer_client.get(f"{here}evidence/").status_code == 404


def test_a_return_reopens_only_what_was_asked(assessment, here, editor_client, focal_point_client):
    editor_client.post(f"{here}review/return/", {"note": "Name the law.", "indicators": ["A1-1"]})

    returned = making.read(assessment)
    assert returned.status == "revision_requested"
    opened = {part.code for sheet in sheets_of(returned) for part, answer in sheet.answers() if is_open(answer)}
    assert opened == {"A1-1", "A1-1a", "A1-1b"}
    own, other = (making.field(returned, "A1", "justification", number=number) for number in (0, 1))
    sent = making.as_sent(returned, "A1", **{own: "Law 7", other: "Changed"})
    answer = focal_point_client.post(f"{here}areas/A1/", sent)
    assert answer.status_code == 422
    first, second = returned.areas.get(area__code="A1").indicators.all()
    assert (first.justification, second.justification) == ("Law 7", "Because it is so.")


def test_a_return_needs_a_reason_and_something_to_reopen(assessment, here, editor_client):
    assert editor_client.post(f"{here}review/return/", {"note": "Why"}).status_code == 422
    assert editor_client.post(f"{here}review/return/", {"indicators": ["A1-1"]}).status_code == 422
    assert making.read(assessment).status == "under_review"


def test_a_recall_in_a_revision_leads_back_to_the_revision(assessment, here, focal_point, focal_point_client, editor):
    reviewing.return_for_revision(assessment.pk, by=editor, note="Why", indicators=["A1-1"])
    focal_point_client.post(f"{here}submit/", {"name": "N", "function": "F", "is_certified": "on"})
    assert making.read(assessment).status == "submitted"
    focal_point_client.post(f"{here}recall/")
    assert making.read(assessment).status == "revision_requested"


def test_threads_are_answered_and_settled(assessment, here, editor_client, focal_point_client):
    editor_client.post(f"{here}review/A1/comment/", {"text": "Please say more."})
    thread = ReviewThread.objects.get()
    focal_point_client.post(f"{here}review/A1/comment/", {"text": "It is in the law.", "thread": thread.pk})
    assert focal_point_client.post(f"{here}review/threads/{thread.pk}/").status_code == 403
    editor_client.post(f"{here}review/threads/{thread.pk}/")
    thread.refresh_from_db()
    assert not thread.is_open
    assert [one.text for one in thread.comments.all()] == ["Please say more.", "It is in the law."]


def test_what_the_country_has_not_answered_waits_for_its_focal_point(
    assessment, here, editor_client, focal_point_client
):
    told = []
    for client, text in (
        (editor_client, "Which law?"),
        (editor_client, "And since when?"),
        (focal_point_client, "Act 5."),
    ):
        thread = {"thread": ReviewThread.objects.get().pk} if told else {}
        client.post(f"{here}review/A1-1/comment/", {"text": text} | thread)
        told.append("Review of the self-assessment: 1 point to answer" in page_of(focal_point_client))

    assert told == [True, True, False]
    assert "point to answer" not in page_of(editor_client)


def page_of(client):
    return client.get("/en/work/").content.decode()


def test_nobody_accepts_alone_what_they_submitted(serbia, editor, editor_client, administrator, administrator_client):
    assessment = making.opened(serbia, editor)
    making.under_review(assessment, editor)
    path = f"/en/work/assessments/{assessment.pk}/review/accept/"

    assert editor_client.post(path, {}).status_code == 403
    assert making.read(assessment).status == "under_review"
    administrator_client.post(path, {})
    assert making.read(assessment).status == "accepted"


def test_an_administrator_overrides_with_a_reason(serbia, administrator, administrator_client):
    assessment = making.opened(serbia, administrator)
    making.under_review(assessment, administrator)
    path = f"/en/work/assessments/{assessment.pk}/review/accept/"

    assert administrator_client.post(path, {}).status_code == 422
    administrator_client.post(path, {"override": "The office is empty this week."})

    assert making.read(assessment).status == "accepted"
    assert making.read(assessment).steps.last().note == "The office is empty this week."


@pytest.mark.parametrize(("language", "said"), [("en", "Acceptance"), ("fr", "cceptation"), ("ru", "самостоятельной")])
def test_the_letter_is_there_in_three_languages(assessment, here, editor_client, focal_point_client, language, said):
    editor_client.post(f"{here}review/accept/", {"note": "With thanks."})
    step = making.read(assessment).steps.last()
    page = focal_point_client.get(f"{here}letters/{step.pk}/?in={language}").content.decode()
    assert said in page
    assert "With thanks." in page


def test_two_decisions_at_once_let_one_through(assessment, editor, administrator):
    reviewing.accept(assessment.pk, by=editor)
    with pytest.raises(TransitionNotAllowed):
        reviewing.return_for_revision(assessment.pk, by=administrator, note="Why", areas=["A1"])


# Publication


@pytest.fixture
@kept
def accepted(assessment, editor):
    stage = assessment.instrument.stages.get(number=3)
    indicator = assessment.instrument.indicators.get(code="A1-1")
    reviewed = reviewing.propose_stage(assessment, indicator, stage, by=editor)
    reviewing.agree(reviewed, by=None)
    return reviewing.accept(assessment.pk, by=editor)


def test_the_preview_is_exactly_the_public_page(accepted, here, focal_point_client, visitor, serbia):
    page = focal_point_client.get(f"{here}publication/?parts=stages").content.decode()
    body = page[page.index("data-preview>") + len("data-preview>") :]
    shown_stages = body[body.index('<section class="stage-picture"') : body.index("</section>")]

    focal_point_client.post(f"{here}publication/", {"parts": ["stages"]})
    public = visitor.get("/en/countries/serbia/assessments/1/").content.decode()

    assert shown_stages in public
    assert "Because it is so." not in public  # texts were not chosen
    assert "Reviewed stage, agreed by both sides" in public


def test_only_the_country_or_the_secretariat_publishes(accepted, here, contributor, editor_client):
    assert signed_in(contributor).post(f"{here}publication/", {"parts": ["stages"]}).status_code == 403
    editor_client.post(f"{here}publication/", {"parts": ["stages"]})
    assert Publication.objects.get().on_behalf


def test_the_preview_says_like_the_public_page_that_the_secretariat_published(
    accepted, here, editor_client, focal_point_client, visitor
):
    said, path = "Entered by the secretariat on the country’s behalf.", f"{here}publication/?parts=stages"
    previews = [client.get(path).content.decode() for client in (editor_client, focal_point_client)]
    assert [said in preview for preview in previews] == [True, False]

    editor_client.post(f"{here}publication/", {"parts": ["stages"]})
    assert said in visitor.get("/en/countries/serbia/assessments/1/").content.decode()


def test_what_is_published_stays_when_the_answers_change(accepted, here, visitor, focal_point_client):
    focal_point_client.post(f"{here}publication/", {"parts": ["stages", "texts"]})
    making.fill(making.read(accepted), text="Written later")
    assert "Written later" not in visitor.get("/en/countries/serbia/assessments/1/").content.decode()


def test_a_withdrawal_leaves_its_note(accepted, here, visitor, focal_point_client):
    focal_point_client.post(f"{here}publication/", {"parts": ["stages"]})
    publication = Publication.objects.get()
    focal_point_client.post(f"{here}publication/{publication.pk}/withdraw/", {"note": "Under revision."})

    page = visitor.get("/en/countries/serbia/assessments/1/").content.decode()
    assert "Under revision." in page
    assert "stage-picture" not in page
    assert "stage-picture" not in visitor.get("/en/countries/serbia/").content.decode()


def test_nothing_is_published_before_acceptance(assessment, here, focal_point_client, visitor):
    focal_point_client.post(f"{here}publication/", {"parts": ["stages"]})
    assert not Publication.objects.exists()
    assert visitor.get("/en/countries/serbia/assessments/1/").status_code == 404


def test_evidence_is_public_only_as_chosen(serbia, editor, visitor):
    publication = making.published(making.opened(serbia, editor), with_file=True)
    key = publication.content["evidence"][0]["key"]
    path = f"/en/countries/serbia/assessments/1/evidence/{key}/"
    assert visitor.get(path).getvalue().startswith(b"%PDF")
    publishing.withdraw(publication, by=editor, note="Gone")
    assert visitor.get(path).status_code == 404


def test_the_roles_of_the_steps_are_those_of_the_design():
    from tests.test_rights import rows

    country = {(Role.FOCAL_POINT, None), (Role.DEPUTY, None)}
    staff = {(Role.EDITOR, None), (Role.ADMINISTRATOR, None)}
    for action, expected in {
        "submit": country | staff,
        "recall": country,
        "publish": country | staff,
        "start-review": staff,
        "accept": staff,
        "accept-own": {(Role.ADMINISTRATOR, None)},
        "agree-stage": country,
    }.items():
        found = {(role, states) for role, states, _scope in rows("assessments.selfassessment", action)}
        assert found == expected, action


STATES = ["draft", "submitted", "under_review", "revision_requested", "accepted", "correction"]
LEADS = {
    "submit": {"draft": "submitted", "revision_requested": "submitted", "correction": "submitted"},
    "recall": {"submitted": "draft"},
    "recall_revision": {"submitted": "revision_requested"},
    "recall_correction": {"submitted": "correction"},
    "start_review": {"submitted": "under_review"},
    "return_for_revision": {"under_review": "revision_requested"},
    "accept": {"under_review": "accepted"},
    "reopen": {"accepted": "correction"},
}


@pytest.mark.parametrize("state", STATES)
def test_every_step_leads_where_the_design_says(serbia, editor, state):
    """Every state × step: what the table does not name is refused, and nothing is written."""
    assessment = making.opened(serbia, editor, areas=1, indicators=(1,))
    manager = type(assessment)._base_manager
    for step in assessment.TRANSITIONS:
        manager.filter(pk=assessment.pk).recorded_update(status=state)
        one = making.read(assessment)
        target = LEADS[step].get(state)
        if target:
            one.step(step, by=editor, note="why")
        else:
            with pytest.raises(TransitionNotAllowed):
                one.step(step, by=editor, note="why")
        assert making.read(assessment).status == (target or state), step


def test_nobody_counts_twice_as_reviewer(assessment, editor):
    stages = list(assessment.instrument.stages.all())
    indicator = assessment.instrument.indicators.get(code="A1-1")
    for stage in stages[:2]:
        reviewing.propose_stage(assessment, indicator, stage, by=editor)
    assert ReviewedStage.objects.get().stage == stages[1]
