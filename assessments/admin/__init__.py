"""The workshop of self-assessments: versions of the instrument with their parts, and the cycles of countries."""

from assessments.admin import cycles, instrument  # noqa: F401 (they register the records)
