"""What somebody wants to see of a history: of which kind of record, by whom in which role, from when to when."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from programme.form_fields import DayField
from programme.histories import kind_of
from programme.matrix import ROLE_NAMES, Role


class HistoryFilter(forms.Form):
    kind = forms.ChoiceField(label=_("What was changed"), required=False)
    role = forms.ChoiceField(label=_("In which role"), required=False)
    since = DayField(label=_("From the day"), required=False)
    until = DayField(label=_("To the day"), required=False)

    def __init__(self, data, histories):
        super().__init__(data or {})
        self.histories = histories
        self.fields["kind"].choices = [("", _("Everything")), *self._kinds()]
        roles = [(role.value, name) for role, name in ROLE_NAMES.items() if role is not Role.PUBLIC]
        self.fields["role"].choices = [("", _("Any role")), *roles]

    def _kinds(self):
        models = dict.fromkeys(map(kind_of, self.histories))
        named = ((model._meta.label_lower, capfirst(str(model._meta.verbose_name_plural))) for model in models)
        return sorted(named, key=lambda pair: pair[1].casefold())

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned

    @property
    def is_narrowed(self):
        return any(self.data.get(name) for name in self.fields)

    def found(self):
        """The histories as far as they are asked for; what could not be read narrows nothing, and the form says so."""
        self.is_valid()
        asked, conditions = self.cleaned_data, {}
        if asked.get("role"):
            conditions["acted_as"] = asked["role"]
        if asked.get("since"):
            conditions["row_at__gte"] = _midnight(asked["since"])
        if asked.get("until"):
            conditions["row_at__lt"] = _midnight(asked["until"] + timedelta(days=1))
        wanted = [one for one in self.histories if asked.get("kind") in ("", None, kind_of(one)._meta.label_lower)]
        return [history.filter(**conditions) for history in wanted]


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
