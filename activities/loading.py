"""Loads this room's part of the record: kinds, organisations, activities with all that stands below them."""

from decimal import Decimal, InvalidOperation

from activities.models import (
    Activity,
    ActivityKind,
    AreaTag,
    Contribution,
    Group,
    Organisation,
    Participation,
    Partnership,
    Phase,
    Status,
    TargetGroup,
)
from activities.reach import reached_at_the_end
from programme.ledger import translated
from programme.loading import load_claims
from programme.record_files import read_entries


def load(folder, ledger):
    for position, entry in enumerate(read_entries(folder, "kinds", ledger.faults), start=1):
        load_kind(entry, position, ledger)
    for entry in read_entries(folder, "organisations", ledger.faults):
        load_organisation(entry, ledger)
    activities = read_entries(folder, "activities", ledger.faults)
    with reached_at_the_end():
        for entry in activities:
            load_activity(entry, ledger)
        for entry in activities:
            complete_activity(entry, ledger)


def load_kind(entry, position, ledger):
    key = entry.text("key", required=True)
    values = {"slug": key, "position": position}
    values |= translated("name", entry.texts("name", required=True)) | translated("plural", entry.texts("plural"))
    ledger.put(ActivityKind, key, entry, values, find={"slug": key}, name_as="kind")
    entry.check_names()


def load_organisation(entry, ledger):
    key = entry.text("key", required=True)
    values = {"slug": key, "country": ledger.one(entry, "country", "country")}
    values |= translated("name", entry.texts("name", required=True))
    values |= translated("abbreviation", entry.texts("abbreviation")) | ledger.sourced(entry)
    record = ledger.put(Organisation, key, entry, values, find={"slug": key}, name_as="organisation")
    ledger.put_marks(key, entry, record)
    entry.check_names()


def load_activity(entry, ledger):
    """The activity itself; what it is part of and follows is set once every activity is there."""
    key = entry.text("key", required=True)
    titles, published = entry.texts("title"), entry.text("published_title")
    if not published and not any(titles.values()):
        entry.fault("An activity needs a “title” or a “published_title”.")
    values = {
        "slug": key,
        "published_title": published,
        "published_language": entry.text("published_language"),
        "kind": ledger.one(entry, "kind", "kind"),
        "status": entry.choice("status", Status.values),
        "phase": entry.choice("phase", Phase.values),
        "group": entry.choice("group", Group.values),
        "start": entry.date("start"),
        "end": entry.date("end"),
        "listed_on": entry.day("listed_on"),
        "workplan_item": entry.text("workplan_item"),
        "source_position": entry.number("position"),
        "participants": entry.number("participants"),
        "women": entry.number("women"),
        "men": entry.number("men"),
    }
    values |= translated("title", titles) | place(entry, ledger) | ledger.sourced(entry)
    values |= translated("objectives", entry.texts("objectives")) | translated("outcome", entry.texts("outcome"))
    documents = ledger.many(entry, "documents", "document")
    record = ledger.put(
        Activity, key, entry, values, lists={"documents": documents}, find={"slug": key}, name_as="activity"
    )
    ledger.put_marks(key, entry, record)


def place(entry, ledger):
    below = entry.entry("place")
    if below is None:
        return {"place_text": "", "place_country": None, "is_online": False} | translated("city", entry.texts("city"))
    values = {
        "place_text": below.text("printed"),
        "place_country": ledger.one(below, "country", "country"),
        "is_online": below.flag("online"),
    }
    values |= translated("city", below.texts("city"))
    below.check_names()
    return values


def complete_activity(entry, ledger):
    key = entry.text("key")
    record = ledger.named["activity"].get(key)
    if record is None:
        return
    relations = {name: ledger.one(entry, name, "activity") for name in ("parent", "follows")}
    ledger.put(Activity, key, entry, relations, completing=True)
    parts = {name: entry.entries(name) for name in PARTS}
    load_claims(entry.entries("claims"), record, f"activity/{key}", ledger)
    entry.check_names()
    for name, load_part in PARTS.items():
        for number, part in enumerate(parts[name], start=1):
            load_part(record, key, number, part, ledger)
            part.check_names()


def load_participation(activity, key, number, entry, ledger):
    country = ledger.one(entry, "country", "country", required=True)
    role = entry.choice("role", Participation.Role.values)
    if country is not None:
        values = {"activity": activity, "country": country, "role": role} | ledger.sourced(entry)
        ledger.put(Participation, f"{key}/{country.iso2}/{role}", entry, values)


def load_target(activity, key, number, entry, ledger):
    group = ledger.one(entry, "group", "group", required=True)
    if group is not None:
        values = {"activity": activity, "group": group} | ledger.sourced(entry)
        ledger.put(TargetGroup, f"{key}/{group.slug}", entry, values)


def load_area_tag(activity, key, number, entry, ledger):
    area = ledger.one(entry, "area", "area", required=True)
    if area is not None:
        values = {"activity": activity, "area": area} | ledger.sourced(entry)
        ledger.put(AreaTag, f"{key}/{area.slug}", entry, values)


def load_partnership(activity, key, number, entry, ledger):
    organisation = ledger.one(entry, "organisation", "organisation", required=True)
    role = entry.choice("role", Partnership.Role.values) or Partnership.Role.PARTNER
    if organisation is not None:
        values = {"activity": activity, "organisation": organisation, "role": role} | ledger.sourced(entry)
        ledger.put(Partnership, f"{key}/{organisation.slug}/{role}", entry, values)


def load_contribution(activity, key, number, entry, ledger):
    values = {
        "activity": activity,
        "country": ledger.one(entry, "country", "country"),
        "organisation": ledger.one(entry, "organisation", "organisation"),
        "kind": entry.choice("kind", Contribution.Kind.values),
        "amount": amount(entry),
        "currency": entry.text("currency"),
    }
    values |= translated("note", entry.texts("note")) | ledger.sourced(entry)
    donor = values["country"].iso2 if values["country"] else getattr(values["organisation"], "slug", "")
    if donor:
        ledger.put(Contribution, f"{key}/{donor}/{values['kind'] or 'unknown'}", entry, values)
    elif not ("country" in entry or "organisation" in entry):
        entry.fault("A contribution needs its donor: a “country” or an “organisation”.")


def amount(entry):
    value = entry.raw("amount")
    if value is None:
        return None
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        entry.fault(f"“amount” must be a number, not {value!r}.", "amount")
        return None


PARTS = {
    "countries": load_participation,
    "groups": load_target,
    "areas": load_area_tag,
    "partners": load_partnership,
    "contributions": load_contribution,
}
