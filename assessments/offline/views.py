"""The pages on which a self-assessment is taken away to be filled in offline, and taken over when it comes back."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import AreaAnswer, SelfAssessment
from assessments.offline.applying import ComparisonChanged, Decisions, Undecided, looked_at, take_over
from assessments.offline.base import identity_of
from assessments.offline.contents import contents_of
from assessments.offline.formats import DOCUMENT, WORKBOOK, read_filled
from assessments.offline.forms import FilledForm
from assessments.offline.shown import shown
from assessments.saving import NotWritable
from assessments.work_access import answers_for
from programme.importing import storage
from programme.importing.faults import UnreadableFile
from programme.permissions import within
from programme.work_requests import acts_on_behalf, in_name_of, sent, sent_files

KEPT_AS = "assessments.offline"


def _may_write(user, assessment):
    """Whether this person may fill in anything of it now."""
    areas = AreaAnswer.objects.filter(assessment=assessment)
    return assessment.is_writable and within(areas, user, "change").exists()


def _refuse(request, assessment):
    """Whoever comes too late is told; who writes nothing here is refused."""
    if assessment.is_writable:
        raise PermissionDenied
    messages.error(request, _("The self-assessment cannot be written now: nothing was taken over."))
    return redirect("assessment-offline", assessment.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offline(request, pk):
    """Where files are taken away, and uploaded when they are filled in."""
    assessment = answers_for(request, pk)
    may_write = _may_write(request.user, assessment)
    if request.method == "POST" and not may_write:
        return _refuse(request, assessment)
    form = FilledForm(sent(request), sent_files(request), assessment=assessment)
    if form.is_valid():
        said = {"model": KEPT_AS, "assessment": assessment.pk, "name": form.cleaned_data["file"].name}
        return redirect("assessment-offline-check", pk, storage.keep(request, form.data_read, **said))
    context = {
        "assessment": assessment,
        "form": form,
        "may_write": may_write,
        "downloads": [
            (title, text, _in_each_language(reverse(f"assessment-{name}", args=[pk])))
            for name, title, text in (
                ("workbook", _("Excel workbook"), _("A sheet for each area; it opens in Excel and in LibreOffice.")),
                (
                    "document",
                    _("Word document"),
                    _("Questions with a field for each answer; it opens in Word and in LibreOffice."),
                ),
            )
        ],
    }
    return render(request, "assessments/work/offline.html", context, status=422 if form.errors else 200)


def _in_each_language(address):
    """Code, name and address of each."""
    return [
        (code, get_language_info(code)["name_local"].capitalize(), translate_url(address, code))
        for code, _name in settings.LANGUAGES
    ]


@never_cache
@require_safe
def workbook(request, pk):
    """The workbook in the language of the address."""
    return _download(request, answers_for(request, pk), WORKBOOK)


@never_cache
@require_safe
def document(request, pk):
    """The Word document in the language of the address."""
    return _download(request, answers_for(request, pk), DOCUMENT)


def _download(request, assessment, made):
    identity = identity_of(assessment)
    file = made.write(contents_of(assessment, request.user), identity)
    response = HttpResponse(file, content_type=made.content_type)
    cycle = assessment.cycle
    name = f"self-assessment-{cycle.country.slug}-{cycle.number}-{get_language()}{made.ending}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk, token):
    """Everything that the uploaded file would change; once that is confirmed, it is taken over."""
    assessment, decisions = answers_for(request, pk), Decisions.of(request.POST)
    if not _may_write(request.user, assessment):
        return _too_late(request, assessment, decisions)
    found = storage.find(request, token)
    if found is None or (found[1].get("model"), found[1].get("assessment")) != (KEPT_AS, assessment.pk):
        messages.info(request, _("This file was taken over already, or is no longer kept. Upload it again if need be."))
        return redirect("assessment-offline", pk)
    data, said = found
    try:
        filled = read_filled(data, said["name"], assessment)
    except UnreadableFile as refusal:  # it was in order when it was uploaded
        messages.error(request, str(refusal.message))
        return redirect("assessment-offline", pk)
    context = {"assessment": assessment, "token": token, "name": said["name"], "made_at": filled.identity.when}
    if request.method != "POST":
        return _show(request, context, looked_at(assessment, filled, request.user))
    try:
        with in_name_of(request, assessment):
            number = take_over(pk, filled, by=request.user, agreed=request.POST.get("agreed", ""), decisions=decisions)
    except NotWritable:
        return _too_late(request, SelfAssessment.objects.for_work().get(pk=pk), decisions)
    except Undecided as undecided:
        errors = undecided.errors
        return _show(
            request, context | {"undecided": True}, undecided.comparison, 422, decisions=decisions, errors=errors
        )
    except ComparisonChanged as changed:
        if not (changed.comparison.differences or changed.comparison.problems):  # sent twice at once
            messages.info(
                request, _("There is nothing to take over: everything in the file stands in the portal already.")
            )
            return redirect(assessment)
        return _show(request, context | {"is_anew": True}, changed.comparison, 409, decisions=decisions)
    storage.forget(request, token)
    words = ngettext("{number} answer was taken over.", "{number} answers were taken over.", number)
    messages.success(request, words.format(number=number))
    return redirect(assessment)


def _too_late(request, assessment, decisions):
    """As `_refuse`, with what was typed, to be copied."""
    typed = decisions.typed()
    if not typed:
        return _refuse(request, assessment)
    context = {"texts": typed.values()}
    if not assessment.is_writable:
        context["why"] = _(
            "The assessment was submitted, closed or given to review meanwhile. "
            "What you sent is below: copy it if you need it."
        )
    status = 403 if assessment.is_writable else 409
    return render(request, "assessments/work/no_longer.html", context, status=status)


def _show(request, context, comparison, status=200, **decided):
    context |= shown(comparison, **decided) | {"on_behalf": acts_on_behalf(request)}
    return render(request, "assessments/work/offline_check.html", context, status=status)
