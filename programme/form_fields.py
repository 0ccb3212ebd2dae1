"""Form fields that several rooms use."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programme.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from programme.uploads import ALLOWED, check_upload, size_limit_in_words


def validate_year(day):
    """Some browsers send what was begun and not ended: "26" becomes the year 26."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = gettext("The year must be between {first} and {last}.")
        raise ValidationError(message.format(first=FIRST_YEAR, last=LAST_YEAR), code="year")


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [validate_year]


class PartialDateWidget(forms.MultiWidget):
    """Year, month and day side by side; the month and the day may stay empty."""

    template_name = "widgets/partial_date.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        months = [("", "—"), *dates.MONTHS.items()]
        widgets = {
            "year": forms.TextInput(
                attrs={"inputmode": "numeric", "size": 4, "maxlength": 4, "aria-label": _("Year"), "class": "vYear"}
            ),
            "month": forms.Select(choices=months, attrs={"aria-label": _("Month, if known")}),
            "day": forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "size": 2,
                    "maxlength": 2,
                    "aria-label": _("Day, if known"),
                    "class": "vDay",
                }
            ),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value):
        if not value:
            return ["", "", ""]
        if isinstance(value, str):
            value = PartialDate.parse(value)
        return [value.year, value.month or "", value.day or ""]


class PartialDateFormField(forms.MultiValueField):
    """Gives a PartialDate, or None where nothing was entered."""

    widget = PartialDateWidget
    default_error_messages = {
        "no_year": _("Enter the year as well, or clear the month and the day."),
        "no_month": _("Choose the month as well, or clear the day."),
        "not_a_number": _("Enter the year and the day in digits, for example 2021 and 30."),
    }

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        kwargs.pop("empty_value", None)
        parts = (forms.CharField(required=False), forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        year, month, day = (part.strip() for part in data_list) if data_list else ("", "", "")
        if not (year or month or day):
            return None
        if not year:
            raise ValidationError(self.error_messages["no_year"], code="no_year")
        if day and not month:
            raise ValidationError(self.error_messages["no_month"], code="no_month")
        try:
            numbers = [int(part) if part else None for part in (year, month, day)]
        except ValueError:
            raise ValidationError(self.error_messages["not_a_number"], code="not_a_number") from None
        try:
            return PartialDate(*numbers)
        except ValueError as error:
            raise ValidationError(str(error), code="impossible") from error

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        try:
            return self.to_python_value(initial) != self.clean(data)
        except ValidationError:
            return True

    @staticmethod
    def to_python_value(initial):
        return PartialDate.parse(initial) if isinstance(initial, str) and initial else initial or None


class CheckedFileInput(forms.FileInput):
    """Lets the reader choose among files that will be taken; what was chosen before is never shown as a path."""

    def __init__(self, attrs=None):
        super().__init__({"accept": ",".join(f".{ending}" for ending in ALLOWED), **(attrs or {})})


def what_is_allowed():
    return gettext("PDF, DOCX, XLSX, ODT, PNG or JPEG, to %(limit)s, without macros, attachments or passwords.") % {
        "limit": size_limit_in_words()
    }


WHAT_IS_ALLOWED = lazy(what_is_allowed, str)()


class CheckedFileField(forms.FileField):
    """Gives a CheckedUpload, which `stored_files.store` keeps, or says what is wrong with the file."""

    widget = CheckedFileInput
    default_error_messages = {"empty": _("The file is empty. Choose another one.")}

    def __init__(self, *, help_text=None, **kwargs):
        kwargs.pop("max_length", None)
        super().__init__(help_text=help_text or WHAT_IS_ALLOWED, **kwargs)

    def to_python(self, data):
        file = super().to_python(data)
        return None if file is None else check_upload(file)


def note_field(label, help_text="", required=True):
    """A few sentences: a reason, a comment."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
