"""Two people with the same form: the second never overwrites the first without seeing both values."""

import json

import pytest
from django.urls import reverse

from activities.models import Activity, Participation
from countries.models import Country
from programme.models import Claim, Document
from tests import factories
from tests.conftest import person, signed_in
from tests.programme.forms import fields_of, open_form, send

EDITOR = "secretariat-editor"


@pytest.fixture
def second_client(roles):
    return signed_in(person("second@example.org", EDITOR))


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def test_unchanged_record_is_saved(editor_client):
    osce = factories.organisation()

    response = send(
        editor_client, change(osce), open_form(editor_client, change(osce), "organisation"), abbreviation_fr="OSCE"
    )

    assert response.status_code == 302
    osce.refresh_from_db()
    assert osce.abbreviation_fr == "OSCE"


def test_stale_form_is_refused_with_both_values(editor_client, second_client):
    osce = factories.organisation()
    url = change(osce)
    mine, theirs = open_form(editor_client, url, "organisation"), open_form(second_client, url, "organisation")
    send(second_client, url, theirs, name_en="Organization")

    response = send(editor_client, url, mine, name_en="The OSCE")

    assert response.status_code == 409
    page = response.content.decode()
    assert "This record has changed since you opened it" in page
    assert "Last saved by second" in page
    cells = page[page.index("<caption>") : page.index("</table>")]
    assert "<td>OSCE</td>" in cells
    assert "<td>Organization</td>" in cells
    assert "<td>The OSCE</td>" in cells
    osce.refresh_from_db()
    assert osce.name_en == "Organization"


def test_second_save_after_the_refusal_goes_through(editor_client, second_client):
    osce = factories.organisation()
    url = change(osce)
    mine = open_form(editor_client, url, "organisation")
    send(second_client, url, open_form(second_client, url, "organisation"), name_en="Organization")
    refused = send(editor_client, url, mine, name_en="The OSCE")

    again = fields_of(refused, "organisation_form")
    assert again["name_en"] == ["The OSCE"]
    response = send(editor_client, url, again)

    assert response.status_code == 302
    osce.refresh_from_db()
    assert osce.name_en == "The OSCE"


def test_what_only_the_other_changed_is_taken_over(editor_client, second_client):
    osce = factories.organisation()
    url = change(osce)
    mine = open_form(editor_client, url, "organisation")
    send(second_client, url, open_form(second_client, url, "organisation"), name_fr="l’OSCE")

    refused = send(editor_client, url, mine, name_ru="ОБСЕ")
    page = refused.content.decode()
    assert "you did not change it" in page
    again = fields_of(refused, "organisation_form")
    assert again["name_fr"] == ["l’OSCE"]
    assert again["name_ru"] == ["ОБСЕ"]
    send(editor_client, url, again)

    osce.refresh_from_db()
    assert (osce.name_fr, osce.name_ru) == ("l’OSCE", "ОБСЕ")


def test_dates_ticks_and_lists_are_taken_over_too(editor_client, second_client):
    first, second = factories.document("first"), factories.document("second")
    activity = factories.activity(start="2017-12")
    activity.documents.add(first)
    url = change(activity)
    mine = open_form(editor_client, url, "activity")
    theirs = open_form(second_client, url, "activity")
    changes = {"start_year": "2018", "start_month": "3", "end_year": "2018", "end_month": "3", "is_published": None}
    send(second_client, url, theirs, documents=[str(first.pk), str(second.pk)], **changes)

    refused = send(editor_client, url, mine, title_en="Another title")

    again = fields_of(refused, "activity_form")
    assert (again["start_year"], again["start_month"], again["start_day"]) == (["2018"], ["3"], [""])
    assert "is_published" not in again
    assert sorted(again["documents"]) == sorted([str(first.pk), str(second.pk)])
    assert send(editor_client, url, again).status_code == 302
    activity.refresh_from_db()
    assert (str(activity.start), activity.is_published, activity.title_en) == ("2018-03", False, "Another title")
    assert set(activity.documents.all()) == {first, second}


def test_row_changed_meanwhile_is_shown_and_not_overwritten(editor_client, second_client):
    group = factories.group(members=[factories.country()])
    row = group.memberships.get()
    url = change(group)
    mine, theirs = open_form(editor_client, url, "countrygroup"), open_form(second_client, url, "countrygroup")
    send(second_client, url, theirs, **{"memberships-0-since_year": "2012"})

    refused = send(editor_client, url, mine, **{"memberships-0-since_year": "2015"})

    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Changed meanwhile." in page
    assert "<td>2012</td>" in page
    assert "<td>2015</td>" in page
    row.refresh_from_db()
    assert str(row.since) == "2012"
    assert send(editor_client, url, fields_of(refused, "countrygroup_form")).status_code == 302
    row.refresh_from_db()
    assert str(row.since) == "2015"


