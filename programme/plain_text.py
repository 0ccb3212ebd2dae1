"""Text as XML, calendars and spreadsheets can hold it."""

import re

# All but tab and ends of lines: XML forbids them, and nobody can see them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def without_control_characters(text):
    return _CONTROL.sub("", text)
