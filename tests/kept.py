"""What many tests begin with is made once by the services, as in life; for the other tests its rows are put in again.

Most of the suite's time went into making the same countries, people and self-assessments anew for each test. A
function marked `@kept` is run when it is called for the first time; what it wrote is remembered. Where a test calls it
again with the same arguments, and nothing was written in that test but by kept functions with the same arguments in
the same order, the rows are put in as they were. In every other case it is simply run.
"""

import pickle
import re
from dataclasses import dataclass
from functools import cache, wraps
from itertools import count

from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import get_language

from programme import history

# What is told apart by nothing: each test has folders of its own, and nothing that is kept lies in them.
FOLDERS = {"MEDIA_ROOT", "VAR_DIR"}
WRITE = re.compile(r'\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# What writes nothing. Whatever else is not known to us may have written anything.
HARMLESS = re.compile(r"\s*(?:BEGIN|SELECT|SAVEPOINT|RELEASE|EXPLAIN|PRAGMA)\b")
# A published version takes no more parts: they come before it, as they did when they were made.
LAST = "assessments_instrument"
DAYS = {"datetime", "programme.dates"}
MANY = 400  # parameters in one statement, well below what SQLite takes


@dataclass
class Step:
    """What a kept function did: the rows that it left new or changed, those that it removed, what it returned."""

    rows: dict
    removed: dict
    result: bytes


class Keeper:
    def __init__(self):
        self.numbers = count()
        self.base = None  # the database as it is when nothing was made, or None where a test left something else
        self.is_shared = False  # between the tests of a file that has made something for all of them
        self.state = None  # what was made since the base, or None where something else was written
        self.steps = {}
        self.contents = {}
        self.touched = None  # the tables written to while a kept function runs

    def begin(self):
        """A test begins, or a file that makes something for all its tests."""
        self.touched = None
        if self.base is None:
            self.base = next(self.numbers)
        self.state = None if self.is_shared else (self.base,)

    def forget(self):
        """Something is written that stays after its test: nothing is known of the database until another one begins."""
        self.touched = self.state = self.base = None

    def watch(self, execute, sql, params, many, context):
        if not HARMLESS.match(sql):
            written = WRITE.match(sql)
            if self.touched is None or written is None:
                self.state = None
            else:
                self.touched.add(written[1])
        return execute(sql, params, many, context)

    def call(self, make, args, kwargs):
        if self.state is None or self.touched is not None or not connection.in_atomic_block:
            return make(*args, **kwargs)
        try:
            key = (self.state, make.__module__, make.__qualname__, named(args), named(kwargs), surroundings())
        except Nameless:
            return make(*args, **kwargs)
        step = self.steps.get(key)
        if step is None:
            result = self._make(key, make, args, kwargs)
        else:
            self._put(step)
            result = pickle.loads(step.result)  # noqa: S301 (our own, of this very run)
        if self.state is not None:
            self.state = hash(key)
        return result

    def _make(self, key, make, args, kwargs):
        state, self.touched = self.state, set()
        before = self.contents.get(state, {})
        try:
            missing = {} if before else rows_of(tables())
            result = make(*args, **kwargs)
            written = self.touched
        except BaseException:
            self.state = None
            raise
        finally:
            self.touched = None
        if self.state is None:
            return result
        before = before or missing
        after = before | rows_of(written)
        self.contents[state], self.contents[hash(key)] = before, after
        rows, removed = {}, {}
        for table in written:
            rows[table] = [row for pk, row in after[table].items() if before[table].get(pk) != row]
            removed[table] = [pk for pk in before[table] if pk not in after[table]]
        self.steps[key] = Step(rows, removed, pickle.dumps(result))
        return result

    def _put(self, step):
        before, self.touched = self.state, set()
        try:
            if not ContentType.objects._cache:  # the making would have left it full: tests count queries
                ContentType.objects.get_for_models(*apps.get_models())
            with connection.cursor() as cursor:
                for table in sorted(step.rows, key=lambda table: table == LAST):
                    put(cursor, table, step.rows[table], self.contents[before][table], step.removed[table])
        finally:
            self.touched = None


keeper = Keeper()


def kept(make):
    """Marks a function that makes records and depends on nothing but its arguments and the database."""

    @wraps(make)
    def called(*args, **kwargs):
        return keeper.call(make, args, kwargs)

    return called


class Nameless(Exception):
    """An argument that cannot be told apart from others."""


def named(value):
    """An argument as something to compare. Raises Nameless."""
    if isinstance(value, models.Model):
        return (value._meta.label, value.pk)
    if isinstance(value, (list, tuple, set)):
        return (type(value).__name__, *(named(one) for one in value))
    if isinstance(value, dict):
        return tuple((key, named(one)) for key, one in value.items())
    if value is None or isinstance(value, (str, int, float)) or type(value).__module__ in DAYS:
        return (type(value).__name__, repr(value))
    raise Nameless


def surroundings():
    """What a function may see beside its arguments: the day, the language, who acts, and the test's own settings."""
    own, holder = [], settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        own += [(name, repr(value)) for name, value in vars(holder).items() if name.isupper() and name not in FOLDERS]
        holder = holder.default_settings
    actor = history._actor.get()
    acts = (actor.door, named(actor.request), named(actor.user), actor.on_behalf_of)
    return (timezone.localdate(), timezone.now.__module__, get_language(), acts, tuple(own))


# Tables


def tables():
    """The tables of all models but those that only migrations write."""
    left_out = {"contenttypes.ContentType", "auth.Permission"}
    every = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in every if model._meta.managed and model._meta.label not in left_out}


@cache
def keys():
    """The column that holds the key of each table."""
    return {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}


_columns = {}  # of each table, in the order in which the database gives them


def rows_of(names):
    """The rows of each table, as the database gives them, by their keys."""
    found = {}
    with connection.cursor() as cursor:
        for table in names:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (no text from outside)
            columns = _columns[table] = [column[0] for column in cursor.description]
            place = columns.index(keys()[table])
            found[table] = {row[place]: tuple(map(plain, row)) for row in cursor.fetchall()}
    return found


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def put(cursor, table, rows, before, removed):
    """Brings the table from what it held before to what the step left."""
    columns = _columns[table]
    place = columns.index(keys()[table])
    if removed:
        marks = ", ".join(["%s"] * len(removed))
        cursor.execute(f'DELETE FROM "{table}" WHERE "{columns[place]}" IN ({marks})', removed)  # noqa: S608
    changes = ", ".join(f'"{column}" = %s' for column in columns)
    for row in (row for row in rows if row[place] in before):
        cursor.execute(f'UPDATE "{table}" SET {changes} WHERE "{columns[place]}" = %s', [*row, row[place]])  # noqa: S608
    new = [row for row in rows if row[place] not in before]
    at_once = max(1, MANY // len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    for start in range(0, len(new), at_once):
        some = new[start : start + at_once]
        every = ", ".join([marks] * len(some))
        cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES {every}', [cell for row in some for cell in row])  # noqa: S608
