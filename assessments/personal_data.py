"""What this room holds about people: who wrote, submitted, reviewed or noted an erratum."""

from django.utils.translation import gettext_lazy

from assessments.models import (
    CalendarAddress,
    ColleagueNote,
    Erratum,
    Evidence,
    KeptText,
    PlanComment,
    PlanSubmission,
    Reminder,
    ReviewComment,
    ReviewedStage,
    Submission,
)
from programme.holdings import Holding, facts, register


def errata(person):
    return [facts(erratum, "code", "text", "reason", "noted_at") for erratum in Erratum.objects.filter(by=person)]


register(
    Holding(
        "errata",
        gettext_lazy("Errata noted"),
        gettext_lazy("They stay, without a name."),
        links=("assessments.Erratum.by",),
        rows=errata,
    )
)


def submissions(person):
    found = Submission.objects.filter(by=person).select_related("assessment__cycle__country")
    return [facts(one, "assessment", "number", "at", "certified_name", "certified_function") for one in found]


def comments(person):
    return [facts(one, "thread", "text", "at") for one in ReviewComment.objects.filter(by=person)]


def plan_submissions(person):
    found = PlanSubmission.objects.filter(by=person).select_related("plan__cycle__country")
    return [facts(one, "plan", "number", "at", "certified_name", "certified_function") for one in found]


def plan_comments(person):
    return [facts(one, "thread", "text", "at") for one in PlanComment.objects.filter(by=person)]


def notes(person):
    return [facts(one, "area_answer", "text", "at") for one in ColleagueNote.objects.filter(by=person)]


def stages(person):
    return [facts(one, "indicator", "stage", "note", "at") for one in ReviewedStage.objects.filter(by=person)]


def evidence(person):
    return [facts(one, "assessment", "title", "added_at") for one in Evidence.objects.filter(added_by=person)]


def kept(person):
    return [facts(one, "area_answer", "action", "plan", "at") for one in KeptText.objects.filter(user=person)]


def forget_kept(person, identity):
    KeptText.objects.filter(user=person).delete()


def reminders(person):
    found = Reminder.objects.filter(recipient=person).select_related("step", "country")
    return [facts(one, "country", "step", "due_on", "state", "at") for one in found]


def calendar_addresses(person):
    found = CalendarAddress.objects.filter(person=person).select_related("country")
    return [facts(one, "country", "made_at", "revoked_at") for one in found]


def forget_calendar_addresses(person, identity):
    CalendarAddress.objects.filter(person=person).delete()


STAYS_NAMELESS = gettext_lazy("They stay, without a name: the work is the country’s.")

register(
    Holding(
        "answers",
        gettext_lazy("Answers saved"),
        STAYS_NAMELESS,
        links=tuple(
            f"assessments.{name}.saved_by"
            for name in ("AreaAnswer", "IndicatorAnswer", "CriterionAnswer", "FacetAnswer")
        ),
    ),
    Holding(
        "cycles",
        gettext_lazy("Cycles opened and extended"),
        STAYS_NAMELESS,
        links=("assessments.Cycle.opened_by", "assessments.CycleExtension.by"),
    ),
    Holding(
        "evidence",
        gettext_lazy("Evidence added"),
        STAYS_NAMELESS,
        links=("assessments.Evidence.added_by",),
        rows=evidence,
    ),
    Holding(
        "submissions",
        gettext_lazy("Self-assessments submitted and published"),
        gettext_lazy("They stay as they were certified: a submitted version never changes."),
        links=("assessments.Submission.by", "assessments.Publication.by", "assessments.Withdrawal.by"),
        rows=submissions,
    ),
    Holding(
        "plans",
        gettext_lazy("Action plans written, submitted and published"),
        gettext_lazy("They stay as they were certified: a submitted version never changes."),
        links=(
            "assessments.ActionPlan.saved_by",
            "assessments.Action.saved_by",
            "assessments.ActionStatusChange.by",
            "assessments.PlanSubmission.by",
            "assessments.PlanPublication.by",
            "assessments.PlanWithdrawal.by",
        ),
        rows=plan_submissions,
    ),
    Holding(
        "plan-comments",
        gettext_lazy("Comments on action plans"),
        STAYS_NAMELESS,
        links=("assessments.PlanComment.by", "assessments.PlanThread.resolved_by"),
        rows=plan_comments,
    ),
    Holding(
        "comments",
        gettext_lazy("Comments in reviews"),
        STAYS_NAMELESS,
        links=("assessments.ReviewComment.by", "assessments.ReviewThread.resolved_by"),
        rows=comments,
    ),
    Holding(
        "reviewed-stages",
        gettext_lazy("Stages proposed and agreed in reviews"),
        STAYS_NAMELESS,
        links=("assessments.ReviewedStage.by", "assessments.ReviewedStage.agreed_by"),
        rows=stages,
    ),
    Holding(
        "colleague-notes",
        gettext_lazy("Notes among colleagues"),
        STAYS_NAMELESS,
        links=("assessments.ColleagueNote.by",),
        rows=notes,
    ),
    Holding(
        "kept-texts",
        gettext_lazy("Texts kept because the session had ended"),
        gettext_lazy("They go: they are kept for a day only."),
        links=("assessments.KeptText.user",),
        rows=kept,
        erase=forget_kept,
    ),
    Holding(
        "reminders",
        gettext_lazy("Reminders of deadlines"),
        gettext_lazy("They stay, without a name: that a reminder was sent for the country, and when."),
        links=("assessments.Reminder.recipient",),
        rows=reminders,
    ),
    Holding(
        "calendar-addresses",
        gettext_lazy("Addresses for one’s own calendar"),
        gettext_lazy("They go, and open nothing any more."),
        links=("assessments.CalendarAddress.person",),
        rows=calendar_addresses,
        erase=forget_calendar_addresses,
    ),
)
