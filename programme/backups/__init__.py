"""Backup and restore: one file with all that cannot be made anew, the same for both databases (ADR 23)."""
