"""What the pages of proposals and reports share: the list, handing in a text of the country, and recalling it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from activities.deciding import NotReady
from activities.work_forms import StateFilter
from programme.context import language_now
from programme.matrix import SECRETARIAT, has_role
from programme.step_pages import too_late
from programme.work_requests import in_name_of
from programme.workflow import TransitionNotAllowed

AT_ONCE = 50


def narrowed(request, records, countries):
    """The list of these records as the reader narrows it, for the secretariat also to one of the countries."""
    is_staff = has_role(request.user, *SECRETARIAT)
    form = StateFilter(
        request.GET,
        states=records.model.Status.choices,
        countries=countries.distinct().in_order_of_names(language_now()) if is_staff else None,
    )
    return {
        "form": form,
        "page_obj": Paginator(form.narrow(records), AT_ONCE).get_page(request.GET.get("page")),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "is_staff": is_staff,
    }


def hand_in(request, record, submit, *, edit_page, already, done):
    """Takes the step by `submit` and leads to the record; where something is missing, to its form."""
    try:
        with in_name_of(request, record):
            submit(record.pk, by=request.user)
    except NotReady as error:
        messages.error(request, told_missing(error))
        return redirect(edit_page, record.pk)
    except TransitionNotAllowed:
        messages.info(request, already)
    else:
        messages.success(request, done)
    return redirect(record)


def take_back(request, record, recall, *, done):
    """Takes the step by `recall` and leads to the record."""
    try:
        recall(record.pk, by=request.user)
    except TransitionNotAllowed:
        return too_late(request, record)
    messages.success(request, done)
    return redirect(record)


def told_missing(error):
    names = ", ".join(str(capfirst(name)) for name in error.missing)
    return _("Not submitted: still empty are {fields}.").format(fields=names)
