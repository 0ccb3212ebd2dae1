"""Reports after activities: asked of beneficiaries, written, reviewed, published if the country wants (PRODUCT E3)."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from activities import reporting
from activities.deciding import OwnEntry
from activities.models import ActivityProposal, ActivityReport, ReportEvidence
from activities.reports_due import DAYS_TO_REPORT, open_reports
from programme.matrix import Role
from programme.merging import MergeRefused, merge
from programme.models import Download, Message
from programme.workflow import TransitionNotAllowed
from tests import factories
from tests.activities import making
from tests.conftest import acting_for, signed_in
from tests.programme.upload_samples import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def since(settings):
    settings.ACTIVITY_REPORTS_SINCE = making.SINCE


@pytest.fixture
def report(serbia, focal_point):
    return making.report(serbia, focal_point)


@pytest.fixture
def submitted(serbia, focal_point):
    return making.submitted_report(serbia, focal_point)


def at(report, page=""):
    return f"/en/work/activity-reports/{report.pk}/{page}"


def file(name="list.pdf"):
    made = ContentFile(pdf())
    made.name = name
    return made


# What is due


def test_a_report_is_asked_of_each_beneficiary_after_the_end(serbia, albania):
    activity = making.ended(serbia, albania, days=10)
    factories.activity(start="2021-05-01", countries=[], group="programme")

    found = list(open_reports())

    assert [(one.activity, one.country.iso2, one.is_started) for one in found] == [
        (activity, "AL", False),
        (activity, "RS", False),
    ]
    assert {one.due_on for one in found} == {activity.last_day + timedelta(days=DAYS_TO_REPORT)}
    assert not found[0].is_late()
    assert found[0].is_late(found[0].due_on + timedelta(days=1))


@pytest.mark.parametrize(
    "fields",
    [{"status": "planned"}, {"status": "cancelled"}, {"group": "other"}, {"group": ""}, {"is_published": False}],
)
def test_no_report_is_asked_of_what_the_programme_did_not_hold(serbia, fields):
    making.ended(serbia, **fields)
    assert list(open_reports()) == []


def test_no_report_is_asked_before_the_end_nor_without_a_known_one(serbia):
    making.ended(serbia, days=0)
    factories.activity(countries=[serbia], group="programme")
    assert list(open_reports()) == []


def test_the_years_before_the_portal_are_not_asked_for(serbia, settings):
    settings.ACTIVITY_REPORTS_SINCE = date(2027, 1, 1)
    for end in ("2026-12", "2027-01"):
        factories.activity(start=end, countries=[serbia], group="programme")

    assert [str(one.activity.end) for one in open_reports(date(2027, 6, 1))] == ["2027-01"]


def test_what_was_handed_in_is_not_asked_for_any_more(serbia, focal_point):
    made = making.report(serbia, focal_point)
    assert [one.is_started for one in open_reports()] == [True]
    reporting.submit(made.pk, by=focal_point)
    assert list(open_reports()) == []
    reporting.return_for_revision(made.pk, by=None, note="More, please.")
    assert [one.is_started for one in open_reports()] == [True]


def test_the_home_of_the_country_and_the_board_of_staff_say_what_is_late(
    serbia, focal_point_client, editor_client, neighbour_client
):
    activity = making.ended(serbia, days=DAYS_TO_REPORT + 10)

    home = focal_point_client.get("/en/work/").content.decode()
    assert "1 report is overdue" in home
    assert f"Report on the activity: {activity}" in home
    assert "Overdue reports on activities" in editor_client.get("/en/work/").content.decode()
    assert "overdue" in editor_client.get("/en/work/activity-reports/").content.decode()
    assert str(activity) not in neighbour_client.get("/en/work/activity-reports/").content.decode()


def test_due_reports_are_found_in_one_query(serbia, albania, django_assert_num_queries):
    for _time in range(3):
        making.ended(serbia, albania)
    with django_assert_num_queries(1):
        assert len(list(open_reports())) == 6


# Writing and handing in


def test_a_country_begins_its_report_from_the_activity(serbia, contributor):
    activity, client = making.ended(serbia), signed_in(contributor)
    start = f"/en/work/activities/{activity.pk}/report/"
    assert "Begin the report" in client.get(start).content.decode()

    for _click in range(2):
        answer = client.post(start, {"country": "serbia"})

    made = ActivityReport.objects.get()
    assert answer["Location"] == at(made, "edit/")
    assert client.get(start)["Location"] == at(made)
    client.post(at(made, "edit/"), making.as_sent(made, results="R", women="3", men=""))
    made.refresh_from_db()
    assert (made.women, made.men, made.others, made.saved_by) == (3, None, None, contributor)
    assert "not known" in client.get(at(made)).content.decode()
    assert client.post(at(made, "submit/")).status_code == 403


@pytest.mark.parametrize("person", ["neighbour_client", "outsider_client"])
def test_of_an_activity_of_others_nothing_can_be_begun(request, serbia, person):
    activity = making.ended(serbia)
    client = request.getfixturevalue(person)
    for ask in (client.get, client.post):
        assert ask(f"/en/work/activities/{activity.pk}/report/", {"country": "serbia"}).status_code == 404
    assert not ActivityReport.objects.exists()


def test_an_activity_that_nobody_asks_about_takes_no_report(serbia, focal_point_client):
    activity = making.ended(serbia, status="cancelled")
    assert focal_point_client.get(f"/en/work/activities/{activity.pk}/report/").status_code == 404
    with pytest.raises(reporting.NotAsked):
        reporting.begin(activity, serbia)


def test_a_negative_number_of_people_is_refused(report, focal_point_client):
    assert focal_point_client.post(at(report, "edit/"), making.as_sent(report, women="-1")).status_code == 422


def test_a_report_goes_to_and_fro(report, focal_point, focal_point_client, editor, editor_client):
    focal_point_client.post(at(report, "submit/"))
    again = focal_point_client.post(at(report, "submit/"), follow=True).content.decode()
    assert "submitted already" in again
    editor_client.post(at(report, "return/"), {"note": "How many women?"})
    assert Message.objects.filter(recipient=focal_point, subject="Report returned for revision: Serbia").exists()
    focal_point_client.post(at(report, "edit/"), making.as_sent(making.read(report), women="4"))
    focal_point_client.post(at(report, "submit/"))
    focal_point_client.post(at(report, "recall/"))
    assert making.read(report).status == "revision_requested"
    focal_point_client.post(at(report, "submit/"))

    editor_client.post(at(report, "accept/"), {"note": "Thank you"})

    now = making.read(report)
    assert (now.status, now.women) == ("accepted", 4)
    assert [step.step for step in now.steps] == [
        "submit",
        "return_for_revision",
        "submit",
        "recall_revision",
        "submit",
        "accept",
    ]
    for step in now.steps.filter(step__in=("accept", "return_for_revision")):
        for language in ("en", "fr", "ru"):
            assert focal_point_client.get(at(report, f"letters/{step.pk}/?in={language}")).status_code == 200


def test_an_unfinished_report_is_not_submitted(serbia, focal_point_client):
    made = making.report(serbia, lessons="")
    answer = focal_point_client.post(at(made, "submit/"), follow=True).content.decode()
    assert "Not submitted: still empty are Lessons." in answer
    assert making.read(made).status == "draft"


def test_two_people_lose_nothing(report, focal_point_client, contributor):
    before = making.as_sent(report)
    signed_in(contributor).post(at(report, "edit/"), before | {"results": "Theirs", "women": "5"})

    answer = focal_point_client.post(at(report, "edit/"), before | {"results": "Mine"})

    assert answer.status_code == 409
    assert [(one.field.name, one.theirs) for one in answer.context["differences"]] == [("results", "Theirs")]
    form = answer.context["form"]
    assert (form["results"].value(), form["women"].value()) == ("Mine", 5)


def test_what_is_sent_too_late_is_not_lost(submitted, focal_point_client):
    answer = focal_point_client.post(at(submitted, "edit/"), making.as_sent(submitted, results="At the last minute"))
    assert answer.status_code == 409
    assert "At the last minute" in answer.content.decode()
    assert making.read(submitted).results == "Ten people know more."


def test_a_mandate_that_ends_in_mid_form_loses_nothing_saved(report, focal_point, focal_point_client):
    focal_point.mandates.get().end()
    assert focal_point_client.post(at(report, "edit/"), making.as_sent(report, results="New")).status_code == 404
    assert making.read(report).results == "Ten people know more."


def test_nobody_accepts_alone_what_they_entered_on_behalf(serbia, editor, editor_client, administrator):
    made = making.report(serbia, editor)
    editor_client.post(at(made, "submit/"))
    step = made.steps.get()
    assert (step.on_behalf, step.acted_for) == (True, "RS")

    assert editor_client.post(at(made, "accept/"), {}).status_code == 403
    with pytest.raises(OwnEntry):
        reporting.accept(made.pk, by=editor)
    signed_in(administrator).post(at(made, "accept/"), {})
    assert making.read(made).status == "accepted"


def test_what_follows_is_proposed_in_one_step(serbia, focal_point, focal_point_client):
    area = factories.area()
    made = making.accepted_report(serbia, focal_point, follow_up="A second training.")
    made.activity.area_tags.create(area=area)

    answer = focal_point_client.post(at(made, "propose/"))

    proposal = ActivityProposal.objects.get()
    assert answer["Location"].endswith(f"/work/proposals/{proposal.pk}/edit/")
    assert (proposal.follows, proposal.need, proposal.country) == (made, "A second training.", serbia)
    assert list(proposal.areas.all()) == [area]
    assert str(proposal) in focal_point_client.get(at(made)).content.decode()


# Evidence and the public


def test_evidence_is_checked_kept_and_removed(report, focal_point_client):
    refused = focal_point_client.post(
        at(report, "evidence/add/"), {"title": "List", "upload": ContentFile(b"x", "a.exe")}
    )
    assert refused.status_code == 422

    focal_point_client.post(at(report, "evidence/add/"), {"title": "List", "upload": file()})

    evidence = ReportEvidence.objects.get()
    path = at(report, f"evidence/{evidence.pk}/")
    assert focal_point_client.get(path).getvalue().startswith(b"%PDF")
    assert Download.objects.get().about == evidence
    focal_point_client.post(f"{path}remove/")
    assert list(making.read(report).current_evidence()) == []
    assert focal_point_client.get(path).getvalue().startswith(b"%PDF")  # what it said stays on record


@pytest.mark.parametrize("is_publishable", [True, False])
def test_the_public_reads_just_what_the_country_publishes(
    serbia, focal_point, focal_point_client, visitor, is_publishable
):
    made = making.report(serbia, focal_point, is_publishable=is_publishable, follow_up="Secret plan")
    shown = making.with_evidence(made, "Programme", is_public=True)
    hidden = making.with_evidence(made, "Names")
    reporting.submit(made.pk, by=focal_point)
    address = made.activity.get_absolute_url()
    assert made.results not in visitor.get(address).content.decode()
    reporting.accept(made.pk, by=None)

    page = visitor.get(address).content.decode()

    assert (made.results in page, made.lessons in page, "Programme" in page) == (is_publishable,) * 2 + (True,)
    assert "Secret plan" not in page
    assert f"evidence/{hidden.pk}/" not in page
    file = visitor.get(f"{address}evidence/{shown.pk}/")
    assert file.getvalue().startswith(b"%PDF") == is_publishable
    assert file.status_code == (200 if is_publishable else 404)
    assert visitor.get(f"{address}evidence/{hidden.pk}/").status_code == 404


def test_a_country_takes_its_report_back(serbia, focal_point, focal_point_client, visitor, contributor):
    made = making.accepted_report(serbia, focal_point, is_publishable=True)
    address = made.activity.get_absolute_url()
    assert made.results in visitor.get(address).content.decode()
    assert signed_in(contributor).post(at(made, "publication/")).status_code == 403

    focal_point_client.post(at(made, "publication/"))

    assert made.results not in visitor.get(address).content.decode()
    focal_point_client.post(at(made, "publication/"), {"publish": "1"})
    assert made.results in visitor.get(address).content.decode()


def test_what_is_not_accepted_is_not_published(report, focal_point_client):
    focal_point_client.post(at(report, "publication/"), {"publish": "1"})
    assert not making.read(report).is_publishable
    with pytest.raises(TransitionNotAllowed):
        reporting.let_be_published(report.pk, True)


def test_a_viewer_reads_and_does_nothing(report, serbia):
    client = signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))

    assert client.get(at(report)).status_code == 200
    for page in ("edit/", "submit/", "recall/", "evidence/add/", "propose/"):
        assert client.post(at(report, page)).status_code == 403, page
    start = f"/en/work/activities/{report.activity.pk}/report/"
    assert client.get(start).status_code == 404


def test_the_activity_s_last_day_is_read_widely(serbia):
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    activity = factories.activity(start=f"{month:%Y-%m}", countries=[serbia], group="programme")
    (found,) = open_reports()
    assert (found.activity, found.due_on) == (activity, month + timedelta(days=DAYS_TO_REPORT))


def test_a_merge_of_two_activities_drops_no_report(serbia, focal_point):
    first, second = making.ended(serbia), making.ended(serbia)
    made = making.report(serbia, focal_point, activity=first)
    merge(first, second)
    assert making.read(made).activity == second

    third = making.ended(serbia)
    making.report(serbia, focal_point, activity=third)
    with pytest.raises(MergeRefused):
        merge(third, second)
    assert ActivityReport.objects.count() == 2


def test_the_successor_finds_what_waits(serbia, focal_point, focal_point_client):
    making.ended(serbia)
    making.proposal(serbia, title="Exercise")
    page = focal_point_client.get(f"/en/work/mandates/{focal_point.mandates.get().pk}/").content.decode()
    assert "Exercise" in page
    assert "Workshop on safety reports" in page


def test_what_follows_is_proposed_once_by_a_form_sent_twice(report, focal_point_client):
    page = f"/en/work/activity-reports/{report.pk}/"
    key = focal_point_client.get(page).context["form_key"]
    first, second = (focal_point_client.post(f"{page}propose/", {"form_key": key}).url for _time in range(2))
    assert first == second
    assert ActivityProposal.objects.count() == 1
