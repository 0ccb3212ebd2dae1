"""Every step of assessments and plans × every state × everybody: the matrix says who, the table of steps says when.

Who may not even know of the record finds no page, who may not take the step is refused, who comes too late is told so
and moves nothing; else the step is taken, and leads where the table says.
"""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from assessments.models import ActionPlan, SelfAssessment
from assessments.plans.reviewing import may_approve
from programme.models import User
from programme.permissions import may
from programme.workflow import StepTaken
from tests import factories
from tests.assessments import making, planning
from tests.in_every_state import MISSING, REFUSED, SIGN_IN, answer, put
from tests.programme.upload_samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]  # long tables, walked once
TAKEN, TOO_LATE = "taken", "too late"
CERTIFIED = {"name": "Nino", "function": "Director", "is_certified": "on"}

# Step → the right to it, where it is sent, what is sent.
OF_ASSESSMENT = {
    "submit": ("submit", "submit/", CERTIFIED),
    "recall": ("recall", "recall/", {}),
    "recall_revision": ("recall", "recall/", {}),
    "recall_correction": ("recall", "recall/", {}),
    "start_review": ("start-review", "review/start/", {}),
    "return_for_revision": ("return-for-revision", "review/return/", {"note": "Why?", "indicators": ["A1-1"]}),
    "accept": ("accept", "review/accept/", {"note": ""}),
    "reopen": ("reopen", "correct/", {"note": "A figure is wrong."}),
}
OF_PLAN = {
    "submit": ("submit", "submit/", CERTIFIED),
    "recall": ("recall", "recall/", {}),
    "recall_revision": ("recall", "recall/", {}),
    "start_review": ("start-review", "review/start/", {}),
    "return_for_revision": ("return-for-revision", "review/return/", {"note": "Why?", "actions": ["{action}"]}),
    "approve": ("approve", "review/approve/", {"document": "{document}", "on": "{today}"}),
    # The first action that begins begins the plan.
    "begin": ("set-status", "actions/1/status/", {"status": "under_way", "on": "{today}"}),
    "evaluate": ("evaluate", "evaluate/", {"words": "Much.", "decision-{action}": "done"}),
    "close": ("close", "close/", {}),
}
CAME_FROM = {"recall": "draft", "recall_revision": "revision_requested", "recall_correction": "correction"}


@pytest.fixture(autouse=True)
def no_mail(monkeypatch):
    for room in ("notifications", "plan_notifications"):
        monkeypatch.setattr(f"assessments.{room}.queue", lambda *_args, **_said: None)


def has_right(user, action, record):
    if action == "approve":
        return may_approve(user, record) or may(user, "record-approval", record)
    if action == "set-status":
        action_of_plan = planning.action_of(record)
        action_of_plan.plan = record
        return may(user, action, action_of_plan)
    return may(user, action, record)


def expected(user, step, action, record):
    if not user.is_authenticated:
        return SIGN_IN
    if not may(user, "read", record):
        return MISSING
    if step == "begin" and not may(user, "read", planning.action_of(record)):
        return MISSING  # reviewers know the plan, and no action while it is written
    if not has_right(user, action, record):
        return REFUSED
    return TAKEN if record.can(step) else TOO_LATE


def given(client, record, step, path, data):
    """What came of it: read from the answer, the messages, the state and the row of the step."""
    before = StepTaken.objects.about(record).count()
    response = client.post(path, data)
    after = type(record).objects.get(pk=record.pk).status
    taken = list(StepTaken.objects.about(record).order_by("pk")[before:])
    if taken:
        (one,) = taken
        as_told = (one.step, one.from_status, one.to_status) == (step, record.status, after)
        leads = after == record.TRANSITIONS[step].target
        return TAKEN if as_told and leads and response.status_code == 302 else f"{one}, now {after}"
    if after != record.status:
        return f"moved to {after} without a step"
    if response.status_code == 302 and "/login/" not in response.url:
        return TOO_LATE if list(get_messages(response.wsgi_request)) else "nothing was said"
    return answer(response) if response.status_code in (302, 403, 404) else f"answer {response.status_code}"


def walk(cast, records, steps, here, words):
    assert set(steps) == set(records[0].TRANSITIONS)
    wrong = []
    people = {part: User.objects.get(pk=one.pk) for part, one in cast.people.items()} | {"visitor": AnonymousUser()}
    for part in people:
        cast.client(part)  # signed in before: what follows is undone
    for record in records:
        with transaction.atomic():
            put(record)
            for step, part in product(steps, people):
                action, path, data = steps[step]
                wanted = expected(people[part], step, action, record)
                with transaction.atomic():
                    found = tried(cast.client(part), record, step, f"{here}{path}", filled(data, words, step, part))
                    transaction.set_rollback(True)
                if found != wanted:
                    wrong.append(f"{step} from {record.status} by {part}: {found} instead of {wanted}")
            transaction.set_rollback(True)
    assert wrong == [], "\n".join(wrong)


def tried(client, record, step, path, data):
    """A recall leads back to where the country wrote before it submitted."""
    if step in CAME_FROM:
        StepTaken.objects.create(record=record, step="submit", from_status=CAME_FROM[step], to_status="submitted")
    return given(client, record, step, path, data)


def filled(data, words, step, part):
    """What is sent; with what staff submit goes the original that the country signed."""
    sent = {name.format(**words): _filled(value, words) for name, value in data.items()}
    if step == "submit" and part in ("editor", "administrator"):
        sent["original"] = SimpleUploadedFile("signed.pdf", pdf(), "application/pdf")
    return sent


def _filled(value, words):
    return [one.format(**words) for one in value] if isinstance(value, list) else value.format(**words)


def in_states(read, record):
    records = []
    for status in record.Status.values:
        one = read(record)
        one.status = status
        records.append(one)
    return records


def test_every_step_of_an_assessment_from_every_state_by_everybody(cast, serbia):
    made = making.opened(serbia, areas=1, indicators=(1,))
    making.accepted(made)
    assert isinstance(made, SelfAssessment)

    walk(cast, in_states(making.read, made), OF_ASSESSMENT, f"/en/work/assessments/{made.pk}/", {})


def test_every_step_of_a_plan_from_every_state_by_everybody(cast, serbia):
    plan = planning.approved(planning.with_action(serbia))
    assert isinstance(plan, ActionPlan)
    words = {"action": plan.actions.get().pk, "document": factories.document().pk, "today": timezone.localdate()}

    walk(cast, in_states(planning.read, plan), OF_PLAN, f"/en/work/plans/{plan.pk}/", words)
