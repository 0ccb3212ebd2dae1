"""What people enter about progress reports: which biennium, what is written in each part, why one is taken back."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from programme.dates import Biennium
from programme.form_fields import note_field
from programme.models import Meeting
from programme.versioned_pages import VersionedForm
from reports.models import LANGUAGES, ProgressReport, ReportSection

FIRST = Biennium(2005)  # the first whose activities the published list tells of
CONFERENCE = "conference-of-the-parties"


def bienniums():
    """Those that have begun, the newest first."""
    last = Biennium.of(timezone.localdate().year)
    return [Biennium(year) for year in range(last.first_year, FIRST.first_year - 1, -2)]


class BeginForm(forms.Form):
    biennium: Any = forms.TypedChoiceField(label=_("Biennium"), coerce=Biennium.parse)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["biennium"].choices = [(str(one), one.display) for one in bienniums()]


def in_each_language(form, field, rows):
    """Names the field of each language after the language, and marks what is typed in it."""
    for code in LANGUAGES:
        box = form.fields[f"{field}_{code}"]
        box.label = get_language_info(code)["name_translated"].capitalize()
        box.required = False
        box.widget = forms.Textarea(attrs={"rows": rows, "lang": code})


class SectionForm(VersionedForm):
    """A part of a report in its languages."""

    class Meta:
        model = ReportSection
        fields = ReportSection.written

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_each_language(self, "text", rows=8)


class AboutForm(VersionedForm):
    """The meeting that a report goes to and, of a corrigendum, what it corrects."""

    class Meta:
        model = ProgressReport
        fields = ProgressReport.written

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(body__slug=CONFERENCE).in_order().reverse()
        in_each_language(self, "correction", rows=4)
        if not self.instance.corrects_id:
            for code in LANGUAGES:
                del self.fields[f"correction_{code}"]

    def values(self):
        return {name: self.cleaned_data[name] for name in self.fields if name in self.instance.written}


class TakeBackForm(forms.Form):
    reason = note_field(_("Why it is taken back"), _("Kept in the history of the report."))


class CompareForm(forms.Form):
    """Two copies of the biennium, or a copy and the record as it stands now."""

    NOW = "now"
    earlier = forms.ChoiceField(label=_("Earlier"), required=False)
    later = forms.ChoiceField(label=_("Later"), required=False)

    def __init__(self, data, *, choices):
        super().__init__(data)
        for field in self.fields.values():
            field.choices = choices
