"""Loads this room's part of the record: groups, countries with all that stands below them, commitments."""

from countries.models import (
    Authority,
    BasicTaskResult,
    BeneficiaryPeriod,
    Commitment,
    Country,
    CountryGroup,
    CountryName,
    GroupMembership,
    Mission,
    PartyStatus,
    PhaseEntry,
)
from programme.ledger import translated
from programme.loading import load_claims
from programme.record_files import read_entries, read_mapping


def load(folder, ledger):
    for position, entry in enumerate(read_entries(folder, "groups", ledger.faults), start=1):
        load_group(entry, position, ledger)
    for entry in read_entries(folder, "countries", ledger.faults):
        load_country(entry, ledger)
    # programme.loading has noted whatever is wrong with this file as a file.
    for entry in read_mapping(folder, "programme", ledger.faults).entries("commitments"):
        load_commitment(entry, ledger)


def load_group(entry, position, ledger):
    key = entry.text("key", required=True)
    kind = entry.choice("kind", CountryGroup.Kind.values, required=True)
    values = {"slug": key, "kind": kind, "position": position}
    values |= translated("name", entry.texts("name", required=True))
    values |= translated("abbreviation", entry.texts("abbreviation")) | ledger.sourced(entry)
    record = ledger.put(CountryGroup, key, entry, values, find={"slug": key}, name_as="group")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_country(entry, ledger):
    key = entry.text("key", required=True)
    values = {name: entry.text(name, required=True) for name in ("iso3", "m49", "slug")}
    values |= {"iso2": key, "french_article": entry.text("french_article")}
    values |= translated("name", entry.texts("name", required=True))
    values |= translated("formal_name", entry.texts("formal_name"))
    values |= translated("note", entry.texts("note")) | ledger.sourced(entry)
    documents = ledger.many(entry, "documents", "document")
    record = ledger.put(
        Country, key, entry, values, lists={"documents": documents}, find={"iso2": key}, name_as="country"
    )
    ledger.put_marks(key, entry, record)
    parts = {name: entry.entries(name) for name in PARTS}
    claims = entry.entries("claims")
    entry.check_names()
    if record is None:
        return
    for name, load_part in PARTS.items():
        for number, part in enumerate(parts[name], start=1):
            load_part(record, key, number, part, ledger)
            part.check_names()
    load_claims(claims, record, f"country/{key}", ledger)


def load_other_name(country, key, number, entry, ledger):
    text, language = entry.text("text", required=True), entry.text("language") or "en"
    values = {
        "country": country,
        "text": text,
        "language": language,
        "kind": entry.choice("kind", CountryName.Kind.values, required=True),
        "since": entry.date("since"),
        "until": entry.date("until"),
    }
    # The name is the text here, so this entry cannot also quote its source.
    values |= ledger.sourced(entry) | {"source_text": ""}
    ledger.put(CountryName, f"{key}/{language}/{text}", entry, values)


def ending(entry, ledger):
    values = {
        "since": entry.date("since"),
        "until": entry.date("until"),
        "has_ended": entry.flag("ended"),
        "ended_by": entry.date("ended_by"),
    }
    return values | translated("note", entry.texts("note")) | ledger.sourced(entry)


def load_membership(country, key, number, entry, ledger):
    group = ledger.one(entry, "group", "group", required=True)
    if group is not None:
        values = {"country": country, "group": group} | ending(entry, ledger)
        ledger.put(GroupMembership, f"{key}/{group.slug}/{number}", entry, values)


def load_party(country, key, number, entry, ledger):
    values = {
        "country": country,
        "is_party": entry.flag("is_party"),
        "instrument": entry.choice("instrument", PartyStatus.Instrument.values),
        "signed_on": entry.day("signed"),
        "deposited_on": entry.day("deposited"),
        "in_force_on": entry.day("in_force"),
        "as_of": entry.date("as_of"),
    }
    values |= translated("note", entry.texts("note")) | ledger.sourced(entry)
    ledger.put(PartyStatus, key, entry, values, find={"country": country})


def load_period(country, key, number, entry, ledger):
    values = {"country": country, "meeting": ledger.one(entry, "meeting", "meeting")} | ending(entry, ledger)
    ledger.put(BeneficiaryPeriod, f"{key}/{number}", entry, values)


def load_phase(country, key, number, entry, ledger):
    phase = entry.choice("phase", PhaseEntry.Phase.values, required=True)
    values = {
        "country": country,
        "phase": phase,
        "since": entry.date("since"),
        "meeting": ledger.one(entry, "meeting", "meeting"),
        "is_current": entry.flag("current"),
        "requirements_met": entry.flag("requirements_met"),
        "reason": entry.text("reason"),
    }
    values |= translated("note", entry.texts("note")) | ledger.sourced(entry)
    # Staff may have made another phase current since: the files do not argue with that.
    if values["is_current"] and country.pk and country.phase_entries.current().exclude(phase=phase).exists():
        values["is_current"] = False
    ledger.put(PhaseEntry, f"{key}/{phase}/{number}", entry, values)


def load_mission(country, key, number, entry, ledger):
    mission_key = entry.text("key", required=True)
    values = {
        "country": country,
        "kind": entry.choice("kind", Mission.Kind.values, required=True),
        "start": entry.date("start"),
        "end": entry.date("end"),
        "took_place_by": entry.date("ended_by"),
        "team": entry.text("team"),
        "report": ledger.one(entry, "report", "document"),
    }
    for name in ("findings", "recommendations", "outcome", "note"):
        values |= translated(name, entry.texts(name))
    mission = ledger.put(Mission, mission_key, entry, values | ledger.sourced(entry), name_as="mission")
    ledger.put_marks(mission_key, entry, mission)
    for result in entry.entries("results"):
        load_result(country, mission, result, ledger)


def load_result(country, mission, entry, ledger):
    task = ledger.one(entry, "task", "basic_task", required=True)
    values = {
        "country": country,
        "task": task,
        "mission": mission,
        "result": entry.choice("result", BasicTaskResult.Result.values, required=True),
        "judged_by": entry.text("judged_by"),
        "judged_on": entry.date("judged_on"),
    }
    values |= translated("finding", entry.texts("finding"))
    if task is not None:
        ledger.put(BasicTaskResult, f"{country.iso2}/{task.letter}", entry, values | ledger.sourced(entry))
    entry.check_names()


def load_authority(country, key, number, entry, ledger):
    authority_key = entry.text("key", required=True)
    values = {"country": country} | translated("name", entry.texts("name", required=True)) | ledger.sourced(entry)
    record = ledger.put(Authority, authority_key, entry, values, name_as="authority")
    ledger.put_marks(authority_key, entry, record)


PARTS = {
    "names": load_other_name,
    "groups": load_membership,
    "party": load_party,
    "beneficiary": load_period,
    "phases": load_phase,
    "missions": load_mission,
    "authorities": load_authority,
}


def load_commitment(entry, ledger):
    signatory = entry.text("signatory", required=True)
    values = {"signatory": signatory, "meeting": ledger.one(entry, "meeting", "meeting", required=True)}
    values |= translated("note", entry.texts("note")) | ledger.sourced(entry)
    countries = ledger.many(entry, "countries", "country")
    if values["meeting"] is not None:
        key = f"{values['meeting'].slug}/{signatory}"
        ledger.put(Commitment, key, entry, values, lists={"countries": countries})
    entry.check_names()
