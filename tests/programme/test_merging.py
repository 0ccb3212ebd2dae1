"""Two records of one thing become one, and nothing is lost without being said."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse

from activities.models import Activity, Partnership, Reach
from countries.models import BasicTaskPlan, Commitment, Country, CountryName, GroupMembership, Mission, PartyStatus
from programme.history import Door
from programme.merging import MergeRefused, merge, preview
from programme.models import Claim, Document, DocumentVersion, LoadedRecord, Meeting, OldAddress
from tests import factories
from tests.programme.forms import fields_of

pytestmark = pytest.mark.django_db


def moved(report):
    return dict(report.moves())


def two_countries():
    return factories.country("Moldavia"), factories.country("Republic of Moldova", slug="republic-of-moldova")


def old_address(record):
    return OldAddress.objects.get(record_type=ContentType.objects.get_for_model(record), slug="moldavia")


def test_what_belongs_to_the_duplicate_moves():
    duplicate, kept = two_countries()
    activity = factories.activity(countries=[duplicate])
    held = factories.activity(place_country=duplicate)
    claim = factories.claim(duplicate)
    name = CountryName.objects.create(country=duplicate, text="Moldavie", kind="former")
    commitment = Commitment.objects.create(signatory="Moldova", meeting=factories.meeting())
    commitment.countries.add(duplicate)

    report = merge(duplicate, kept)

    assert not Country.objects.filter(pk=duplicate.pk).exists()
    assert [one.country for one in activity.participations.all()] == [kept]
    assert Activity.objects.get(pk=held.pk).place_country == kept
    assert Claim.objects.get(pk=claim.pk).subject == kept
    assert CountryName.objects.get(pk=name.pk).country == kept
    assert list(commitment.countries.all()) == [kept]
    assert moved(report) == {
        "commitments": 1,
        "participations": 1,
        "activities": 1,
        "other names": 1,
        "claims of sources": 1,
    }


def test_lists_of_the_duplicate_join_those_of_the_kept_record():
    duplicate, kept = two_countries()
    first, second = factories.document("first"), factories.document("second")
    duplicate.documents.set([first, second])
    kept.documents.set([second])

    merge(duplicate, kept)

    assert set(kept.documents.all()) == {first, second}


def test_derived_rows_follow():
    duplicate, kept = two_countries()
    activity = factories.activity(countries=[duplicate])

    merge(duplicate, kept)

    assert list(Reach.objects.filter(activity=activity).values_list("country", flat=True)) == [kept.pk]


def test_what_the_kept_record_has_already_is_dropped_and_said():
    duplicate, kept = two_countries()
    activity = factories.activity(countries=[duplicate, kept])
    PartyStatus.objects.create(country=duplicate, is_party=True, note_en="From the duplicate")
    PartyStatus.objects.create(country=kept, is_party=True)

    report = merge(duplicate, kept)

    assert [one.country for one in activity.participations.all()] == [kept]
    assert PartyStatus.objects.get().country == kept
    dropped = dict(report.dropped)
    assert set(dropped) == {"participation: Moldavia: beneficiary", "Party status: Moldavia: Party"}
    assert "note (English): From the duplicate" in dropped["Party status: Moldavia: Party"]


def test_identical_row_without_a_rule_against_it_is_dropped():
    duplicate, kept = two_countries()
    factories.group(members=[duplicate, kept])
    factories.claim(duplicate)
    factories.claim(kept)

    merge(duplicate, kept)

    assert GroupMembership.objects.count() == 1
    assert Claim.objects.count() == 1


def test_of_two_current_phases_the_kept_one_stays_current():
    duplicate, kept = two_countries()
    theirs = factories.phase(duplicate, since=factories.date("2012"))
    ours = factories.phase(kept, since=factories.date("2010"))

    report = merge(duplicate, kept)

    theirs.refresh_from_db()
    assert (theirs.country, theirs.is_current) == (kept, False)
    assert kept.phase_entries.current().get() == ours
    assert report.notes == [
        "Moldavia: Implementation phase: no longer current, since the kept country has a current phase."
    ]


def test_current_phase_moves_where_the_kept_country_has_none():
    duplicate, kept = two_countries()
    theirs = factories.phase(duplicate)

    merge(duplicate, kept)

    assert kept.phase_entries.current().get() == theirs


def test_blank_fields_are_filled_and_others_kept():
    source = factories.document("source")
    duplicate = factories.document(
        "a", symbol="ECE/CP.TEIA/99", title_fr="Titre", source=source, source_locator="line 3"
    )
    kept = factories.document("b", title_en="Kept title")

    report = merge(duplicate, kept)

    kept = Document.objects.get(slug="b")
    assert (kept.title_en, kept.title_fr, kept.symbol) == ("Kept title", "Titre", "ECE/CP.TEIA/99")
    assert (kept.source, kept.source_locator) == (source, "line 3")
    assert ("title (French)", "Titre") in report.filled


def test_source_is_filled_as_a_whole_or_not_at_all():
    ours, theirs = factories.document("ours"), factories.document("theirs")
    duplicate = factories.document("a", source=theirs, source_locator="line 3")
    kept = factories.document("b", source=ours)

    merge(duplicate, kept)

    kept.refresh_from_db()
    assert (kept.source, kept.source_locator) == (ours, "")


def test_blank_is_not_filled_against_a_rule_of_the_record():
    duplicate = factories.activity(city_en="Belgrade", women=9, men=9, participants=18)
    kept = factories.activity(is_online=True, participants=10)

    merge(duplicate, kept)

    kept.refresh_from_db()
    assert kept.city_en in (None, "")
    assert (kept.women, kept.men, kept.participants) == (9, None, 10)


def test_known_language_version_takes_the_place_of_an_unknown_one():
    duplicate, kept = factories.document("a"), factories.document("b")
    known = factories.document_version(duplicate, url="https://example.org/a.pdf")
    factories.document_version(kept, availability="unknown")

    merge(duplicate, kept)

    assert DocumentVersion.objects.get() == known


def test_documents_are_kept_wherever_they_are_named_as_sources():
    duplicate, kept = factories.document("a"), factories.document("b")
    serbia = factories.country(source=duplicate)
    mission = Mission.objects.create(country=serbia, kind="fact-finding", source=duplicate, report=duplicate)

    merge(duplicate, kept)

    serbia.refresh_from_db()
    mission.refresh_from_db()
    assert (serbia.source, mission.source, mission.report) == (kept, kept, kept)


def test_record_that_was_part_of_its_duplicate_is_never_part_of_itself():
    duplicate = factories.activity("Project twice")
    kept = factories.activity("Project", parent=duplicate, follows=duplicate)
    part = factories.activity("Event", parent=duplicate)

    merge(duplicate, kept)

    kept.refresh_from_db()
    part.refresh_from_db()
    assert (kept.parent, kept.follows, part.parent) == (None, None, kept)


def test_page_that_is_its_own_source_stays_its_own_source():
    duplicate, kept, other = factories.document("a"), factories.document("b"), factories.document("c")
    Document.objects.filter(pk=duplicate.pk).recorded_update(source=duplicate, source_locator="line 1")

    merge(duplicate, kept)

    kept.refresh_from_db()
    assert (kept.source, kept.source_locator) == (kept, "line 1")

    Document.objects.filter(pk=other.pk).recorded_update(source=kept)
    merge(kept, other)

    other.refresh_from_db()
    assert other.source == other


def test_same_words_about_different_records_are_no_doubles():
    duplicate, kept = factories.document("a"), factories.document("b")
    factories.claim(factories.country("Serbia"), source=duplicate)
    factories.claim(factories.country("Croatia"), source=kept)

    report = merge(duplicate, kept)

    assert Claim.objects.filter(source=kept).count() == 2
    assert report.dropped == []


def test_double_that_others_refer_to_moves_all_the_same():
    duplicate, kept = two_countries()
    for country in (duplicate, kept):
        mission = Mission.objects.create(country=country, kind="fact-finding")
    BasicTaskPlan.objects.create(country=duplicate, mission=duplicate.missions.get())

    merge(duplicate, kept)

    assert kept.missions.count() == 2
    assert BasicTaskPlan.objects.get().mission in kept.missions.exclude(pk=mission.pk)


def test_meetings_and_organisations_merge_too():
    meeting, kept = factories.meeting("cop-10-again", number=None), factories.meeting("cop-10")
    document = factories.document(meeting=meeting)
    merge(meeting, kept)
    document.refresh_from_db()
    assert document.meeting == kept
    assert Meeting.objects.count() == 1

    osce, also_osce = factories.organisation("osce"), factories.organisation("osce-2")
    Partnership.objects.create(activity=factories.activity(), organisation=also_osce)
    merge(also_osce, osce)
    assert Partnership.objects.get().organisation == osce


def test_old_address_and_older_ones_lead_to_the_kept_record():
    oldest, duplicate = factories.country("Bessarabia"), factories.country("Moldavia")
    kept = factories.country("Republic of Moldova")
    merge(oldest, duplicate)

    merge(duplicate, kept)

    assert {one.slug: one.record for one in OldAddress.objects.all()} == {"bessarabia": kept, "moldavia": kept}


def test_ledger_of_the_loader_follows():
    duplicate, kept = two_countries()
    content_type = ContentType.objects.get_for_model(duplicate)
    LoadedRecord.objects.create(key="country:moldavia", record_type=content_type, record_id=duplicate.pk)

    merge(duplicate, kept)

    assert LoadedRecord.objects.get().record == kept


def test_history_says_why():
    duplicate, kept = two_countries()
    activity = factories.activity(countries=[duplicate])

    merge(duplicate, kept)

    rows = [
        Country.history.filter(id=duplicate.pk).first(),
        Country.history.filter(id=kept.pk).first(),
        activity.participations.get().history.first(),
    ]
    assert [row.history_change_reason for row in rows] == ["merged:Moldavia"] * 3
    assert [row.history_type for row in rows] == ["-", "~", "~"]


def test_preview_changes_nothing():
    duplicate, kept = two_countries()
    factories.activity(countries=[duplicate])
    before = Country.history.count()

    report = preview(duplicate, kept)

    assert moved(report) == {"participations": 1}
    assert Country.objects.count() == 2
    assert (Country.history.count(), OldAddress.objects.count()) == (before, 0)


@pytest.mark.parametrize("other", ["itself", "another kind"])
def test_merge_with_the_wrong_record_is_refused(other):
    country = factories.country()
    wrong = country if other == "itself" else factories.document()

    with pytest.raises(MergeRefused):
        merge(country, wrong)


def test_merge_with_a_record_that_is_gone_is_refused():
    duplicate, kept = two_countries()
    Country.objects.get(pk=kept.pk).delete()

    with pytest.raises(MergeRefused), transaction.atomic():
        merge(duplicate, kept)

    assert Country.objects.get() == duplicate


# In the workshop


def merge_url(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_merge", args=[record.pk])


def test_editor_merges_after_looking(editor, editor_client):
    duplicate, kept = two_countries()
    factories.activity(countries=[duplicate])
    looked = editor_client.get(merge_url(duplicate), {"into": kept.pk})
    page = looked.content.decode()
    assert "participations: 1 will move" in page
    assert "<td>Moldavia</td><td>Republic of Moldova</td>" in page
    assert Country.objects.count() == 2

    response = editor_client.post(merge_url(duplicate), {"into": kept.pk, "seen": looked.context["seen"]})

    assert response.headers["Location"] == reverse("admin:countries_country_change", args=[kept.pk])
    assert Country.objects.get() == kept
    assert old_address(kept).record == kept
    row = Country.history.filter(id=duplicate.pk).first()
    assert (row.history_user, row.door) == (editor, Door.ADMIN)


def test_merge_waits_where_a_record_changed_after_the_preview(editor_client):
    duplicate, kept = two_countries()
    looked = editor_client.get(merge_url(duplicate), {"into": kept.pk})
    duplicate.note_en = "Somebody is still working on it."
    duplicate.save()

    response = editor_client.post(merge_url(duplicate), {"into": kept.pk, "seen": looked.context["seen"]})

    assert "nothing was merged" in response.content.decode()
    assert Country.objects.count() == 2


def test_list_offers_to_merge_two(editor_client):
    duplicate, kept = factories.country("Moldavia"), factories.country("Republic of Moldova")
    url = reverse("admin:countries_country_changelist")

    chosen = {"action": "merge_two", "_selected_action": [duplicate.pk, kept.pk]}
    response = editor_client.post(url, chosen)
    assert response.headers["Location"] == f"{merge_url(kept)}?into={duplicate.pk}"

    one = editor_client.post(url, chosen | {"_selected_action": [kept.pk]}, follow=True)
    assert "Choose exactly two records to merge." in one.content.decode()


@pytest.mark.parametrize("into", ["", "0", "nonsense"])
def test_merge_into_nothing_asks_again(editor_client, into):
    duplicate, _kept = two_countries()

    response = editor_client.get(merge_url(duplicate), {"into": into})

    assert response.status_code == 200
    assert "into" in fields_of(response)
    assert response.context["form"].errors["into"]


def test_merge_is_for_those_who_may_delete(outsider_client, visitor, editor_client, without_right):
    duplicate, kept = two_countries()
    assert outsider_client.get(merge_url(duplicate)).status_code == 403
    assert visitor.get(merge_url(duplicate)).status_code == 302
    without_right("countries.country", "delete")

    response = editor_client.post(merge_url(duplicate), {"into": kept.pk})

    assert response.status_code == 403
    assert Country.objects.count() == 2


def test_unknown_record_to_merge_is_not_found(editor_client):
    assert editor_client.get(reverse("admin:countries_country_merge", args=["77"])).status_code == 404
    assert editor_client.get(reverse("admin:countries_country_merge", args=["x"])).status_code == 404
