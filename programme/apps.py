from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self):
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from programme import (
            checks,  # noqa: F401
            keys,  # noqa: F401 (which numbers the database is asked for)
            work_board,  # noqa: F401 (tells the secretariat's home what waits)
        )
        from programme.second_factor import forget_factor, note_factor

        autodiscover_modules("permissions")  # every room's rows of the matrix
        autodiscover_modules("personal_data")  # what every room holds about people
        authenticator_added.connect(note_factor)
        authenticator_removed.connect(forget_factor)
