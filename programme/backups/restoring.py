"""Restoring a backup: all of it in one transaction, or nothing (ADR 23)."""

import logging
import os
from collections.abc import Callable
from contextlib import nullcontext

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from programme.backups import schema
from programme.backups.archive import sync_folder
from programme.backups.make import Impossible, is_as_known, named
from programme.backups.manifest import Unusable
from programme.backups.tables import LEFT_OUT, MIGRATIONS, give_numbers_after, tables_of, write_rows
from programme.models import Message, RecordVersion
from programme.outbox import HELD_BACK, hold_back, withheld
from programme.stored_files import final_path, incoming_path

log = logging.getLogger(__name__)
# What a portal has before anybody wrote anything.
FROM_THE_START = {
    MIGRATIONS,
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    RecordVersion._meta.db_table,
}
PASSING = {*LEFT_OUT, settings.CACHES["default"]["LOCATION"]}
PATIENCE = "20s"
_afterwards: list[Callable] = []


def after_restore(function):
    """Registers what a room does at the end of a restore, in its transaction; mails that it queues are held back."""
    _afterwards.append(function)
    return function


def what_is_there():
    """How many rows of each kind the database holds that somebody wrote; empty where it holds none.

    What staff know by name comes first, the most of it before.
    """
    known = [model for model in apps.get_models() if admin.site.is_registered(model)]
    names = {model._meta.db_table: str(model._meta.verbose_name_plural) for model in known}
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in FROM_THE_START | PASSING:
                continue
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 (own names)
            if count := cursor.fetchone()[0]:
                found.append((count, names.get(table, table)))
    return sorted(found, key=lambda one: (one[1] in names.values(), one), reverse=True)


def refuse_newer(manifest):
    if strange := schema.unknown(manifest.migrations):
        raise Impossible(
            f"This backup is of newer code than this ({named(strange)}): restore it with the version of the portal "
            f"that made it{f' (commit {manifest.commit[:12]})' if manifest.commit else ''}, or a later one."
        )


def restore(archive):
    """Puts in place what the archive holds; the caller has checked it. Whatever the database held is gone then.

    Returns how many mails are held back. Raises Unusable, Impossible or what the database says; then everything is as
    it was, but for files that `clean_files` takes away.
    """
    manifest = archive.manifest
    refuse_newer(manifest)
    put_files(archive)
    is_same = set(schema.applied(connection)) == set(map(tuple, manifest.migrations))
    changes_schema = not is_same or schema.lacking(connection)
    with schema.schema_may_change(connection) if changes_schema else nullcontext(), transaction.atomic():
        lose_patience(connection)
        version = version_now()
        if not is_same:
            schema.build(connection, manifest.migrations)
        put_rows(archive)
        if changes_schema:
            schema.migrate_on(connection)
        raise_version_above(version)
        hold_back(HELD_BACK)
        with withheld(HELD_BACK):
            for function in _afterwards:
                function()
        connection.check_constraints()
    ContentType.objects.clear_cache()
    call_command("createcachetable", verbosity=0)
    cache.clear()
    log.warning("Restored the backup of %s.", manifest.made_at.isoformat())
    return Message.objects.filter(note=HELD_BACK).count()


def lose_patience(connection):
    """Who still works with the portal would otherwise be waited for without end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = %s", [PATIENCE])


def version_now():
    """Pages are kept under this number: the restored record must not come to bear one that was given before."""
    with connection.cursor() as cursor:
        if RecordVersion._meta.db_table not in connection.introspection.table_names(cursor):
            return 0
        cursor.execute(f"SELECT MAX(number) FROM {RecordVersion._meta.db_table}")  # noqa: S608 (own name)
        return cursor.fetchone()[0] or 0


def raise_version_above(version):
    number = max(version, RecordVersion.current()) + 1
    RecordVersion.objects.update_or_create(pk=1, defaults={"number": number, "changed_at": timezone.now()})


def put_rows(archive):
    """Empties every table and puts in the rows of the archive. Raises Unusable where the two do not fit."""
    parts, tables = archive.manifest.tables, tables_of(schema.models_of(connection))
    if set(parts) != set(tables):
        odd = sorted(set(parts) ^ set(tables))[0]
        raise Unusable(f"Its tables are not those of its migrations ({odd}).")
    with schema.without_triggers(connection):
        empty(tables)
        for name, table in tables.items():
            if sorted(parts[name].columns) != sorted(table.names):
                raise Unusable(f"The columns of {name} are not those of its migrations.")
            try:
                count = write_rows(connection, table, parts[name].columns, archive.rows(name))
            except (ValueError, DatabaseError) as error:
                raise Impossible(f"{name} cannot be filled: {error}") from error
            if count != parts[name].rows:
                raise Unusable(f"{name} has {count} rows and not {parts[name].rows}.")
            if table.has_numbers:
                give_numbers_after(connection, table, parts[name].last_number)


def empty(tables):
    """Nobody stays signed in either: the tables that no backup holds are emptied too."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        names = [quote(name) for name in there if name in tables or name in LEFT_OUT]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (own names)


def put_files(archive):
    """Adds the files of the archive that are not there yet.

    Each lies under a random name that stands for one content for ever, so that none of them takes the place of
    another. If the restore fails afterwards, nobody knows the new ones, and `clean_files` takes them away.
    """
    for file in archive.manifest.files:
        if is_as_known(file):
            continue
        final, arriving = final_path(file.path), incoming_path(f"{file.path}.restored")
        for folder in (final.parent, arriving.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with arriving.open("wb") as target:
            for piece in archive.pieces(file):
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        arriving.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        arriving.replace(final)
        sync_folder(final.parent)
