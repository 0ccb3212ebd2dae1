"""How two copies of a plan differ, in the reader's words (PRODUCT D10)."""

from assessments.freezing import Difference
from assessments.plans.freezing import LABELS, in_words
from assessments.plans.shown import shown
from programme.date_format import date_format
from programme.templatetags.components import plainly


def differences(earlier, later, instrument):
    """What the later copy says otherwise than the earlier one, field by field, in the order of the plan."""
    was, now = (dict(_fields(shown(copy, instrument))) for copy in (earlier, later))
    return [
        Difference("", str(key[0]) if key[0] else "", LABELS[key[1]], was.get(key, ""), now.get(key, ""))
        for key in dict.fromkeys([*now, *was])
        if was.get(key, "") != now.get(key, "")
    ]


def _fields(plan):
    """(number of the action, field) → what a person reads of it."""
    yield (0, "overview"), plan.overview
    for one in plan.actions:
        for name in LABELS:
            if name != "overview":
                yield (one.entry["number"], name), _words(one, name)


def _words(one, name):
    if name == "area":
        return _named(one.area, "name")
    if name == "indicators":
        return "\n".join(_named(indicator, "title") for indicator in one.indicators)
    if name == "neighbours":
        return ", ".join(plainly(country, "name") for country in one.neighbours)
    if name == "stage_aimed":
        return f"{one.stage_aimed.number}. {plainly(one.stage_aimed, 'label')}" if one.stage_aimed else ""
    if name in ("starts_on", "due_on"):
        day = getattr(one, name)
        return date_format(day) if day else ""
    return in_words(name, one.entry[name])


def _named(part, field):
    return f"{part.code} – {plainly(part, field)}"
