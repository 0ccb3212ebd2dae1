"""Starts typst in a process of its own, waits so long and no longer, and says clearly when nothing came of it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from reports.paper.typst_child import MISSING_LETTER

logger = logging.getLogger(__name__)

CHILD = Path(__file__).with_name("typst_child.py")
SECONDS = 30


class NotMade(Exception):
    """The file could not be made now; another time it may."""


class LetterMissing(NotMade):
    """No font has a letter of the text."""


def made_by_typst(job, *, seconds=SECONDS):
    """The files that the job asks for."""
    try:
        # `-I`: neither the environment nor the folder that the server stands in decides what the process imports.
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)], input=json.dumps(job).encode(), capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:  # it has been killed
        raise NotMade(f"typst took more than {seconds} s") from error
    except OSError as error:
        raise NotMade("typst did not start") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-2000:]
        if done.returncode == MISSING_LETTER:
            raise LetterMissing(said)
        logger.error("typst ended with %s: %s", done.returncode, said)
        raise NotMade(f"typst ended with {done.returncode}")
    files, rest = [], done.stdout
    while rest:
        size = int.from_bytes(rest[:8], "big")
        files.append(rest[8 : 8 + size])
        rest = rest[8 + size :]
    return files
