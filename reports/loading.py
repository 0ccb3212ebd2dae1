"""Loads the whole record: each room's part in the order of their dependence, in one transaction."""

from django.db import transaction

import activities.loading
import assessments.loading
import countries.loading
import programme.loading
from programme.history import Door, acting
from programme.ledger import Ledger
from programme.models import RecordVersion

ROOMS = (programme.loading, countries.loading, activities.loading, assessments.loading)


class FaultyFiles(Exception):
    """The files are not loaded, because of these faults."""

    def __init__(self, faults):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def load_record(folder, *, check_only=False):
    """Loads the files of this folder and returns a report of what it did; raises FaultyFiles and writes nothing.

    With `check_only` nothing is written either way.
    """
    RecordVersion.objects.get_or_create(pk=1)
    with transaction.atomic(), acting(Door.COMMAND):
        # A second load at the same time waits here, and then finds everything in place.
        RecordVersion.objects.select_for_update().get(pk=1)
        ledger = Ledger()
        for room in ROOMS:
            room.load(folder, ledger)
        if ledger.faults:
            raise FaultyFiles(sorted(ledger.faults.found))
        report = ledger.finish()
        transaction.set_rollback(check_only)
    return report
