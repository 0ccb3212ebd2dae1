"""The country's decision on what everybody sees of its assessment or its plan (PRODUCT D12)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.work_forms import WithdrawForm
from programme.permissions import may
from programme.work_requests import acts_on_behalf, form_page, sent
from programme.workflow import TransitionNotAllowed


@never_cache
def publish(request, pk, kind):
    """Chooses the parts; the first button shows exactly the future page, the second one publishes it."""
    record = kind.find(request, pk)
    may_publish = may(request.user, "publish", record)
    if request.method == "POST" and not may_publish:
        raise PermissionDenied
    can_publish = may_publish and record.can_be_published
    publications = kind.publications(record)
    current = publications.in_force().first()
    chosen = request.POST if request.method == "POST" else request.GET if "parts" in request.GET else None
    form = kind.publish_form(chosen, initial={"parts": current.parts if current else [kind.published_first]})
    preview = None
    if request.method == "POST":
        if not can_publish:
            return _too_early(request, record, kind)
        if form.is_valid():
            parts, on_behalf = form.cleaned_data["parts"], acts_on_behalf(request)
            try:
                kind.publishing.publish(pk, by=request.user, parts=parts, on_behalf=on_behalf)
            except TransitionNotAllowed:
                return _too_early(request, record, kind)
            messages.success(request, _("Published: everybody sees it now."))
            return redirect(kind.address("publish", record))
    elif can_publish and form.is_valid():
        preview = kind.publishing.preview_of(record, form.cleaned_data["parts"], acts_on_behalf(request))
    context = kind.context(record) | {
        "form": form,
        "preview": preview,
        "parts": form.cleaned_data["parts"] if preview else [],
        "current": current,
        "publications": publications,
        "can_publish": can_publish,
        "can_withdraw": may(request.user, "withdraw", record),
    }
    return form_page(request, kind.template("publish"), context)


def _too_early(request, record, kind):
    messages.error(request, kind.words["too_early_to_publish"])
    return redirect(kind.address("publish", record))


@never_cache
def withdraw(request, pk, key, kind):
    record = kind.find(request, pk, "withdraw")
    publication = get_object_or_404(kind.publications(record), pk=key)
    form = WithdrawForm(sent(request))
    if form.is_valid():
        note, on_behalf = form.cleaned_data["note"], acts_on_behalf(request)
        if kind.publishing.withdraw(publication, by=request.user, note=note, on_behalf=on_behalf):
            messages.success(request, _("Withdrawn. Your note stands in its place."))
        else:
            messages.info(request, _("It had been withdrawn already."))
        return redirect(kind.address("publish", record))
    context = kind.context(record) | {"publication": publication, "form": form}
    return form_page(request, "assessments/work/withdraw.html", context)
