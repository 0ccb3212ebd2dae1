"""The instrument in the workshop: versions, their parts, what is done with a version; and who approves plans."""

from assessments.admin import approving, instrument  # noqa: F401 (registers the records)
