"""The signed-in home: what is mine, what waits for me, what changed since I was here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from countries import access
from countries.models import Invitation
from programme.matrix import Role
from tests import factories
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
WORK = "/en/work/"


def text(response):
    return response.content.decode()


def test_a_focal_point_sees_her_country_and_its_people(focal_point_client, serbia):
    page = text(focal_point_client.get(WORK))

    assert "Serbia" in page
    assert "/en/work/countries/serbia/people/" in page
    assert "What waits in the workshop" not in page


def test_a_viewer_is_not_shown_the_way_to_the_people(contributor):
    assert "/people/" not in text(signed_in(contributor).get(WORK))


def test_nothing_of_another_country_is_on_the_page(neighbour_client, serbia, focal_point):
    page = text(neighbour_client.get(WORK))

    assert "Albania" in page
    assert "Serbia" not in page


def test_somebody_without_a_role_is_told_so(outsider_client):
    assert "You have no role at present" in text(outsider_client.get(WORK))


def test_an_expired_invitation_waits_for_whoever_may_send_it_again(focal_point, focal_point_client, serbia):
    access.invite(country=serbia, email="new@example.org", role=Role.VIEWER, by=focal_point)
    assert "Nothing waits for you now" in text(focal_point_client.get(WORK))

    Invitation.objects.recorded_update(expires_at=timezone.now() - timedelta(days=1))

    assert "Invitations that expired: 1" in text(focal_point_client.get(WORK))


def test_the_end_of_one_s_mandate_is_among_the_days_that_matter(focal_point, focal_point_client):
    mandate = focal_point.mandates.get()
    mandate.until = timezone.localdate() + timedelta(days=20)
    mandate.save()

    assert "Your mandate ends: Serbia" in text(focal_point_client.get(WORK))


def test_staff_see_mandates_that_end_and_what_waits_in_the_workshop(focal_point, editor_client):
    mandate = focal_point.mandates.get()
    mandate.until = timezone.localdate() + timedelta(days=20)
    mandate.save()

    page = text(editor_client.get(WORK))

    assert "Mandate ends: focal-point, Focal point" in page
    assert "What waits in the workshop" in page
    assert "Mandates that end within 90 days" in page


def test_what_changed_since_the_last_visit_is_told_in_the_next_session(focal_point, serbia):
    assert "Changed lately" in text(signed_in(focal_point).get(WORK))
    client = signed_in(focal_point)
    assert "Nothing was changed." in text(client.get(WORK))

    factories.phase(serbia)

    page = text(client.get(WORK))
    assert "Changed since you were here last" in page
    assert "Implementation phase" in page[page.index("Changed since") :]
    assert "Nothing was changed." in text(signed_in(focal_point).get(WORK))


@pytest.mark.parametrize("number", [1, 7])
def test_the_page_costs_the_same_for_few_and_many_changes(django_assert_max_num_queries, focal_point, serbia, number):
    for one in range(number):
        access.invite(country=serbia, email=f"{one}@example.org", role=Role.VIEWER, by=focal_point)
    client = signed_in(focal_point)

    with django_assert_max_num_queries(60):
        client.get(WORK)


def test_what_waits_comes_first_for_the_secretariat(focal_point, editor_client):
    mandate = focal_point.mandates.get()
    mandate.until = timezone.localdate() + timedelta(days=20)
    mandate.save()

    page = text(editor_client.get(WORK))

    assert page.index("What waits in the workshop") < page.index("All self-assessments")
    assert "Nothing waits for you now" not in page


def test_a_focal_point_without_an_open_cycle_is_told_who_opens_one(focal_point, focal_point_client, contributor):
    assert "No self-assessment of your country is open." in text(focal_point_client.get(WORK))
    assert "No self-assessment of your country is open." not in text(signed_in(contributor).get(WORK))


def test_one_s_own_pages_are_in_the_navigation_of_whoever_is_signed_in(focal_point_client, visitor):
    assert (
        f'href="{WORK}"'
        in text(focal_point_client.get("/en/countries/")).split('class="header-nav"')[1].split("</nav>")[0]
    )
    assert f'href="{WORK}"' not in text(visitor.get("/en/countries/"))


def test_a_change_of_what_a_country_took_part_in_names_the_activity(focal_point_client, serbia):
    factories.activity("Training of inspectors", "2024-05-01", countries=[serbia])

    assert "– Training of inspectors" in " ".join(text(focal_point_client.get(WORK)).split())
