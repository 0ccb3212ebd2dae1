"""Samples for the style guide: every component in every state. They state no fact and need no database."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.dates import PartialDate
from programme.form_fields import CheckedFileField, PartialDateFormField
from programme.history_words import Change, Entry
from programme.models import DocumentVersion, Sureness, TextMark, User
from programme.tasks import Task

SAMPLE_ADDRESS = "#samples"

COLOURS = [
    ("paper", "ink"),
    ("paper", "ink-soft"),
    ("paper", "link"),
    ("paper-soft", "ink"),
    ("paper-soft", "ink-soft"),
    ("brand", "on-brand"),
    ("brand", "on-brand-soft"),
    ("action", "on-action"),
    ("found", "on-found"),
    ("good-paper", "good-ink"),
    ("open-paper", "open-ink"),
    ("bad-paper", "bad-ink"),
    ("info-paper", "info-ink"),
    ("plain-paper", "plain-ink"),
]


@dataclass
class Rows:
    """Rows at hand under the name that prefetched ones have."""

    rows: list

    def all(self):
        return self.rows


def text(**languages):
    """A record whose title exists in these languages."""
    titles = {f"title_{code}": title for code, title in languages.items()}
    return SimpleNamespace(**titles, get_absolute_url=SAMPLE_ADDRESS)


def sample_country(name):
    return SimpleNamespace(name_en=name, name_fr=name, name_ru=name, get_absolute_url=SAMPLE_ADDRESS)


def document(**versions):
    """A document with the availability, or the link, of each language."""
    return SimpleNamespace(
        title_en=_("Title of a document"),
        symbol="ECE/XX/1",
        get_absolute_url=SAMPLE_ADDRESS,
        versions=Rows(
            [
                SimpleNamespace(
                    language=code,
                    availability=availability,
                    url=SAMPLE_ADDRESS if availability == "link" else "",
                    address=SAMPLE_ADDRESS if availability in {"link", "file"} else "",
                    file=SimpleNamespace(ending="PDF", size=1_300_000),
                )
                for code, availability in versions.items()
            ]
        ),
    )


def fact(sureness=Sureness.OFFICIAL, **fields):
    fields = {"source": document(), "source_locator": _("line 1"), "source_text": ""} | fields
    return SimpleNamespace(sureness=sureness.value, get_sureness_display=sureness.label, **fields)


def stage(number, label, description):
    """A stage of a scale, in the page's language."""
    here = get_language()[:2]
    marks = {f"mark_{code}": "" for code in ("en", "fr", "ru")}
    words = {f"label_{here}": label, f"description_{here}": description}
    return SimpleNamespace(number=number, texts=("label",), corrections=(), **marks, **words)


class SampleForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(label=_("A short text"), help_text=_("What to enter, in one sentence."))
    long_text = forms.CharField(label=_("A long text"), widget=forms.Textarea, required=False)
    choice = forms.ChoiceField(
        label=_("One of several"), choices=[("1", _("A chosen option")), ("2", _("Another option"))]
    )
    several = forms.MultipleChoiceField(
        label=_("Any of several"),
        choices=[("1", _("A chosen option")), ("2", _("Another option"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that apply."),
    )
    confirmed = forms.BooleanField(label=_("I have read this"))
    date = PartialDateFormField(
        label=_("A date, as exact as the source states it"),
        required=False,
        help_text=_("The month and the day may stay empty."),
    )
    file = CheckedFileField(label=_("A file"), required=False)


def change(action, done, **told):
    """A change or a step as the history tells it."""
    kept = {"who": "", "role": "", "on_behalf": "", "door": "", "reason": ""} | told
    field = Change(_("Field"), _("What stood there"), _("What stands there now"))
    return Entry(
        when=timezone.now(),
        action=action,
        done=done,
        model=DocumentVersion,
        pk=0,
        name=_("Name of a record"),
        kind=_("Kind of record"),
        whole=None,
        is_part=True,
        changes=(field,),
        **kept,
    )


def samples():
    """What the style guide's template shows, in the page's language."""
    here = _("Title in this language")
    elsewhere = {"en": "Title in English"} if get_language() == "ru" else {"ru": "Название по-русски"}
    translation = text(en=here, fr=here, ru=here)
    translation.text_marks = [
        SimpleNamespace(
            field="title",
            language=code,
            mark=TextMark.Mark.TRANSLATION,
            get_mark_display=lambda: TextMark.Mark.TRANSLATION.label,
        )
        for code in ("en", "fr", "ru")
    ]
    wrong = {"date_year": "2021", "date_month": "", "date_day": "30"}
    return {
        "colours": COLOURS,
        "sureness": [{"key": key, "label": label} for key, label in Sureness.choices if key != Sureness.OFFICIAL],
        "facts_with_sources": [
            fact(),
            fact(Sureness.SECONDARY, as_of=PartialDate(2021, 11), source_text=_("The words as the source prints them")),
            fact(Sureness.INFERRED, source_locator=""),
            fact(Sureness.UNKNOWN, source=None),
        ],
        "record_with_claims": SimpleNamespace(
            sources_of=lambda field: [fact(Sureness.SECONDARY, value=_("what the source says instead"))]
        ),
        "texts": {
            "here": text(en=here, fr=here, ru=here),
            "elsewhere": text(**elsewhere),
            "ours": translation,
        },
        "dates_shown": [
            (PartialDate(2021, 11, 30), PartialDate(2021, 11, 30)),
            (PartialDate(2021, 10, 27), PartialDate(2021, 10, 29)),
            (PartialDate(2021, 11, 30), PartialDate(2021, 12, 1)),
            (PartialDate(2017, 12), PartialDate(2017, 12)),
            (PartialDate(2009, 3), PartialDate(2009, 11)),
            (PartialDate(2016), PartialDate(2019)),
            (PartialDate(2016), None),
            (None, PartialDate(2019, 5)),
            (None, None),
        ],
        "statuses": [
            ("held", _("Held")),
            ("planned", _("Planned")),
            ("postponed", _("Postponed")),
            ("cancelled", _("Cancelled")),
            ("", ""),
        ],
        "history": [
            change("~", _("Changed"), who=_("Name of a person"), role=_("Focal point")),
            change(
                "step", _("A step"), on_behalf=_("Name of a country"), role=_("Secretariat editor"), reason=_("Why.")
            ),
            change("+", _("Added"), door=_("an import")),
        ],
        "phases": [
            {"entry": SimpleNamespace(phase="preparatory", get_phase_display=_("Preparatory phase"))},
            {"entry": SimpleNamespace(phase="implementation", get_phase_display=_("Implementation phase"))},
            {"entry": None, "conflict": True},
            {"entry": None},
        ],
        "stages": [
            stage(1, _("A first stage"), _("When a country is at this stage.")),
            stage(2, _("The last stage"), ""),
        ],
        "tiles": [
            {"key": key, "standing": SimpleNamespace(key=key, label=label), "country": sample_country(name)}
            for key, label, name in (
                ("implementation", _("Implementation phase"), _("Name of a country")),
                ("preparatory", _("Preparatory phase"), _("Name of a country that runs over a second line")),
                ("to-be-confirmed", "", _("Name of a country")),
                ("unknown", "", _("Name of a country")),
                ("former", _("Implementation phase"), _("Name of a country")),
            )
        ],
        "documents": [
            document(en="link", fr="link", ru="link"),
            document(en="file", fr="file"),
            document(en=DocumentVersion.Availability.AVAILABLE, fr=DocumentVersion.Availability.NOT_AVAILABLE),
        ],
        "page_obj": Paginator(range(200), 10).page(7),
        "first_page": Paginator(range(20), 10).page(1),
        "options": [
            {"value": "1", "label": _("A chosen option"), "count": 12, "selected": True},
            {"value": "2", "label": _("Another option"), "count": 3, "selected": False},
            {"value": "3", "label": _("An option that would find nothing"), "count": 0, "selected": False},
        ],
        "chips": [(_("A chosen option"), SAMPLE_ADDRESS), (_("Another option"), SAMPLE_ADDRESS)],
        "empty_actions": [(_("Remove all filters"), SAMPLE_ADDRESS)],
        "figures": [
            {"value": 34, "label": _("records behind this figure"), "url": SAMPLE_ADDRESS},
            {"value": "12", "label": _("a figure without a page"), "note": _("as of a date")},
            {"value": _("unknown"), "label": _("a figure that no source states")},
        ],
        "facts": [
            (_("Term"), _("What it is.")),
            (_("Another term"), _("What that is, at some length, so that one sees how a second line stands.")),
        ],
        "notices": [
            Message(level, _("What happened, in a sentence."))
            for level in (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
        ],
        "orders": [("1", _("A chosen option")), ("2", _("Another option"))],
        "crumbs": [(_("Countries"), SAMPLE_ADDRESS)],
        "reader_shown": User(name=str(_("Name of a person"))),
        "tasks": [
            Task(_("What is to be done"), SAMPLE_ADDRESS, about=_("Name of a country"), due=date(2099, 12, 31)),
            Task(_("What is to be done"), SAMPLE_ADDRESS, about=_("Name of a country"), due=date(2020, 1, 31)),
            Task(_("What is to be done some day"), SAMPLE_ADDRESS),
        ],
        "steps": [
            SimpleNamespace(at=timezone.now(), step="submit", by=_("Name of a person"), on_behalf=True, note=""),
            SimpleNamespace(
                at=timezone.now(), step="accept", by=_("Name of a person"), on_behalf=False, note=_("What it is.")
            ),
        ],
        "recovery_codes": [f"{number}0000000" for number in range(1, 7)],
        "form": SampleForm(auto_id="id_empty_%s"),
        "wrong_form": SampleForm(wrong, auto_id="id_wrong_%s"),
    }
