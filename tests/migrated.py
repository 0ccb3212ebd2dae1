"""The migrated database: made once for a set of migrations, kept, and handed to every run as a copy.

The migrations themselves are tried forwards whenever one of them changed, and both ways in `test_migrations.py`.
"""

import fcntl
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

KEPT = settings.BASE_DIR / "var" / "migrated"
WEEK = 7 * 24 * 60 * 60


def sources():
    """Every migration that is installed, and the modules of ours that one of them imports."""
    ours = [app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    imported = re.compile(rf"^\s*(?:import|from) ((?:{'|'.join(ours)})\.[\w.]+)", re.MULTILINE)
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            yield path
            for module in imported.findall(path.read_text()):
                if (spec := find_spec(module)) and spec.origin:
                    yield Path(spec.origin)


def fingerprint():
    """What the migrated database depends on: if any of it changes, another one is made."""
    seen = sha256()
    versions = sorted(f"{one.name} {one.version}" for one in distributions())
    for text in (platform.python_version(), connection.vendor, *versions):
        seen.update(text.encode() + b"\0")
    for path in sorted(set(sources())):
        seen.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:24]


@contextmanager
def one_at_a_time():
    """The second worker waits here while the first one migrates."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(address):
    """Migrates the database at this address, in a process of its own that knows nothing of a test."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address},
        check=True,
    )


def keep(name, make):
    """Has the file made, for whoever finds it to find it whole; old ones go."""
    making = KEPT / "making"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    for old in KEPT.glob(f"*{Path(name).suffix}"):
        if old.stat().st_mtime < time.time() - WEEK:  # not the one that another run is about to copy
            old.unlink()
    make(making / name)
    if (making / name).exists():
        (making / name).rename(KEPT / name)


def sqlite_file():
    """The migrated database as one file."""
    name = f"{fingerprint()}.sqlite3"
    with one_at_a_time():
        if not (KEPT / name).exists():
            keep(name, lambda made: migrate(f"sqlite:///{made}"))
        return KEPT / name


def postgresql_template():
    """The name of the migrated database on the server."""
    name = f"portal_migrated_{fingerprint()}"
    address = urlsplit(os.environ["DATABASE_URL"])
    making = urlunsplit(address._replace(path=f"/{name}_making"))
    with one_at_a_time(), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f'DROP DATABASE IF EXISTS "{name}_making"')
            server.execute(f'CREATE DATABASE "{name}_making"')
            dump = f"{fingerprint()}-{server.info.server_version}.dump"
            if not restored(making, KEPT / dump):
                migrate(making)
                keep(dump, lambda made: dumped(making, made))
            server.execute(f'ALTER DATABASE "{name}_making" RENAME TO "{name}"')
    return name


def dumped(address, dump):
    """Where PostgreSQL's programs are at hand and fit the server; elsewhere every run migrates."""
    if shutil.which("pg_dump") and shutil.which("pg_restore"):
        outcome = subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", address], check=False)
        if outcome.returncode:
            dump.unlink(missing_ok=True)


def restored(address, dump):
    """Fills the database from what was kept of an earlier server: one made for a run knows no other run."""
    if not dump.exists():
        return False
    subprocess.run(
        ["pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={address}", dump], check=True
    )
    return True


def start_from_it():
    """Lets Django's test database begin as a copy; `migrate` still runs on it, and finds nothing to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template()
        return
    kept, create = sqlite_file(), connection.creation._create_test_db

    def create_as_copy(verbosity, autoclobber, keepdb=False):
        name = create(verbosity, autoclobber, keepdb)
        if not (keepdb and Path(name).exists()):
            shutil.copyfile(kept, name)
        return name

    connection.creation._create_test_db = create_as_copy
