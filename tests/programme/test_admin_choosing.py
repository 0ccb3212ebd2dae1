"""Choosing one of many records in a form of the workshop where scripts do not run: in words, or by number."""

import pytest
from django.urls import reverse

from activities.models import Activity
from programme.admin.choosing import record_typed
from programme.models import Document
from tests import factories
from tests.programme.forms import open_form, send

pytestmark = pytest.mark.django_db


def errors(answer):
    return answer.context["adminform"].form.errors


def by_words(queryset, words):
    return queryset.filter(title_en__icontains=words).order_by("pk")


def test_page_without_scripts_asks_for_words_beside_each_choice(editor_client):
    page = editor_client.get(reverse("admin:activities_activity_add")).content.decode()

    assert '<noscript><span class="typed-choice"><label for="id_parent_typed">' in page
    assert 'name="parent_typed" id="id_parent_typed"' in page


def test_words_choose_the_record_that_they_fit(editor_client):
    parent = factories.activity("A project of the Danube", slug="danube")
    factories.activity("Another project", slug="another")
    url = reverse("admin:activities_activity_add")

    answer = send(
        editor_client,
        url,
        open_form(editor_client, url, "activity"),
        title_en="Part",
        slug="part",
        parent_typed="danube",
    )

    assert answer.status_code == 302, errors(answer)
    assert Activity.objects.get(slug="part").parent == parent


def test_words_in_a_row_below_a_record_choose_too(editor_client):
    activity = factories.activity("Training")
    country = factories.country("Serbia", name_ru="Сербия")
    factories.country("Croatia")
    url = reverse("admin:activities_activity_change", args=[activity.pk])
    form = open_form(editor_client, url, "activity")
    row = next(name for name in form if name.startswith("participations-") and name.endswith("-country_typed"))

    answer = send(editor_client, url, form, **{row: "сербия"})

    assert answer.status_code == 302, errors(answer)
    assert [one.country for one in activity.participations.all()] == [country]


def test_words_that_fit_several_name_them_with_numbers_and_stay_in_the_page(editor_client):
    one, two = factories.document("a", title_en="Report of 2016"), factories.document("b", title_en="Report of 2018")
    other = factories.document("note", title_en="Note")
    url = reverse("admin:programme_document_change", args=[other.pk])
    form = open_form(editor_client, url, "document")

    answer = send(editor_client, url, form, source_typed="report")

    assert answer.status_code == 200
    said = str(errors(answer)["source"])
    assert f"No. {one.pk}" in said
    assert f"No. {two.pk}" in said
    assert 'name="source_typed" id="id_source_typed" value="report"' in answer.content.decode()

    answer = send(editor_client, url, form, source_typed=f"No. {two.pk}")
    assert answer.status_code == 302, errors(answer)
    assert Document.objects.get(pk=other.pk).source == two


def test_words_that_fit_nothing_are_an_error_and_change_nothing(editor_client):
    document = factories.document(title_en="Note")
    url = reverse("admin:programme_document_change", args=[document.pk])

    answer = send(editor_client, url, open_form(editor_client, url, "document"), source_typed="<nothing>")

    assert "Nothing is found by “&lt;nothing&gt;”." in answer.content.decode()
    assert Document.objects.get().source is None


def test_full_name_chooses_though_longer_ones_hold_it():
    named, _longer = factories.document("a", title_en="Report"), factories.document("b", title_en="Report of 2018")

    assert record_typed("REPORT", Document.objects.all(), by_words) == str(named.pk)


@pytest.mark.parametrize("number", ["{}", "No. {}", "n° {}", "№ {}", "#{}"])
def test_number_chooses_however_it_is_written(number):
    document = factories.document(title_en="Report")

    assert record_typed(number.format(document.pk), Document.objects.all(), by_words) == str(document.pk)


def test_several_are_typed_with_semicolons_between(editor_client):
    activity = factories.activity("Training")
    one, two = factories.document("a", title_en="Agenda"), factories.document("b", title_en="Report")
    url = reverse("admin:activities_activity_change", args=[activity.pk])
    form = open_form(editor_client, url, "activity")

    answer = send(editor_client, url, form, documents_typed=f"agenda; {two.pk}")

    assert answer.status_code == 302, errors(answer)
    assert set(activity.documents.all()) == {one, two}

    answer = send(editor_client, url, open_form(editor_client, url, "activity"), documents_typed="nothing; agenda")
    assert "Nothing is found by “nothing”." in str(errors(answer)["documents"])


def test_record_to_keep_in_a_merge_is_typed(editor_client):
    duplicate, kept = factories.document("a", title_en="Report"), factories.document("b", title_en="Progress report")

    looked = editor_client.get(
        reverse("admin:programme_document_merge", args=[duplicate.pk]), {"into": "", "into_typed": "progress"}
    )

    assert looked.context["kept"] == kept


@pytest.mark.parametrize("number", ["²", "9" * 25, "9" * 5000, "٣", "\x00"])
def test_a_choice_that_is_no_number_of_a_record_is_an_error_of_the_form(editor_client, number):
    url = reverse("admin:activities_activity_add")
    form = open_form(editor_client, url, "activity")

    answer = send(editor_client, url, form, title_en="Part", slug="part", parent=number)

    assert answer.status_code == 200
    assert "parent" in errors(answer)


def test_words_as_long_as_a_book_find_nothing(editor_client):
    url = reverse("admin:activities_activity_add")
    form = open_form(editor_client, url, "activity")

    answer = send(editor_client, url, form, title_en="Part", slug="part", parent_typed="x" * 100_000)

    assert answer.status_code == 200
    assert len(errors(answer)["parent"][0]) < 300
