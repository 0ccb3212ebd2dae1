"""Database triggers that refuse a write, the same on SQLite and PostgreSQL: what is frozen stays so even for raw SQL.

DELETE is left to model, queryset and admin: a trigger against it would break the flush of a test database on SQLite.
A later migration that makes a table anew on SQLite drops its triggers: it must create them again (a test says so).
"""

from django.db import migrations

DIFFERS = "<differs>"


def refuse(table, event, condition, *, name, because):
    """A migration operation: the database refuses this event (INSERT or UPDATE) on rows for which the condition holds.

    The condition is written in what SQLite and PostgreSQL share, with OLD and NEW; DIFFERS stands for each one's own
    comparison in which unknown equals unknown. What breaks it is an IntegrityError on both.
    """

    def create(apps, schema_editor):
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        statements = POSTGRESQL if is_postgresql else SQLITE
        differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
        words = {
            "table": table,
            "event": event,
            "condition": condition.replace(DIFFERS, differs),
            "name": name,
            "because": because,
        }
        for statement in statements:
            schema_editor.execute(statement.format(**words), params=None)

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            schema_editor.execute(f'DROP FUNCTION "{name}"()')
        else:
            schema_editor.execute(f'DROP TRIGGER "{name}"')

    return migrations.RunPython(create, drop)


def any_differs(columns):
    """The condition that an update changes one of these columns; unknown values count as equal to each other."""
    return " OR ".join(f'OLD."{name}" {DIFFERS} NEW."{name}"' for name in columns)


SQLITE = (
    """CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition}
    BEGIN SELECT RAISE(ABORT, '{because}'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{because}';
        END IF;
        RETURN NEW;
    END $body$""",
    """CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()""",
)
