"""What hangs on an area beside its answers: challenges, notes among colleagues, evidence (PRODUCT D3, D7)."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments import beside
from assessments.models import AreaAnswer, Challenge, Evidence
from assessments.saving import NotWritable
from assessments.sheet import active_evidence, sheets_of
from assessments.work_access import answers_for, area_for, assessment_for
from assessments.work_forms import ChallengeForm, EvidenceForm, NoteForm
from programme.permissions import may, within
from programme.stored_files import serve
from programme.work_requests import back_to, form_page, in_name_of, sent, sent_files


@contextmanager
def writing(request, assessment):
    """Staff write in the country's name; refused where the assessment cannot be written now."""
    try:
        with in_name_of(request, assessment):
            yield
    except NotWritable:
        raise PermissionDenied from None


def open_area(request, pk, code):
    answer = area_for(request, pk, code, "change")
    if not beside.is_area_open(answer):
        raise PermissionDenied
    return answer


def back_to_area(answer, anchor):
    return back_to(anchor, "assessment-area", answer.assessment_id, answer.area.code)


@never_cache
def challenge(request, pk, code, key=None):
    """Adds a challenge, or changes the one with this key."""
    answer = open_area(request, pk, code)
    (sheet,) = sheets_of(answer.assessment, code)
    record = get_object_or_404(answer.challenges, pk=key) if key else Challenge(area_answer=answer)
    form = ChallengeForm(sent(request), instance=record, sheet=sheet)
    if form.is_valid():
        with writing(request, answer.assessment):
            beside.save_challenge(form.save(commit=False))
        messages.success(request, _("The challenge is saved."))
        return back_to_area(answer, "challenges")
    context = {"assessment": answer.assessment, "area": answer.area, "form": form, "record": record}
    return form_page(request, "assessments/work/challenge.html", context)


@require_POST
def remove_challenge(request, pk, code, key):
    answer = open_area(request, pk, code)
    with writing(request, answer.assessment):
        beside.remove_challenge(answer, key)
    messages.success(request, _("The challenge is removed."))
    return back_to_area(answer, "challenges")


@require_POST
def add_note(request, pk, code):
    answer = area_for(request, pk, code, "read-notes")
    form = NoteForm(request.POST)
    if form.is_valid():
        beside.add_note(answer, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("The note is there for your colleagues."))
    else:
        messages.error(request, _("The note was empty: nothing was saved."))
    return back_to_area(answer, "notes")


@require_POST
def remove_note(request, pk, code, key):
    """Only who wrote it takes it away."""
    answer = area_for(request, pk, code, "read-notes")
    if not beside.remove_note(answer, key, by=request.user):
        raise Http404
    messages.success(request, _("The note is removed."))
    return back_to_area(answer, "notes")


# Evidence


def may_change_evidence(request, assessment):
    """The areas of the assessment for which this person may give evidence now."""
    areas = within(AreaAnswer.objects.filter(assessment=assessment), request.user, "change").select_related("area")
    found = []
    for answer in areas:
        answer.assessment = assessment
        if beside.is_area_open(answer):
            found.append(answer)
    return found


@never_cache
@require_safe
def evidence_list(request, pk):
    assessment = answers_for(request, pk)
    found = active_evidence().filter(assessment=assessment).prefetch_related("answers__indicator")
    context = {
        "assessment": assessment,
        "evidence": found.select_related("added_by", "revises__file"),
        "may_write": bool(may_change_evidence(request, assessment)),
    }
    return render(request, "assessments/work/evidence.html", context)


@never_cache
def edit_evidence(request, pk, key=None):
    """Adds evidence, or puts a new revision in the place of the one with this key."""
    assessment = answers_for(request, pk)
    allowed = may_change_evidence(request, assessment)
    if not allowed:
        raise PermissionDenied
    former = get_object_or_404(active_evidence().filter(assessment=assessment), pk=key) if key else None
    initial = {"answers": request.GET.getlist("for"), "visibility": Evidence.Visibility.REVIEWERS}
    if former is not None:
        names = ("title", "url", "language", "dated", "valid_until", "visibility")
        initial = {name: getattr(former, name) for name in names} | {"answers": list(former.answers.all())}
    form = EvidenceForm(
        sent(request),
        sent_files(request),
        assessment=assessment,
        allowed=allowed,
        former=former,
        initial=initial,
    )
    if form.is_valid():
        form.instance.assessment = assessment
        with writing(request, assessment):
            beside.give_evidence(
                form.instance,
                by=request.user,
                answers=_answers_of(form, former),
                upload=form.cleaned_data.get("upload"),
                former=former,
            )
        messages.success(request, _("The evidence is saved."))
        return redirect("assessment-evidence", pk)
    context = {"assessment": assessment, "form": form, "former": former}
    return form_page(request, "assessments/work/evidence_form.html", context)


def _answers_of(form, former):
    """What was chosen, and what the evidence was given for where this person does not write."""
    kept = [] if former is None else former.answers.exclude(pk__in=form.fields["answers"].queryset)
    return [*form.cleaned_data["answers"], *kept]


@require_POST
def remove_evidence(request, pk, key):
    """Takes evidence out of the assessment; submitted versions that name it keep it."""
    assessment = answers_for(request, pk)
    if not may_change_evidence(request, assessment):
        raise PermissionDenied
    with writing(request, assessment):
        removed = beside.remove_evidence(assessment, key)
    if removed:
        messages.success(request, _("The evidence is removed. Submitted versions that name it keep it."))
    return redirect("assessment-evidence", pk)


@require_safe
def evidence_file(request, pk, key):
    """The file of a piece of evidence, removed and revised ones too, for who may see it; who took it is noted."""
    assessment_for(request, pk)
    found = (
        Evidence.objects.visible_to(request.user)
        .filter(assessment=pk, pk=key)
        .select_related("file", "assessment__cycle__country")
    )
    evidence = found.first()
    if evidence is None or evidence.file is None or not may(request.user, "read", evidence):
        raise Http404
    return serve(evidence.file, request, about=evidence)
