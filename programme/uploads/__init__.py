"""Uploads are judged by what they hold, not by what they are called; refusals say what to do (ADR 12)."""

from programme.uploads.check import ALLOWED, CheckedUpload, check_upload, size_limit_in_words
from programme.uploads.names import check_name

__all__ = ["ALLOWED", "CheckedUpload", "check_name", "check_upload", "size_limit_in_words"]
