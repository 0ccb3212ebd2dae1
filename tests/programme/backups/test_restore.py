"""A restore puts back every row as it was, or changes nothing; no mail goes out twice for it."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from assessments.models import Submission
from programme import outbox
from programme.backups import restoring
from programme.models import Document, Message, RecordVersion, StoredFile, User
from programme.outbox import HELD_BACK, queue
from programme.page_cache import record_stands
from programme.stored_files import final_path, open_stored, put_in_place, store
from programme.uploads import check_upload
from tests import factories
from tests.assessments import making
from tests.programme.backups.making import backup_of, changed, contents, differences, restore, saying
from tests.programme.upload_samples import named, pdf

pytestmark = pytest.mark.django_db
BY_THE_RESTORE = ("programme_recordversion",)
NAME = "--yes-replace"


@pytest.fixture
def here(settings, tmp_path):
    """The name of the database, and a place for the copy of what is replaced."""
    settings.VAR_DIR = tmp_path
    name = str(connection.settings_dict["NAME"])
    return name.rpartition("/")[2]


def backed_up(tmp_path, monkeypatch):
    return backup_of(tmp_path / "made", monkeypatch).path


@pytest.mark.long
def test_every_table_is_as_it_was(records, here, tmp_path, monkeypatch):
    """With a record in every state that any room knows."""
    before = contents()
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")
    User.objects.update(name="Somebody else")

    restore(path, NAME, here)

    assert differences(before, contents(), *BY_THE_RESTORE) == set()
    assert sum(1 for rows in before.values() if rows) > 80


def test_rows_that_came_later_are_gone_and_lost_ones_are_back(here, tmp_path, monkeypatch):
    lost = factories.document("lost")
    before = contents()
    path = backed_up(tmp_path, monkeypatch)
    lost.delete()
    factories.document("later")

    restore(path, NAME, here)

    assert differences(before, contents(), *BY_THE_RESTORE) == set()
    assert [one.slug for one in Document.objects.all()] == ["lost"]
    assert Document.history.filter(slug="lost").count() == 1


def test_a_key_that_was_given_once_is_never_given_again(here, tmp_path, monkeypatch):
    """The history speaks of deleted records by their keys."""
    deleted = factories.document("deleted")
    key = deleted.pk
    deleted.delete()
    path = backed_up(tmp_path, monkeypatch)

    restore(path, NAME, here)

    assert factories.document("next").pk > key


def test_what_is_frozen_refuses_changes_again(here, tmp_path, monkeypatch, serbia, editor):
    making.submitted(making.opened(serbia, editor))
    path = backed_up(tmp_path, monkeypatch)

    restore(path, NAME, here)

    table = Submission._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = number + 1")  # noqa: S608


def test_nobody_stays_signed_in(here, tmp_path, monkeypatch, editor_client):
    path = backed_up(tmp_path, monkeypatch)

    restore(path, NAME, here)

    assert Session.objects.count() == 0
    assert "/account/login/" in editor_client.get("/en/work/").url


def test_no_page_kept_from_before_is_taken_for_one_of_now(here, tmp_path, monkeypatch):
    factories.document("one")
    path = backed_up(tmp_path, monkeypatch)
    for number in range(3):
        factories.document(f"later-{number}")
    number, moment = record_stands()

    restore(path, NAME, here)

    assert RecordVersion.current() > number
    assert record_stands()[1] > moment


# Files


def test_files_come_back_and_those_there_stay(here, tmp_path, monkeypatch):
    lost, spoilt = (store(check_upload(named(f"{name}.pdf", pdf()))) for name in ("lost", "spoilt"))
    for stored in (lost, spoilt):
        put_in_place(stored.path)
    path = backed_up(tmp_path, monkeypatch)
    later = store(check_upload(named("later.pdf", pdf())))
    put_in_place(later.path)
    final_path(lost.path).unlink()
    final_path(spoilt.path).write_bytes(b"?")

    restore(path, NAME, here)

    for stored in StoredFile.objects.all():
        with open_stored(stored) as file:
            assert file.read() == pdf()
    assert StoredFile.objects.count() == 2
    assert final_path(later.path).exists()  # for `clean_files` to take away, a day later
    assert final_path(lost.path).stat().st_mode & 0o777 == 0o640


# Mail


@pytest.fixture
def mails(outsider):
    """One of each: waiting, being sent, sent."""
    waiting, begun, sent = (queue("account-changed", to=outsider, key=key) for key in ("waiting", "begun", "sent"))
    begun.claim()
    sent.claim()
    sent.mark_sent()
    return waiting, begun, sent


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_mail_that_waited_is_held_back_until_somebody_says_so(mails, here, tmp_path, monkeypatch, mailoutbox, capsys):
    path = backed_up(tmp_path, monkeypatch)

    restore(path, NAME, here)
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("send_messages")

    assert mailoutbox == []
    assert [state_of(one) for one in mails] == ["suppressed", "suppressed", "sent"]
    assert mails[0].note == HELD_BACK
    assert "2 mails are held back" in capsys.readouterr().out

    call_command("release_messages", "--dry-run")
    assert state_of(mails[0]) == "suppressed"
    call_command("release_messages")
    call_command("send_messages")

    assert len(mailoutbox) == 2
    assert [state_of(one) for one in mails] == ["sent", "sent", "sent"]


def test_what_fell_due_since_the_backup_is_written_and_held_back(here, tmp_path, monkeypatch, outsider, mailoutbox):
    monkeypatch.setattr(restoring, "_afterwards", [])
    restoring.after_restore(lambda: queue("account-changed", to=outsider))
    path = backed_up(tmp_path, monkeypatch)

    restore(path, NAME, here)
    outbox.send_due()

    assert [(one.state, one.note) for one in Message.objects.all()] == [("suppressed", HELD_BACK)]
    assert mailoutbox == []


def test_reminders_are_among_what_falls_due():
    assert "send_due" in {function.__name__ for function in restoring._afterwards}


# What is refused


def test_records_are_not_replaced_unasked(here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")

    with pytest.raises(CommandError, match=f"{here} holds records already: .*1 documents.*--replace"):
        restore(path)

    assert Document.objects.count() == 1


@pytest.mark.parametrize(("typed", "goes_on"), [("{}", True), (" {} ", True), ("yes", False), ("", False)])
def test_the_name_of_the_database_is_typed(typed, goes_on, here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")
    monkeypatch.setattr("builtins.input", lambda _question: typed.format(here))

    if goes_on:
        restore(path, "--replace")
    else:
        with pytest.raises(CommandError, match="Nothing was changed"):
            restore(path, "--replace")

    assert Document.objects.count() == (0 if goes_on else 1)


def test_a_script_must_say_the_name(here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")

    def nobody(_question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)

    with pytest.raises(CommandError, match="--yes-replace NAME"):
        restore(path, "--replace")


def test_what_is_replaced_is_kept_first(here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")
    before = contents()

    restore(path, NAME, here, copy=True)
    (copy,) = (tmp_path / "backups").iterdir()
    restore(copy, NAME, here)

    assert copy.name.endswith("-before-restore.zip")
    assert differences(before, contents(), *BY_THE_RESTORE) == set()
    assert list((tmp_path / "backups").iterdir()) == [copy]


def of_newer_code(parts):
    migrations = json.loads(parts["manifest.json"])["migrations"]
    saying(parts, migrations=[*migrations, ["programme", "0999_of_tomorrow"]])


def of_other_columns(parts):
    tables = json.loads(parts["manifest.json"])["tables"]
    tables["programme_user"]["columns"][0] = 'id"; DROP TABLE programme_user; --'
    saying(parts, tables=tables)


def of_other_tables(parts):
    tables = json.loads(parts["manifest.json"])["tables"]
    tables["programme_secret"] = tables.pop("programme_document")
    parts["rows/programme_secret.jsonl"] = parts.pop("rows/programme_document.jsonl")
    saying(parts, tables=tables)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (of_newer_code, "of newer code than this .programme.0999_of_tomorrow"),
        (of_other_columns, "The columns of programme_user are not those of its migrations"),
        (of_other_tables, "Its tables are not those of its migrations"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(harm, words, here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")
    before = contents()

    with pytest.raises(CommandError, match=words):
        restore(changed(path, harm), NAME, here)

    assert differences(before, contents()) == set()


def test_a_restore_that_fails_at_its_end_changes_nothing(here, tmp_path, monkeypatch):
    path = backed_up(tmp_path, monkeypatch)
    factories.document("later")
    before = contents()

    def fail():
        raise OSError("No space left on device")

    monkeypatch.setattr(restoring, "_afterwards", [fail])

    with pytest.raises(CommandError, match="Nothing was restored, the records are as they were: No space left"):
        restore(path, NAME, here)

    assert differences(before, contents()) == set()


def test_a_row_that_points_to_nothing_is_refused(here, tmp_path, monkeypatch, editor):
    """Somebody took a line out and altered number and checksum too."""
    import hashlib

    queue("account-changed", to=editor)
    path = backed_up(tmp_path, monkeypatch)
    before = contents()

    def without_people(parts):
        said = json.loads(parts["manifest.json"])
        for table in ("programme_user", "programme_user_groups", "account_emailaddress"):
            parts[f"rows/{table}.jsonl"] = b""
            said["tables"][table] |= {"rows": 0, "size": 0, "sha256": hashlib.sha256().hexdigest()}
        saying(parts, tables=said["tables"])

    with pytest.raises(CommandError, match="Nothing was restored"):
        restore(changed(path, without_people), NAME, here)

    assert differences(before, contents()) == set()


def test_another_secret_key_is_told(here, tmp_path, monkeypatch, settings, capsys):
    path = backed_up(tmp_path, monkeypatch)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 8

    restore(path, NAME, here)
    assert "SECRET_KEY_FALLBACKS" in capsys.readouterr().err

    settings.SECRET_KEY_FALLBACKS = [old]
    restore(path, NAME, here)
    assert "SECRET_KEY_FALLBACKS" not in capsys.readouterr().err
