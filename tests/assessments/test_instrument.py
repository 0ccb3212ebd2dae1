"""A version of the instrument: any size, published when complete, and from then on as it was published."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from assessments.models import (
    AreaFacet,
    CorrectionRefused,
    Criterion,
    Erratum,
    IncompleteInstrument,
    Indicator,
    IndicatorLink,
    Instrument,
    InstrumentArea,
    ProgressStage,
    correct,
)
from assessments.querysets import InstrumentFrozen
from programme.history import unrecorded
from programme.merging import merge
from programme.querysets import UnrecordedWrite
from programme.workflow import StepTaken, TransitionNotAllowed
from tests import factories

pytestmark = pytest.mark.django_db

PARTS = [ProgressStage, AreaFacet, InstrumentArea, Indicator, Criterion]


def one_text(model):
    return f"{model.texts[0]}_fr"


def messages_of(instrument):
    with pytest.raises(IncompleteInstrument) as refused:
        instrument.publish(by=None)
    return [finding.message for finding in refused.value.findings]


# Publishing


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ({"areas": 2, "indicators": (2, 1), "stages": 4}, (2, 3, 6, 4)),
        ({"areas": 1, "indicators": (1,), "stages": 2, "criteria": 1}, (1, 1, 1, 2)),
        ({"areas": 7, "indicators": (1,) * 7, "stages": 9, "criteria": 3}, (7, 7, 21, 9)),
    ],
)
def test_a_version_of_any_size_is_published(size, expected, administrator):
    instrument = factories.instrument(**size)

    instrument.publish(by=administrator)

    found = Instrument.objects.with_counts().get()
    assert found.status == "published"
    assert (found.areas_count, found.indicators_count, found.criteria_count, found.stages_count) == expected
    assert Instrument.objects.current() == instrument
    (step,) = instrument.steps
    assert (step.step, step.by) == ("publish", administrator)


def test_what_is_missing_is_said_all_at_once():
    instrument = Instrument.objects.create(code="X", title_en="Title", title_fr="Titre", mark_ru="missing")
    ProgressStage.objects.create(instrument=instrument, number=1, label_en="One", label_fr="Un")
    empty = InstrumentArea.objects.create(instrument=instrument, code="A1", name_en="A", name_fr="A", name_ru="А")
    area = InstrumentArea.objects.create(instrument=instrument, code="A2", name_en="B", name_fr="B", name_ru="Б")
    Indicator.objects.create(area=area, code="A1", title_en="I", title_fr="I", title_ru="И", mark_fr="missing")

    assert empty.position == 1
    assert area.position == 2
    assert messages_of(instrument) == [
        "The scale needs at least two stages.",
        "The area A1 has no indicator.",
        "The indicator A1 has no criterion.",
        "The code A1 stands more than once.",
        "The code A1 stands more than once.",
        "stage 1: “label” is empty (Russian). Enter it, or mark it as not available.",
        "indicator A1: “title” is there (French) and marked as not available.",
    ]
    instrument.refresh_from_db()
    assert instrument.status == "draft"
    assert StepTaken.objects.count() == 0


def test_a_text_that_is_marked_as_missing_is_not_waited_for():
    instrument = factories.instrument()
    Criterion.objects.filter(code="A1-1a").recorded_update(text_ru="", mark_ru="missing")

    instrument.publish(by=None)


def test_a_new_version_takes_the_place_of_the_one_in_force(administrator):
    old, new = factories.published_instrument("OLD"), factories.instrument("NEW")

    new.publish(by=administrator)

    old.refresh_from_db()
    assert (old.status, Instrument.objects.current()) == ("retired", new)
    assert [(step.step, step.note) for step in old.steps] == [("publish", ""), ("replace", "NEW")]


def test_only_one_version_is_in_force_even_for_raw_sql():
    factories.published_instrument("OLD")
    new = factories.instrument("NEW")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_instrument SET status = 'published' WHERE id = %s", [new.pk])


def test_steps_are_taken_from_their_states_only():
    instrument = factories.published_instrument()
    with pytest.raises(TransitionNotAllowed):
        instrument.publish(by=None)
    instrument.retire(by=None, note="A better one is being written.")
    for step in (lambda: instrument.publish(by=None), lambda: instrument.retire(by=None, note="Again")):
        with pytest.raises(TransitionNotAllowed):
            step()
    with pytest.raises(TransitionNotAllowed):
        factories.instrument("DRAFT").retire(by=None, note="Never published")
    assert Instrument.objects.current() is None


def test_no_save_changes_the_state():
    with pytest.raises(InstrumentFrozen):
        Instrument.objects.create(code="X", title_en="X", status="published")
    draft = factories.instrument()
    draft.status = "published"
    with pytest.raises(InstrumentFrozen):
        draft.save()


def test_a_code_stands_once_in_a_version_and_may_stand_in_another():
    instrument = factories.instrument("ONE")
    factories.instrument("TWO")
    area = instrument.areas.get(code="A2")
    with pytest.raises(ValidationError, match="stands in this version already"):
        Indicator(area=area, code="A1-1", title_en="The same again").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(area=area, code="A1-1", title_en="The same again")


def test_a_part_belongs_to_the_version_of_what_it_stands_below():
    one, two = factories.instrument("ONE"), factories.instrument("TWO")
    indicator = one.indicators.get(code="A1-1")
    indicator.area = two.areas.get(code="A2")
    indicator.code = "MOVED"
    indicator.save()
    assert Indicator.objects.get(pk=indicator.pk).instrument == two


# What is published stays as it is: every door


@pytest.fixture(params=["published", "retired"])
def frozen(request):
    source = factories.document("benchmarks")
    instrument = factories.instrument("FROZEN", source=source.slug)
    previous = factories.instrument("BEFORE")
    indicator = instrument.indicators.first()
    IndicatorLink.objects.create(indicator=indicator, earlier=previous.indicators.first())
    instrument.publish(by=None)
    if request.param == "retired":
        instrument.retire(by=None, note="Out of use")
    return instrument


@pytest.mark.parametrize("model", PARTS)
def test_no_part_of_a_frozen_version_is_changed(frozen, model):
    part = model.objects.filter(instrument=frozen).first()
    text = one_text(model)
    before = getattr(part, text)
    setattr(part, text, "Something else")
    for write in (
        part.save,
        lambda: part.save(update_fields=[text]),
        lambda: model.objects.filter(pk=part.pk).recorded_update(**{text: "Else"}),
        part.delete,
        lambda: model.objects.filter(pk=part.pk).delete(),
    ):
        with pytest.raises(InstrumentFrozen):
            write()
    for write in (
        lambda: model.objects.filter(pk=part.pk).update(**{text: "Else"}),
        lambda: model.objects.bulk_update([part], [text]),
        lambda: model.objects.bulk_create([model(instrument=frozen)]),
    ):
        with pytest.raises(UnrecordedWrite):
            write()
    with pytest.raises(ValidationError):
        part.full_clean()
    assert getattr(model.objects.get(pk=part.pk), text) == before


@pytest.mark.parametrize("model", PARTS)
def test_the_database_itself_refuses_what_passes_the_models_by(frozen, model):
    part = model.objects.filter(instrument=frozen).first()
    text = one_text(model)
    with unrecorded("to try the trigger alone"):
        for write in (
            lambda: model.objects.filter(pk=part.pk).update(**{text: "Else"}),
            lambda: model.objects.filter(pk=part.pk).update(sureness="official", mark_ru="official"),
            lambda: model.objects.bulk_create([_twin(part)]),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                write()


def _twin(part):
    twin = type(part).objects.get(pk=part.pk)
    twin.pk = None
    setattr(twin, twin.unique_by, 77 if twin.unique_by == "number" else "TWIN")
    return twin


def test_a_part_is_moved_neither_into_a_frozen_version_nor_out_of_it(frozen):
    draft = factories.instrument("DRAFT")
    inside, outside = frozen.indicators.first(), draft.indicators.first()
    inside.area, outside.area = outside.area, inside.area
    for moved in (inside, outside):
        moved.code = "MOVED"
        with pytest.raises(InstrumentFrozen):
            moved.save()
    with unrecorded("to try the trigger alone"), pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=inside.pk).update(instrument=draft)


def test_nothing_is_added_to_a_frozen_version(frozen):
    indicator = frozen.indicators.first()
    for new in (
        Criterion(indicator=indicator, code="NEW", text_en="One more"),
        InstrumentArea(instrument=frozen, code="NEW", name_en="One more"),
        IndicatorLink(indicator=indicator, earlier=Indicator.objects.filter(instrument__code="BEFORE").last()),
    ):
        with pytest.raises(InstrumentFrozen):
            new.save()


def test_the_version_itself_is_neither_changed_nor_deleted(frozen):
    status = frozen.status
    for change in ({"title_en": "Else"}, {"code": "ELSE"}, {"sureness": "official"}, {"status": "draft"}):
        changed = Instrument.objects.get(pk=frozen.pk)
        for name, value in change.items():
            setattr(changed, name, value)
        with pytest.raises(InstrumentFrozen):
            changed.save()
        with unrecorded("to try the trigger alone"), pytest.raises(IntegrityError), transaction.atomic():
            Instrument.objects.filter(pk=frozen.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.filter(pk=frozen.pk).recorded_update(status="draft")
    for write in (frozen.delete, Instrument.objects.filter(pk=frozen.pk).delete):
        with pytest.raises(InstrumentFrozen):
            write()
    assert Instrument.objects.get(pk=frozen.pk).status == status


def test_links_to_the_previous_version_are_frozen_with_it(frozen):
    link = frozen.links.get()
    with pytest.raises(InstrumentFrozen):
        link.delete()
    link.earlier = Indicator.objects.filter(instrument__code="BEFORE").last()
    with pytest.raises(InstrumentFrozen):
        link.save()
    with unrecorded("to try the trigger alone"), pytest.raises(IntegrityError), transaction.atomic():
        IndicatorLink.objects.filter(pk=link.pk).update(earlier=link.earlier)


def test_a_source_that_is_merged_into_another_takes_frozen_texts_along(frozen):
    kept = factories.document("benchmarks-again")
    merge(frozen.source, kept)
    frozen.refresh_from_db()
    assert frozen.source == kept


def test_a_save_that_changes_nothing_is_let_through(frozen):
    frozen.indicators.first().save()
    Instrument.objects.get(pk=frozen.pk).save()


def test_a_draft_is_changed_and_deleted_freely():
    draft = factories.instrument()
    criterion = draft.criteria.first()
    criterion.text_en = "In other words"
    criterion.save()
    draft.areas.first().delete()
    draft.delete()
    assert Criterion.objects.count() == Indicator.objects.count() == 0


# Errata


def test_an_erratum_is_shown_instead_of_the_text_which_stays(frozen, administrator):
    erratum = correct(frozen, "criterion", "A1-1a", "text", "fr", text="Critère", reason="Typo", by=administrator)

    criterion = next(part for part in frozen.read().parts() if part.code == "A1-1a")
    assert criterion.text_fr == "Critère"
    assert criterion.corrections == (erratum,)
    assert Criterion.objects.get(instrument=frozen, code="A1-1a").text_fr == "Criterion A1-1a fr"
    assert (erratum.replaced, erratum.by) == ("Criterion A1-1a fr", administrator)


def test_the_last_erratum_of_a_text_counts_and_names_what_it_replaced(frozen):
    correct(frozen, "stage", "1", "label", "en", text="First", reason="Typo", by=None)
    second = correct(frozen, "stage", "1", "label", "en", text="Stage one", reason="Typo again", by=None)
    assert second.replaced == "First"
    assert frozen.read().stages.all()[0].label_en == "Stage one"


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "NOWHERE"},
        {"field": "code"},
        {"field": "sureness"},
        {"language": "de"},
        {"text": " "},
        {"reason": " "},
        {"text": "Criterion A1-1a en"},
        {"text": "x" * 2000},
    ],
)
def test_an_erratum_needs_a_text_that_there_is_a_new_one_and_a_reason(frozen, changed):
    asked = {"kind": "criterion", "code": "A1-1a", "field": "text", "language": "en", "text": "New", "reason": "Typo"}
    with pytest.raises(CorrectionRefused):
        correct(frozen, by=None, **asked | changed)
    assert Erratum.objects.count() == 0


def test_a_draft_has_no_errata():
    with pytest.raises(CorrectionRefused, match="draft"):
        correct(factories.instrument(), "criterion", "A1-1a", "text", "en", text="New", reason="Typo", by=None)


def test_an_erratum_stays_as_it_was_noted(frozen):
    erratum = correct(frozen, "stage", "1", "label", "en", text="First", reason="Typo", by=None)
    erratum.text = "Second"
    for write in (erratum.save, erratum.delete, Erratum.objects.all().delete):
        with pytest.raises(InstrumentFrozen):
            write()
    with pytest.raises(InstrumentFrozen):
        Erratum.objects.recorded_update(text="Second")
    with unrecorded("to try the trigger alone"), pytest.raises(IntegrityError), transaction.atomic():
        Erratum.objects.update(text="Second")


# Reading


def test_a_version_is_read_whole_in_a_constant_number_of_queries(django_assert_num_queries):
    small = factories.instrument("SMALL", areas=1, indicators=(1,), criteria=1)
    large = factories.instrument("LARGE", areas=4, indicators=(3, 3, 3, 3), criteria=4)
    for instrument in (small, large):
        with django_assert_num_queries(8):
            assert [part.main_text for part in instrument.read().parts()]


def test_drafts_are_seen_by_staff_and_bodies_only(editor):
    factories.published_instrument("OLD")
    factories.instrument("NEW")
    assert set(Instrument.objects.visible_to(editor).values_list("code", flat=True)) == {"OLD", "NEW"}
    assert [one.code for one in Instrument.objects.visible_to(AnonymousUser())] == ["OLD"]
    assert set(Indicator.objects.visible_to(AnonymousUser()).values_list("instrument__code", flat=True)) == {"OLD"}
