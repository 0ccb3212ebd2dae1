"""A backup holds all that cannot be made anew, is whole or not there, and says what is wrong."""

import errno
import json
import os
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programme.backups.archive import Archive, ArchiveWriter
from programme.backups.manifest import key_mark
from programme.stored_files import final_path, put_in_place, store
from programme.uploads import check_upload
from tests.conftest import person
from tests.programme.backups.making import backup_of, changed, saying
from tests.programme.upload_samples import named, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploaded():
    stored = store(check_upload(named("Report.pdf", pdf())))
    put_in_place(stored.path)
    return stored


@pytest.fixture
def made(uploaded, editor_client, tmp_path, monkeypatch):
    return backup_of(tmp_path / "backups", monkeypatch)


def test_it_holds_rows_files_and_what_it_says_of_itself(made, uploaded, settings):
    with zipfile.ZipFile(made.path) as zipped:
        names = zipped.namelist()
        said = json.loads(zipped.read("manifest.json"))
        rows = zipped.read("rows/programme_user.jsonl").decode().splitlines()
        assert zipped.read(f"files/{uploaded.path}") == pdf()

    assert names[-1] == "manifest.json"
    assert said["files"] == [{"path": uploaded.path, "size": len(pdf()), "sha256": uploaded.sha256}]
    assert said["missing"] == []
    assert said["tables"]["programme_user"]["rows"] == len(rows) == 1
    assert "editor@example.org" in rows[0]
    assert ["programme", "0014_addresses_in_lower_case"] in said["migrations"]
    assert said["key"] == key_mark(settings.SECRET_KEY)
    assert settings.SECRET_KEY not in json.dumps(said)


def test_nobodys_session_is_in_it(made):
    with Archive(made.path) as archive:
        assert {"django_session", "usersessions_usersession"} & set(archive.manifest.tables) == set()


def test_only_its_owner_may_read_it(made):
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_a_file_still_on_its_way_is_in_it(tmp_path, monkeypatch):
    stored = store(check_upload(named("Report.pdf", pdf())))

    made = backup_of(tmp_path, monkeypatch)

    assert [one.path for one in made.manifest.files] == [stored.path]


@pytest.mark.parametrize("loss", ["missing", "changed"])
def test_a_lost_file_is_named_and_the_rest_is_kept(loss, uploaded, tmp_path, monkeypatch, capsys):
    older = tmp_path / "portal-20200101T000000Z.zip"
    older.touch()
    final = final_path(uploaded.path)
    final.unlink() if loss == "missing" else final.write_bytes(b"other")
    monkeypatch.setattr("programme.backups.make.snapshot", nullcontext)

    with pytest.raises(CommandError, match="made without 1 files") as refusal:
        call_command("backup", str(tmp_path), "--keep=1")

    assert refusal.value.returncode == 2
    assert uploaded.path in capsys.readouterr().err
    assert older.exists()
    newest = max(tmp_path.glob("portal-*.zip"))
    with Archive(newest) as archive:
        archive.check()
    assert archive.manifest.missing == [uploaded.path]


def test_the_newest_are_kept_and_nothing_else_is_touched(tmp_path, monkeypatch):
    old = [tmp_path / f"portal-2020010{day}T000000Z.zip" for day in range(1, 5)]
    others = [tmp_path / "portal-20200101T000000Z-before-restore.zip", tmp_path / "portal.zip", tmp_path / "notes.txt"]
    for path in (*old, *others):
        path.touch()

    made = backup_of(tmp_path, monkeypatch, keep=2)

    assert sorted(tmp_path.iterdir()) == sorted([made.path, old[-1], *others])
    assert sorted(made.removed) == old[:-1]


def test_no_old_one_goes_before_the_new_one_was_read_back(tmp_path, monkeypatch):
    old = tmp_path / "portal-20200101T000000Z.zip"
    old.touch()
    spoil = ArchiveWriter.add_rows
    monkeypatch.setattr(ArchiveWriter, "add_rows", lambda *args: (*spoil(*args)[:2], "0" * 64))

    with pytest.raises(Exception, match="cannot be read back"):
        backup_of(tmp_path, monkeypatch, keep=1)

    assert old.exists()


def test_none_is_overwritten(made, monkeypatch):
    monkeypatch.setattr("programme.backups.make.name_at", lambda *_args: made.path.name)
    before = made.path.read_bytes()

    with pytest.raises(FileExistsError, match="never overwrites"):
        backup_of(made.path.parent, monkeypatch)

    assert made.path.read_bytes() == before
    assert list(made.path.parent.iterdir()) == [made.path]


