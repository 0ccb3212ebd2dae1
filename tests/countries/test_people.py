"""Who acts for a country: inviting, accepting, ending, handing over (PRODUCT C2)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from countries import access
from countries.models import BodyMember, Invitation, InvitationRefused, Mandate
from programme.matrix import Role
from programme.models import Body, User
from tests import factories
from tests.conftest import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(monkeypatch):
    """The mails that are queued, each as its kind and what it says."""
    queued = []
    monkeypatch.setattr("countries.notifications.queue", lambda kind, **said: queued.append((kind, said)))
    return queued


def link(letters):
    """The address in the last invitation that was queued."""
    return next(said["secret_path"] for kind, said in reversed(letters) if kind == "invitation")


@pytest.fixture
def invited(serbia, focal_point, letters):
    return access.invite(country=serbia, email="new@example.org", role=Role.CONTRIBUTOR, by=focal_point)


def text(response):
    return response.content.decode()


# Inviting


def test_focal_point_invites_a_contributor_for_chosen_areas(focal_point_client, serbia, letters):
    area = factories.area()
    page = focal_point_client.post(
        reverse("country-invite", args=["serbia"]),
        {"email": "New@Example.org", "role": "contributor", "areas": [area.pk], "language": "ru"},
        follow=True,
    )

    invitation = Invitation.objects.get()
    assert "The invitation to new@example.org is on its way." in text(page)
    assert (invitation.email, invitation.role, invitation.language) == ("new@example.org", "contributor", "ru")
    assert list(invitation.areas.all()) == [area]
    assert letters[0][1]["to"] == "new@example.org"
    assert link(letters).startswith("/ru/invitation/")


def test_the_link_is_kept_nowhere(invited, letters):
    secret = link(letters).rstrip("/").rsplit("/", 1)[1]

    values = Invitation.objects.values().get().values()
    assert not any(secret in str(value) for value in values)
    assert not any(secret in str(row) for row in Invitation.history.values())


@pytest.mark.parametrize(("role", "offered"), [("focal-point", False), ("deputy", False), ("viewer-of-all", False)])
def test_focal_point_cannot_give_a_role_of_its_own_rank(focal_point_client, serbia, letters, role, offered):
    address = reverse("country-invite", args=["serbia"])
    assert (f'value="{role}"' in text(focal_point_client.get(address))) is offered

    answer = focal_point_client.post(address, {"email": "new@example.org", "role": role, "language": "en"})

    assert "Select a valid choice" in text(answer)
    assert not Invitation.objects.exists()


def test_secretariat_invites_the_first_focal_point_and_members_of_bodies(editor_client, serbia, letters):
    page = text(editor_client.get(reverse("country-invite", args=["serbia"])))

    offered = re.findall(r'name="role" value="([a-z-]+)"', page)
    assert offered == ["focal-point", "deputy", "contributor", "country-viewer", "working-group", "bureau"]


@pytest.mark.parametrize("email", ["new@example.org", "NEW@example.org"])
def test_nobody_is_invited_twice(focal_point_client, invited, email):
    answer = focal_point_client.post(
        reverse("country-invite", args=["serbia"]), {"email": email, "role": "contributor", "language": "en"}
    )

    assert answer.status_code == 422
    assert "has an invitation already" in text(answer)
    assert Invitation.objects.count() == 1


def test_who_acts_for_the_country_already_is_not_invited(focal_point, focal_point_client, letters):
    answer = focal_point_client.post(
        reverse("country-invite", args=["serbia"]),
        {"email": focal_point.email, "role": "contributor", "language": "en"},
    )

    assert "acts for the country already" in text(answer)


def test_areas_are_for_contributors_only(focal_point_client, letters):
    answer = focal_point_client.post(
        reverse("country-invite", args=["serbia"]),
        {"email": "new@example.org", "role": "country-viewer", "areas": [factories.area().pk], "language": "en"},
    )

    assert "Working areas are for contributors only" in text(answer)


def test_a_past_day_is_refused(focal_point_client, letters):
    answer = focal_point_client.post(
        reverse("country-invite", args=["serbia"]),
        {"email": "new@example.org", "role": "contributor", "language": "en", "mandate_until": "2020-01-01"},
    )

    assert "This day is past" in text(answer)


# Accepting


def test_newcomer_accepts_and_is_signed_in(visitor, invited, letters, serbia):
    shown = text(visitor.get(link(letters)))
    assert "new@example.org" in shown
    assert Invitation.objects.get().accepted_at is None  # opening the link changes nothing

    page = visitor.post(
        link(letters),
        {"name": "A new colleague", "password": "quiet-meadow-41", "password_again": "quiet-meadow-41"},
        follow=True,
    )

    mandate = Mandate.objects.get(user__email="new@example.org")
    assert (mandate.country, mandate.role) == (serbia, "contributor")
    assert mandate.is_current()
    assert "Your role from now on: Contributor" in text(page)
    assert page.request["PATH_INFO"] == "/en/work/"


def test_a_weak_or_mistyped_password_makes_no_account(visitor, invited, letters):
    for password, again, said in (("12345", "12345", "too short"), ("quiet-meadow-41", "other", "differ")):
        answer = visitor.post(link(letters), {"name": "A", "password": password, "password_again": again})
        assert said in text(answer)
    assert not User.objects.filter(email="new@example.org").exists()
    assert Invitation.objects.get().state == "open"


def test_a_link_works_once(visitor, invited, letters):
    data = {"name": "A", "password": "quiet-meadow-41", "password_again": "quiet-meadow-41"}
    visitor.post(link(letters), data)
    visitor.logout()

    again = visitor.post(link(letters), data)

    assert again.status_code == 410
    assert "This invitation has been used" in text(again)
    assert Mandate.objects.filter(user__email="new@example.org").count() == 1


def test_an_expired_link_grants_nothing(visitor, invited, letters):
    Invitation.objects.recorded_update(expires_at=timezone.now() - timedelta(minutes=1))

    answer = visitor.get(link(letters))

    assert answer.status_code == 410
    assert "This invitation has expired" in text(answer)


def test_a_withdrawn_link_grants_nothing(visitor, focal_point_client, invited, letters):
    focal_point_client.post(reverse("invitation-withdraw", args=[invited.pk]))

    answer = visitor.get(link(letters))

    assert answer.status_code == 410
    assert "was withdrawn" in text(answer)


def test_sending_again_kills_the_first_link(visitor, focal_point_client, invited, letters):
    first = link(letters)

    focal_point_client.post(reverse("invitation-resend", args=[invited.pk]))

    assert link(letters) != first
    assert visitor.get(first).status_code == 404
    assert visitor.get(link(letters)).status_code == 200


def test_forwarded_to_somebody_signed_in_as_another_it_grants_nothing(outsider, outsider_client, invited, letters):
    for answer in (outsider_client.get(link(letters)), outsider_client.post(link(letters))):
        assert answer.status_code == 403
        assert "This invitation is for somebody else" in text(answer)
        assert "new@example.org" not in text(answer)
    assert not Mandate.objects.filter(user=outsider).exists()
    with pytest.raises(InvitationRefused):
        invited.accept(outsider)


def test_who_has_an_account_signs_in_first(visitor, outsider, serbia, focal_point, letters):
    access.invite(country=serbia, email=outsider.email, role=Role.VIEWER, by=focal_point)

    assert f"next={link(letters)}" in text(visitor.get(link(letters))).replace("%2F", "/")
    assert visitor.post(link(letters), {"password": "x"}).status_code == 200
    assert not Mandate.objects.filter(user=outsider).exists()

    signed_in(outsider).post(link(letters))

    assert Mandate.objects.get(user=outsider).role == "country-viewer"


def test_the_link_is_not_passed_on(visitor, invited, letters):
    answer = visitor.get(link(letters))

    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_member_of_a_body_gets_a_seat(serbia, editor, outsider, letters):
    body = Body.objects.create(slug="bureau", name_en="Bureau")
    invitation = access.invite(country=serbia, email=outsider.email, role=Role.BUREAU, by=editor)

    invitation.accept(outsider)

    seat = BodyMember.objects.get()
    assert (seat.user, seat.body, seat.country) == (outsider, body, serbia)


# Ending and handing over


def test_ending_a_mandate_ends_access_at_the_next_request(focal_point_client, contributor, serbia, letters):
    client = signed_in(contributor)
    assert "Contributor" in text(client.get("/en/work/"))

    focal_point_client.post(reverse("mandate-end", args=[contributor.mandates.get().pk]))

    assert "You have no role at present" in text(client.get("/en/work/"))
    assert [kind for kind, _said in letters] == ["mandate-ended"]


def test_a_mandate_ends_by_its_last_day(serbia, contributor):
    mandate = contributor.mandates.get()
    today = timezone.localdate()
    mandate.since, mandate.until = today - timedelta(days=9), today - timedelta(days=1)
    mandate.save()

    assert not mandate.is_current()
    assert mandate.is_current(on=mandate.until)
    assert User.objects.get(pk=contributor.pk).standings[1:] == ()


def test_ending_twice_says_so_and_writes_once(editor_client, contributor, letters):
    address = reverse("mandate-end", args=[contributor.mandates.get().pk])
    editor_client.post(address)

    page = editor_client.post(address, follow=True)

    assert "had ended already" in text(page)
    assert len(letters) == 1


def test_focal_point_does_not_end_a_peer(focal_point_client, serbia):
    deputy = person("deputy@example.org")
    mandate = Mandate.objects.create(user=deputy, country=serbia, role=Role.DEPUTY)

    assert focal_point_client.post(reverse("mandate-end", args=[mandate.pk])).status_code == 403
    assert Mandate.objects.get(pk=mandate.pk).is_current()


def test_handover_names_who_stays_and_warns_when_nobody_does(editor_client, focal_point, contributor, serbia, letters):
    page = text(editor_client.get(reverse("mandate", args=[focal_point.mandates.get().pk])))
    assert "contributor, Contributor" in page

    contributor.mandates.get().end()

    page = text(editor_client.get(reverse("mandate", args=[focal_point.mandates.get().pk])))
    assert "Nobody. Invite a successor before this mandate ends." in page


def test_one_open_mandate_per_person_and_country(serbia, focal_point):
    second = Mandate(user=focal_point, country=serbia, role=Role.VIEWER)

    with pytest.raises(ValidationError, match=r"another mandate|open mandate"):
        second.full_clean()


def test_history_says_in_which_role_somebody_acted(focal_point_client, serbia, focal_point, letters):
    focal_point_client.post(
        reverse("country-invite", args=["serbia"]),
        {"email": "new@example.org", "role": "contributor", "language": "en"},
    )

    row = Invitation.history.first()
    assert (row.history_user, row.acted_as, row.acted_for, row.door) == (focal_point, "focal-point", "RS", "form")


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_of_people_costs_the_same_for_one_and_for_many(
    django_assert_num_queries, focal_point_client, serbia, focal_point, letters, number
):
    for i in range(number):
        Mandate.objects.create(user=person(f"p{i}@example.org"), country=serbia, role=Role.CONTRIBUTOR)
        access.invite(country=serbia, email=f"i{i}@example.org", role=Role.VIEWER, by=focal_point)

    with django_assert_num_queries(PEOPLE_QUERIES):
        focal_point_client.get(reverse("country-people", args=["serbia"]))


PEOPLE_QUERIES = 12


def test_the_page_to_invite_stands_below_one_s_work(serbia, focal_point_client):
    page = text(focal_point_client.get(reverse("country-invite", args=["serbia"])))

    way = page.partition('class="breadcrumbs"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>\n]+)</(?:a|span)>", way) == ["Home", "My work", "People", "Invite somebody"]
