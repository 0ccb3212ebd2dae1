"""One gap followed by its links: plan, approval, proposal, activity, report, next cycle, and back (PRODUCT E1–E4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import cycles
from assessments.plans import carrying_out
from countries.models import BodyMember, Country
from programme.dates import PartialDate
from programme.matrix import Role
from programme.permissions import EDITOR
from tests import factories
from tests.activities import making as activities
from tests.assessments import making, planning
from tests.conftest import acting_for, person
from tests.programme.upload_samples import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def georgia(here, settings):
    settings.ACTIVITY_REPORTS_SINCE = activities.SINCE
    country = factories.beneficiary("Georgia", "GE", slug="georgia")
    factories.phase(country)
    return country


def test_a_gap_is_followed_to_what_was_done_and_back(phone, georgia):
    focal = phone().enter(acting_for(georgia, Role.FOCAL_POINT, "focal@example.org"))
    editor = phone().enter(person("editor@example.org", EDITOR))
    plan = planning.with_action(georgia)
    approve(phone, plan)
    activity = propose(focal, editor, plan)
    report(focal, editor, activity)
    follow_forward(focal, plan)
    follow_the_documents(focal, plan, activity)
    follow_back(focal, plan, activity)
    into_the_next_cycle(focal, plan)


def approve(phone, plan):
    """The plan is under review; a member of the Bureau, sent by another country, approves it."""
    planning.approving_body()
    planning.under_review(plan)
    user = person("bureau@example.org")
    BodyMember.objects.create(user=user, body=planning.approving_body(), country=Country.objects.get(slug="serbia"))
    member = phone().enter(user)
    member.open(f"work/plans/{plan.pk}/review/")
    member.follow("Approve")
    member.press("Approve")
    member.reads("approved")


def propose(focal, editor, plan):
    """From the action's page; the draft says what the action says, and the secretariat makes an activity of it."""
    focal.open(f"work/plans/{plan.pk}/actions/1/")
    focal.look()
    focal.follow("Propose an activity")
    focal.press("Begin the proposal")
    assert focal.page.input_value("#id_need") == "Too few trained inspectors"
    focal.press("Save")
    focal.press("Submit")
    proposal = planning.action_of(plan).proposals.get()
    editor.open(f"work/proposals/{proposal.pk}/accept/")
    editor.look()
    editor.press("Accept")
    proposal.refresh_from_db()
    return proposal.activity


def report(focal, editor, activity):
    """The activity was held; the country reports on it by hand and lets everybody read that."""
    activity.is_published, activity.status, activity.group = True, "held", "programme"
    activity.start = activity.end = PartialDate.of(timezone.localdate() - timedelta(days=10))
    activity.save()
    document = factories.document("programme-of-the-training", title_en="Programme of the training")
    activity.documents.add(document)
    focal.open("work/activity-reports/")
    focal.look()
    focal.follow("Train inspectors")
    focal.press("Begin the report")
    focal.page.fill("#id_results", "Twelve inspectors were trained.")
    focal.page.fill("#id_lessons", "Longer exercises.")
    focal.page.fill("#id_women", "5")
    focal.page.fill("#id_men", "7")
    focal.page.check("#id_is_publishable")
    focal.press("Save")
    focal.reads("Twelve inspectors were trained.")
    focal.follow("Add a file")
    focal.page.fill("#id_title", "List of participants")
    file = {"name": "participants.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    focal.page.set_input_files("#id_upload", file)
    focal.page.check("#id_is_public")
    focal.press("Add the file")
    focal.press("Submit")
    told = activity.country_reports.get()
    assert (told.status, told.women, told.men, told.others) == ("submitted", 5, 7, None)
    editor.open(f"work/activity-reports/{told.pk}/")
    editor.follow("Accept")
    editor.press("Accept")
    editor.reads("accepted")


def follow_forward(focal, plan):
    """From the challenge to the action, to the activity, to its report."""
    area = planning.action_of(plan).area.code
    focal.open(f"work/assessments/{plan.assessment.pk}/areas/{area}/")
    focal.look()
    focal.follow("Train inspectors", within="#challenges")
    focal.follow("Train inspectors", within="section:has(#became-title)")
    focal.reads("Which gaps", "Too few trained inspectors")


def follow_the_documents(focal, plan, activity):
    """From the action to the activity, to its document and back; to the country's report and back; to its file."""
    focal.open(f"work/plans/{plan.pk}/actions/1/")
    focal.follow("Train inspectors", within="section:has(#became-title) li:has-text('Activity')")
    focal.follow("Programme of the training", within="section:has(#documents)")
    focal.follow("Train inspectors", within="main")
    assert focal.page.url == f"{focal.portal}{activity.get_absolute_url()}"
    focal.reads("Twelve inspectors were trained.")
    focal.follow("Georgia", within="section:has(#work-title) li:has-text('Report')")
    focal.reads("List of participants")
    focal.follow("Train inspectors", within="dl.facts")
    focal.follow("Train inspectors", within="section:has(#work-title) li:has-text('Proposal')")
    focal.follow("Train inspectors", within="dl.facts")
    link = focal.page.locator("#reports").get_by_role("link", name="List of participants").get_attribute("href")
    assert focal.context.request.get(f"{focal.portal}{link}").body() == pdf()


def follow_back(focal, plan, activity):
    """From the activity to the action and to the indicator."""
    focal.page.goto(f"{focal.portal}{activity.get_absolute_url()}")
    focal.follow("Train inspectors", within="#gaps")
    focal.follow("A1-1", within="section:has(#stands-title)")
    assert f"/work/assessments/{plan.assessment.pk}/areas/" in focal.page.url


def into_the_next_cycle(focal, plan):
    """The plan is evaluated, the next cycle opened: beside the answer stands what was done, and leads there."""
    action = planning.action_of(plan)
    carrying_out.change_status(action, "done", by=None)
    planning.evaluated(planning.read(plan))
    cycles.end_cycle(plan.cycle, note="Over")
    following = making.opened(plan.country)
    focal.open(f"work/assessments/{following.pk}/areas/{action.area.code}/")
    focal.page.locator("#A1-1 details.before summary").click()
    focal.follow("Train inspectors", within="#A1-1 details.before")
    focal.reads("in the cycle after")
    focal.follow("A1-1", within="section:has(#stands-title) li:has-text('in the cycle after')")
    assert reverse("assessment-area", args=[following.pk, action.area.code]) in focal.page.url
