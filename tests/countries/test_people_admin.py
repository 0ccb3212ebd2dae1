"""Mandates and seats in the workshop."""

import pytest
from django.urls import reverse

from countries.models import BodyMember, Mandate
from programme.matrix import Role
from programme.models import Body
from tests.conftest import person

pytestmark = pytest.mark.django_db


def test_editor_gives_a_mandate_to_somebody_known_by_address(editor_client, serbia, outsider):
    answer = editor_client.post(
        reverse("admin:countries_mandate_add"),
        {"email": "OUTSIDER@example.org", "country": serbia.pk, "role": "focal-point", "since": "2026-01-01"},
    )

    assert answer.status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.user, mandate.country, mandate.role) == (outsider, serbia, "focal-point")


def test_editor_is_told_to_invite_strangers(editor_client, serbia):
    answer = editor_client.post(
        reverse("admin:countries_mandate_add"),
        {"email": "stranger@example.org", "country": serbia.pk, "role": "focal-point", "since": "2026-01-01"},
    )

    assert "Invite the person instead" in answer.content.decode()
    assert not Mandate.objects.exists()


def test_days_in_the_wrong_order_are_refused(editor_client, contributor):
    mandate = contributor.mandates.get()

    answer = editor_client.post(
        reverse("admin:countries_mandate_change", args=[mandate.pk]),
        {"role": "contributor", "since": "2026-01-02", "until": "2026-01-01"},
    )

    assert "The last day lies before the first" in answer.content.decode()


def test_chosen_seats_are_ended(editor_client, serbia):
    body = Body.objects.create(slug="bureau", name_en="Bureau")
    seat = BodyMember.objects.create(user=person("member@example.org"), body=body, country=serbia)

    editor_client.post(
        reverse("admin:countries_bodymember_changelist"), {"action": "end_now", "_selected_action": [seat.pk]}
    )

    seat.refresh_from_db()
    assert not seat.is_current()


def test_landing_page_counts_mandates_that_end_and_countries_without_a_focal_point(editor_client, serbia, albania):
    from datetime import timedelta

    from django.utils import timezone

    soon = timezone.localdate() + timedelta(days=30)
    Mandate.objects.create(user=person("a@example.org"), country=serbia, role=Role.FOCAL_POINT, until=soon)

    page = editor_client.get(reverse("admin:index")).content.decode()

    assert "Mandates that end within 90 days" in page
    assert "Beneficiary countries without a focal point" in page


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_of_mandates_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries, editor_client, serbia, number
):
    for one in range(number):
        Mandate.objects.create(user=person(f"{one}@example.org"), country=serbia, role=Role.CONTRIBUTOR)

    with django_assert_max_num_queries(9):
        editor_client.get(reverse("admin:countries_mandate_changelist"))
