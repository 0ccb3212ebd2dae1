"""Handing in a self-assessment or an action plan: check, submission, recall, versions (PRODUCT D8–D10, E1)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.check import GRADE_MEANINGS, GRADE_NAMES, Grade, can_be_submitted
from assessments.saving import NotWritable
from assessments.submitting import NotReady
from assessments.versions import two_of
from programme.sections import rendered_sections
from programme.step_pages import too_late
from programme.stored_files import serve
from programme.work_requests import acts_on_behalf, form_page, possible_actions, sent, sent_files
from programme.workflow import TransitionNotAllowed


@never_cache
@require_safe
def full_check(request, pk, kind):
    """Everything that the check finds, each a link to its field."""
    record = kind.find_written(request, pk)
    found = kind.findings_of(record)
    groups = [
        (grade, GRADE_NAMES[grade], GRADE_MEANINGS[grade], [one for one in found if one.grade == grade])
        for grade in Grade
    ]
    context = kind.context(record) | {
        "groups": [group for group in groups if group[3]],
        "is_ready": can_be_submitted(found),
        "can": possible_actions(request.user, record, ["submit"]),
    }
    return render(request, kind.template("check"), context)


@never_cache
def submit(request, pk, kind):
    """Certification and submission, or what still stands in their way."""
    record = kind.find_written(request, pk, "submit")
    if not record.can("submit"):
        return too_late(request, record)
    on_behalf = acts_on_behalf(request)
    form = kind.submit_form(sent(request), sent_files(request), on_behalf=on_behalf, user=request.user)
    found = kind.findings_of(record)
    if form.is_valid():
        given = form.cleaned_data
        try:
            submission = kind.submitting.submit(
                pk,
                by=request.user,
                name=given["name"],
                function=given["function"],
                original=given.get("original"),
                on_behalf=on_behalf,
            )
        except NotReady as error:
            found = error.findings
            form.add_error(None, _("The check found errors. Nothing was submitted."))
        except NotWritable:
            form.add_error(None, kind.words["closed"])
        except TransitionNotAllowed:
            messages.info(request, kind.words["submitted_already"])
            return redirect(record)
        else:
            words = _("Submitted as version {number}. You can recall it until the review begins.")
            messages.success(request, words.format(number=submission.number))
            return redirect(record)
    context = kind.context(record) | {
        "form": form,
        "on_behalf": on_behalf,
        "errors": [one for one in found if one.grade == Grade.ERROR],
        "warnings": [one for one in found if one.grade == Grade.WARNING],
    }
    return form_page(request, kind.template("submit"), context)


@require_POST
def recall(request, pk, kind):
    record = kind.find(request, pk, "recall")
    try:
        kind.submitting.recall(pk, by=request.user)
    except TransitionNotAllowed:
        messages.error(request, kind.words["too_late_to_recall"])
    else:
        messages.success(request, kind.words["recalled"])
    return redirect(record)


def version_for(request, pk, number, kind):
    """A submitted version for who may read it, after the record that it is of."""
    record = kind.find(request, pk)
    versions = record.submissions.visible_to(request.user).select_related("by", "original")
    return record, get_object_or_404(versions, number=number)


@never_cache
@require_safe
def version(request, pk, number, kind):
    """A submitted version as it was given, to read and to print."""
    record, submission = version_for(request, pk, number, kind)
    versions = list(record.submissions.all())
    context = kind.context(record) | {
        "submission": submission,
        "shown": kind.shown(submission),
        "is_superseded": versions[0].number != submission.number,
        "others": [one for one in versions if one.number != submission.number],
        "sections": rendered_sections(submission, request),
    }
    return render(request, kind.template("version"), context)


@never_cache
@require_safe
def compare(request, pk, kind):
    """Any two submitted versions, field by field."""
    record = kind.find(request, pk)
    chosen = two_of(record.submissions.visible_to(request.user).order_by("number"), request.GET)
    differences = kind.differences(chosen["earlier"].content, chosen["later"].content, record.instrument)
    context = kind.context(record) | chosen | {"differences": differences}
    return render(request, kind.template("compare"), context)


@require_safe
def original(request, pk, number, kind):
    """The signed original of what was submitted on the country's behalf; who took it away is noted."""
    record, submission = version_for(request, pk, number, kind)
    if submission.original is None:
        raise Http404
    return serve(submission.original, request, about=record)
