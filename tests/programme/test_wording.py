"""The workshop's words fit every noun: titles, buttons and outcomes name the kind of record apart."""

import html
import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from programme.admin.wording import OF_DJANGO, OwnWords
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db


def page(response):
    """Its text, each run of spaces and line ends as one, no-break spaces as they are."""
    return re.sub(r"[ \n]+", " ", html.unescape(response.content.decode()))


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", page(response))[1]


def test_every_kind_of_record_has_our_words():
    assert [kind for kind, one in admin.site._registry.items() if not isinstance(one, OwnWords)] == []


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_every_message_of_django_is_said_anew(language):
    with translation.override(language):
        assert [text for text in OF_DJANGO if translation.gettext(text) == text] == []


@pytest.mark.parametrize(
    ("language", "many", "new", "button", "saved"),
    [
        ("en", "Organisations", "Add: organisation", "Add organisation", "The organisation “OSCE” was added"),
        ("fr", "Organisations", "Ajouter\xa0: organisation", "Ajouter\xa0: organisation", "Ajouté\xa0: organisation «"),
        ("ru", "Организации", "Добавить: организация", "Добавить: организация", "Добавлено: организация «"),
    ],
)
def test_list_form_and_outcome_name_the_kind_apart(editor_client, language, many, new, button, saved):
    with translation.override(language):
        listing, adding = (reverse(f"admin:activities_organisation_{name}") for name in ("changelist", "add"))

    assert heading(editor_client.get(listing)) == many
    assert f" {button} </a>" in page(editor_client.get(listing))
    assert heading(editor_client.get(adding)) == new

    form = open_form(editor_client, adding, "organisation")
    send(editor_client, adding, form, name_en="OSCE", slug="osce", sureness="unconfirmed")

    assert saved in re.sub(r"<[^>]+>", "", page(editor_client.get(listing)))


@pytest.mark.parametrize(
    ("language", "asked"),
    [("fr", "supprimer cet enregistrement (réunion «"), ("ru", "удалить эту запись (совещание «")],
)
def test_one_is_asked_before_a_record_is_deleted(editor_client, language, asked):
    with translation.override(language):
        url = reverse("admin:programme_meeting_delete", args=[factories.meeting().pk])

    assert asked in page(editor_client.get(url))
