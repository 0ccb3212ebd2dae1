"""Form fields of the activities' filter: repeatable ones keep what they know and name what they do not."""

from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme.dates import Biennium, PartialDate

LONGEST_VALUE = 120


@dataclass(frozen=True)
class Chosen:
    """The values of one filter: what they mean, and the ones that mean nothing here."""

    known: list
    unknown: list[str]


class SeveralField(forms.Field):
    """A filter that an address may name more than once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        asked = list(dict.fromkeys(text.strip() for text in value or () if text.strip()))
        readable = [text for text in asked if len(text) <= LONGEST_VALUE and text.isprintable()]
        known = self.read(readable)
        return Chosen(
            known=list(dict.fromkeys(known.values())),
            unknown=[text for text in asked if text not in known],
        )

    def read(self, texts):
        """What each text means; what means nothing is left out."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its values mean.")


class RecordsField(SeveralField):
    """Records named by a key, whatever its case."""

    def __init__(self, *, records, key="slug", as_written=str.lower, **kwargs):
        self.records, self.key, self.as_written = records, key, as_written
        super().__init__(**kwargs)

    def read(self, texts):
        if not texts:
            return {}  # most filters of most pages; even a question for nothing takes its time to put together
        written = {text: self.as_written(text) for text in texts}
        found = {getattr(one, self.key): one for one in self.records().filter(**{f"{self.key}__in": written.values()})}
        return {text: found[key] for text, key in written.items() if key in found}


class KeysField(RecordsField):
    """Records of a short list, so that an answer may name what is allowed."""

    @property
    def choices(self):
        return [(key, key) for key in self.records().order_by(self.key).values_list(self.key, flat=True)]


class WordsField(SeveralField):
    """Words of a fixed list, such as the status."""

    def __init__(self, *, choices, **kwargs):
        self.choices = choices
        super().__init__(**kwargs)

    def read(self, texts):
        allowed = {value: value for value, _label in self.choices}
        return {text: allowed[text.lower()] for text in texts if text.lower() in allowed}


class BienniaField(SeveralField):
    def read(self, texts):
        found = {}
        for text in texts:
            with suppress(ValueError):
                found[text] = Biennium.parse(text)
        return found


class PartialDateTextField(forms.CharField):
    """A day, a month or a year in one box: 2015-06-30, 2015-06 or 2015."""

    def __init__(self, **kwargs):
        super().__init__(max_length=10, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 10}), **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def run_validators(self, value):
        """CharField's validators measure text; a PartialDate has checked itself."""


class FilterForm(forms.Form):
    """A filter's form that goes on with what it understands and says what is wrong with the rest.

    What follows from that is for whoever asks: the page leaves it out, the API refuses.
    """

    def clean(self):
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, Chosen):
                if value.unknown:
                    self.add_error(name, not_known(value.unknown))
                self.cleaned_data[name] = value.known
        since, until = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if since and until and since.earliest > until.latest:
            self.add_error("to", _("The end of the time lies before its beginning."))
        return self.cleaned_data


def not_known(values):
    quoted = gettext_lazy("“{value}”")
    said = ", ".join(str(quoted).format(value=value) for value in values)
    return ngettext("{values} is not known here.", "{values} are not known here.", len(values)).format(values=said)
