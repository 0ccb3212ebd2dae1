"""Loads this room's part of the record: the instrument and the reminders that the portal starts with."""

from pathlib import Path

from assessments.deadlines import kind_choices
from assessments.files import yaml_file
from assessments.files.plan import plan_of
from assessments.files.writing import write_rows
from assessments.models import ApprovingBody, Instrument, ReminderStep
from programme.ledger import translated
from programme.models import Sureness
from programme.record_files import LANGUAGES, read_entries


def load(folder, ledger):
    if (Path(folder) / "instruments").is_dir():  # the record may do without
        for entry in read_entries(folder, "instruments", ledger.faults):
            load_version(entry, ledger)
    if (Path(folder) / "approving_bodies.yaml").is_file():
        for entry in read_entries(folder, "approving_bodies", ledger.faults):
            load_approving_body(entry, ledger)
    if (Path(folder) / "reminders.yaml").is_file():
        for entry in read_entries(folder, "reminders", ledger.faults):
            load_step(entry, ledger)


def load_approving_body(entry, ledger):
    since = entry.day("since")
    values = {"since": since, "body": ledger.one(entry, "body", "body", required=True)} | ledger.sourced(entry)
    ledger.put(ApprovingBody, str(since), entry, values, find={"since": since})
    entry.check_names()


def load_step(entry, ledger):
    """A step of reminders to begin with, active at once; what staff made of it since stays."""
    kind = entry.choice("deadline", [key for key, _name in kind_choices()], required=True)
    offset = entry.number("days")
    values = {
        "kind": kind,
        "offset_days": offset,
        "audience": entry.choice("to", ReminderStep.Audience.values, required=True),
        "is_active": True,
    }
    values |= translated("subject", entry.texts("subject", required=True))
    values |= translated("text", entry.texts("text", required=True))
    entry.check_names()
    if not kind or offset is None:
        entry.fault("A step needs its “deadline” and the number of “days” from it.")
        return
    ledger.put(ReminderStep, f"{kind}/{offset}", entry, values, find={"kind": kind, "offset_days": offset})


def load_version(entry, ledger):
    """A version is loaded once, and published if none is. What the file says differently later needs a new code."""
    publish = entry.flag("publish")
    noted = len(ledger.faults.found)
    rows = yaml_file.rows_in(entry)
    if len(ledger.faults.found) > noted:
        return
    plan = plan_of(rows)
    code, is_new = plan.head.code, plan.instrument is None
    if is_new:
        for fault in plan.faults:
            ledger.faults.add(fault.file, fault.line, fault.message)
        if plan.faults:
            return
    elif plan.writes or plan.faults:
        ledger.report.kept.append(f"{Instrument._meta.label_lower}:{code}, which differs from its file")
    # How sure it is and its source come with all rows; until then nothing says that it is official.
    values = {"code": code, "sureness": Sureness.UNCONFIRMED}
    values |= {f"title_{language}": plan.head.values[f"text_{language}"] for language in LANGUAGES}
    version = ledger.put(Instrument, code, entry, values if is_new else {"code": code}, find={"code": code})
    if is_new and version is not None and version.pk:
        write_rows(rows, door=None)
        if publish and not Instrument.objects.published().exists():
            Instrument.objects.get(pk=version.pk).publish(by=None)
