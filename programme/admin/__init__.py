"""The secretariat's workshop: what its lists and forms share, and the records of this room."""

from programme.admin import files, mail, people, records  # noqa: F401 (register the records)
from programme.admin.base import PlainRecordAdmin, RecordAdmin

__all__ = ["PlainRecordAdmin", "RecordAdmin"]
