"""Marks between a label and what it labels, and between the parts of a list: French sets a space before them."""

from django.utils.translation import pgettext

# The context keeps them apart from marks inside a sentence, which its message holds itself.


def colon():
    return pgettext("between a label and what it labels", ": ")


def semicolon():
    return pgettext("between the parts of a list", "; ")


def labelled(label, value):
    return f"{label}{colon()}{value}"


def enumerated(parts):
    return semicolon().join(str(part) for part in parts)
