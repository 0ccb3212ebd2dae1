"""Migrations: they lead to the tables of today, and back; and the copy that tests begin with is never an old one."""

import shutil
import sqlite3

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests import migrated
from tests.test_project import manage


@pytest.mark.django_db
def test_database_of_the_tests_has_every_migration_and_every_column():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            found = {
                column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
            }
            assert {field.column for field in model._meta.local_concrete_fields} == found, model


def squashed():
    return {key: one for key, one in MigrationLoader(None).disk_migrations.items() if one.replaces}


def test_a_new_database_takes_the_squashed_migrations():
    assert {app for app, _name in squashed()} == {"programme", "countries", "activities", "assessments"}
    in_graph = set(MigrationLoader(None).graph.nodes)
    for key, one in squashed().items():
        assert key in in_graph
        assert not in_graph & set(one.replaces)


@pytest.mark.django_db
def test_a_database_that_has_the_replaced_migrations_needs_nothing():
    recorder = MigrationRecorder(connection)
    for key, one in squashed().items():
        recorder.record_unapplied(*key)
        for replaced in one.replaces:
            recorder.record_unapplied(*replaced)
            recorder.record_applied(*replaced)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_a_database_that_has_some_of_the_replaced_migrations_goes_on_with_them():
    recorder = MigrationRecorder(connection)
    for key in MigrationLoader(None).disk_migrations:
        if key[0] == "assessments":
            recorder.record_unapplied(*key)
    for key, one in squashed().items():
        recorder.record_unapplied(*key)
        for replaced in one.replaces:
            recorder.record_unapplied(*replaced)
            if replaced != ("assessments", "0008_kept_texts_of_plans"):
                recorder.record_applied(*replaced)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    assert ("assessments", "0008_kept_texts_of_plans") in {(one.app_label, one.name) for one, _back in plan}
    assert ("assessments", "0001_squashed_0008") not in {(one.app_label, one.name) for one, _back in plan}


@pytest.mark.parametrize("change", ["text", "name"])
def test_any_change_of_a_migration_makes_the_database_anew(tmp_path, monkeypatch, change):
    migration = tmp_path / "0001_one.py"
    migration.write_text("operations = []")
    monkeypatch.setattr(migrated, "sources", lambda: tmp_path.glob("*.py"))
    before = migrated.fingerprint()
    assert migrated.fingerprint() == before

    if change == "text":
        migration.write_text("operations = [1]")
    else:
        migration.rename(tmp_path / "0002_one.py")

    assert migrated.fingerprint() != before


def test_migrations_of_every_app_count_and_what_they_import_of_ours():
    names = {path.relative_to(path.parents[2]).as_posix() for path in migrated.sources()}
    assert {"programme/migrations/0001_the_record.py", "auth/migrations/0001_initial.py"} <= names
    assert {path.name for path in migrated.sources()} >= {"trigram.py", "fields.py"}


@pytest.mark.long  # a minute on a slow machine
@pytest.mark.once
def test_migrations_lead_there_and_back(tmp_path):
    path = tmp_path / "scratch.sqlite3"
    database = {"PORTAL_ENV": "development", "PORTAL_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{path}"}
    shutil.copyfile(migrated.sqlite_file(), path)  # where they lead from nothing
    for arguments in [[], *([room, "zero"] for room in ("activities", "countries")), []]:
        outcome = manage("migrate", *arguments, "--verbosity=0", **database)
        assert outcome.returncode == 0, outcome.stderr
        tables = {name for (name,) in sqlite3.connect(path).execute("SELECT name FROM sqlite_master")}
        assert ("activities_activity" in tables) == (arguments == [])
