"""Keeps an uploaded table between its preview and the confirmation, for the session that uploaded it alone."""

import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 24 * 60 * 60
MOST_KEPT = 5
_SESSION_KEY = "imports"
_TOKEN = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    return settings.VAR_DIR / "imports"


def keep(request, data: bytes, **said) -> str:
    """Keeps the file with what is said of it; returns the name under which the same session finds it again."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget_old()
    token = secrets.token_hex(16)
    path = place / token
    path.touch(mode=0o600)
    path.write_bytes(data)
    kept = list(request.session.get(_SESSION_KEY, {}).items())
    for former, _said in kept[: -MOST_KEPT + 1] if len(kept) >= MOST_KEPT else ():
        (place / former).unlink(missing_ok=True)
    request.session[_SESSION_KEY] = dict([*kept, (token, said)][-MOST_KEPT:])
    return token


def forget_old(*, dry_run=False):
    """Removes what nobody confirmed within a day; returns the names of the files."""
    place, found = folder(), []
    for path in place.iterdir() if place.is_dir() else ():
        with suppress(FileNotFoundError):  # another process may tidy up as well
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                found.append(path.name)
                if not dry_run:
                    path.unlink()
    return found


def find(request, token: str):
    """The kept file and what was said of it, or None. What the form says is a name, never a path."""
    said = request.session.get(_SESSION_KEY, {}).get(token) if _TOKEN.fullmatch(token) else None
    path = folder() / token
    if said is None or not path.is_file():
        return None
    return path.read_bytes(), said


def forget(request, token: str):
    kept = dict(request.session.get(_SESSION_KEY, {}))
    if kept.pop(token, None) is not None:
        (folder() / token).unlink(missing_ok=True)
        request.session[_SESSION_KEY] = kept
