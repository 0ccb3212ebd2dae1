"""How forms and lists of the workshop are laid out: languages side by side, dates in words, where a fact comes from."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.date_format import format_date_range
from programme.dates import PartialDate

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NOTHING = "–"


def in_languages(*names):
    """A row of a form for each of these texts, its languages side by side."""
    return tuple(tuple(f"{name}_{language}" for language in LANGUAGES) for name in names)


def where_from():
    """Where a fact comes from and how sure it is: closed until asked for."""
    fields = (("source", "source_locator", "sureness"), "source_text")
    return (_("Where this comes from"), {"fields": fields, "classes": ("collapse",)})


def in_short(*parts):
    """What is known of these parts in one line."""
    return " · ".join(str(part) for part in parts if part)


def dates_in_words(start, end=None, *, description, ordering):
    """A list column with a date, or from when to when, as people write it."""

    @admin.display(description=description, ordering=ordering)
    def column(self, record):
        known = [getattr(record, field) for field in (start, end or start)]
        known = [PartialDate.of(day) if hasattr(day, "isoformat") else day for day in known]
        return format_date_range(*known) or NOTHING

    return column


class InReadersLanguage(F):
    """Sorts by a text in the reader's language, or in English where there is none (design trap 6)."""

    def __init__(self, text):
        super().__init__("pk")  # the library that rewrites translated names must not touch ours
        self.text = text

    def resolve_expression(self, query=None, *args, **kwargs):
        language = (get_language() or "en")[:2]
        columns = dict.fromkeys((f"{self.text}_{language}", f"{self.text}_en"))
        known = [NullIf(F(column), Value("")) for column in columns]
        return Coalesce(*known, Value("")).resolve_expression(query, *args, **kwargs)


def is_long(field):
    """A title or the like: one line to the reader, several in a column of a form."""
    is_text = isinstance(field, models.CharField) and not isinstance(field, models.URLField | models.SlugField)
    return is_text and not field.choices and (field.max_length or 0) >= 300


class OneParagraph(AdminTextareaWidget):
    """Shows a long title whole; what was typed on several lines is one."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 3, "class": "one-paragraph", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.splitlines()) if value else value
