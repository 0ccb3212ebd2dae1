"""Countries as a table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from countries.models import Country, CountryName
from countries.resources import country_cell
from tests.factories import country, document

pytestmark = pytest.mark.django_db
IMPORT = "/en/admin/countries/country/import/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def upload(client, text):
    return client.post(IMPORT, {"file": SimpleUploadedFile("countries.csv", text.encode())})


def faults_of(response):
    return [str(fault) for fault in response.context["outcome"].faults]


@pytest.mark.parametrize("name", ["KG", "kg", "KGX", "kyrgyzstan", "Kyrgyz Republic", "Киргизия", "Kyrgyztan"])
def test_country_is_found_by_any_known_name(name):
    made = country("Kyrgyzstan", "KG", formal_name_en="Kyrgyz Republic")
    for text, language in (("Киргизия", "ru"), ("Kyrgyztan", "en")):
        CountryName.objects.create(country=made, text=text, language=language, kind="variant")
    assert country_cell().clean(name) == made


def test_name_of_two_countries_is_told_apart_by_nobody():
    for name, iso2 in (("Congo", "CG"), ("Congo DR", "CD")):
        CountryName.objects.create(country=country(name, iso2), text="The Congo", language="en", kind="variant")
    with pytest.raises(ValueError) as refused:
        country_cell().clean("the congo")
    assert str(refused.value) == "“the congo” may mean several: CD, CG."


def test_country_changes_through_the_import_door(editor, editor_client):
    made = country("Serbia", "RS")
    document("list")
    preview = upload(editor_client, "iso2,name_fr,documents\nrs,Serbie,list\n")
    editor_client.post("/en/admin/countries/country/process_import/", {"token": preview.context["token"]})
    made.refresh_from_db()
    assert (made.name_fr, made.name_en) == ("Serbie", "Serbia")
    assert [one.slug for one in made.documents.all()] == ["list"]
    last = made.history.first()
    assert (last.door, last.history_user) == ("import", editor)


def test_codes_and_names_are_checked_by_row_and_column(editor_client):
    country("Serbia", "RS", m49="688")
    text = "iso2,iso3,m49,slug,name_en,documents\nX1,XXX,8,x,,nowhere\nAT,AUT,688,serbia,Austria,\n"
    assert faults_of(upload(editor_client, text)) == [
        "Row 2, column “documents”: “nowhere” was not found (documents).",
        "Row 2, column “name_en”: One of these must be filled in: name_en, name_fr, name_ru.",
        "Row 2, column “iso2”: Two capital letters, for example RS.",
        "Row 2, column “m49”: Three digits, for example 688.",
        "Row 3, column “slug”: Country with this Address already exists.",
        "Row 3, column “m49”: Country with this UN M49 number already exists.",
    ]
    assert [one.iso2 for one in Country.objects.all()] == ["RS"]


@pytest.mark.parametrize("address", ["import/", "export/", "process_import/"])
def test_only_the_secretariat_may(visitor, outsider_client, address):
    address = f"/en/admin/countries/country/{address}"
    assert visitor.post(address).status_code == 302
    assert outsider_client.post(address).status_code == 403
