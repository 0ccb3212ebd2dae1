from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        from reports import (
            action_names,  # noqa: F401 (what people do here, in words)
            deeds,  # noqa: F401 (tells the history of the copies that were kept)
            kept_texts,  # noqa: F401 (where a text is kept when the session has ended)
            samples,  # noqa: F401 (shows its pictures in the style guide)
            sections,  # noqa: F401 (tells the pages of records what is gathered from every room)
            work,  # noqa: F401 (what waits for the secretariat on the signed-in home)
        )
