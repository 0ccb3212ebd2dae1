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
PATIENCE = 25  # seconds in which one's own earlier archive should be made
PAUSE = 0.2


class TooMany(Exception):
    """Others are being made, or one's own for too long."""


@contextmanager
def a_turn(user):
    """A second request of the same person, such as a double click, waits for the first; a third is refused at once.

    For the archives of others nobody waits: each who did would keep a process of the server from answering anybody.
    """
    with ExitStack() as held:
        with ExitStack() as queued:
            if not _taken(queued, f"next-{user.pk}"):
                raise TooMany
            _waited(held, f"now-{user.pk}")
        if not any(_taken(held, f"place-{number}") for number in range(PLACES)):
            raise TooMany
        yield


def _waited(held, name):
    until = monotonic() + PATIENCE
    while not _taken(held, name):
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
