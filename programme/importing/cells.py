"""What a cell of each kind means: read with errors that people understand, written so that it is read back the same."""

import difflib
import re
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import TextField
from django.utils import translation
from django.utils.functional import Promise, cached_property
from django.utils.text import format_lazy
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from programme.dates import PartialDate
from programme.folding import fold
from programme.importing.sheets import unprotect

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LIST_SEPARATOR = re.compile(r"[;\n]")


def cell_text(value):
    """The text of a cell as it is compared and kept: line ends and edges made even, nothing a file cannot hold."""
    text = "" if value is None else str(value)
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class TextCell(Widget):
    expects: str | Promise = ""

    def clean(self, value, row=None, **kwargs):
        return unprotect(cell_text(value))

    def render(self, value, obj=None, **kwargs):
        return cell_text(value)


class PartialDateCell(TextCell):
    expects = gettext_lazy("a day (2021-11-30), a month (2017-12) or a year (2016)")

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return PartialDate.parse(text) if text else None


class DayCell(TextCell):
    expects = gettext_lazy("a day (2021-11-30)")

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        found = PartialDate.parse(text)
        if found.precision != "day":
            raise ValueError(_("Write a full day, such as 2021-11-30."))
        return date(found.year, found.month, found.day)


class NumberCell(TextCell):
    expects = gettext_lazy("a whole number")

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise ValueError(_("“{value}” is not a whole number.").format(value=text))
        return int(text)


class YesNoCell(TextCell):
    expects = gettext_lazy("yes or no")
    WORDS = {
        True: "yes true 1 x y oui vrai да истина",
        False: "no false 0 n non faux нет ложь",
    }

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        for meaning, words in self.WORDS.items():
            if text.casefold() in words.split():
                return meaning
        raise ValueError(_("Write yes or no."))

    def render(self, value, obj=None, **kwargs):
        return "yes" if value else "no"


class ChoiceCell(TextCell):
    """One of a model's choices, by its key or by its name in any of the three languages."""

    def __init__(self, choices, *, blank):
        super().__init__()
        self.choices, self.blank = choices, blank

    @property
    def expects(self):
        return ", ".join(value for value, _label in self.choices if value)

    @cached_property
    def known(self):
        names = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                names |= {fold(str(label)): value for value, label in self.choices}
        return names | {fold(value): value for value, _label in self.choices}

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            if self.blank:
                return ""
            raise ValueError(_("Enter one of: {choices}.").format(choices=self.expects))
        if fold(text) not in self.known:
            raise ValueError(_("“{value}” is none of the choices: {choices}.").format(value=text, choices=self.expects))
        return self.known[fold(text)]


class LanguageCell(ChoiceCell):
    def __init__(self, *, blank=True):
        choices = [(code, get_language_info(code)["name"]) for code, _name in settings.LANGUAGES]
        super().__init__(choices, blank=blank)


@dataclass
class Known:
    """Records by their key and, folded, by every other name; no name hides a key."""

    by_key: dict = field(default_factory=dict)
    by_name: dict = field(default_factory=dict)

    def add_name(self, name, record):
        if folded := fold(name or ""):
            self.by_name.setdefault(folded, {})[record.pk] = record


class RecordCell(TextCell):
    """Another record by its key, such as its address; or by any other name that leads to one record alone.

    `more_names` yields further names with their records.
    """

    def __init__(self, model, key="slug", *, also=(), more_names=None):
        super().__init__()
        self.model, self.key, self.also, self.more_names = model, key, also, more_names

    @property
    def kinds(self):
        return self.model._meta.verbose_name_plural

    @property
    def expects(self):
        key = self.model._meta.get_field(self.key).verbose_name
        return format_lazy(gettext_lazy("{kinds}: {key}"), kinds=self.kinds, key=key)

    @cached_property
    def known(self):
        found = Known()
        long = [field.name for field in self.model._meta.concrete_fields if isinstance(field, TextField)]
        for record in self.model._default_manager.defer(*long):
            self.add(found, record)
        for name, record in self.more_names() if self.more_names else ():
            found.add_name(name, record)
        return found

    def add(self, known, record):
        known.by_key[getattr(record, self.key).casefold()] = record
        for name in self.also:
            known.add_name(getattr(record, name), record)

    def learn(self, record):
        """Makes a record known that was only just added."""
        if "known" in self.__dict__:
            self.add(self.known, record)

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return self.find(text) if text else None

    def find(self, text):
        key, name = text.casefold(), fold(text)
        if key in self.known.by_key:
            return self.known.by_key[key]
        found = list(self.known.by_name.get(name, {}).values())
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(sorted(self.render(one) for one in found))
            raise ValueError(_("“{value}” may mean several: {names}.").format(value=text, names=names))
        if near := self.nearest(key, name):
            message = _("“{value}” was not found ({kinds}). Do you mean “{near}” ({name})?")
            raise ValueError(message.format(value=text, kinds=self.kinds, near=self.render(near), name=near))
        raise ValueError(_("“{value}” was not found ({kinds}).").format(value=text, kinds=self.kinds))

    def nearest(self, key, name):
        if close := difflib.get_close_matches(key, self.known.by_key, 1, 0.75):
            return self.known.by_key[close[0]]
        if close := difflib.get_close_matches(name, self.known.by_name, 1, 0.75):
            return next(iter(self.known.by_name[close[0]].values()))
        return None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(getattr(value, self.key))


class ListCell(Widget):
    """Several records, set apart by semicolons; one that is not known is an error and never left out."""

    def __init__(self, one):
        super().__init__()
        self.one = one

    @property
    def expects(self):
        return format_lazy(gettext_lazy("several, set apart by “;” ({one})"), one=self.one.expects)

    def clean(self, value, row=None, **kwargs):
        found, faults = {}, []
        for part in _LIST_SEPARATOR.split(unprotect(cell_text(value))):
            try:
                record = self.one.clean(part)
            except ValueError as error:
                faults.append(str(error))
                continue
            if record is not None:
                found[record.pk] = record
        if faults:
            raise ValueError(" ".join(faults))
        return list(found.values())

    def render(self, value, obj=None, **kwargs):
        return "; ".join(sorted(self.one.render(one) for one in value or ()))
