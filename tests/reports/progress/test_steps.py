"""A report from draft to corrigendum: which step leads where, what stays, what cannot be (PRODUCT F1, F2)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from programme.dates import Biennium
from programme.frozen_querysets import Frozen
from programme.querysets import UnrecordedWrite
from programme.workflow import TransitionNotAllowed
from reports.models import ProgressReport, ReportCopy
from reports.progress import writing
from reports.progress.contents import from_data
from reports.progress.parts import WRITTEN
from tests import factories
from tests.reports.progress import making

pytestmark = pytest.mark.django_db

STEPS = {
    "freeze": {"draft": "frozen"},
    "take_back": {"frozen": "draft"},
    "publish": {"frozen": "published"},
    "supersede": {"published": "superseded"},
}


def test_a_draft_has_a_row_for_each_part(editor):
    report = making.draft(editor)

    assert [one.key for one in report.sections.all()] == list(WRITTEN)
    assert (report.status, report.number, str(report)) == ("draft", 1, "Progress report 2021–2022")
    assert report.narrative() == {}


def test_begun_twice_it_is_one_draft(editor):
    assert making.draft(editor) == making.draft(editor)
    assert ProgressReport.objects.count() == 1


def test_a_biennium_to_come_has_nothing_to_tell(editor):
    with pytest.raises(writing.NotBegun):
        writing.begin(Biennium.of(timezone.localdate().year + 3), by=editor)


def test_what_is_published_is_corrected_and_not_begun_again(editor):
    report = making.published(editor)

    with pytest.raises(writing.AlreadyPublished):
        making.draft(editor)
    corrigendum = writing.begin_corrigendum(report.pk, by=editor)

    assert corrigendum == writing.begin_corrigendum(report.pk, by=editor)
    assert (corrigendum.number, corrigendum.corrects) == (2, report)
    assert str(corrigendum) == "Progress report 2021–2022, corrigendum 1"
    assert corrigendum.narrative() == {"introduction": {"en": "What we did.", **french_and_russian()}}


def french_and_russian():
    return {"fr": making.TEXT["text_fr"], "ru": making.TEXT["text_ru"]}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", ProgressReport.Status.values)
def test_each_step_leads_on_from_its_own_states_alone(editor, step, status):
    report = making.draft(editor)
    published_at = timezone.now() if status in ("published", "superseded") else None
    ProgressReport.objects.filter(pk=report.pk).recorded_update(status=status, published_at=published_at)
    report = making.read(report)
    columns = {"published_at": timezone.now()} if step in ("publish", "supersede") else {}

    if target := STEPS[step].get(status):
        report.step(step, by=editor, note="Why", **columns)
        assert making.read(report).status == target
        taken = report.steps.get()
        assert (taken.step, taken.from_status, taken.to_status, taken.by) == (step, status, target, editor)
    else:
        with pytest.raises(TransitionNotAllowed):
            report.step(step, by=editor, note="Why", **columns)
        assert making.read(report).status == status
        assert not report.steps.exists()


def test_freezing_keeps_a_sound_copy_with_what_is_written(editor):
    report = making.frozen(editor)

    copy = report.frozen_copy

    assert (copy.kind, copy.number, copy.by, copy.acted_as) == ("frozen", 1, editor, "secretariat-editor")
    assert copy.is_sound
    assert from_data(copy.content).narrative["introduction"]["fr"] == "Ce que nous avons fait."
    assert str(copy.last_day) == "2022-12-31"


def test_what_is_frozen_is_not_written_on(editor):
    report = making.frozen(editor)

    with pytest.raises(TransitionNotAllowed):
        making.written(report, text_en="Other")
    with pytest.raises(TransitionNotAllowed):
        writing.keep(report.pk, by=editor)


def test_taken_back_it_is_written_on_and_its_copy_stays(editor):
    report = making.frozen(editor)
    first = report.frozen_copy

    with pytest.raises(ValueError, match="says why"):
        writing.take_back(report.pk, by=editor, reason=" ")
    writing.take_back(report.pk, by=editor, reason="A figure is wrong.")
    making.written(report, by=editor, text_en="Other")
    writing.freeze(report.pk, by=editor)

    report = making.read(report)
    assert report.frozen_copy.number == 2
    assert list(report.copies.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert from_data(first.content).narrative["introduction"]["en"] == "What we did."
    assert from_data(report.frozen_copy.content).narrative["introduction"]["en"] == "Other"


def test_what_was_published_is_not_taken_back(editor):
    with pytest.raises(TransitionNotAllowed):
        writing.take_back(making.published(editor).pk, by=editor, reason="Too late")


def test_an_activity_edited_after_the_freeze_changes_no_byte_of_it(editor):
    activity = factories.activity("Workshop", start="2021-05-01", title_en="Workshop")
    report = making.frozen(editor)
    before = report.frozen_copy

    activity.title_en, activity.participants = "Another title", 99
    activity.save()

    after = ReportCopy.objects.get(pk=before.pk)
    assert (after.content, after.checksum) == (before.content, before.checksum)
    assert after.is_sound
    (entry,) = from_data(after.content).activities
    assert entry.title["en"] == "Workshop"
    (fresh,) = writing.contents_of(report).activities
    assert (fresh.title["en"], fresh.participants) == ("Another title", 99)


def test_what_is_changed_while_the_record_is_read_is_read_again(editor, monkeypatch):
    activity = factories.activity("Workshop", start="2021-05-01", title_en="Workshop")
    report, built, readings = making.draft(editor), writing.built, []

    def changed_meanwhile(*args, **kwargs):
        contents = built(*args, **kwargs)
        readings.append(contents)
        if len(readings) == 1:
            activity.participants = 99
            activity.save()
        return contents

    monkeypatch.setattr(writing, "built", changed_meanwhile)
    frozen = writing.freeze(report.pk, by=editor)

    assert len(readings) == 2
    assert from_data(frozen.content).activities[0].participants == 99


def test_a_record_that_never_stands_still_is_not_frozen(editor, monkeypatch):
    report = making.draft(editor)
    stands = iter(range(100))
    monkeypatch.setattr(writing, "record_stands", lambda: next(stands))

    with pytest.raises(writing.Unsettled):
        writing.freeze(report.pk, by=editor)

    assert making.read(report).status == "draft"
    assert not report.copies.exists()


def test_a_corrigendum_takes_the_place_of_what_it_corrects(editor):
    corrigendum = making.corrected(editor)

    older = making.read(corrigendum.corrects)
    assert (older.status, corrigendum.status) == ("superseded", "published")
    assert older.corrected_by == corrigendum
    assert older.published_at < corrigendum.published_at
    assert [one.step for one in older.steps] == ["freeze", "publish", "supersede"]
    assert list(ProgressReport.objects.published()) == [corrigendum]


# What cannot be


def test_a_corrigendum_that_does_not_say_what_it_corrects_is_not_frozen(editor):
    corrigendum = writing.begin_corrigendum(making.published(editor).pk, by=editor)
    with pytest.raises(writing.Unexplained):
        writing.freeze(corrigendum.pk, by=editor)
    assert not corrigendum.copies.exists()

    writing.freeze(making.explained(corrigendum, by=editor).pk, by=editor)
    assert making.read(corrigendum).status == "frozen"


def test_no_path_changes_or_deletes_a_copy(editor):
    copy = making.frozen(editor).frozen_copy

    for change in (copy.save, copy.delete, ReportCopy.objects.all().delete):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(Frozen):
        ReportCopy.objects.update(checksum="")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reports_reportcopy SET checksum = 'x'")


def test_no_report_is_deleted(editor):
    report = making.draft(editor)

    with pytest.raises(models.ProtectedError):
        report.delete()
    with pytest.raises(UnrecordedWrite):
        ProgressReport.objects.all().delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"first_year": 2020},
        {"first_year": 2019, "status": "published"},
        {"first_year": 2019, "published_at": timezone.now() - timedelta(days=1)},
        {"first_year": 2019, "number": 2},
        {"first_year": 2019, "status": "lost"},
        {"first_year": 2021},
    ],
    ids=["even year", "published without a day", "draft with a day", "corrects nothing", "unknown state", "open twice"],
)
def test_the_database_refuses_what_cannot_be_true(editor, fields):
    making.draft(editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport(**{"number": 1} | fields).save()
