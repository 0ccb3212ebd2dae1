"""The form with which a filled-in file comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.offline.formats import FORMATS, read_filled
from programme.importing.faults import UnreadableFile
from programme.importing.sheets import LARGEST_FILE


class FilledForm(forms.Form):
    file = forms.FileField(
        label=_("The file that you filled in"),
        help_text=_("Nothing is written yet: first you see everything that it would change."),
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
        error_messages={"empty": _("The file holds nothing."), "required": _("Choose the file first.")},
        max_length=200,
    )

    def __init__(self, *args, assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment

    def clean_file(self):
        """Reads the file; its bytes stay in `data_read` for the confirmation."""
        file = self.cleaned_data["file"]
        self.data_read = file.read(LARGEST_FILE + 1)
        try:
            read_filled(self.data_read, file.name, self.assessment)
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return file
