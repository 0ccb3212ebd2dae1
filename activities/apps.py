from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self):
        from activities import (
            action_names,  # noqa: F401 (what people do here, in words)
            deeds,  # noqa: F401 (what the history tells beside changes and steps)
            reach,  # noqa: F401 (connects the receivers that keep the derived table)
            samples,  # noqa: F401 (shows its parts in the style guide)
            sections,  # noqa: F401 (tells the country page what this room has to say there)
            timeline,  # noqa: F401 (tells the country's timeline of its activities)
            work,  # noqa: F401 (what waits for whom on the signed-in home)
        )