def test_a_full_disk_leaves_nothing(uploaded, tmp_path, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    monkeypatch.setattr("programme.backups.make.snapshot", nullcontext)

    with pytest.raises(CommandError, match=r"No backup was made: .*No space left"):
        call_command("backup", str(tmp_path))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("folder", "keep", "words"), [("nowhere", "1", "There is no folder"), ("", "0", "from 1")])
def test_what_cannot_be_done_is_said(folder, keep, words, tmp_path):
    with pytest.raises(CommandError, match=words):
        call_command("backup", str(tmp_path / folder), f"--keep={keep}")


# Reading it


@pytest.fixture(scope="module")
def whole(for_all_tests, tmp_path_factory):
    """One backup for all that is done to it."""
    folder = tmp_path_factory.mktemp("backups")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", folder / "files")
        put_in_place(store(check_upload(named("Report.pdf", pdf()))).path)
        person("editor@example.org")
        return backup_of(folder, patch)


def lose_its_end(path):
    target = path.with_name("short.zip")
    target.write_bytes(path.read_bytes()[:-200])
    return target


def flip_a_byte(path):
    target = path.with_name("flipped.zip")
    content = bytearray(path.read_bytes())
    content[content.index(b"%PDF") + 5] ^= 1
    target.write_bytes(content)
    return target


def other_row(parts):
    parts["rows/programme_user.jsonl"] = parts["rows/programme_user.jsonl"].replace(b"editor@", b"edit0r@")


def without_rows(parts):
    del parts["rows/programme_user.jsonl"]


def with_more(parts):
    parts["files/uploads/more"] = b"more"


def of_later(parts):
    saying(parts, format=99)


def of_nothing(parts):
    saying(parts, tables=None)


def leading_out(parts):
    saying(parts, files=[{"path": "../../etc/passwd", "size": 1, "sha256": "0"}])


def no_backup(parts):
    parts.clear()
    parts["word/document.xml"] = b"<w/>"


def fewer_rows(parts):
    """Whoever alters the rows alters their checksum too, and forgets the number."""
    said = json.loads(parts["manifest.json"])
    said["tables"]["programme_user"]["rows"] += 1
    saying(parts, tables=said["tables"])


def inflated(parts):
    said = json.loads(parts["manifest.json"])
    parts["rows/programme_user.jsonl"] = b" " * 400_000_000
    said["tables"]["programme_user"]["size"] = 400_000_000
    saying(parts, tables=said["tables"])


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lose_its_end, "its end is missing"),
        (flip_a_byte, "is damaged|is not as it was written"),
        (lambda path: changed(path, other_row), "programme_user.jsonl is not as it was written"),
        (lambda path: changed(path, without_rows), "It lacks rows/programme_user.jsonl"),
        (lambda path: changed(path, with_more), "which it does not mention"),
        (lambda path: changed(path, of_later), "A newer version of the portal"),
        (lambda path: changed(path, of_nothing), "What it says of itself cannot be read"),
        (lambda path: changed(path, leading_out), "What it says of itself cannot be read"),
        (lambda path: changed(path, no_backup), "It is no backup of the portal"),
        (lambda path: changed(path, fewer_rows), "says that programme_user has 2 rows, and holds 1"),
        (lambda path: changed(path, inflated), "far more than any backup"),
        (lambda path: path.with_name("nowhere.zip"), "It cannot be opened"),
        (lambda path: Path(__file__), "It is no ZIP file"),
    ],
)
def test_what_is_not_whole_is_not_usable(harm, words, whole):
    with pytest.raises(CommandError, match=words):
        call_command("check_backup", str(harm(whole.path)))


def test_a_part_that_is_longer_than_it_says_is_read_no_further(whole):
    """However much it would unpack to."""

    def longer(parts):
        parts["rows/programme_user.jsonl"] = parts["rows/programme_user.jsonl"] * 1000

    with pytest.raises(CommandError, match="is longer than it says"):
        call_command("check_backup", str(changed(whole.path, longer)))


def test_a_whole_one_says_what_is_in_it(whole, capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        call_command("check_backup", str(whole.path))

    said = capsys.readouterr().out
    assert f"Whole: {whole.manifest.rows} rows in {len(whole.manifest.tables)} tables, 1 files." in said
