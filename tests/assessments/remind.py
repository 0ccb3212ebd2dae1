"""Steps of reminders for tests."""

from assessments.models import ReminderStep
from tests.kept import kept


@kept
def step(offset_days, kind="self-assessment", *, is_active=True, **fields):
    texts = {f"subject_{language}": f"{language} {{what}}: {{country}}" for language in ("en", "fr", "ru")}
    texts |= {
        f"text_{language}": f"{{name}}, {{days}}, {{due}}, {{link}} {language}" for language in ("en", "fr", "ru")
    }
    made = ReminderStep(kind=kind, offset_days=offset_days, is_active=is_active, **texts | fields)
    made.full_clean()
    made.save()
    return made
