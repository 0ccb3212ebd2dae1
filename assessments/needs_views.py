"""The public overview of the assistance that countries need, with its file."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from assessments.models import Action
from assessments.needs import NONE, columns, counts_by, published_needs
from countries.file_views import CSV, attached, file_view
from countries.models import CountryGroup
from programme.models import WorkingArea
from programme.spreadsheets import csv_bytes
from programme.templatetags.components import plainly
from programme.work_requests import form_page


def areas():
    none = (NONE, _("No working area of the Programme"))
    return [*((one.slug, plainly(one, "name")) for one in WorkingArea.objects.all()), none]


def kinds():
    return [*Action.Kind.choices, (NONE, pgettext("kind of assistance", "not said"))]


def subregions():
    found = CountryGroup.objects.filter(kind=CountryGroup.Kind.SUBREGION)
    return [*((one.slug, plainly(one, "name")) for one in found), (NONE, _("Subregion not known"))]


class NeedsForm(forms.Form):
    """What of the needs the reader asks for, by the address."""

    area = forms.ChoiceField(label=gettext_lazy("Working area"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of assistance"), required=False)
    subregion = forms.ChoiceField(label=gettext_lazy("Subregion"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.names = {"area": areas(), "kind": kinds(), "subregion": subregions()}
        for name, choices in self.names.items():
            self.fields[name].choices = [("", pgettext("filter", "All")), *choices]

    @property
    def chosen(self):
        """Name of a filter → its value, of those that are in force."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def narrow(self, needs):
        return [one for one in needs if all(one.keys[name] == value for name, value in self.chosen.items())]

    @property
    def in_words(self):
        return [(self.fields[name].label, dict(self.names[name])[value]) for name, value in self.chosen.items()]


@login_not_required
@require_safe
def needs(request):
    form = NeedsForm(request.GET)
    every = published_needs()
    found = form.narrow(every)
    titles = {"area": _("By working area"), "kind": _("By kind of assistance"), "subregion": _("By subregion")}
    context = {
        "form": form,
        "needs": found,
        "is_filtered": bool(form.chosen),
        "filters": form.in_words,
        "any": bool(every),
        "countries": len({one.country.pk for one in found}),
        "counts": [(name, title, counts_by(name, found, form.names[name])) for name, title in titles.items()],
        "columns": columns(),
        "ways_out": [(_("Remove all filters"), reverse("programme-needs"))] if every else [],
    }
    return form_page(request, "assessments/needs.html", context)


@file_view
def needs_csv(request):
    """The table of the page, by the same filters, with the address of each plan."""
    form = NeedsForm(request.GET)
    rows = [
        [
            plainly(one.country, "name"),
            plainly(one.subregion, "name") if one.subregion else "",
            plainly(one.working_area, "name") if one.working_area else plainly(one.area, "name"),
            one.title,
            one.kind_words,
            one.words,
            one.estimate,
            one.partner,
            one.status_words,
            localdate(one.published_at).isoformat(),
            request.build_absolute_uri(reverse("published-plan", args=[one.country.slug, one.cycle])),
        ]
        for one in form.narrow(published_needs())
    ]
    return attached(csv_bytes([*columns(), _("Plan")], rows), CSV, "assistance-needed", "csv")
