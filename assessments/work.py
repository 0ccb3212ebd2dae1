"""What this room has to say on the signed-in home: the open assessment, what waits for whom, days that matter."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cycle_querysets import REVISION, SUBMITTED, UNDER_REVIEW, WRITABLE
from assessments.models import SelfAssessment
from assessments.progress import progress_of
from assessments.reviewing import with_unanswered
from assessments.sheet import reopened_in
from countries.models import Country
from programme.matrix import BODIES, COUNTRY_ROLES, FOCAL_POINTS, Role, countries_as, has_role
from programme.sections import Section, section
from programme.tasks import ComingDay, Task, coming_days, tasks
from programme.waiting import Waiting, waiting

WRITERS = FOCAL_POINTS | {Role.CONTRIBUTOR}


def _open_ones(user, roles):
    keys = countries_as(user, roles)
    found = SelfAssessment.objects.open().for_work().filter(cycle__country__in=keys) if keys else ()
    return list(found)


@section("work", order=5)
def my_assessments(_nothing, request):
    """The open assessments of the reader's countries, the way to the board for who has one."""
    found = _open_ones(request.user, COUNTRY_ROLES)
    is_reader = has_role(request.user, *BODIES, Role.EDITOR, Role.ADMINISTRATOR)
    # The secretariat opens cycles; a focal point who waits for one is told so.
    waits = not found and bool(countries_as(request.user, FOCAL_POINTS))
    if not found and not is_reader and not waits:
        return None
    progress, reopened = progress_of(found), reopened_in(found)
    return Section(
        "assessments/work/panel.html",
        {
            "assessments": [(one, progress[one.pk], reopened.get(one.pk)) for one in found],
            "is_reader": is_reader,
            "waits": waits,
        },
    )


@section("work", order=45)
def calendars(_nothing, request):
    """Where the reader has a country's deadlines in a calendar of her or his own."""
    keys = countries_as(request.user, COUNTRY_ROLES)
    found = Country.objects.filter(pk__in=keys).order_by("name", "pk") if keys else ()
    return Section("assessments/work/calendars.html", {"countries": found}) if keys else None


@tasks
def to_write(user):
    """An assessment to write is a task of who writes in it, until it is submitted."""
    for one in _open_ones(user, WRITERS):
        if one.status in WRITABLE:
            label = _("Revise the self-assessment") if one.status == REVISION else _("Write the self-assessment")
            yield Task(label, reverse("assessment", args=[one.pk]), about=str(one), due=one.cycle.due_on)


@coming_days
def due_days(user):
    for one in _open_ones(user, COUNTRY_ROLES):
        if one.cycle.closes_on:
            label = _("Last day to write the self-assessment: {country}").format(country=one.country)
            yield ComingDay(one.cycle.closes_on, label, reverse("assessment", args=[one.pk]))


@tasks
def to_answer(user):
    """What reviewers asked and a focal point's country has not answered, until it is returned or accepted."""
    for one, number in with_unanswered(_open_ones(user, FOCAL_POINTS)):
        label = ngettext(
            "Review of the self-assessment: {number} point to answer",
            "Review of the self-assessment: {number} points to answer",
            number,
        )
        yield Task(label.format(number=number), reverse("assessment-review", args=[one.pk]), about=str(one))


@tasks
def to_comment(user):
    """What is under review is a task of the members of the Working Group, but for their own country's."""
    if has_role(user, Role.WORKING_GROUP):
        under_review = SelfAssessment.objects.visible_to(user).for_work().filter(status=UNDER_REVIEW)
        for one in under_review:
            yield Task(_("Read and comment the self-assessment"), reverse("assessment-review", args=[one.pk]), str(one))


@waiting(order=5)
def reviews():
    """What waits for the secretariat: assessments handed in, and those under review."""
    found = SelfAssessment.objects.open()
    return [
        Waiting(
            _("Self-assessments that wait for their review"),
            found.filter(status=SUBMITTED).count(),
            f"{reverse('follow-up')}?state={SUBMITTED}",
        ),
        Waiting(
            _("Self-assessments under review"),
            found.filter(status=UNDER_REVIEW).count(),
            f"{reverse('follow-up')}?state={UNDER_REVIEW}",
        ),
    ]


@section("countries.Mandate", order=10)
def on_handover(mandate, request):
    """The successor finds the open assessment where it was left."""
    one = SelfAssessment.objects.open().for_work().filter(cycle__country=mandate.country_id).first()
    if one is None:
        return None
    return Section("assessments/work/handover.html", {"assessment": one, "progress": progress_of([one])[one.pk]})
