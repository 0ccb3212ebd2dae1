"""Rows that belong to a record: none may say what another one says already.

Django leaves constraints that name the parent to the database, which answers with an error page. All rows of the
parent are in the form (the stale-form guard sees to that), so they are compared here.
"""

from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db.models import F, UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _


class RowsOnce:
    @cached_property
    def empty_form(self):
        """Made once: the admin asks three times for it, each with all its fields in three languages."""
        return super().empty_form

    def clean(self):
        super().clean()
        owner = self.owner_fields()
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
                names = names_in(constraint)
                if owner & set(names):
                    self.refuse_doubles([name for name in names if name not in owner], constraint)

    def refuse_doubles(self, names, constraint):
        seen = set()
        for form in self.forms:
            if form.errors or (not form.instance.pk and not form.has_changed()) or form.cleaned_data.get("DELETE"):
                continue
            values = tuple(getattr(form.instance, self.model._meta.get_field(name).attname) for name in names)
            if values in seen:
                form.add_error(None, message_of(constraint))
            elif None not in values:  # what is unknown equals nothing
                seen.add(values)


def names_in(constraint):
    return list(constraint.fields) or [one.name for one in constraint.expressions if isinstance(one, F)]


def message_of(constraint):
    if constraint.violation_error_message == constraint.default_violation_error_message:
        return _("This stands here already: change or delete one of the two.")
    return constraint.get_violation_error_message()


class PartFormSet(RowsOnce, BaseInlineFormSet):
    def owner_fields(self):
        return {self.fk.name}


class AboutFormSet(RowsOnce, BaseGenericInlineFormSet):
    def owner_fields(self):
        return {self.ct_field.name, self.ct_fk_field.name}
