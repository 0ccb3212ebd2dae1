"""Which migrations a database has, and bringing one to those of a backup."""

from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def applied(connection):
    """The migrations that the database has, in the order in which it got them."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    return list(recorder.migration_qs.order_by("pk").values_list("app", "name"))


@cache
def known():
    """The migrations that this code has, and those that they replace."""
    migrations = MigrationLoader(None).disk_migrations
    return {*migrations, *(old for migration in migrations.values() for old in migration.replaces)}


def unknown(migrations):
    """Those of these migrations that this code does not have: they are of a newer one."""
    return sorted(set(map(tuple, migrations)) - known())


def lacking(connection):
    """Whether the code has migrations that the database has not."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def models_of(connection):
    """The models as the database has them: those of its own migrations, which may be older than the code."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return apps  # the same, and made already
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    for migration in _had(executor):
        migration.mutate_state(state, preserve=False)
    return state.apps


def _had(executor):
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    had = executor.loader.applied_migrations
    return [migration for migration, _backwards in plan if (migration.app_label, migration.name) in had]


@contextmanager
def schema_may_change(connection):
    """On SQLite tables are made anew with foreign keys off, which is only possible before the transaction begins."""
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def build(connection, migrations):
    """Takes away every table and makes those that these migrations make, within the caller's transaction."""
    check_at_once(connection)
    drop_all(connection)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in migrations:  # so that the loader chooses between squashed migrations and those they replace
        recorder.record_applied(app, name)
    executor = MigrationExecutor(connection)
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    state.apps  # noqa: B018  made before the first migration, it is kept up to date instead of made at each
    for migration in _had(executor):
        state = executor.apply_migration(state, migration)


def drop_all(connection):
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "postgresql":
            if tables:
                cursor.execute(f"DROP TABLE {', '.join(map(quote, tables))} CASCADE")
            for function in trigger_functions(cursor):
                cursor.execute(f"DROP FUNCTION {quote(function)}() CASCADE")
            return
        for table in tables:
            cursor.execute(f"DROP TABLE {quote(table)}")


def trigger_functions(cursor):
    """Functions that only triggers call (programme/triggers.py): they stay when their table goes."""
    cursor.execute(
        """SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND prorettype = 'trigger'::regtype
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"""
    )
    return [name for (name,) in cursor.fetchall()]


def migrate_on(connection):
    """What the code has beyond the backup."""
    check_at_once(connection)
    call_command("migrate", database=connection.alias, interactive=False, verbosity=0)


def check_at_once(connection):
    """PostgreSQL alters no table of which something waits to be checked, as it does between rows and end."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def without_triggers(connection):
    """Rows are put in as they were; what is frozen refuses changes again as soon as they are in.

    Our triggers refuse parts that are added to what was published: put in again, they would come too late.
    """
    quote = connection.ops.quote_name
    check_at_once(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                """SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
                WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"""
            )
            tables = [quote(name) for (name,) in cursor.fetchall()]
            before = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            after = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            before = [f"DROP TRIGGER {quote(name)}" for name, _sql in found]
            after = [sql for _name, sql in found]
        for statement in before:
            cursor.execute(statement, None)
        yield
        # What waits to be checked keeps PostgreSQL from altering a table.
        connection.check_constraints()
        for statement in after:
            cursor.execute(statement, None)
