"""The state of the Programme on any day, as a page and as files. Everybody gets the same."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programme.context import host_of, language_now
from reports.paper.answers import file_response
from reports.status.build import status_on
from reports.status.composed import composed
from reports.status.forms import DayForm, day_of


@login_not_required
@require_safe
def today(request):
    """The page of today, where another day is asked for."""
    if "day" not in request.GET:
        return page(request, timezone.localdate())
    form = DayForm(request.GET)
    if form.is_valid():
        return redirect("status-on", form.cleaned_data["day"].isoformat())
    return render(request, "reports/status.html", {"form": form})


@login_not_required
@require_safe
def on_day(request, day):
    try:
        return page(request, day_of(day))
    except ValidationError:
        form = DayForm({"day": day})
        form.is_valid()
        return render(request, "reports/status.html", {"form": form}, status=404)


def page(request, day):
    paper = composed(status_on(day, made_on=timezone.localdate()), language_now())
    context = {"form": DayForm(initial={"day": day.isoformat()}), "paper": paper, "day": day}
    return render(request, "reports/status.html", context)


@login_not_required
@require_safe
def as_file(request, day, kind):
    try:
        asked = day_of(day)
    except ValidationError as error:
        raise Http404(" ".join(error.messages)) from error
    base_url = host_of(request)
    paper = composed(status_on(asked, made_on=timezone.localdate()), language_now(), base_url=base_url)
    return file_response(request, paper, kind, f"programme-status-{asked}")
