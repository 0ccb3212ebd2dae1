"""The history: every write is recorded or refused, and people can read it (PRODUCT A9)."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from activities.models import Activity, Contribution
from countries.models import Country
from programme.history import Door, acting
from programme.history_words import Change, entries, recent
from programme.models import ProgrammeName, RecordVersion, StepTaken, WorkingArea
from programme.querysets import UnrecordedWrite
from tests import factories

pytestmark = pytest.mark.django_db


def newest(record):
    return entries(record)[0][0]


def changed(record, **values):
    """What the history says after these fields were changed."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return {change.label: (change.before, change.after) for change in newest(record).changes}


def test_choice_is_told_by_its_words():
    activity = factories.activity(status="planned")

    assert changed(activity, status="held") == {"status": ("Planned", "Held")}


def test_foreign_key_is_told_by_name():
    activity = factories.activity(kind=factories.kind("workshop"))

    assert changed(activity, kind=factories.kind("mission")) == {"kind": ("Workshop", "Mission")}


def test_boolean_is_told_as_yes_and_no_in_each_language():
    activity = factories.activity()
    activity.is_published = False
    activity.save()

    told = {}
    for language in ("en", "fr", "ru"):
        with translation.override(language):
            (change,) = newest(activity).changes
            told[language] = (change.before, change.after)
    assert told == {"en": ("Yes", "No"), "fr": ("Oui", "Non"), "ru": ("Да", "Нет")}


def test_dates_are_told_as_people_write_them():
    activity = factories.activity(start="2017-12", end="2017-12")

    assert changed(activity, start=factories.date("2017-11-30")) == {"first day": ("December 2017", "30 November 2017")}
    with translation.override("fr"):
        assert newest(activity).changes[0].after == "30\N{NO-BREAK SPACE}novembre 2017"
    with translation.override("ru"):
        assert newest(activity).changes[0].before.startswith("декабрь 2017")


def test_whole_days_read_like_partial_dates():
    name = ProgrammeName.objects.create(slug="old", name_en="Old")

    assert changed(name, until=date(2018, 12, 31)) == {"used until": ("nothing", "31 December 2018")}


def test_empty_is_told_as_nothing():
    activity = factories.activity(outcome_en="A roadmap")

    assert changed(activity, outcome_en="") == {"outcome (English)": ("A roadmap", "nothing")}


def test_from_unknown_to_empty_is_no_change():
    country = factories.country(note_fr=None)
    before = len(entries(country)[0])
    country.note_fr = ""
    country.save()

    assert len(entries(country)[0]) == before


def test_lists_are_told_by_names():
    activity = factories.activity()
    first, second = factories.document("first"), factories.document("second")
    activity.documents.set([first])

    activity.documents.add(second)

    assert newest(activity).changes == (Change("documents", "Title of first", "Title of first; Title of second"),)


def test_name_of_a_record_that_is_gone_is_still_told():
    activity = factories.activity(kind=factories.kind("workshop"))
    old = activity.kind
    activity.kind = factories.kind("mission")
    activity.save()
    old.delete()

    assert newest(activity).changes[0].before == "Workshop (since deleted)"


def test_translated_text_is_told_once_with_its_language():
    country = factories.country()

    assert changed(country, name_ru="Сербия") == {"short name (Russian)": ("Serbia", "Сербия")}


def test_derived_columns_are_not_told():
    country = factories.country("Serbia")

    assert set(changed(country, name_en="SRB")) == {"short name (English)"}


def test_added_and_deleted_say_what_was_there():
    country = factories.country()
    entry = factories.phase(country)
    added = newest(country)
    assert (added.action, added.kind, added.name, added.is_part) == ("+", "phase", "Serbia: Implementation phase", True)
    assert Change("phase", "nothing", "Implementation phase") in added.changes
    assert Change("current", "nothing", "Yes") in added.changes

    entry.delete()

    deleted = newest(country)
    assert deleted.action == "-"
    assert Change("phase", "Implementation phase", "nothing") in deleted.changes


def test_parts_belong_to_the_history_of_their_record():
    country = factories.country()
    entry = factories.phase(country, phase="preparatory")
    factories.claim(country)
    factories.phase(factories.country("Croatia"))
    entry.phase = "implementation"
    entry.save()

    told = [(one.kind, one.action) for one in entries(country)[0]]

    assert told == [("phase", "~"), ("claim of a source", "+"), ("phase", "+"), ("country", "+")]


def test_claim_about_another_kind_of_record_with_the_same_number_is_not_told():
    country = factories.country()
    activity = factories.activity(pk=country.pk)
    factories.claim(activity, statement="end")

    assert [one.kind for one in entries(country)[0]] == ["country"]


def test_what_a_claim_says_is_told_in_words():
    country = factories.country()
    claim = factories.claim(country, value="listed")
    claim.value = "2006-11"
    claim.save()

    told = newest(country)

    assert [(one.before, one.after) for one in told.changes] == [("names the country", "November 2006")]


