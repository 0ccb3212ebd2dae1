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
    for kind, (model, owner) in KINDS.items():  # each after what it stands below
        new = []
        for row in (row for row in plan.rows if row.kind == kind):
            record = record_of(row, known, parts.get(row.key))
            if kind == "instrument":
                record.previous = plan.previous
            else:
                record.instrument = parts["instrument", plan.head.code]
                if owner != "instrument":
                    setattr(record, owner, parts[owner, row.part_of])
                counted[kind, row.part_of] += 1
                if kind != "stage":
                    record.position = counted[kind, row.part_of]
            parts[row.key] = record
            if record.pk is None:
                new.append(record)
            elif _is_changed(record):
                record.save()
        model.objects.recorded_create(new)
    indicators = (row for row in plan.rows if row.kind == "indicator")
    _link({parts[row.key]: {known.earlier[code].pk for code in followed(row)} for row in indicators})
    return Instrument.objects.get(code=plan.head.code)


def _is_changed(record):
    stored = type(record)._base_manager.get(pk=record.pk)
    return record.differs_from(stored) or record.source_id != stored.source_id


def _link(wanted):
    """Has each indicator take up the earlier ones with these keys, and no others."""
    missing = {(indicator, key) for indicator, keys in wanted.items() for key in keys}
    for link in IndicatorLink.objects.filter(indicator__in=wanted).select_related("indicator"):
        if link.earlier_id in wanted[link.indicator]:
            missing.discard((link.indicator, link.earlier_id))
        else:
            link.delete()
    IndicatorLink.objects.recorded_create(
        [
            IndicatorLink(instrument_id=indicator.instrument_id, indicator=indicator, earlier_id=key)
            for indicator, key in sorted(missing, key=lambda pair: (pair[0].pk, pair[1]))
        ]
    )


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
