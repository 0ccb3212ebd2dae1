"""Portals with a database and a folder of their own, worked on by commands in processes of their own."""

import json
import os
import shutil
import subprocess
import sys
from itertools import count
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection

from programme.backups.archive import Archive
from tests import migrated

numbers = count(1)
# A process that dies where it is told to, as the power would go.
DYING = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from programme.backups import {module}
def die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{place} = die
call_command(*sys.argv[1:])
"""


class Place:
    """The folder of a portal, and the address of its database."""

    def __init__(self, folder, address):
        self.folder, self.address = folder, address
        folder.mkdir()
        self.environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
            "PORTAL_ENV": "development",
            "PORTAL_VAR": str(folder),
            "DATABASE_URL": address,
            "LOG_LEVEL": "ERROR",
        }

    def manage(self, *arguments, expect=0):
        """Runs a command and returns what it said."""
        ran = self._run("manage.py", *arguments)
        assert ran.returncode == expect, ran.stderr
        return ran.stdout + ran.stderr

    def dies_at(self, module, place, *arguments):
        """Runs a command that is killed as soon as it comes to this function of `programme.backups`."""
        code = DYING.format(module=module, place=place)
        self.environment["DJANGO_SETTINGS_MODULE"] = "programme.settings"
        assert self._run("-c", code, *arguments).returncode == -9

    def _run(self, *arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True, check=False
        )

    def backup(self):
        """The path of a new backup."""
        folder = self.folder / f"made-{next(numbers)}"
        folder.mkdir()
        self.manage("backup", str(folder))
        (path,) = folder.iterdir()
        return path

    @property
    def database(self):
        """Its name, as it is typed before it is replaced."""
        return self.address.rpartition("/")[2]


class Places:
    """Makes places, and takes their databases away in the end."""

    def __init__(self, folder):
        self.folder, self.made = folder, []

    def new(self, vendor=None, is_empty=False):
        vendor, name = vendor or connection.vendor, f"place_{os.getpid()}_{next(numbers)}"
        if vendor == "sqlite":
            place = Place(self.folder / name, f"sqlite:///{self.folder / name / 'portal.sqlite3'}")
            if not is_empty:
                shutil.copyfile(migrated.sqlite_file(), place.folder / "portal.sqlite3")
            return place
        template = "" if is_empty else f' TEMPLATE "{migrated.postgresql_template()}"'
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"{template}')
        self.made.append(name)
        return Place(self.folder / name, server_address(name))

    def close(self):
        for name in self.made:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def server_address(name):
    known = connection.settings_dict
    user, password, host = (quote(known[one], safe="") for one in ("USER", "PASSWORD", "HOST"))
    return f"postgresql://{user}:{password}@{host}:{known['PORT']}/{name}"


def rows_in(path):
    """The rows of every table in a backup, JSON as what it says."""
    found = {}
    with Archive(path) as archive:
        archive.check()
        for name, part in archive.manifest.tables.items():
            found[name] = [dict(zip(part.columns, map(opened, row), strict=True)) for row in archive.rows(name)]
    return found


def opened(value):
    """PostgreSQL keeps what JSON says, not how."""
    try:
        return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
    except ValueError:
        return value


def differences(one, other):
    """The tables that differ in more than the number that every restore raises."""
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]} - {"programme_recordversion"}
