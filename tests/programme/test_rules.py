"""What can be true of documents, claims and names of the Programme."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.models import Activity, Organisation
from programme.models import Claim, Document, DocumentVersion, Recorded, RecordVersion, User, programme_name
from programme.models.base import beside_constraints
from programme.querysets import UnrecordedWrite
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2004, 1, 1), "assistance"),
        (date(2018, 12, 31), "assistance"),
        (date(2019, 1, 1), "assistance-and-cooperation"),
        (None, "assistance-and-cooperation"),
    ],
)
def test_the_programme_s_name_changes_on_the_first_of_january_2019(day, name):
    factories.programme_names()

    assert programme_name(day).slug == name


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2016", "2019", "assistance"),
        ("2017-12", "2019-12", "assistance"),
        ("2018-12-04", "2018-12-06", "assistance"),
        ("2019", "2019", "assistance-and-cooperation"),
        (None, None, "assistance-and-cooperation"),
    ],
)
def test_an_activity_bears_the_name_of_its_start(start, end, expected):
    factories.programme_names()

    assert factories.activity(start=start, end=end).name_of_programme().slug == expected


def test_an_editor_overrides_the_name_of_an_activity():
    old, _new = factories.programme_names()

    assert factories.activity(start="2020", programme_name=old).name_of_programme() == old


def test_a_symbol_belongs_to_one_document_and_may_be_missing():
    factories.document("one", symbol="ECE/CP.TEIA/38")
    factories.document("two")
    factories.document("three")

    with pytest.raises(ValidationError, match="Another document has this symbol"):
        Document(slug="four", kind="other", title="x", symbol="ECE/CP.TEIA/38").full_clean()


def test_a_version_with_a_link_is_available():
    document = factories.document()
    version = DocumentVersion(document=document, language="fr", availability="unknown", url="https://example.org/")

    with pytest.raises(ValidationError, match="is available: say so"):
        version.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_a_link_to_a_script_is_refused():
    with pytest.raises(ValidationError):
        Document(slug="x", kind="other", title="x", url="javascript:alert(1)").full_clean()


def test_a_claim_has_its_whole_subject_or_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(statement="end", value="2013", subject_id=1)
    assert Claim.objects.create(statement="missions", value="15") in Claim.objects.of_the_programme()


def test_an_e_mail_address_is_one_person_in_any_case():
    User.objects.create_user("ann@example.org", "a-long-test-password")

    with pytest.raises(ValidationError):
        User.objects.create_user("ANN@example.org", "a-long-test-password")


@pytest.mark.parametrize(
    "write",
    [
        lambda documents: documents.update(kind="other"),
        lambda documents: documents.bulk_update([documents.get()], ["kind"]),
        lambda documents: documents.bulk_create([Document(slug="b", kind="other")]),
    ],
)
def test_a_write_that_would_leave_no_history_is_refused(write):
    factories.document("a")
    before = Document.history.count()

    with pytest.raises(UnrecordedWrite):
        write(Document.objects.all())

    assert (Document.objects.count(), Document.history.count()) == (1, before)


def test_a_recorded_update_writes_a_history_row_for_each_record_it_changed():
    factories.document("a", kind="news")
    factories.document("b", kind="news")
    other = factories.document("c", kind="minutes")

    changed = Document.objects.filter(kind="news").recorded_update(kind="register")

    assert changed == 2
    assert Document.history.filter(kind="register", history_type="~").count() == 2
    assert other.history.count() == 1


def test_every_recorded_change_raises_the_version():
    before = RecordVersion.current()
    document = factories.document()
    created = RecordVersion.current()
    document.kind = "news"
    document.save()
    changed = RecordVersion.current()
    document.delete()

    assert before < created < changed < RecordVersion.current()


def test_deleting_through_a_queryset_is_recorded_too():
    factories.document("a")
    Document.objects.all().delete()

    assert Document.history.filter(history_type="-").count() == 1


def test_a_recorded_update_does_not_leave_derived_columns_behind():
    document = factories.document("a", symbol="ECE/CP.TEIA/38")

    with pytest.raises(UnrecordedWrite, match="search_text is derived from symbol"):
        Document.objects.filter(pk=document.pk).recorded_update(symbol="ECE/CP.TEIA/39")


def test_every_column_that_a_constraint_speaks_of_is_asked_about():
    """What is left out of the question to the database is what no constraint speaks of."""
    records = [model for model in apps.get_models() if issubclass(model, Recorded)]
    assert len(records) > 20
    for model in records:
        left_out = beside_constraints(model)
        for constraint in model._meta.constraints:
            spoken_of = set(getattr(constraint, "fields", ()))
            if constraint.condition is not None:
                spoken_of |= {reference[0] for reference in model._get_expr_references(constraint.condition)}
            assert spoken_of & left_out == set(), constraint
    assert "outcome_en" in beside_constraints(Activity)


# Sources


def refusals(record):
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("stated", [{}, {"source_text": " "}, {"source_locator": "line 3"}])
def test_what_is_official_needs_its_source(stated):
    organisation = Organisation(slug="osce", name_en="OSCE", sureness="official", **stated)

    assert list(refusals(organisation)) == ["sureness"]


def test_words_of_the_source_or_the_source_or_doubt_suffice():
    named, quoted = {"source": factories.document()}, {"source_text": "OSCE"}

    for stated in (named, quoted, {"sureness": "unconfirmed"}):
        assert refusals(Organisation(slug="osce", name_en="OSCE", **{"sureness": "official"} | stated)) == {}


def test_document_is_a_source_itself():
    assert refusals(Document(slug="report", title_en="Report", kind="other", sureness="official")) == {}


def test_what_was_official_without_a_source_before_can_be_edited():
    organisation = factories.organisation()
    organisation.name_en = "Organization for Security"

    assert refusals(organisation) == {}


def test_an_official_fact_does_not_lose_its_source():
    organisation = factories.organisation()
    organisation.source = factories.document()
    organisation.save()
    organisation.source = None

    assert list(refusals(organisation)) == ["sureness"]
