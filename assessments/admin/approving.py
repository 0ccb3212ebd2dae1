"""Which body approves action plans, in the workshop."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from assessments.models import ApprovingBody
from programme.admin.base import PlainRecordAdmin


@admin.register(ApprovingBody)
class ApprovingBodyAdmin(PlainRecordAdmin):
    heading = gettext_lazy("Self-assessments")
    list_display = ("body", "since", "sureness")
    search_fields = ("body__name",)
