"""What is done with cycles, self-assessments and plans beside their steps: the history tells it (PRODUCT A9)."""

from assessments.models import (
    ActionStatusChange,
    CycleExtension,
    PlanComment,
    PlanPublication,
    PlanWithdrawal,
    Publication,
    ReviewComment,
    Withdrawal,
)
from programme.date_format import date_format
from programme.deeds import Deed, register
from programme.punctuation import enumerated


def _parts(publication):
    return enumerated(publication.Part(part).label for part in publication.parts)


def _indicator_or_area(comment):
    return str(comment.thread.indicator or comment.thread.area)


def _action_if_any(comment):
    return str(comment.thread.action or "")


def _status(change):
    return f"{change.get_status_display()}, {date_format(change.on)}"


def _days(extension):
    return extension.moved


register(
    Deed(CycleExtension.objects.all(), "extend", "cycle", _days, reason="reason"),
    Deed(Publication.objects.defer("content"), "publish", "submission__assessment", _parts),
    Deed(Withdrawal.objects.all(), "withdraw", "publication__submission__assessment", reason="note"),
    Deed(
        ReviewComment.objects.select_related("thread__area", "thread__indicator"),
        "comment",
        "thread__assessment",
        _indicator_or_area,
        reason="text",
    ),
    Deed(PlanPublication.objects.defer("content"), "publish", "plan", _parts),
    Deed(PlanWithdrawal.objects.all(), "withdraw", "publication__plan", reason="note"),
    Deed(
        PlanComment.objects.select_related("thread__action"), "comment", "thread__plan", _action_if_any, reason="text"
    ),
    Deed(ActionStatusChange.objects.all(), "set_status", "action", _status, reason="note"),
)
