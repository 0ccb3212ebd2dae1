"""Making an archive is work for seconds: how many are made at once is limited, for each person and for all.

The limits are locks of the system on files that hold nothing, so they hold for every process of this machine and are
gone with the process that held them.
"""

import fcntl
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings

PLACES = 2  # archives that are made at once
PATIENCE = 25  # seconds to wait for a place
PAUSE = 0.2


class TooMany(Exception):
    """Others are being made, and the wait was long enough."""


@contextmanager
def a_turn(user):
    """Waits for a place. A second request of the same person waits for the first, a third is refused at once."""
    until = monotonic() + PATIENCE
    with ExitStack() as held:
        with ExitStack() as queued:
            if not _taken(queued, f"next-{user.pk}"):
                raise TooMany
            _waited(held, [f"now-{user.pk}"], until)
        _waited(held, [f"place-{number}" for number in range(PLACES)], until)
        yield


def _waited(held, names, until):
    while not any(_taken(held, name) for name in names):
        if monotonic() >= until:
            raise TooMany
        sleep(PAUSE)


def _taken(held, name):
    folder = Path(settings.VAR_DIR) / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / name).open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return False
    held.enter_context(file)  # closing it gives the lock back
    return True
