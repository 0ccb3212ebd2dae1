from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Self-assessments")

    def ready(self):
        import assessments.columns  # noqa: F401

        # What other rooms ask of this one.
        from assessments import (  # noqa: F401
            action_names,
            deeds,
            kept_texts,
            own_deadlines,
            reminders,
            samples,
            sections,
            work,
        )
        from assessments.plans import work as work_with_plans  # noqa: F401
