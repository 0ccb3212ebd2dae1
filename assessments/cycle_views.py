"""The secretariat's pages of cycles: opening many at once, extending and ending one (PRODUCT D2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments import cycles
from assessments.cycle_querysets import ACCEPTED
from assessments.cycles import undecided_plan
from assessments.models import Cycle, Instrument
from assessments.work_access import cycle_for
from assessments.work_forms import CyclesForm, EndForm, ExtensionForm
from programme.permissions import may
from programme.work_requests import form_page, sent


@never_cache
def open_cycles(request):
    """Opens a cycle for each country chosen: all of them, or none where one of them cannot."""
    if not may(request.user, "add", Cycle):
        raise PermissionDenied
    form = CyclesForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                for country in given["countries"]:
                    cycles.open_cycle(
                        country,
                        by=request.user,
                        opens_on=given["opens_on"],
                        due_on=given["due_on"],
                        closes_on=given["closes_on"],
                        plan_due_on=given["plan_due_on"],
                        reason=given["reason"] if country.pk not in form._implementing else "",
                    )
        except cycles.CycleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Cycles opened: {number}. The focal points were told.")
            messages.success(request, words.format(number=len(given["countries"])))
            return redirect("follow-up")
    context = {"form": form, "instrument": Instrument.objects.current()}
    return form_page(request, "assessments/work/open_cycles.html", context)


@never_cache
def extend(request, pk):
    cycle = cycle_for(request, pk, "extend")
    form = ExtensionForm(sent(request))
    if form.is_valid():
        try:
            cycles.extend_cycle(cycle, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else form.add_error(None, error.messages)
        else:
            messages.success(request, _("The cycle is extended. The people of the country were told."))
            return redirect("assessment", cycle.assessment.pk)
    context = {"cycle": cycle, "assessment": cycle.assessment, "form": form}
    return form_page(request, "assessments/work/extend.html", context)


@never_cache
def end(request, pk):
    cycle = cycle_for(request, pk, "end")
    plan = undecided_plan(cycle)
    needs_note = cycle.assessment.status != ACCEPTED or plan is not None
    form = EndForm(sent(request), needs_note=needs_note)
    if form.is_valid():
        if cycles.end_cycle(cycle, note=form.cleaned_data["note"]):
            messages.success(request, _("The cycle has ended. The country's next one can be opened."))
        else:
            messages.info(request, _("This cycle had ended already."))
        return redirect("assessment", cycle.assessment.pk)
    context = {"cycle": cycle, "assessment": cycle.assessment, "form": form, "needs_note": needs_note, "plan": plan}
    return form_page(request, "assessments/work/end_cycle.html", context)
