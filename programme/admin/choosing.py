"""How a form chooses among many records: offered by an autocomplete with scripts, named in words without."""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.forms import Script
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from programme.folding import fold
from programme.keys import is_key
from programme.punctuation import enumerated

MOST_NAMED = 10
LONGEST_WORDS = 200  # no name is longer, and databases refuse to search for very long texts
NUMBER = re.compile(r"\s*(?:№|n\s*[o°]\s*\.?|#)?\s*(\d{1,18})\s*", re.IGNORECASE)


class NotOne(str):
    """What somebody typed that means no record, or several; `reason` says so in words."""

    reason = ""

    @classmethod
    def because(cls, typed, reason):
        said = cls(typed)
        said.reason = reason
        return said


def record_typed(typed, queryset, search):
    """The key of the one record that is meant by its number or by words of it, or a NotOne."""
    number = NUMBER.fullmatch(typed)
    if number and queryset.filter(pk=int(number[1])).exists():
        return number[1]
    found = list(search(queryset, typed)[: MOST_NAMED + 1]) if len(typed) <= LONGEST_WORDS else []
    named = [one for one in found if fold(str(one)) == fold(typed)]
    if len(found) == 1 or len(named) == 1:
        return str((named or found)[0].pk)
    if not found:
        return NotOne.because(
            typed, _("Nothing is found by “{words}”.").format(words=Truncator(typed).chars(LONGEST_WORDS))
        )
    names = enumerated(_("{name} (No. {number})").format(name=one, number=one.pk) for one in found[:MOST_NAMED])
    said = _("“{words}” fits several: {names}. Type the number of the one that is meant.")
    if len(found) > MOST_NAMED:
        said = _("“{words}” fits many, among them: {names}. Type more words, or the number of the one that is meant.")
    return NotOne.because(typed, said.format(words=typed, names=names))


def searching(registered, request):
    """Searches as the autocomplete does: for those who may see such records, by what their list is searched by."""

    def search(queryset, words):
        if not registered.has_view_permission(request):
            return queryset.none()
        found, has_doubles = registered.get_search_results(request, queryset, words)
        return found.distinct() if has_doubles else found

    return search


class _Remembering:
    """An autocomplete that asks once per page for the name of a record, however many rows have chosen it.

    It offers nothing by itself, so where scripts do not run the page has a field for words beside it.
    """

    def __init__(self, field, admin_site, search, known=None, **kwargs):
        super().__init__(field, admin_site, **kwargs)
        self.search = search
        self.known = {} if known is None else known

    @property
    def media(self):
        return super().media + forms.Media(js=[Script("js/named-choices.js", type="module")])

    def use_required_attribute(self, initial):
        return False  # the browser would not send what was typed beside it

    def optgroups(self, name, value, attr=None):
        chosen = [str(one) for one in value if str(one) not in ("", "None")]
        # What is no number was never offered; the form says so.
        unknown = [one for one in chosen if is_key(one) and one not in self.known]
        if unknown:
            queryset = self.choices.queryset.using(self.db)
            self.known |= {str(found.pk): str(found) for found in queryset.filter(pk__in=unknown)}
        options = [] if self.allow_multiple_selected else [self.create_option(name, "", "", selected=False, index=0)]
        options += [
            self.create_option(name, one, self.known[one], selected=True, index=index)
            for index, one in enumerate(chosen, start=1)
            if one in self.known
        ]
        return [(None, options, 0)]

    def render(self, name, value, attrs=None, renderer=None):
        drawn = super().render(name, value, attrs, renderer)
        values = value if isinstance(value, list | tuple) else [value]
        return drawn + format_html(
            '<noscript><span class="typed-choice"><label for="{id}">{label}</label>'
            '<input type="text" name="{name}" id="{id}" value="{typed}" autocomplete="off"></span></noscript>',
            id=f"{(attrs or {}).get('id') or f'id_{name}'}_typed",
            name=f"{name}_typed",
            label=self.asked(),
            typed="; ".join(one for one in values if isinstance(one, NotOne)),
        )


class RememberingSelect(_Remembering, AutocompleteSelect):
    @staticmethod
    def asked():
        return _("Words of another one’s name, or its number")

    def value_from_datadict(self, data, files, name):
        typed = (data.get(f"{name}_typed") or "").strip()
        if typed:
            return record_typed(typed, self.choices.queryset, self.search)
        return super().value_from_datadict(data, files, name)


class RememberingSelectMultiple(_Remembering, AutocompleteSelectMultiple):
    @staticmethod
    def asked():
        return _("Words of others’ names, or their numbers, with semicolons between them")

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        typed = [words.strip() for words in (data.get(f"{name}_typed") or "").split(";")]
        more = [record_typed(words, self.choices.queryset, self.search) for words in typed if words]
        return [*(chosen or []), *more] if more else chosen


class OneOfMany(forms.ModelChoiceField):
    def to_python(self, value):
        if isinstance(value, NotOne):
            raise ValidationError(value.reason)
        return super().to_python(value)


class SomeOfMany(forms.ModelMultipleChoiceField):
    def clean(self, value):
        reasons = [one.reason for one in value or () if isinstance(one, NotOne)]
        if reasons:
            raise ValidationError(reasons)
        return super().clean(value)
