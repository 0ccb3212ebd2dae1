"""How far an import is, for the page that waits for it.

The import runs in one transaction, whose rows nobody else can see; so what is told of it stands in a small file of its
own, which any process of the server reads. Nothing but two numbers is told, under a name that the page made known.
"""

import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")
_BETWEEN = 0.25  # seconds between two entries: nobody reads faster
_KEPT_SECONDS = 60 * 60


def folder() -> Path:
    return settings.VAR_DIR / "import-progress"


def new_name():
    return secrets.token_hex(16)


class Progress:
    """Told after each row; without a good name it tells nobody."""

    def __init__(self, name):
        self.path = folder() / name if _NAME.fullmatch(name or "") else None
        self.told_at = 0.0

    def tell(self, done, total):
        now = time.monotonic()
        if self.path is None or (now - self.told_at < _BETWEEN and done < total):
            return
        self.told_at = now
        with suppress(OSError):  # an import does not fail because nobody can be told of it
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.write_text(f"{done} {total}", encoding="ascii")

    def end(self):
        if self.path is None:
            return
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            for path in folder().iterdir():
                if path.stat().st_mtime < time.time() - _KEPT_SECONDS:
                    path.unlink(missing_ok=True)


def how_far(name):
    """(rows done, rows in all) of a running import; None before it began, after it ended and for an unknown name."""
    if not _NAME.fullmatch(name):
        return None
    with suppress(OSError, ValueError):
        done, total = (folder() / name).read_text(encoding="ascii").split()
        return int(done), int(total)
    return None
