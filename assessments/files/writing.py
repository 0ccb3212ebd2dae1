"""Writes the rows of a version: an import that was confirmed, a copy, the version that the portal starts with."""

from collections import Counter

from django.db import transaction

from assessments.files.plan import Known, followed, plan_of, record_of
from assessments.files.rows import BETWEEN, KINDS, Row, rows_of
from assessments.models import IndicatorLink, Instrument
from programme.history import Door, acting

UPWARDS = ("criterion", "indicator", "area", "facet", "stage")


class PlanChanged(Exception):
    """The record is not as it was when the plan was looked at: nothing was written."""

    def __init__(self, plan):
        super().__init__("the record has changed")
        self.plan = plan


@transaction.atomic
def write_rows(rows, *, agreed=None, user=None, door=Door.IMPORT):
    """Writes all rows or none and returns the draft; with `agreed`, the digest of the plan that somebody looked at."""
    plan = plan_of(rows)
    if plan.instrument:  # nobody changes it until this is done; what was changed meanwhile is found
        Instrument.objects.select_for_update().get(pk=plan.instrument.pk)
        plan = plan_of(rows)
    if plan.faults or (agreed is not None and agreed != plan.digest):
        raise PlanChanged(plan)
    with acting(door, user):
        return _write(plan)


def _write(plan):
    known = Known.of(plan.rows, plan.previous)
    instrument, parts = plan.instrument, {}
    if instrument:
        parts = {(part.kind, part.code): part for part in instrument.read().parts()}
        for row in sorted(plan.dropped, key=lambda row: UPWARDS.index(row.kind)):
            parts.pop(row.key).delete()
    counted: Counter = Counter()
    for row in plan.rows:
        former = parts.get(row.key)
        record = record_of(row, known, former)
        if row.kind == "instrument":
            record.previous = plan.previous
        else:
            record.instrument = parts["instrument", plan.head.code]
            owner = KINDS[row.kind][1]
            if owner != "instrument":
                setattr(record, owner, parts[owner, row.part_of])
            counted[row.kind, row.part_of] += 1
            if row.kind != "stage":
                record.position = counted[row.kind, row.part_of]
        stored = type(record)._base_manager.get(pk=record.pk) if record.pk else None
        if stored is None or record.differs_from(stored) or record.source_id != stored.source_id:
            record.save()
        parts[row.key] = record
        if row.kind == "indicator":
            _link(record, [known.earlier[code] for code in followed(row)])
    return Instrument.objects.get(code=plan.head.code)


def _link(indicator, wanted):
    there = {link.earlier_id: link for link in indicator.links.all()} if indicator.pk else {}
    for earlier in wanted:
        if earlier.pk not in there:
            IndicatorLink.objects.create(indicator=indicator, earlier=earlier)
    for link in there.values():
        if link.earlier_id not in {earlier.pk for earlier in wanted}:
            link.delete()


def copy_as_draft(instrument, code, *, user=None):
    """A new draft with everything of this version, errata applied; each indicator takes up the one it was made of."""
    rows = [_copied(row, instrument, code) for row in rows_of(instrument.read())]
    return write_rows(rows, user=user, door=None)


def _copied(row, instrument, code):
    values = dict(row.values)
    if row.kind == "indicator":
        values["follows"] = BETWEEN.join([row.code])
    if row.kind != "instrument":
        return Row(row.kind, row.code, row.part_of, values)
    values |= {"previous": instrument.code, "effective_from": ""}
    return Row(row.kind, code, "", values)
