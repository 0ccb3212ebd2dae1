"""The commands as an operator gives them: with the real record, from one database to another, and killed on the way."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import connection

from tests.programme.backups.places import Places, differences, rows_in

pytestmark = [pytest.mark.long, pytest.mark.django_db]
FILL = """
from programme.roles import sync_roles
from programme.stored_files import store
from programme.uploads import check_upload
from tests import factories
from tests.programme.upload_samples import named, pdf
sync_roles()
factories.document()
store(check_upload(named("Report.pdf", pdf())))
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = Places(tmp_path_factory.mktemp("places"))
        yield made
        made.close()


@pytest.fixture(scope="module")
def filled(places):
    return filled_anew(places)


def filled_anew(places):
    """A portal with roles, a document and an uploaded file."""
    place = places.new()
    place.manage("shell", "-v0", "-c", FILL)
    return place


@pytest.fixture(scope="module")
def backup(filled):
    return filled.backup()


@pytest.mark.both
def test_the_real_record_moves_from_database_to_database(places):
    """On PostgreSQL to SQLite and back: a portal that began on SQLite moves like this too."""
    here = filled_anew(places)
    here.manage("load_programme")
    backup = here.backup()
    there = places.new("sqlite", is_empty=True)
    there.manage("restore", str(backup))
    again = there.backup()
    back = places.new()
    back.manage("restore", str(again))

    before = rows_in(backup)
    assert len(before["activities_activity"]) > 50
    assert differences(before, rows_in(again)) == set()
    assert differences(before, rows_in(back.backup())) == set()
    (file,) = (path for path in (back.folder / "files").rglob("*") if path.is_file())
    assert file.read_bytes().startswith(b"%PDF")


def test_a_database_of_newer_code_is_not_backed_up_by_halves(places):
    place = places.new()
    execute(place, "INSERT INTO django_migrations (app, name, applied) VALUES ('programme', '0999_new', '2027-01-01')")
    target = place.folder / "backups"
    target.mkdir()

    said = place.manage("backup", str(target), expect=1)

    assert "newer version of the portal migrated this database (programme.0999_new)" in said
    assert list(target.iterdir()) == []


def test_a_backup_of_older_migrations_is_brought_up_to_date(places):
    """And the way back after an upgrade that failed: over a database of which this code does not know all tables."""
    old = places.new()
    old.manage("sync_roles")
    old.manage("migrate", "reports", "0002")
    backup = old.backup()
    assert "reports_keptreporttext" not in rows_in(backup)
    newer = places.new()
    newer.manage("shell", "-v0", "-c", "from tests import factories; factories.document('here')")
    execute(newer, "CREATE TABLE programme_new (id integer)")
    execute(newer, "INSERT INTO django_migrations (app, name, applied) VALUES ('programme', '0999_new', '2027-01-01')")
    arguments = ("restore", str(backup), "--yes-replace", newer.database)

    assert "--without-safety-copy" in newer.manage(*arguments, expect=1)
    newer.manage(*arguments, "--without-safety-copy")

    after = rows_in(newer.backup())
    assert after["reports_keptreporttext"] == after["programme_document"] == []
    for name in ("auth_group", "auth_group_permissions"):
        assert after[name] == rows_in(backup)[name]
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedTable)):
        execute(newer, "SELECT * FROM programme_new")


def test_a_backup_that_is_killed_is_not_taken_for_one(filled):
    folder = filled.folder / "killed"
    folder.mkdir()

    filled.dies_at("make", "write_files", "backup", str(folder))

    (left,) = folder.iterdir()
    assert left.name.startswith(".portal-")
    assert left.name.endswith(".partial")
    filled.manage("backup", str(folder), "--keep=1")
    assert len([path for path in folder.iterdir() if path.suffix == ".zip"]) == 1


def test_a_restore_that_is_killed_changes_nothing(places, backup):
    """All rows are in by then, and none of them is committed."""
    place = places.new()
    place.manage("shell", "-v0", "-c", "from tests import factories; factories.document('here')")
    before = place.backup()

    place.dies_at(
        "restoring", "hold_back", "restore", str(backup), "--yes-replace", place.database, "--without-safety-copy"
    )

    assert differences(rows_in(before), rows_in(place.backup())) == set()
    place.manage("restore", str(backup), "--yes-replace", place.database)
    assert differences(rows_in(backup), rows_in(place.backup())) == set()


def execute(place, statement):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place.folder / "portal.sqlite3")) as database, database:
            database.execute(statement)
    else:
        with psycopg.connect(place.address) as database:
            database.execute(statement)