def test_who_and_from_where(editor):
    activity = factories.activity()
    with acting(Door.IMPORT, editor):
        activity.status = "planned"
        activity.save()

    told = newest(activity)

    assert (told.who, told.door) == ("editor", "an import")
    assert entries(activity)[0][-1].who == ""


def test_save_that_changed_nothing_is_not_told():
    activity = factories.activity()
    activity.save()

    assert [one.action for one in entries(activity)[0]] == ["+"]


def test_history_is_paged_newest_first():
    activity = factories.activity()
    for number in range(5):
        activity.participants = number + 1
        activity.save()

    first, has_more = entries(activity, page=1, per_page=4)
    rest, is_left = entries(activity, page=2, per_page=4)

    assert [one.changes[0].after for one in first] == ["5", "4", "3", "2"]
    assert (len(rest), has_more, is_left) == (2, True, False)


def test_queries_do_not_grow_with_the_history():
    activity = factories.activity(countries=[factories.country("A")])
    ContentType.objects.get_for_model(activity)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            entries(activity)
        return len(captured)

    Contribution.objects.create(activity=activity, country=factories.country("B"))
    few = queries()
    for name in ("C", "D", "E", "F"):
        Contribution.objects.create(activity=activity, country=factories.country(name))
        activity.kind = factories.kind(name.lower())
        activity.save()
    activity.documents.set([factories.document("one"), factories.document("two")])
    some = queries()
    for name in ("G", "H", "I", "J"):
        Contribution.objects.create(activity=activity, country=factories.country(name))
        activity.kind = factories.kind(name.lower())
        activity.save()
    activity.documents.set([factories.document("three")])

    assert queries() == some
    assert some <= few + 4  # what kinds and lists there are, not how many


def test_recent_changes_of_the_whole_record(editor):
    country = factories.country()
    with acting(Door.ADMIN, editor):
        factories.phase(country, phase="preparatory")

    told = recent(2)

    assert [(one.kind, one.who, one.door) for one in told] == [
        ("phase", "editor", "the admin"),
        ("country", "", "a command"),
    ]
    assert (told[0].whole.model, told[0].whole.pk, told[0].whole.name) == (Country, country.pk, "Serbia")
    assert recent(2, [Country])[0].kind == "country"
    assert recent(2, []) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda: Country.objects.update(note_en="x"),
        lambda: Country.objects.bulk_create([Country(iso2="XX")]),
        lambda: Country.objects.bulk_update(Country.objects.all(), ["iso2"]),
        lambda: Country._base_manager.filter(iso2="RS").update(note_en="x"),
        lambda: Activity.objects.all().update(status="held"),
    ],
    ids=["update", "bulk_create", "bulk_update", "base manager", "activities"],
)
def test_write_that_leaves_no_history_is_refused(write):
    factories.country(iso2="RS")

    with pytest.raises(UnrecordedWrite):
        write()


def test_recorded_update_is_told():
    country = factories.country()

    assert Country.objects.filter(pk=country.pk).recorded_update(french_article="la") == 1

    assert newest(country).changes == (Change("French article", "nothing", "la"),)


def test_records_made_at_once_are_told_one_by_one_by_who_made_them(editor):
    version = RecordVersion.current()
    with acting(Door.IMPORT, editor):
        made = WorkingArea.objects.recorded_create([WorkingArea(slug=f"area-{n}", number=n) for n in (1, 2)])

    told = [newest(one) for one in made]
    assert [(one.action, one.who, one.door) for one in told] == [("+", editor.name, str(Door.IMPORT.label))] * 2
    assert RecordVersion.current() > version


def test_role_and_country_are_told_with_the_name(serbia, focal_point):
    with acting(Door.FORM, focal_point):
        serbia.note_en = "By the focal point"
        serbia.save()

    told = newest(serbia)
    assert (told.who, told.role, told.by, told.on_behalf) == ("focal-point", "Focal point: Serbia", "focal-point", "")


def test_ended_mandate_changes_nothing_of_what_was_told(serbia, focal_point):
    with acting(Door.FORM, focal_point):
        serbia.note_en = "By the focal point"
        serbia.save()
    focal_point.mandates.get().end()

    assert newest(serbia).role == "Focal point: Serbia"


def test_code_without_a_country_of_ours_is_shown_as_it_is(serbia, editor):
    with acting(Door.ADMIN, editor, on_behalf_of="ZZ"):
        serbia.note_en = "x"
        serbia.save()

    assert newest(serbia).on_behalf == "ZZ"


def test_step_is_told_in_words_with_its_note(serbia, focal_point):
    activity = factories.activity(status="planned")
    StepTaken.objects.create(
        record=activity,
        step="withdraw",
        from_status="planned",
        to_status="cancelled",
        note="The host withdrew.",
        by=focal_point,
        acted_as="focal-point",
        acted_for="RS",
    )

    told = newest(activity)

    assert (told.done, told.by, told.role, told.reason) == (
        "withdrawn",
        "focal-point",
        "Focal point: Serbia",
        "The host withdrew.",
    )
    assert told.changes == (Change("status", "Planned", "Cancelled"),)
    with translation.override("fr"):
        assert newest(activity).done == "retrait"