def test_row_added_meanwhile_is_said_and_stays(editor_client, second_client):
    group, serbia = factories.group(), factories.country()
    url = change(group)
    mine, theirs = open_form(editor_client, url, "countrygroup"), open_form(second_client, url, "countrygroup")
    send(second_client, url, theirs, **{"memberships-0-country": str(serbia.pk)})

    refused = send(editor_client, url, mine, name_en="SEE")

    assert "Added meanwhile. It stays" in refused.content.decode()
    assert send(editor_client, url, fields_of(refused, "countrygroup_form")).status_code == 302
    assert group.memberships.count() == 1


def test_untouched_row_deleted_meanwhile_leaves_the_form(editor_client, second_client):
    group = factories.group(members=[factories.country(), factories.country("Croatia")])
    first, second = group.memberships.order_by("country__slug")
    url = change(group)
    mine, theirs = open_form(editor_client, url, "countrygroup"), open_form(second_client, url, "countrygroup")
    send(second_client, url, theirs, **{"memberships-0-DELETE": "on"})

    refused = send(editor_client, url, mine, name_en="SEE")

    assert "Deleted meanwhile." in refused.content.decode()
    assert send(editor_client, url, fields_of(refused, "countrygroup_form")).status_code == 302
    assert list(group.memberships.all()) == [second]
    assert not group.memberships.filter(pk=first.pk).exists()


def test_edited_row_deleted_meanwhile_comes_back_as_a_new_row(editor_client, second_client):
    group = factories.group(members=[factories.country()])
    url = change(group)
    mine, theirs = open_form(editor_client, url, "countrygroup"), open_form(second_client, url, "countrygroup")
    send(second_client, url, theirs, **{"memberships-0-DELETE": "on"})

    refused = send(
        editor_client, url, mine, **{"memberships-0-since_year": "2015", "memberships-0-sureness": "inferred"}
    )

    assert "Yours is below as a new row" in refused.content.decode()
    assert group.memberships.count() == 0
    assert send(editor_client, url, fields_of(refused, "countrygroup_form")).status_code == 302
    assert str(group.memberships.get().since) == "2015"


def test_generic_rows_are_guarded_too(editor_client, second_client):
    osce = factories.organisation()
    claim = factories.claim(osce)
    url = change(osce)
    mine, theirs = open_form(editor_client, url, "organisation"), open_form(second_client, url, "organisation")
    name = next(name for name in mine if name.endswith("0-value"))
    send(second_client, url, theirs, **{name: "not-listed"})

    refused = send(editor_client, url, mine, **{name: "unclear"})

    assert refused.status_code == 409
    assert Claim.objects.get(pk=claim.pk).value == "not-listed"


@pytest.mark.parametrize("seen", [None, "", "nonsense", "[]", "{}", json.dumps({"record": "x", "programme.claim": 5})])
def test_form_that_does_not_say_what_it_saw_is_refused(editor_client, seen):
    osce = factories.organisation()
    factories.claim(osce)
    url = change(osce)

    response = send(editor_client, url, open_form(editor_client, url, "organisation"), name_en="The OSCE", _seen=seen)

    assert response.status_code == 409
    osce.refresh_from_db()
    assert osce.name_en == "OSCE"


def test_record_deleted_meanwhile_keeps_what_was_typed(editor_client, second_client):
    serbia = factories.country()
    url = change(serbia)
    mine = open_form(editor_client, url)
    delete = reverse("admin:countries_country_delete", args=[serbia.pk])
    assert second_client.post(delete, {"post": "yes"}).status_code == 302

    response = send(editor_client, url, mine, formal_name_en="the Republic of Serbia, typed for an hour")

    assert response.status_code == 409
    page = response.content.decode()
    assert "the Republic of Serbia, typed for an hour" in page
    assert "second deleted it." in page
    assert not Country.objects.exists()


def test_form_sent_twice_adds_one_record(editor_client):
    add = reverse("admin:programme_document_add")
    form = open_form(editor_client, add, "document")
    changes = {"title_en": "A new leaflet", "kind": "leaflet", "slug": "a-new-leaflet"}

    first = send(editor_client, add, form, **changes)
    second = send(editor_client, add, form, button="_continue", **changes)

    document = Document.objects.get()
    assert first.status_code == 302
    assert second.headers["Location"] == change(document)
    assert "was added once" in editor_client.get(change(document)).content.decode()


def test_two_forms_add_two_records_of_the_same_content(editor_client):
    serbia, activity = factories.country(), factories.activity()
    add = reverse("admin:activities_participation_add")
    for role in ("host", "lead"):
        form = open_form(editor_client, add, "participation")
        send(editor_client, add, form, activity=str(activity.pk), country=str(serbia.pk), role=role)

    assert Participation.objects.count() == 2


def test_saving_without_a_change_leaves_no_history(editor_client):
    activity = factories.activity()
    before = Activity.history.count()

    send(editor_client, change(activity), open_form(editor_client, change(activity), "activity"))

    assert Activity.history.count() == before
