"""Errata of a published version: the texts with a way to correct each, and the form of a correction."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import CorrectionRefused, Instrument, correct
from assessments.models.instrument import LANGUAGES
from assessments.permissions import can_correct_instrument
from programme.matrix import may


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Corrected text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A typing error only. What changes the meaning needs a new version."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everybody can read it beside the text."),
    )


class ErrataDoor:
    def errata_view(self, request, object_id):
        version = self.version(request, object_id).read()
        texts = []
        for part in version.parts():
            for field in part.texts:
                shown = [(one, getattr(part, f"{field}_{one}")) for one in LANGUAGES if getattr(part, f"{field}_{one}")]
                if shown:
                    label = capfirst(part._meta.get_field(field).verbose_name)
                    texts.append((part, field, label, shown))
        return self.door_page(
            request,
            "errata.html",
            version,
            texts=texts,
            may_correct=can_correct_instrument(request.user, version),
            title=_("Errata of {code}").format(code=version.code),
        )

    def correct_view(self, request, object_id, kind, code, text):
        version = self.version(request, object_id)
        if not may(request.user, "correct", Instrument):
            raise PermissionDenied
        field, _underscore, language = text.rpartition("_")
        part = next((one for one in version.read().parts() if (one.kind, one.code) == (kind, code)), None)
        if part is None or field not in part.texts or language not in LANGUAGES:
            raise Http404
        now = getattr(part, text) or ""
        form = CorrectionForm(request.POST if request.method == "POST" else None, initial={"text": now})
        if form.is_valid():
            try:
                correct(version, kind, code, field, language, by=request.user, **form.cleaned_data)
            except CorrectionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The erratum is noted and shown beside the text."))
                return self.to("errata", version.pk)
        return self.door_page(
            request,
            "correct.html",
            version,
            form=form,
            part=part,
            now=now,
            language=language,
            language_name=get_language_info(language)["name_translated"],
            title=_("Correct a typing error in {code}").format(code=code),
        )
