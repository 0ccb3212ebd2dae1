"""Steps of reminders in the workshop, and what became of each."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from assessments import models
from programme.admin.base import ReadOnly, RecordAdmin
from programme.admin.layout import in_languages
from programme.admin.wording import OwnWords
from programme.permissions import may


@admin.register(models.ReminderStep)
class ReminderStepAdmin(RecordAdmin):
    """An editor changes steps that send nothing; whether one sends is decided on its page."""

    heading, position = _("Self-assessments"), 20
    change_form_template = "admin/assessments/reminder_step.html"
    list_display = ("__str__", "audience", "is_active", "activated_on")
    list_filter = ("kind", "is_active")
    search_fields = ("subject_en", "subject_fr", "subject_ru")
    readonly_fields = ("is_active", "activated_on")
    fieldsets = (
        (None, {"fields": (("kind", "offset_days", "audience"), ("is_active", "activated_on"))}),
        (
            _("Text"),
            {
                "fields": (*in_languages("subject"), *in_languages("text")),
                "description": _("In braces: name, country, what, due, days, link. Other words in braces are refused."),
            },
        ),
    )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may(request.user, "change", obj or models.ReminderStep)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may(request.user, "delete", obj or models.ReminderStep)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # it does not ask of each step whether it is active
        return actions


@admin.register(models.Reminder)
class ReminderAdmin(ReadOnly, OwnWords, admin.ModelAdmin):
    """Each reminder with its state, to be read."""

    heading, position = _("Self-assessments"), 21
    list_display = ("at", "country", "step", "recipient", "due_on", "state", "mail_state")
    list_filter = ("state", "step__kind", "country")
    list_select_related = ("country", "step", "recipient", "message")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("recipient__email", "country__name_en")
    fields = readonly_fields = ("step", "country", "due_on", "recipient", "state", "message", "mail_state", "at")

    @admin.display(description=_("state of the mail"))
    def mail_state(self, reminder):
        return reminder.message.get_state_display() if reminder.message else ""
