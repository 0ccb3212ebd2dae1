from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Self-assessments")

    def ready(self):
        from assessments import sections  # noqa: F401 (tells the page of the areas where the indicators are)
