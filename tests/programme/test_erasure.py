"""A person's data: what the portal holds, and that after erasure nothing of it is anywhere."""

import json

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.urls import reverse

from countries.access import invite
from countries.models import BodyMember, Invitation, Mandate
from programme.erasure import ErasureRefused, erase, mentions
from programme.history import acting
from programme.history_words import entries
from programme.holdings import all_holdings
from programme.matrix import Role
from programme.models import Body, EmailChange, Message, StepTaken, User
from programme.outbox import queue
from tests import factories
from tests.conftest import person, signed_in
from tests.kept import kept
from tests.programme.signing_in import with_factor

pytestmark = pytest.mark.django_db
EMAIL, OLD_EMAIL, NAME = "maria.kovac@example.org", "m.kovac@former.example", "Maria Kovač"


@pytest.fixture
@kept
def maria(serbia, editor):
    """Somebody who did a bit of everything, under two addresses and two names."""
    maria = User.objects.create_user(OLD_EMAIL, "a-long-test-password", name="Maria K.")
    maria.email, maria.name = EMAIL, NAME
    maria._change_reason = f"Maria Kovač wrote from {EMAIL.upper()}."
    maria.save()
    factories.phase(serbia, "preparatory")
    for address in (EMAIL, OLD_EMAIL):
        invite(country=serbia, email=address, role=Role.VIEWER, by=editor)
    mandate = Mandate.objects.create(user=maria, country=serbia, role=Role.FOCAL_POINT)
    client = signed_in(maria)
    invite(country=serbia, email="other@example.org", role=Role.VIEWER, by=maria)
    EmailChange.begin(maria, "maria@new.example")
    queue("account-changed", to=maria, context={"event": "password_changed"})
    queue("account-changed", to=editor, context={"event": "password_changed"})
    Message.objects.filter(recipient=editor).update(text=f"{NAME} invites you.")
    activity = factories.activity(status="planned")
    StepTaken.objects.create(
        record=activity,
        step="hold",
        from_status="planned",
        to_status="held",
        by=maria,
        acted_as=Role.FOCAL_POINT,
        acted_for="RS",
    )
    client.get("/en/work/")
    with_history(serbia, maria)
    mandate.end()
    return maria


def with_history(record, user):
    with acting(user=User.objects.get(pk=user.pk)):
        record.note_en = "What Maria's country wrote"
        record.save()


