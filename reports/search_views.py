"""The page that searches the whole site."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.folding import query_tokens
from reports.site_search import search, search_url

LONGEST_QUERY = 200
EXAMPLES = (_("Georgia"), _("industrial safety training"), "ECE/CP.TEIA/38", _("self-assessment"))


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "autocapitalize": "none"}),
        help_text=_("A country by any of its names, words of a title, a place, a UN symbol with or without slashes."),
    )


@login_not_required
def search_page(request):
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    found = None
    if query_tokens(asked):
        found = search(asked, request.user, (get_language() or "en")[:2])
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "examples": [(words, search_url(words)) for words in map(str, EXAMPLES)],
        "ways_out": [
            (_("All countries"), reverse("countries")),
            (_("All activities"), reverse("activities")),
            (_("All documents"), reverse("documents")),
            (_("The Programme explained"), reverse("programme")),
        ],
    }
    return render(request, "reports/search.html", context)
