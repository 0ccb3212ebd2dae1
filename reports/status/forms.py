"""The day of which the state of the Programme is told."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.date_format import format_partial_date
from programme.dates import PartialDate
from reports.status.build import FIRST_DAY


class DayForm(forms.Form):
    day = forms.CharField(
        label=gettext_lazy("Day"),
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("From 2004 to today, written as year, month and day: 2018-12-31."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = self.fields["day"].widget
        widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": timezone.localdate().isoformat()}

    def clean_day(self):
        return day_of(self.cleaned_data["day"])


def day_of(text) -> date:
    """The day that a text names; says what is wrong with one of which there is nothing to tell."""
    try:
        written = PartialDate.parse(text.strip())
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if written.precision != "day":
        raise ValidationError(_("Write the whole day: year, month and day, such as 2018-12-31."))
    day = written.earliest
    if day < FIRST_DAY:
        raise ValidationError(
            _("The Programme was adopted in October 2004: before that year there is nothing to tell.")
        )
    if day > timezone.localdate():
        words = _("This day has not come yet: {day}. The record tells of today at the latest.")
        raise ValidationError(words.format(day=format_partial_date(written)))
    return day
