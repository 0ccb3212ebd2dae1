from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Self-assessments")

    def ready(self):
        from assessments import action_names, own_deadlines, reminders, sections, work  # noqa: F401 (what other rooms ask of this one)
