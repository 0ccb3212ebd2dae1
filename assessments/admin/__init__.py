"""The instrument in the workshop: versions, their parts, and what is done with a version as a whole."""

from assessments.admin import instrument, reminders  # noqa: F401 (registers the records)
