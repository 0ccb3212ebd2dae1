"""The country's history tells what was done beside the steps: published, withdrawn, commented, put off (PRODUCT A9)."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import cycles, publishing, reviewing
from assessments.models import Publication
from assessments.plans import carrying_out
from assessments.plans import publishing as plan_publishing
from assessments.plans import reviewing as plan_reviewing
from countries.models import BodyMember
from programme.erasure import erase
from programme.history import acting
from programme.matrix import Role
from programme.models import Body
from tests.assessments import making, planning
from tests.conftest import acting_for, person, signed_in
from tests.kept import kept

pytestmark = pytest.mark.django_db
PAGE, FILE = "/en/work/countries/serbia/history/", "/en/work/countries/serbia/history.csv"


@pytest.fixture
@kept
def member(albania):
    body, _is_new = Body.objects.get_or_create(slug="bureau", defaults={"name_en": "Bureau"})
    user = person("member@example.org")
    BodyMember.objects.create(user=user, body=body, country=albania)
    return user


@pytest.fixture
@kept
def assessment(serbia, editor, focal_point, member):
    """Commented by a member, put off, published on the country's behalf, withdrawn by the country."""
    made = making.opened(serbia, editor)
    with acting(user=focal_point):
        making.under_review(made, focal_point)
    indicator = made.instrument.indicators.first()
    reviewing.comment(making.read(made), by=member, text="Which law is it?", area=indicator.area, indicator=indicator)
    reviewing.accept(made.pk, by=editor, override="Nobody else is there.")
    cycles.extend_cycle(made.cycle, by=editor, reason="A flood.", due_on=made.cycle.due_on + timedelta(days=30))
    publication = publishing.publish(made.pk, by=editor, parts=["texts", "stages"], on_behalf=True)
    publishing.withdraw(publication, by=focal_point, note="A figure was wrong.")
    return made


@pytest.fixture
@kept
def plan(serbia, editor, focal_point, member):
    made = planning.under_review(planning.with_action(serbia, editor), focal_point)
    plan_reviewing.comment(made, by=member, text="Who pays for it?", action=made.actions.get())
    planning.approving_body()
    plan_reviewing.approve(made.pk, by=None)
    with acting(user=focal_point):
        carrying_out.change_status(made.actions.get(), "postponed", by=focal_point, on=date(2026, 11, 3), note="Ill.")
    publication = plan_publishing.publish(made.pk, by=focal_point, parts=["needs"])
    plan_publishing.withdraw(publication, by=focal_point, note="Not yet.")
    return planning.read(made)


def table(client, address=FILE):
    said = client.get(address).getvalue().decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(said)))[1:]


def told(client, address=FILE):
    """Who, role, on behalf; what, of which record, why."""
    return [(*row[1:4], row[5], row[6], row[7], row[9]) for row in table(client, address)]


def test_the_history_of_an_assessment_tells_what_was_done_beside_its_steps(assessment, focal_point_client):
    of_cycle = "Serbia, cycle 1"
    indicator = assessment.instrument.indicators.first()
    before, after = (f"{day.day} {day:%B %Y}" for day in _days(assessment))

    found = told(focal_point_client)

    publish, why = "published: stages of progress; texts", "A figure was wrong."
    assert ("editor", "Secretariat editor", "Serbia", publish, "self-assessment", of_cycle, "") in found
    as_focal_point = "Focal point: Serbia"
    assert ("focal-point", as_focal_point, "", "withdrawn", "self-assessment", of_cycle, why) in found
    comment = f"commented: {indicator}"
    assert ("member", "Member of the Bureau", "", comment, "self-assessment", of_cycle, "Which law is it?") in found
    assert f"extended: {before} → {after}" in [one[3] for one in found]
    extended = next(one for one in found if one[3].startswith("extend"))
    assert (extended[1], extended[6]) == ("Secretariat editor", "A flood.")


def test_what_the_secretariat_withdraws_on_the_country_s_behalf_says_so(albania, editor, editor_client):
    publication = making.published(making.opened(albania, editor), editor)
    of_plan = planning.published(planning.with_action(albania, plan=planning.of(publication.submission.assessment)))
    cycle = of_plan.plan.cycle
    pages = {
        "assessment": reverse("publication-withdraw", args=[cycle.assessment.pk, publication.pk]),
        "plan": reverse("plan-withdraw", args=[of_plan.plan_id, of_plan.pk]),
    }

    for what, page in pages.items():
        editor_client.post(page, {"note": f"Asked by letter: {what}"})

    found = told(editor_client, FILE.replace("serbia", "albania"))
    withdrawn = {one[6]: one[:4] for one in found if one[3] == "withdrawn"}
    assert withdrawn == {
        f"Asked by letter: {what}": ("editor", "Secretariat editor", "Albania", "withdrawn") for what in pages
    }


