"""The workshop of self-assessments: the instrument with its parts, cycles and plans, and who approves these."""

from assessments.admin import approving, cycles, instrument, plans, reminders  # noqa: F401 (they register the records)