def everything():
    """Each text of each column of each table of the database."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str | dict | list | memoryview | bytes):
                        yield name, column, value if isinstance(value, str) else str(value)


def found(*words):
    return {
        (table, column)
        for table, column, value in everything()
        if any(word.casefold() in value.casefold() for word in words)
    }


def test_after_erasure_name_and_address_are_in_no_table(maria, administrator):
    words = (EMAIL, OLD_EMAIL, NAME, "Maria K.", "maria@new.example")
    assert ("programme_user", "email") in found(*words)
    assert len(found(*words)) > 6

    erase(maria, by=administrator, reason="Asked for by letter of 3 November.")

    assert found(*words) == set()


def test_erasure_leaves_role_and_country_in_the_history(maria, serbia, administrator):
    erase(maria, by=administrator, reason="Asked for by letter.")

    entry = next(one for one in entries(serbia)[0] if one.role)
    assert (entry.who, entry.role, entry.by) == ("", "Focal point: Serbia", "Focal point: Serbia")
    mandate = Mandate.objects.get(country=serbia)
    assert str(mandate) == f"Person no. {maria.pk}, data erased, Focal point: Serbia"


def test_erasure_is_recorded_with_who_and_why(maria, administrator):
    erase(maria, by=administrator, reason="Asked for by letter.")

    row = User.history.filter(id=maria.pk).first()
    assert (row.history_user, row.history_change_reason, row.acted_as) == (
        administrator,
        "Asked for by letter.",
        "secretariat-administrator",
    )
    assert row.email == f"erased-{maria.pk}@erased.invalid"


def test_erasure_ends_access_and_sessions(maria, administrator, visitor):
    client = signed_in(maria)
    assert client.get("/en/work/").status_code == 200

    erase(maria, by=administrator, reason="Asked for.")

    assert client.get("/en/work/").status_code == 302
    gone = User.objects.get(pk=maria.pk)
    assert (gone.is_active, gone.has_usable_password()) == (False, False)
    ids = [one.get_decoded().get("_auth_user_id") for one in Session.objects.all()]
    assert str(maria.pk) not in ids


def test_open_invitation_to_the_address_opens_nothing_any_more(maria, administrator):
    erase(maria, by=administrator, reason="Asked for.")

    addressed = Invitation.objects.exclude(email="other@example.org")
    assert {one.state for one in addressed} == {"withdrawn"}
    assert Invitation.objects.get(email="other@example.org").state == "open"


def test_mails_to_others_lose_the_name_and_keep_the_rest(maria, administrator, editor):
    erase(maria, by=administrator, reason="Asked for.")

    assert Message.objects.get(recipient=editor, kind="account-changed").text == "– invites you."
    assert {one.address for one in Message.objects.filter(recipient=maria)} == {f"erased-{maria.pk}@erased.invalid"}


def test_short_name_is_not_cut_out_of_other_words(administrator, editor):
    short = person("li@example.org")
    User.objects.filter(pk=short.pk).update(name="Li")
    queue("account-changed", to=editor, context={"event": "password_changed"})
    Message.objects.update(text="Li reads the list. Link below.")

    erase(User.objects.get(pk=short.pk), by=administrator, reason="Asked for.")

    assert Message.objects.get().text == "– reads the list. Link below."


def test_two_people_can_be_erased(administrator):
    for number in range(2):
        erase(person(f"person-{number}@example.org"), by=administrator, reason="Asked for.")

    assert User.objects.filter(erased_at__isnull=False).count() == 2


def refused(user, by):
    with pytest.raises(ErasureRefused) as refusal:
        erase(user, by=by, reason="Asked for.")
    assert User.objects.get(pk=user.pk).email == user.email
    return str(refusal.value)


def test_nobody_erases_themselves(administrator):
    assert "ask another administrator" in refused(administrator, administrator)


def test_somebody_in_force_is_not_erased(focal_point, serbia, editor, administrator):
    assert "A mandate is in force (Focal point: Serbia): end it first." in refused(focal_point, administrator)
    assert "Secretariat editor" in refused(editor, administrator)
    member = person("member@example.org")
    body = Body.objects.create(slug="bureau", name_en="Bureau")
    BodyMember.objects.create(user=member, body=body, country=serbia)
    assert "A seat is in force (Bureau: Serbia)" in refused(member, administrator)


def test_erasing_twice_is_refused(administrator, outsider):
    gone = erase(outsider, by=administrator, reason="Asked for.")

    with pytest.raises(ErasureRefused):
        erase(gone, by=administrator, reason="Again.")


def test_names_in_texts_of_the_record_are_named_and_left(maria, administrator):
    factories.activity(objectives_en=f"Training by {NAME}")

    assert list(mentions(maria)) == [("activities", 1)]


def test_whatever_links_to_people_or_holds_an_address_is_registered():
    """Whoever adds such a column says in the registry what it holds and what erasure does to it."""
    rooms = {"programme", "countries", "activities", "assessments", "reports"}
    registered = {link for holding in all_holdings() for link in holding.links}
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in rooms and not hasattr(model, "instance_type")
        for field in model._meta.concrete_fields
        if (field.is_relation and field.related_model is User) or isinstance(field, models.EmailField)
    }
    assert there - registered == {"programme.User_groups.user", "programme.User_user_permissions.user"}
    assert registered - there == set()


# The pages


def erasure_page(user):
    return reverse("admin:programme_user_erase", args=[user.pk])


def test_administrator_is_told_what_goes_and_erases(maria, administrator):
    client = with_factor(administrator)
    page = client.get(erasure_page(maria)).content.decode()
    assert "Certifications of self-assessments" in page
    assert "Mandates" in page

    assert "This field is required" in client.post(erasure_page(maria), {}).content.decode()
    naming = {"reason": f"{NAME} asked for it", "is_sure": "on"}
    assert "The reason names the person" in client.post(erasure_page(maria), naming).content.decode()
    assert not User.objects.get(pk=maria.pk).is_erased

    answer = client.post(erasure_page(maria), {"reason": "Asked for by letter.", "is_sure": "on"})

    assert answer.status_code == 302
    assert User.objects.get(pk=maria.pk).is_erased
    form = client.get(reverse("admin:programme_user_change", args=[maria.pk]))
    assert f"Person no. {maria.pk}, data erased" in form.content.decode()
    assert 'name="name"' not in form.content.decode()


def test_page_says_what_is_in_the_way_and_offers_nothing(administrator, focal_point):
    page = with_factor(administrator).get(erasure_page(focal_point)).content.decode()

    assert "A mandate is in force (Focal point: Serbia): end it first." in page
    assert "Erase for good" not in page


def test_only_administrators_erase_and_prove_again_who_they_are(
    editor, administrator, outsider, editor_client, administrator_client
):
    assert with_factor(editor).get(erasure_page(outsider)).status_code == 403
    assert with_factor(editor).post(erasure_page(outsider), {"reason": "x", "is_sure": "on"}).status_code == 403
    assert "reauthenticate" in administrator_client.get(erasure_page(outsider))["Location"]
    assert not User.objects.get(pk=outsider.pk).is_erased


def test_my_data_says_in_words_what_is_held(maria):
    client = signed_in(maria)
    page = client.get("/en/account/my-data/").content.decode()

    assert EMAIL in page
    assert "Focal point" in page
    assert "1 change" in page
    assert "other@example.org" not in page


def test_my_data_can_be_taken_away(maria, serbia):
    data = json.loads(signed_in(maria).get("/en/account/my-data.json").content)["holdings"]

    assert data["account"]["records"][0]["email"] == EMAIL
    assert data["mandates"]["records"][0]["country"] == "Serbia"
    assert data["mandates"]["records"][0]["role"] == "focal-point"
    assert {row["kind"] for row in data["changes"]["records"]} >= {"countries.Country"}
    assert data["steps"]["records"][0]["step"] == "hold"
    assert maria.password not in json.dumps(data)


def test_my_data_is_one_s_own(maria, neighbour_client, visitor):
    assert EMAIL not in neighbour_client.get("/en/account/my-data.json").content.decode()
    assert EMAIL not in neighbour_client.get("/en/account/my-data/").content.decode()
    assert visitor.get("/en/account/my-data.json").status_code == 302


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_my_data_reads_in_every_language(maria, language):
    assert signed_in(maria).get(f"/{language}/account/my-data/").status_code == 200
