"""The workshop of self-assessments: the instrument with its parts, countries' cycles, and who approves plans."""

from assessments.admin import approving, cycles, instrument, reminders  # noqa: F401 (they register the records)
