"""The secretariat's pages of one country: what is in hand, the contacts, and the step to the implementation phase."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from countries import acceptance
from countries.people_views import country_for
from programme.form_fields import PartialDateFormField
from programme.models import Document, Meeting
from programme.permissions import may
from programme.sections import sections_on

SHOWN = 10  # contact notes on the page; all of them are in the admin


class AcceptanceForm(forms.Form):
    """The decision on the step to the implementation phase; a reason is asked for while a condition is missing."""

    since = PartialDateFormField(
        label=gettext_lazy("Date of the decision"),
        help_text=gettext_lazy("As exactly as it is known: the year will do."),
    )
    meeting: forms.ModelChoiceField = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Deciding meeting")
    )
    document: forms.ModelChoiceField = forms.ModelChoiceField(
        Document.objects.none(),
        label=gettext_lazy("Document that states the decision"),
        required=False,
        help_text=gettext_lazy("Without one the step counts as not confirmed. Add it under Documents first."),
    )
    locator = forms.CharField(label=gettext_lazy("Place in the document"), required=False, max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason without the conditions"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the phase: why the country enters it although something above is missing."),
    )

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.select_related("body").order_by("-first_day", "slug")
        self.fields["document"].queryset = Document.objects.published().newest_first()
        if not needs_reason:
            del self.fields["reason"]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since.earliest > timezone.localdate():
            raise ValidationError(_("This day is still to come: record the step when it was decided."))
        return since


@never_cache
@require_safe
def desk(request, slug):
    """What the secretariat has in hand with a country."""
    country = country_for(request, slug, "read-contacts")
    conditions = acceptance.conditions_of(country)
    phase = country.phase_entries.current().select_related("meeting__body").first()
    context = {
        "country": country,
        "phase": phase,
        "is_accepted": phase is not None and phase.phase == acceptance.IMPLEMENTATION,
        "ways": _rendered("country-desk-ways", request, country),
        "sections": _rendered("country-desk", request, country),
        "conditions": conditions,
        "missing": acceptance.missing(conditions),
        "plans": country.basic_task_plans.for_listing().prefetch_related("tasks"),
        "notes": country.contact_notes.for_listing()[:SHOWN],
        "note_count": country.contact_notes.count(),
        "may_accept": may(request.user, "accept-into-implementation", country),
    }
    return render(request, "countries/work/desk.html", context)


def _rendered(page, request, country):
    return [render_to_string(one.template, one.context, request) for one in sections_on(page, request, country)]


@never_cache
def accept(request, slug):
    """The conditions one by one, and recording that the country enters the implementation phase."""
    country = country_for(request, slug, "accept-into-implementation")
    conditions = acceptance.conditions_of(country)
    phase = country.phase_entries.current().select_related("meeting__body", "source").first()
    is_accepted = phase is not None and phase.phase == acceptance.IMPLEMENTATION
    lacking = acceptance.missing(conditions)
    if request.method == "POST" and is_accepted:
        return _already(request, country)
    form = AcceptanceForm(request.POST if request.method == "POST" else None, needs_reason=bool(lacking))
    if request.method == "POST" and form.is_valid():
        try:
            acceptance.accept_into_implementation(country, **form.cleaned_data)
        except acceptance.AlreadyAccepted:
            return _already(request, country)
        except acceptance.ConditionsMissing as error:
            form.add_error(
                None, _("Meanwhile a condition is no longer recorded as met: {conditions}").format(conditions=error)
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Recorded: the country is in the implementation phase."))
            return redirect("country-desk", country.slug)
    context = {
        "country": country,
        "phase": phase,
        "is_accepted": is_accepted,
        "conditions": conditions,
        "missing": lacking,
        "form": None if is_accepted else form,
    }
    return render(request, "countries/work/accept.html", context, status=422 if form.errors else 200)


def _already(request, country):
    messages.info(request, _("The country is in the implementation phase already: nothing was recorded twice."))
    return redirect("country-accept", country.slug)
