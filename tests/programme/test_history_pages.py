"""The history as people read it in the workshop: nothing of it is edited there (PRODUCT A9)."""

import csv
import io

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from countries.models import Country, PartyStatus
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db


def test_whole_history_of_a_record_as_a_table(editor_client, outsider_client, visitor):
    country = factories.country(note_en="=1+1")
    factories.phase(country, phase="preparatory")
    address = reverse("admin:countries_country_history_csv", args=[country.pk])

    answer = editor_client.get(address)
    head, *lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))

    assert (head[0], head[-1]) == ("When", "After")
    assert {line[6] for line in lines} >= {"country", "phase"}
    assert "'=1+1" in {line[12] for line in lines}
    assert outsider_client.get(address).status_code == 403
    assert visitor.get(address).status_code == 302
    assert editor_client.post(address).status_code == 405


def test_history_of_a_person_is_the_administrators(editor, editor_client, administrator_client):
    address = reverse("admin:programme_user_history_csv", args=[editor.pk])

    assert editor_client.get(address).status_code == 403
    assert editor_client.get(reverse("admin:programme_user_history_csv", args=[999_999])).status_code == 403
    assert administrator_client.get(address).status_code == 200


def history_url(record, language="en"):
    with translation.override(language):
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])


def test_editing_a_phase_is_told_in_words(editor_client):
    country = factories.country()
    factories.phase(country, phase="preparatory")
    url = reverse("admin:countries_country_change", args=[country.pk])

    form = open_form(editor_client, url)
    answer = send(
        editor_client,
        url,
        form,
        **{
            "phase_entries-0-phase": "implementation",
            "phase_entries-0-since_year": "2012",
            "phase_entries-0-requirements_met": None,
            "phase_entries-0-reason": "Both published lists name it.",
        },
    )
    assert answer.status_code == 302

    page = editor_client.get(history_url(country)).content.decode()
    assert "from: the admin" in page
    assert '<span class="history-who">editor</span>' in page
    assert '<td data-label="Before">Preparatory phase</td>' in page
    assert '<td data-label="After">Implementation phase</td>' in page
    assert '<td data-label="Before">nothing</td>' in page
    assert '<td data-label="After">2012</td>' in page


def test_history_is_read_in_the_readers_language(editor_client):
    country = factories.country()
    status = PartyStatus.objects.create(country=country, is_party=False)
    status.is_party = True
    status.save()

    assert '<td data-label="Après">Oui</td>' in editor_client.get(history_url(country, "fr")).content.decode()
    assert ">Да</td>" in editor_client.get(history_url(country, "ru")).content.decode()


def test_history_page_offers_nothing_to_change_and_takes_no_post(editor_client):
    country = factories.country()
    before = Country.history.count()

    page = editor_client.get(history_url(country)).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    answer = editor_client.post(history_url(country), {"action": "revert"})

    assert "<form" not in main
    assert "<script" not in main
    assert answer.status_code == 405
    assert Country.history.count() == before


def test_history_rows_can_be_neither_edited_nor_deleted(administrator_client):
    country = factories.country()
    row = Country.history.first()

    assert not [model for model in admin.site._registry if model.__name__.startswith("Historical")]
    for address in ("countries/country/{0}/history/{1}/", "countries/historicalcountry/{1}/change/"):
        url = f"/en/admin/{address.format(country.pk, row.pk)}"
        administrator_client.post(url, {"name_en": "Forged", "post": "yes"})
    assert Country.history.get(pk=row.pk).name_en == "Serbia"


@pytest.mark.parametrize(("page", "status"), [("1", 200), ("7", 200), ("0", 200), ("-3", 200), ("x", 404)])
def test_odd_pages_of_the_history(editor_client, page, status):
    assert editor_client.get(history_url(factories.country()), {"page": page}).status_code == status


def test_history_of_what_is_gone_leads_home(editor_client):
    answer = editor_client.get(reverse("admin:countries_country_history", args=["77"]), follow=True)

    assert "doesn’t exist" in answer.content.decode()
