"""Backups for tests: made in the transaction of the test, whose rows no other connection sees."""

import json
import zipfile
from contextlib import nullcontext

from django.core.management import call_command
from django.db import connection

from programme.backups import schema
from programme.backups.make import make_backup
from programme.backups.tables import read_rows, tables_of

JSON = "JSONField"


def backup_of(folder, monkeypatch, **options):
    """A backup of what the test made; what is made later is seen by `make_backup` too."""
    monkeypatch.setattr("programme.backups.make.snapshot", nullcontext)
    folder.mkdir(exist_ok=True)
    return make_backup(folder, **options)


def contents(connection=connection):
    """Every row of every table that a backup holds, as plain values. PostgreSQL keeps what JSON says, not how."""
    found = {}
    for name, table in tables_of(schema.models_of(connection)).items():
        of_json = [place for place, column in enumerate(table.columns) if column.kind == JSON]
        rows = list(read_rows(connection, table))
        for row in rows:
            for place in of_json:
                row[place] = row[place] and json.loads(row[place])
        found[name] = rows
    return found


def differences(before, after, *expected):
    """The tables that differ, but for those that a restore itself writes to."""
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]} - set(expected)


def restore(path, *options, copy=False):
    """As an operator does it; without a copy of what is replaced, which takes as long again."""
    call_command("restore", str(path), *options, *(() if copy else ("--without-safety-copy",)))


def changed(path, change, name="changed.zip"):
    """The same archive with other parts: `change` gets a dictionary of their content and alters it."""
    with zipfile.ZipFile(path) as zipped:
        parts = {one: zipped.read(one) for one in zipped.namelist()}
    change(parts)
    target = path.with_name(name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for one, content in parts.items():
            zipped.writestr(one, content)
    return target


def saying(parts, **values):
    """Alters what the archive says of itself."""
    parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | values).encode()