def _days(assessment):
    extension = assessment.cycle.extensions.get()
    return extension.due_before, extension.due_on


def test_the_history_of_a_plan_tells_what_was_done_beside_its_steps(plan, focal_point_client):
    action, of_cycle = "1. Train inspectors", "Serbia, cycle 1"

    found = [(one[0], *one[3:]) for one in told(focal_point_client)]

    assert ("member", f"commented: {action}", "action plan", of_cycle, "Who pays for it?") in found
    how_far = "status of an action noted: postponed, 3 November 2026"
    assert ("focal-point", how_far, "action", action, "Ill.") in found
    assert ("focal-point", "published: assistance needed", "action plan", of_cycle, "") in found
    assert ("focal-point", "withdrawn", "action plan", of_cycle, "Not yet.") in found


@pytest.mark.parametrize(
    ("language", "publish", "comment"),
    [
        ("fr", "publication\N{NO-BREAK SPACE}: degrés", "commentaire\N{NO-BREAK SPACE}: "),
        ("ru", "опубликовано: ступени", "комментарий: "),
    ],
)
def test_it_is_told_in_the_reader_s_language(assessment, focal_point_client, language, publish, comment):
    what = [one[3] for one in told(focal_point_client, FILE.replace("/en/", f"/{language}/"))]
    page = focal_point_client.get(PAGE.replace("/en/", f"/{language}/")).content.decode()

    assert any(one.startswith(publish) for one in what), what
    assert any(one.startswith(comment) for one in what), what
    assert "Which law is it?" in page


def test_it_is_the_country_s_and_the_secretariat_s_to_read(
    serbia, assessment, plan_of_neighbour, focal_point_client, editor_client, neighbour_client
):
    viewer = signed_in(acting_for(serbia, Role.VIEWER, "viewer@example.org"))
    for client in (focal_point_client, editor_client, viewer):
        said = client.get(PAGE).content.decode()
        assert "Which law is it?" in said
        assert "Hidden by Albania" not in said
    assert neighbour_client.get(PAGE).status_code == 404
    # Of people a viewer sees the role.
    assert not {"member", "editor", "focal-point"} & {one[0] for one in told(viewer)}


@pytest.fixture
@kept
def plan_of_neighbour(assessment, albania, editor):
    other = making.opened(albania, editor)
    publication = making.published(other, editor)
    publishing.withdraw(publication, by=editor, note="Hidden by Albania")


def test_somebody_erased_is_named_no_more(assessment, administrator, member, focal_point_client):
    member.seats.all().delete()
    erase(member, by=administrator, reason="She asked for it.")

    (said,) = [one for one in told(focal_point_client) if one[6] == "Which law is it?"]

    assert said[:2] == ("Member of the Bureau", "Member of the Bureau")


def test_it_is_filtered_like_all_else(assessment, focal_point_client):
    kind = Publication._meta.label_lower
    assert [one[3] for one in told(focal_point_client, f"{FILE}?kind={kind}&role=secretariat-editor")] == [
        "published: stages of progress; texts"
    ]
    assert told(focal_point_client, f"{FILE}?kind={kind}&role=focal-point") == []
    assert focal_point_client.get(f"{FILE}?role=focal-point").status_code == 200


def test_many_comments_ask_no_more_than_one(assessment, member, focal_point_client):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert "Which law is it?" in focal_point_client.get(PAGE).content.decode()
        return len(seen)

    asked()
    before = asked()
    thread = assessment.threads.get()
    for number in range(3):
        reviewing.comment(making.read(assessment), by=member, text=f"And {number}?", thread=thread)
        publishing.publish(assessment.pk, by=member, parts=["stages"])
    assert asked() == before


@pytest.mark.parametrize("table", ["withdrawal", "planwithdrawal", "cycleextension"])
def test_the_database_itself_keeps_what_was_withdrawn_or_put_off(assessment, plan_withdrawn, table):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessments_{table} SET acted_as = 'somebody else'")  # noqa: S608 (a name of this file)


@pytest.fixture
@kept
def plan_withdrawn(assessment):
    plan = planning.with_action(assessment.country, plan=planning.of(making.read(assessment)))
    plan_publishing.withdraw(planning.published(plan), by=None, note="Not yet.")
