"""What other rooms have to say on a page: each registers a section for the record that the page shows.

A section is a function of the record and the request that returns a template and its context, or None where it has
nothing to say to this reader. So a page's own room need not know the rooms to its left (ADR 1).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string


@dataclass(frozen=True)
class Section:
    """`anchor` and `title` name it among the contents of a long page."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""
    title: str = ""


_registered: dict[str, list] = defaultdict(list)


def section(model_label, order):
    """Registers the function below for pages of this model (`countries.Country`), in this order.

    For a page that shows no one record the name of its address stands there instead of the model.
    """

    def register(function):
        _registered[model_label].append((order, function))
        _registered[model_label].sort(key=lambda pair: pair[0])
        return function

    return register


def sections_for(record, request):
    """The sections of this record's page for this reader, in order."""
    return _sections(record._meta.label, record, request)


def rendered_sections(record, request):
    return [render_to_string(one.template, one.context, request) for one in sections_for(record, request)]


def sections_on(page, request, record=None):
    """The sections of a page that is named by its address; their functions get the record that it is about, if any."""
    return _sections(page, record, request)


def _sections(key, record, request):
    found = (function(record, request) for _order, function in _registered[key])
    return [one for one in found if one is not None]
