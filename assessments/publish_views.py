"""The country's decision on what everybody sees of its assessment, and the public's pages of it (PRODUCT D12)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import publishing
from assessments.models import Evidence, Publication
from assessments.published import PublishedAssessment, published_of
from assessments.reviewing import latest
from assessments.work_access import assessment_for
from assessments.work_forms import PublishForm, WithdrawForm
from countries.models import Country
from programme.permissions import may
from programme.sections import rendered_sections
from programme.stored_files import serve
from programme.work_requests import acts_on_behalf, sent
from programme.workflow import TransitionNotAllowed


def publications_of(assessment):
    found = Publication.objects.filter(submission__assessment=assessment)
    return found.select_related("submission", "by", "withdrawal")


@never_cache
def publish(request, pk):
    """Chooses the parts; the first button shows exactly the future page, the second one publishes it."""
    assessment = assessment_for(request, pk)
    can_publish, can_withdraw = (may(request.user, action, assessment) for action in ("publish", "withdraw"))
    if request.method == "POST" and not can_publish:
        raise PermissionDenied
    can_publish = can_publish and assessment.status == assessment.Status.ACCEPTED
    current = publications_of(assessment).in_force().first()
    initial = {"parts": current.parts if current else [Publication.Part.STAGES]}
    chosen = request.POST if request.method == "POST" else request.GET if "parts" in request.GET else None
    form = PublishForm(chosen, initial=initial)
    preview = None
    if request.method == "POST":
        if not can_publish:
            return _too_early(request, assessment)
        if form.is_valid():
            try:
                publishing.publish(
                    pk, by=request.user, parts=form.cleaned_data["parts"], on_behalf=acts_on_behalf(request)
                )
            except TransitionNotAllowed:
                return _too_early(request, assessment)
            messages.success(request, _("Published: everybody sees it now."))
            return redirect("assessment-publish", pk)
    elif chosen is not None and can_publish and form.is_valid():
        preview = preview_of(assessment, form.cleaned_data["parts"], acts_on_behalf(request))
    context = {
        "assessment": assessment,
        "form": form,
        "preview": preview,
        "parts": form.cleaned_data["parts"] if preview else [],
        "current": current,
        "publications": publications_of(assessment),
        "can_publish": can_publish,
        "can_withdraw": can_withdraw,
    }
    return render(request, "assessments/work/publish.html", context, status=422 if form.errors else 200)


def preview_of(assessment, parts, on_behalf):
    """Just what the public page will show, made by what makes that page."""
    submission = latest(assessment)
    content = publishing.content_to_publish(assessment, parts)
    earlier = [one for one in published_of(assessment.country) if one.cycle.number < assessment.cycle.number]
    return PublishedAssessment(
        assessment.cycle, submission.instrument, content, sorted(parts), on_behalf=on_behalf, before=earlier[:1]
    )


def _too_early(request, assessment):
    messages.error(request, _("Only an accepted assessment can be published."))
    return redirect("assessment-publish", assessment.pk)


@never_cache
def withdraw(request, pk, key):
    assessment = assessment_for(request, pk, "withdraw")
    publication = get_object_or_404(publications_of(assessment), pk=key)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        note, on_behalf = form.cleaned_data["note"], acts_on_behalf(request)
        if publishing.withdraw(publication, by=request.user, note=note, on_behalf=on_behalf):
            messages.success(request, _("Withdrawn. Your note stands in its place."))
        else:
            messages.info(request, _("It had been withdrawn already."))
        return redirect("assessment-publish", pk)
    context = {"assessment": assessment, "publication": publication, "form": form}
    return render(request, "assessments/work/withdraw.html", context, status=422 if form.errors else 200)


def published_for(slug, number):
    country = get_object_or_404(Country, slug=slug)
    found = [one for one in published_of(country) if one.cycle.number == number]
    if not found:
        raise Http404
    return country, found[0]


@login_not_required
@require_safe
def published(request, slug, number):
    """What a country published of one of its cycles, or the note in its place."""
    country, found = published_for(slug, number)
    context = {"country": country, "published": found, "sections": rendered_sections(found.publication, request)}
    return render(request, "assessments/published.html", context)


@login_not_required
@require_safe
def published_file(request, slug, number, key):
    """The file of published evidence, as long as the publication stands."""
    _country, found = published_for(slug, number)
    keys = {one["key"] for one in found.content["evidence"]} if found.is_shown else set()
    if key not in keys:
        raise Http404
    evidence = get_object_or_404(Evidence.objects.select_related("file").exclude(file=None), pk=key)
    return serve(evidence.file, request, about=evidence, is_public=True)
