"""The tables as rows of plain values that mean the same on SQLite and PostgreSQL.

A date and a moment are texts as ISO 8601 has them, moments in UTC; decimals, UUIDs and JSON are texts too. The columns
are those of the migrations that a database has, not those of the code that happens to run.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.migrations.recorder import MigrationRecorder

# Whoever was signed in signs in again after a restore: a session of then must open nothing.
LEFT_OUT = {"django_session", "usersessions_usersession"}
MIGRATIONS = "django_migrations"
AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    places: int = 0  # of a decimal


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    key: str
    has_numbers: bool  # whether the database numbers the rows itself

    @property
    def names(self):
        return [column.name for column in self.columns]


def tables_of(apps):
    """The tables of these models, by name, and that of the migrations."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    found = [table_of(model) for model in [*models, MigrationRecorder.Migration] if not model._meta.proxy]
    return {table.name: table for table in sorted(found, key=lambda table: table.name) if table.name not in LEFT_OUT}


def table_of(model):
    columns = tuple(column_of(field) for field in model._meta.concrete_fields)
    key = model._meta.pk
    return Table(model._meta.db_table, columns, key.column, key.get_internal_type().endswith("AutoField"))


def column_of(field):
    held = field
    while held.remote_field is not None:
        held = held.target_field
    return Column(field.column, held.get_internal_type(), getattr(held, "decimal_places", None) or 0)


def read_rows(connection, table):
    """The rows as plain values, by their keys, a few at a time."""
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.names))
    plain = [PLAIN.get(column.kind) for column in table.columns]
    places = [column.places for column in table.columns]
    cursor = connection.chunked_cursor()
    try:
        cursor.execute(f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key)}")  # noqa: S608 (own names)
        while rows := cursor.fetchmany(AT_ONCE):
            for row in rows:
                yield [
                    value if value is None or make is None else make(value, digits)
                    for value, make, digits in zip(row, plain, places, strict=True)
                ]
    finally:
        cursor.close()


def write_rows(connection, table, columns, rows):
    """Puts plain values into a table; returns how many rows."""
    write = copy_in if connection.vendor == "postgresql" else insert
    return write(connection, table, columns, rows)


def copy_in(connection, table, columns, rows):
    """PostgreSQL reads the plain values as they are."""
    quote, count = connection.ops.quote_name, 0
    names = ", ".join(map(quote, columns))
    statement = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def insert(connection, table, columns, rows):
    quote, count = connection.ops.quote_name, 0
    kinds = {column.name: column.kind for column in table.columns}
    stored = [AS_SQLITE.get(kinds[name]) for name in columns]
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"  # noqa: S608 (own names)
    with connection.cursor() as cursor:
        for some in batches(rows, AT_ONCE):
            values = [
                [
                    value if value is None or make is None else make(value)
                    for value, make in zip(row, stored, strict=True)
                ]
                for row in some
            ]
            cursor.executemany(statement, values)
            count += len(some)
    return count


def batches(rows, size):
    some = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


# What the databases give, as plain values. SQLite keeps moments without a zone, meaning UTC.


def moment(value, _places):
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


def day(value, _places):
    return value.isoformat() if isinstance(value, date) else value


def decimal(value, places):
    return f"{Decimal(str(value)):.{places}f}"


PLAIN = {
    "DateTimeField": moment,
    "DateField": day,
    "DecimalField": decimal,
    "UUIDField": lambda value, _places: str(value if isinstance(value, UUID) else UUID(value)),
    "BooleanField": lambda value, _places: bool(value),
    "GenericIPAddressField": lambda value, _places: str(value),
}
# And plain values as Django writes them on SQLite. What is none of its kind raises ValueError.
AS_SQLITE = {
    "DateTimeField": lambda text: str(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)),
    "DateField": lambda text: date.fromisoformat(text).isoformat(),
    "UUIDField": lambda text: UUID(text).hex,
}


# The numbers that the databases give to rows


def last_number(connection, table):
    """The last key given away in this table, which may belong to a row that is gone."""
    if not table.has_numbers:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            sequence = sequence_of(connection, cursor, table)
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608 (PostgreSQL's own name)
        found = cursor.fetchone()
    return found[0] if found else 0


def give_numbers_after(connection, table, number):
    """The next row gets a higher key than this one, than any row has, and than was ever given here.

    Keys are never given twice: history, links and mails speak of deleted records by their keys.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX({quote(table.key)}), 0) FROM {quote(table.name)}")  # noqa: S608
        number = max(number or 0, cursor.fetchone()[0], last_number(connection, table) or 0)
        if not number:
            return
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])
        else:
            cursor.execute("SELECT setval(%s, %s)", [sequence_of(connection, cursor, table), number])


def sequence_of(connection, cursor, table):
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table.name), table.key])
    return cursor.fetchone()[0]
