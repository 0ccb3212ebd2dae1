"""Settings read from the environment: each helper fails loudly and says what to set."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name, default=None):
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment (see .env.example).")
    return value


def flag(name, default=False):
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name, default):
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def day(name, default):
    """A day, as 2027-01-01."""
    value = os.environ.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a day like 2027-01-01, not {value!r}.") from None


def words(name, default=()):
    """A comma-separated list."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def one_of(name, choices, default):
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def database(name, sqlite_path):
    """Django's settings for the database that the address in `name` points to; SQLite at `sqlite_path` without one.

    Understood: ``postgresql://user:password@host:port/name?option=value`` and ``sqlite:///path``.
    """
    address = os.environ.get(name, "").strip()
    if not address:
        return sqlite(sqlite_path)
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(parts.path[1:] or sqlite_path)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{name} must start with postgresql:// or sqlite://, not {parts.scheme or 'nothing'!r}."
        )
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": number("DATABASE_POOL_SIZE", 8)}, **options},
    }
    return settings


def require_folder(database):
    """SQLite itself says only that it cannot open its file."""
    folder = Path(database["NAME"]).parent
    if database["ENGINE"].endswith("sqlite3") and not folder.is_dir():
        raise ImproperlyConfigured(
            f"The folder of the database is not there: {folder}. Make it, or set PORTAL_VAR to one that is there."
        )


def sqlite(path):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A writer takes its lock at once: otherwise two readers that both go on to write deadlock.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        # In memory a second connection fails at once, so tests use a file too (design trap 10).
        "TEST": {"NAME": str(path).removesuffix(".sqlite3") + "-test.sqlite3"},
    }
