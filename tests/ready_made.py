"""A migrated SQLite database, made once and copied for every worker and every run until a migration changes."""

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
FOLDER = BASE / "var" / "test-databases"


def fingerprint():
    """What a migrated database depends on: our migrations and the versions of the libraries with theirs."""
    digest = sha256(sys.version.encode())
    for path in sorted([*BASE.glob("*/migrations/*.py"), BASE / "requirements.lock"]):
        digest.update(path.relative_to(BASE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def place(path):
    """Puts a copy at this path; the first worker makes the original while the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    original = FOLDER / f"{fingerprint()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            make(original)
    for leftover in (path, f"{path}-wal", f"{path}-shm"):
        Path(leftover).unlink(missing_ok=True)
    shutil.copyfile(original, path)


def make(original):
    for outdated in FOLDER.glob("*.sqlite3*"):
        outdated.unlink()
    unfinished = original.with_suffix(".unfinished")
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{unfinished}", "PORTAL_ENV": "development"}
    environment["DJANGO_SETTINGS_MODULE"] = "programme.settings_test"
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASE, env=environment, check=True)
    unfinished.rename(original)
