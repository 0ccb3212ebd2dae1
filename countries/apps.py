from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountriesConfig(AppConfig):
    name = "countries"
    verbose_name = _("Countries")

    def ready(self):
        from countries import (
            action_names,  # noqa: F401 (says in words what people do here)
            demo,  # noqa: F401 (tells `make run DEMO=1` whom to make accounts for)
            names,  # noqa: F401 (tells the history what countries are called)
            samples,  # noqa: F401 (shows its pictures in the style guide)
            sections,  # noqa: F401 (tells the document page what this room has to say there)
            trial_accounts,  # noqa: F401 (tells `make run` whom else to make accounts for)
            work,  # noqa: F401 (tells the signed-in home of mandates and invitations)
        )
