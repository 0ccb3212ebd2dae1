"""Making a backup: the rows as of one moment, then the files that they know."""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from programme.backups import schema
from programme.backups.archive import OWN_NAME, PARTIAL, Archive, name_at, new_archive
from programme.backups.manifest import (
    FilePart,
    Manifest,
    TablePart,
    Unusable,
    keys_known,
    new_checksum,
    portal_commit,
    portal_version,
)
from programme.backups.tables import last_number, read_rows, tables_of
from programme.stored_files import open_stored

DAY = 24 * 60 * 60
FILES = "programme_storedfile"


class Impossible(Exception):
    """No backup can be made, or nothing restored. The message says why, to an operator."""


@dataclass
class Made:
    """A backup and what is wrong with it, if anything."""

    path: Path
    manifest: Manifest
    removed: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class KnownFile:
    """What the record says of an uploaded file."""

    path: str
    size: int
    sha256: str


def make_backup(folder, *, keep=None, suffix=""):
    """Writes a backup into the folder, reads it back, and then removes all but the newest `keep`; returns Made.

    Raises Impossible, and OSError where the disk does not take it.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise Impossible(f"There is no folder {folder}.")
    remove_left_behind(folder)
    moment = datetime.now(UTC)
    path = folder / name_at(moment, suffix)
    with new_archive(path) as archive:
        with snapshot(connection) as reader:
            manifest, known = write_rows(archive, reader, moment)
        files, missing = write_files(archive, known)
        manifest = Manifest(**vars(manifest) | {"files": files, "missing": missing})
        archive.add_manifest(manifest)
    try:
        with Archive(path) as written:
            written.check()
    except Unusable as error:
        raise Impossible(f"{path} was written and cannot be read back: {error} Do not rely on it.") from None
    # A file that is lost here may be in an older backup.
    removed = [] if keep is None or missing else remove_old(folder, keep)
    return Made(path, manifest, removed)


@contextmanager
def snapshot(connection):
    """A connection that sees the database as of one moment, whatever is written meanwhile, and holds up nobody."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias, durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection
        return
    # The portal's own transactions on SQLite take the lock of writers at once; a reader needs none.
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        yield reader
    finally:
        reader.close()


def write_rows(archive, reader, moment):
    """All rows; returns the manifest, still without files, and what the record says of its files."""
    migrations = schema.applied(reader)
    if not migrations:
        raise Impossible("The database is empty: there is nothing to back up.")
    if strange := schema.unknown(migrations):
        raise Impossible(
            f"A newer version of the portal migrated this database ({named(strange)}): back it up with that version."
        )
    known, parts = [], {}
    for name, table in tables_of(schema.models_of(reader)).items():
        rows = read_rows(reader, table)
        if name == FILES:
            rows = noting_files(rows, table, known)
        count, size, checksum = archive.add_rows(name, rows)
        parts[name] = TablePart(table.names, count, size, checksum, last_number(reader, table))
    manifest = Manifest(
        made_at=moment,
        portal=portal_version(),
        commit=portal_commit(),
        engine=reader.vendor,
        key=keys_known()[0],
        migrations=[list(one) for one in migrations],
        tables=parts,
        files=[],
    )
    return manifest, known


def named(migrations):
    shown = ", ".join(f"{app}.{name}" for app, name in migrations[:3])
    return f"{shown} and {len(migrations) - 3} more" if len(migrations) > 3 else shown


def noting_files(rows, table, known):
    path, size, sha256 = (table.names.index(name) for name in ("path", "size", "sha256"))
    for row in rows:
        known.append(KnownFile(row[path], row[size], row[sha256]))
        yield row


def write_files(archive, known):
    """The files that are as the record knows them; returns these, and the paths of those that are not."""
    files, missing = [], []
    for one in known:
        if is_as_known(one):
            with open_stored(one) as source:
                archive.add_file(one.path, source)
            files.append(FilePart(one.path, one.size, one.sha256))
        else:
            missing.append(one.path)
    return files, missing


def is_as_known(file):
    try:
        with open_stored(file) as source:
            seen = new_checksum()
            while piece := source.read(256 * 1024):
                seen.update(piece)
    except OSError:
        return False
    return seen.hexdigest() == file.sha256


def own_backups(folder):
    """The backups in this folder that the portal made by itself, the newest first. Copies before a restore stay."""
    return sorted((one for one in Path(folder).iterdir() if OWN_NAME.fullmatch(one.name)), reverse=True)


def remove_old(folder, keep):
    removed = own_backups(folder)[keep:]
    for path in removed:
        path.unlink()
    return removed


def remove_left_behind(folder):
    """What a backup left that was killed while it was being written."""
    for path in folder.glob(f".portal-*{PARTIAL}"):
        if path.stat().st_mtime < time.time() - DAY:
            path.unlink(missing_ok=True)
