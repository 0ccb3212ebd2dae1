from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountriesConfig(AppConfig):
    name = "countries"
    verbose_name = _("Countries")

    def ready(self):
        from countries import (
            samples,  # noqa: F401 (shows its pictures in the style guide)
            sections,  # noqa: F401 (tells the document page what this room has to say there)
        )
