"""A form opened before somebody else saved never overwrites what they wrote: both values are shown, people decide.

Every form carries what its reader saw: the newest history row of the record and of each row that belongs to it. Where
the record has moved on, nothing is written. The form comes back with what was typed, beside what stands in the record
now, and with a fresh mark, so that the next save goes through. What only the others changed is taken over.
"""

import json
import uuid

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Max, OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.utils import get_history_model_for_model

from programme import history_words
from programme.admin.typed import Comparison, shown, typed_values
from programme.keys import is_key
from programme.models import OldAddress, User

SEEN, ONCE = "_seen", "_once"
ADDED_KEPT = 20


class RefusesStale(forms.ModelForm):
    """Not valid, whatever was typed: the record has changed since the form was opened."""

    def clean(self):
        super().clean()
        raise ValidationError(
            _(
                "Nothing was saved: this record has changed since you opened it. Look at the values below, correct the "
                "form where needed and save again."
            ),
            code="stale",
        )


class StaleFormGuard:
    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method != "POST":
            return super()._changeform_view(request, object_id, form_url, extra_context)
        request.stale = None
        if object_id is None:
            added = self.added_before(request)
            if added is not None:
                return added
        elif self.has_change_permission(request):
            # Until this transaction ends nobody else can save the record.
            record = self.locked(object_id)
            if record is None:
                gone = self.deleted_meanwhile(request, object_id)
                if gone is not None:
                    return gone
            elif self.has_change_permission(request, record):
                request.stale = self.compare(request, record)
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        if request.stale and isinstance(response, TemplateResponse):
            response.status_code = 409
        return response

    def locked(self, object_id):
        try:
            return self.model._base_manager.select_for_update().filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError):
            return None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if change and getattr(request, "stale", None):
            return type(form.__name__, (RefusesStale, form), {})
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["stale"] = getattr(request, "stale", None)
        if change and obj is not None:
            context["seen"] = json.dumps(self.seen(request, obj))
        elif add:
            context["once"] = request.POST.get(ONCE) or uuid.uuid4().hex
        return super().render_change_form(request, context, add, change, form_url, obj)

    # What the reader of a form saw

    def seen(self, request, record):
        """The newest history row of the record and of every row that belongs to it and is in the form."""
        newest = get_history_model_for_model(self.model).objects.filter(id=record.pk)
        seen = {"record": newest.aggregate(last=Max("history_id"))["last"] or 0}
        for inline in self.get_inline_instances(request, record):
            history = (
                get_history_model_for_model(inline.model).objects.filter(id=OuterRef("pk")).order_by("-history_id")
            )
            rows = self.rows_of(request, inline, record)
            rows = rows.annotate(seen=Subquery(history.values("history_id")[:1])).values_list("pk", "seen")
            seen[inline.model._meta.label_lower] = {str(pk): last or 0 for pk, last in rows}
        return seen

    @staticmethod
    def rows_of(request, inline, record):
        rows = inline.model._base_manager.order_by("pk")
        if hasattr(inline, "ct_field"):
            content_type = ContentType.objects.get_for_model(record)
            return rows.filter(**{inline.ct_field: content_type, inline.ct_fk_field: record.pk})
        foreign_key = inline.get_formset(request, record).fk
        return rows.filter(**{foreign_key.name: record.pk})

    def compare(self, request, record):
        """What changed since the form was opened, or None. What only the others changed is put into the form."""
        now = self.seen(request, record)
        try:
            opened = json.loads(request.POST.get(SEEN, ""))
        except ValueError:
            opened = {}
        if not isinstance(opened, dict):
            opened = {}
        if opened == now:
            return None
        request.POST = request.POST.copy()  # the form that comes back shows what is written into this
        found = Comparison(last_change=history_words.last_change(self.model, record.pk))
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)
        found.compare_record(request, form, record, opened.get("record"))
        for inline in self.get_inline_instances(request, record):
            label = inline.model._meta.label_lower
            formset = inline.get_formset(request, record)
            before = opened.get(label)
            found.compare_rows(
                request,
                formset,
                before if isinstance(before, dict) else {},
                now[label],
                self.rows_of(request, inline, record),
            )
        return found

    # A record that is gone, a form sent twice

    def deleted_meanwhile(self, request, object_id):
        """The page for who saves a record that somebody deleted: what was typed is shown, so that it is not lost."""
        key = unquote(object_id)
        last = history_words.last_change(self.model, key) if is_key(key) else None
        if last is None:
            return None
        form = self.get_form(request, None, change=False)(request.POST, request.FILES)
        context = {
            **self.admin_site.each_context(request),
            "title": _("This record was deleted"),
            "opts": self.opts,
            "last": last,
            "typed": [(shown(label), value) for label, value in typed_values(form)],
            "kept": self.kept_after_merge(last),
        }
        return TemplateResponse(request, "admin/deleted_meanwhile.html", context, status=409)

    def kept_after_merge(self, last):
        slug = getattr(last, "slug", None)
        content_type = ContentType.objects.get_for_model(self.model)
        old = OldAddress.objects.filter(record_type=content_type, slug=slug).first() if slug else None
        return old.record if old else None

    def added_before(self, request):
        """Where the same form was sent before (a double click): the record that it added, instead of a second one."""
        once = request.POST.get(ONCE)
        if not once or not self.has_add_permission(request):
            return None
        # The second request waits here until the first is done, then reads what it left in the session.
        User.objects.select_for_update().filter(pk=request.user.pk).first()
        session = type(request.session)(request.session.session_key)
        key = dict(session.get("added", [])).get(f"{self.opts.label_lower}:{once}")
        record = self.model._base_manager.filter(pk=key).first() if key else None
        if record is None:
            return None
        messages.info(request, _("The form was sent twice; “{name}” was added once.").format(name=record))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[key]))

    def remember_added(self, request, record):
        once = request.POST.get(ONCE)
        if once:
            added = [*request.session.get("added", []), [f"{self.opts.label_lower}:{once}", record.pk]]
            request.session["added"] = added[-ADDED_KEPT:]
            request.session.save()
