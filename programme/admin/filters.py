"""Filters that several lists of the workshop share."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from programme.models import Claim
from programme.models.messages import KINDS


class MissingTranslation(admin.SimpleListFilter):
    """Records whose name or title is missing in a language."""

    title = _("missing translation")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [(language, get_language_info(language)["name_translated"]) for language in ("en", "fr", "ru")]

    def queryset(self, request, queryset):
        if self.value() in ("en", "fr", "ru"):
            text = "title" if hasattr(queryset.model, "title") else "name"
            return queryset.filter(missing(text, self.value()))
        return queryset


def missing(text, language):
    return Q(**{f"{text}_{language}": ""}) | Q(**{f"{text}_{language}": None})


class Choice(admin.SimpleListFilter):
    """A filter whose choices say what they find: `choices_of` maps each to its words and a function of the queryset."""

    choices_of: dict = {}

    def lookups(self, request, model_admin):
        return [(key, words) for key, (words, _find) in self.choices_of.items()]

    def queryset(self, request, queryset):
        chosen = self.choices_of.get(self.value())
        return chosen[1](queryset) if chosen else queryset


class WithoutSource(Choice):
    title = _("whether it has a source")
    parameter_name = "sourced"
    choices_of = {
        "no": (_("without a source"), lambda records: records.filter(source=None)),
        "yes": (_("with a source"), lambda records: records.exclude(source=None)),
    }


class MailKind(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return sorted(KINDS.items(), key=lambda one: str(one[1]))

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


class StatementOfClaim(admin.SimpleListFilter):
    title = _("statement")
    parameter_name = "statement"

    def lookups(self, request, model_admin):
        made = Claim.objects.order_by().values_list("statement", "subject_type").distinct()
        names = {name: Claim(statement=name, subject_type_id=of).statement_in_words for name, of in made}
        return sorted(names.items(), key=lambda one: str(one[1]))

    def queryset(self, request, queryset):
        return queryset.filter(statement=self.value()) if self.value() else queryset
