"""A comparison as its page shows it: in the order of the instrument, each conflict with who wrote the other text."""

from itertools import groupby

from assessments.offline.applying import NOTHING_DECIDED
from assessments.offline.comparing import Comparison
from assessments.offline.marking import marked
from assessments.offline.places import CHALLENGE, NEW_CHALLENGE
from programme.models import User

MOST_PROBLEMS = 200


def shown(comparison: Comparison, decisions=NOTHING_DECIDED, errors=None):
    conflicts = [
        _row(one)
        | {
            "chosen": decisions.choices.get(one.key, ""),
            "is_text": one.is_text,
            "own": decisions.texts.get(one.key, one.mine),
            "error": (errors or {}).get(one.key, ""),
        }
        for one in comparison.conflicts
    ]
    writers = User.objects.in_bulk({row["saved_by"] for row in conflicts if row["saved_by"]})
    for row in conflicts:
        row["writer"] = writers.get(row["saved_by"])
    changes = groupby(comparison.changes, key=lambda one: one.area)
    return {
        "comparison": comparison,
        "problems": comparison.problems[:MOST_PROBLEMS],
        "left_out": max(0, len(comparison.problems) - MOST_PROBLEMS),
        "conflicts": conflicts,
        # A text of one's own for what is in conflict no more: nothing that was typed is lost.
        "typed": [text for key, text in decisions.typed().items() if key not in {row["key"] for row in conflicts}],
        "areas": [(area, f"changes-{area.code}", [_row(one) for one in several]) for area, several in changes],
    }


def _row(one):
    theirs, mine = marked(one.theirs, one.mine)
    if one.is_conflict:
        theirs, mine = marked(one.ancestor, one.theirs)[1], marked(one.ancestor, one.mine)[1]
    record = one.place.record
    is_challenge = one.part.kind in (CHALLENGE, NEW_CHALLENGE)
    return {
        "key": one.key,
        "code": "" if is_challenge else one.part.code,
        "question": one.part.title,
        "label": "" if one.part.kind == NEW_CHALLENGE else one.place.label,
        "spot": one.spot if one.spot and not one.spot.is_the_question else "",
        "ancestor": one.ancestor,
        "theirs": theirs,
        "mine": mine,
        "saved_at": getattr(record, "saved_at", None),
        "saved_by": getattr(record, "saved_by_id", None),
    }
