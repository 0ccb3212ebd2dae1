"""Lists of people and the histories of records cost the same at 10 and at 10,000 rows."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from countries.models import Country, Mandate
from programme.history import unrecorded
from programme.matrix import Role
from programme.models import User
from programme.permissions import EDITOR
from tests import factories

pytestmark = pytest.mark.django_db


def more_people(number, start, country):
    """People with a role and a mandate, made in bulk: histories are not what is measured here."""
    made = [User(email=f"person-{start + one}@example.org", name=f"Person {start + one}") for one in range(number)]
    with unrecorded("Generated people in a database that is thrown away."):
        users = User.objects.bulk_create(made, batch_size=500)
        Mandate.objects.bulk_create(
            [Mandate(user=one, country=country, role=Role.VIEWER) for one in users], batch_size=500
        )
    editors = Group.objects.get(name=EDITOR).pk
    through = User.groups.through
    through.objects.bulk_create([through(user_id=one.pk, group_id=editors) for one in users], batch_size=500)


def more_history(record, number):
    row = record.history.first()
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del columns["history_id"]
    rows = [type(row)(**columns | {"note_en": f"note {place}", "history_type": "~"}) for place in range(number)]
    type(record).history.bulk_create(rows, batch_size=500)


def cost(client, address, **asked):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, asked)
        answer.getvalue() if answer.streaming else answer.content
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", ["admin:programme_user_changelist", "admin:countries_mandate_changelist"])
def test_lists_of_people(administrator_client, serbia, address):
    more_people(10, 0, serbia)
    administrator_client.get(reverse(address))
    few = cost(administrator_client, reverse(address))
    more_people(10_000, 10, serbia)

    assert cost(administrator_client, reverse(address)) == few
    assert cost(administrator_client, reverse(address), p="20") == few


def test_history_of_a_record_in_the_workshop(editor_client, editor):
    country = factories.country()
    address = reverse("admin:countries_country_history", args=[country.pk])
    country.history.update(history_user=editor, acted_as=Role.FOCAL_POINT, acted_for=country.iso2)
    more_history(country, 10)
    editor_client.get(address)
    few = cost(editor_client, address)
    more_history(country, 10_000)

    assert cost(editor_client, address) == few
    assert cost(editor_client, address, page="200") == few


def test_landing_page_with_a_long_history(editor_client):
    country = factories.country()
    more_history(country, 40)
    editor_client.get("/en/admin/")
    few = cost(editor_client, "/en/admin/")
    more_history(country, 10_000)

    assert cost(editor_client, "/en/admin/") == few
    assert Country.history.count() > 10_000
