"""Mandates and seats in the workshop."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from countries import access
from countries.models import BodyMember, Mandate
from programme.matrix import Role
from programme.models import Body
from programme.uploads import check_upload
from tests.conftest import person
from tests.programme.forms import fields_of
from tests.programme.upload_samples import named, pdf

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


def test_a_nomination_document_is_kept_with_a_new_mandate_and_replaced_later(serbia, outsider, editor_client):
    add = reverse("admin:countries_mandate_add")
    data = fields_of(editor_client.get(add), "mandate_form") | {
        "email": outsider.email,
        "country": serbia.pk,
        "role": "country-viewer",
        "upload": SimpleUploadedFile("letter.pdf", pdf()),
    }
    editor_client.post(add, data)
    mandate = Mandate.objects.select_related("nomination").get()
    assert mandate.nomination.name == "letter.pdf"

    change = reverse("admin:countries_mandate_change", args=[mandate.pk])
    page = editor_client.get(change)
    assert reverse("mandate-nomination", args=[mandate.pk]) in page.content.decode()
    both = fields_of(page, "mandate_form") | {"remove_file": "on", "upload": SimpleUploadedFile("new.pdf", pdf())}
    assert "not both" in editor_client.post(change, both).content.decode()
    editor_client.post(change, fields_of(editor_client.get(change), "mandate_form") | {"remove_file": "on"})

    mandate.refresh_from_db()
    assert mandate.nomination is None


def test_the_nomination_document_goes_from_the_invitation_to_the_mandate(serbia, outsider, editor):
    checked = check_upload(named("letter.pdf", pdf()))
    invitation = access.invite(
        country=serbia, email=outsider.email, role="country-viewer", by=editor, nomination=checked
    )

    mandate = invitation.accept(outsider)

    assert mandate.nomination == invitation.nomination
    assert mandate.nomination.uploaded_by == editor
