"""What a backup says of itself: when and of what it was made, and what must be in it."""

import hashlib
import json
import subprocess
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.crypto import salted_hmac

FORMAT = 1  # of the archive; raised when an older portal could not read a newer one


class Unusable(Exception):
    """This file cannot be restored. The message says why, to an operator."""


@dataclass(frozen=True)
class TablePart:
    """The rows of one table, a line each, in the order of these columns."""

    columns: list[str]
    rows: int
    size: int
    sha256: str
    last_number: int | None  # the last key that the database gave away: it is never given again


@dataclass(frozen=True)
class FilePart:
    """An uploaded file as the record knows it."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: datetime
    portal: str
    commit: str
    engine: str
    key: str  # tells whether two portals have the same SECRET_KEY, and nothing of the key
    migrations: list[list[str]]
    tables: dict[str, TablePart]
    files: list[FilePart]
    missing: list[str] = field(default_factory=list)  # files that the record knows and the disk did not have

    def as_json(self):
        written = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(written, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, text):
        """Raises Unusable."""
        try:
            said = json.loads(text)
            if said["format"] > FORMAT:
                raise Unusable("A newer version of the portal made this backup: restore it with that version.")
            tables = {str(name): TablePart(**part) for name, part in said["tables"].items()}
            files = [FilePart(**part) for part in said["files"]]
            migrations = [[str(app), str(name)] for app, name in said["migrations"]]
            made_at = datetime.fromisoformat(said["made_at"]).astimezone(UTC)
            words = {name: str(said[name]) for name in ("portal", "commit", "engine", "key")}
            manifest = cls(made_at, **words, migrations=migrations, tables=tables, files=files)
            manifest._check()
            return cls(**vars(manifest) | {"missing": list(map(str, said["missing"]))})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unusable(f"What it says of itself cannot be read ({type(error).__name__}: {error}).") from None

    def _check(self):
        for part in (*self.tables.values(), *self.files):
            if not isinstance(part.size, int) or part.size < 0 or not isinstance(part.sha256, str):
                raise ValueError("a size or checksum is none")
        for table in self.tables.values():
            if not isinstance(table.rows, int) or not all(isinstance(name, str) for name in table.columns):
                raise ValueError("the columns or the number of rows of a table are none")
        for part in self.files:
            path = PurePosixPath(part.path)
            if path.is_absolute() or not path.parts or set(path.parts) & {"..", "."} or "\\" in part.path:
                raise ValueError(f"{part.path!r} is no path of a file")

    @property
    def size(self):
        """How much all parts are when unpacked."""
        return sum(part.size for part in (*self.tables.values(), *self.files))

    @property
    def rows(self):
        return sum(part.rows for part in self.tables.values())


def portal_version():
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def portal_commit():
    """Which state of the code this is, where it was fetched with git (on a server by another user than asks)."""
    command = ["git", "-c", "safe.directory=*", "rev-parse", "HEAD"]
    try:
        asked = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def keys_known():
    """A mark of each SECRET_KEY that this portal can read with, the present one first."""
    return [key_mark(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def key_mark(secret):
    return salted_hmac("programme.backups", "which key", secret=secret, algorithm="sha256").hexdigest()[:16]


def new_checksum():
    return hashlib.sha256()
