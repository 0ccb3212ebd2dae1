"""Making an archive is work for seconds: how many are made at once is limited, for each person and for all.

The limits are locks of the system on files that hold nothing, so they hold for every process of this machine and are
gone with the process that held them.
"""

import fcntl
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

PLACES = 2  # archives that are made at once


class TooMany(Exception):
    """Others are being made."""


class BeingMade(TooMany):
    """One is being made for this person."""


@contextmanager
def a_turn(user):
    """Whoever cannot have one is refused at once: to wait would keep a process of the server from answering anybody.

    A second request of the same person, such as a double click, takes no place that another could have.
    """
    with ExitStack() as held:
        if not _taken(held, f"person-{user.pk}"):
            raise BeingMade
        if not any(_taken(held, f"place-{number}") for number in range(PLACES)):
            raise TooMany
        yield


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
