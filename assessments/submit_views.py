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
def full_check(request, pk, paper):
    """Everything that the check finds, each a link to its field."""
    record = paper.find_written(request, pk)
    found = paper.findings_of(record)
    groups = [
        (grade, GRADE_NAMES[grade], GRADE_MEANINGS[grade], [one for one in found if one.grade == grade])
        for grade in Grade
    ]
    context = paper.context(record) | {
        "groups": [group for group in groups if group[3]],
        "is_ready": can_be_submitted(found),
        "can": possible_actions(request.user, record, ["submit"]),
    }
    return render(request, paper.template("check"), context)


@never_cache
def submit(request, pk, paper):
    """Certification and submission, or what still stands in their way."""
    record = paper.find_written(request, pk, "submit")
    if not record.can("submit"):
        return too_late(request, record)
    on_behalf = acts_on_behalf(request)
    form = paper.submit_form(sent(request), sent_files(request), on_behalf=on_behalf, user=request.user)
    found = paper.findings_of(record)
    if form.is_valid():
        given = form.cleaned_data
        try:
            submission = paper.submitting.submit(
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
            form.add_error(None, paper.words["closed"])
        except TransitionNotAllowed:
            messages.info(request, paper.words["submitted_already"])
            return redirect(record)
        else:
            words = _("Submitted as version {number}. You can recall it until the review begins.")
            messages.success(request, words.format(number=submission.number))
            return redirect(record)
    context = paper.context(record) | {
        "form": form,
        "on_behalf": on_behalf,
        "errors": [one for one in found if one.grade == Grade.ERROR],
        "warnings": [one for one in found if one.grade == Grade.WARNING],
    }
    return form_page(request, paper.template("submit"), context)


@require_POST
def recall(request, pk, paper):
    record = paper.find(request, pk, "recall")
    try:
        paper.submitting.recall(pk, by=request.user)
    except TransitionNotAllowed:
        messages.error(request, paper.words["too_late_to_recall"])
    else:
        messages.success(request, paper.words["recalled"])
    return redirect(record)


def version_for(request, pk, number, paper):
    """A submitted version for who may read it, after the record that it is of."""
    record = paper.find(request, pk)
    versions = record.submissions.visible_to(request.user).select_related("by", "original")
    return record, get_object_or_404(versions, number=number)


@never_cache
@require_safe
def version(request, pk, number, paper):
    """A submitted version as it was given, to read and to print."""
    record, submission = version_for(request, pk, number, paper)
    versions = list(record.submissions.all())
    context = paper.context(record) | {
        "submission": submission,
        "shown": paper.shown(submission),
        "is_superseded": versions[0].number != submission.number,
        "others": [one for one in versions if one.number != submission.number],
        "sections": rendered_sections(submission, request),
    }
    return render(request, paper.template("version"), context)


@never_cache
@require_safe
def compare(request, pk, paper):
    """Any two submitted versions, field by field."""
    record = paper.find(request, pk)
    chosen = two_of(record.submissions.visible_to(request.user).order_by("number"), request.GET)
    differences = paper.differences(chosen["earlier"].content, chosen["later"].content, record.instrument)
    context = paper.context(record) | chosen | {"differences": differences}
    return render(request, paper.template("compare"), context)


@require_safe
def original(request, pk, number, paper):
    """The signed original of what was submitted on the country's behalf; who took it away is noted."""
    record, submission = version_for(request, pk, number, paper)
    if submission.original is None:
        raise Http404
    return serve(submission.original, request, about=record)
