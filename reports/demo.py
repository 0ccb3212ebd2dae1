"""Loads the demonstration into its own database: each room's part, in the order of their dependence."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

import activities.demo
import assessments.demo
import countries.demo
import countries.demo_preparation
import reports.progress.demo
from countries.models import Country
from programme.accounts import people
from programme.demo import at, refuse_elsewhere
from programme.history import Door, acting
from programme.models import RecordVersion
from programme.outbox import withheld
from programme.roles import sync_roles


@transaction.atomic
def load_demo():
    """Returns whether it was not there yet; raises NoDemonstration where it must not be."""
    refuse_elsewhere()
    if Country.objects.filter(iso2__in=[codes[0] for codes in countries.demo.CODES.values()]).exists():
        return False
    now = timezone.now()
    since = now - timedelta(days=8 * 365)
    with acting(Door.COMMAND), withheld("demonstration"):
        made = countries.demo.load(since)
        sync_roles()
        with at(since):
            everybody = people()
        *assessing, preparing = made
        assessments.demo.load(assessing, everybody, now)
        countries.demo_preparation.load(preparing, everybody, now)
        activities.demo.load(assessing, everybody, now)
        reports.progress.demo.load(everybody, now)
    # What was told of the past left its moment on the record, which pages say it stands as of.
    RecordVersion.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now)
    return True
