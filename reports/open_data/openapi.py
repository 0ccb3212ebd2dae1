"""The OpenAPI description of the open data, made of what answers: the filters, the dictionary, the lists."""

import django_filters as filters
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.filter_fields import BienniaField, PartialDateTextField, SeveralField
from programme.api import LARGEST_PAGE, PAGE_SIZE
from reports.open_data.datasets import DATASETS
from reports.open_data.dictionary import KINDS

ERRORS = {"400": "BadRequest", "404": "NotFound"}


def description(base):
    """The whole description; `base` is the address that all others stand below."""
    with override("en"):
        return {
            "openapi": "3.1.0",
            "info": {
                "title": _("Open data of the Assistance and Cooperation Programme"),
                "version": "1",
                "description": _(
                    "Everything that is published, read only. One address gives everybody the same answer. Null stands "
                    "for what is unknown. Dates are as exact as their source: a day, a month or a year. Answers carry "
                    "an ETag: send it back in If-None-Match and the answer is 304 as long as nothing has changed. "
                    "Terms of use have not been decided yet."
                ),
            },
            "servers": [{"url": base}],
            "tags": [{"name": one.name, "description": str(one.about)} for one in DATASETS],
            "paths": paths(),
            "components": components(),
        }


def paths():
    found = {}
    for dataset in DATASETS:
        parameters = [parameter(name, one) for name, one in dataset.filters().filters.items()]
        page = {"$ref": f"#/components/schemas/{dataset.name}-page"}
        found[f"/api/v1/{dataset.name}/"] = get(
            dataset, "list", dataset.about, [*parameters, *paging()], {"application/json": {"schema": page}}
        )
        found[f"/api/v1/{dataset.name}.csv"] = get(
            dataset,
            "table",
            _("All that the parameters choose as one table in UTF-8 with a byte order mark. Columns of fields within "
              "fields are joined by a point; values of a list stand in one cell, set apart by “; ”. A text that a "
              "spreadsheet would take for a formula has an apostrophe before it."),
            parameters,
            {"text/csv": {"schema": {"type": "string"}}},
        )  # fmt: skip
        if dataset.key:
            record = {"$ref": f"#/components/schemas/{dataset.name}"}
            by_key = {"name": dataset.key, "in": "path", "required": True, "schema": {"type": "string"}}
            found[f"/api/v1/{dataset.name}/{{{dataset.key}}}/"] = get(
                dataset, "record", _("One record."), [by_key], {"application/json": {"schema": record}}
            )
    as_object = {"application/json": {"schema": {"type": "object"}}}
    as_index = {"application/json": {"schema": {"$ref": "#/components/schemas/index"}}}
    found["/api/v1/"] = {"get": operation("index", _("Every list that there is, with its addresses."), [], as_index)}
    found["/api/v1/openapi.json"] = {"get": operation("description", _("This description."), [], as_object)}
    iati = operation(
        "iati",
        _("IATI 2.03 activity file of the projects that have what the standard demands; 404 until the portal knows the "
          "identifier of the reporting organisation."),
        [],
        {"application/xml": {"schema": {"type": "string"}}},
    )  # fmt: skip
    found["/api/v1/iati.xml"] = {"get": iati}
    return found


def get(dataset, what, about, parameters, content):
    return {"get": {"tags": [dataset.name]} | operation(f"{dataset.name}-{what}", str(about), parameters, content)}


def operation(key, about, parameters, content):
    responses = {
        "200": {
            "description": _("What was asked for."),
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Last-Modified")},
            "content": content,
        },
        "304": {"description": _("Nothing has changed since the answer that the reader has.")},
    }
    responses |= {status: {"$ref": f"#/components/responses/{name}"} for status, name in ERRORS.items()}
    return {"operationId": key, "summary": about, "parameters": parameters, "responses": responses}


def parameter(name, one):
    """A filter of the page as a parameter: its words and what it takes."""
    words = " ".join(str(words) for words in (f"{one.label}.", one.field.help_text) if words)
    return {"name": name, "in": "query", "required": False, "description": words, "schema": _schema_of_filter(one)}


def _schema_of_filter(one):
    field = one.field
    value = {"type": "string"}
    choices = one.extra.get("choices")
    if isinstance(field, BienniaField):
        value["pattern"] = r"^\d{4}-\d{4}$"
    elif isinstance(field, PartialDateTextField):
        value["pattern"] = KINDS["date"][1]["pattern"]
    elif choices and not callable(choices):  # what the record gives for choices is in no description
        value["enum"] = [str(key) for key, _label in choices]
    elif getattr(field, "max_length", None):
        value["maxLength"] = field.max_length
    if isinstance(one, filters.MultipleChoiceFilter) or isinstance(field, SeveralField):
        return {"type": "array", "items": value}
    return value


def paging():
    return [
        {
            "name": "page",
            "in": "query",
            "description": _("Number of the page, from 1."),
            "schema": {"type": "integer", "minimum": 1, "default": 1},
        },
        {
            "name": "page_size",
            "in": "query",
            "description": _("Records a page."),
            "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        },
    ]


def components():
    schemas = {}
    for dataset in DATASETS:
        schemas[dataset.name] = schema_of_fields(dataset.fields)
        schemas[f"{dataset.name}-page"] = _object(
            {
                "count": {"type": "integer", "description": _("How many there are on all pages.")},
                "next": _link_or_null(_("The next page.")),
                "previous": _link_or_null(_("The page before.")),
                "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{dataset.name}"}},
            }
        )
    address = {"type": "string", "format": "uri"}
    one_list = {"name": {"type": "string"}, "about": {"type": "string"}, "url": address, "csv": address}
    schemas["index"] = _object(
        {
            "description": address | {"description": _("This description.")},
            "documentation": address | {"description": _("The page for people.")},
            "lists": {"type": "array", "items": _object(one_list)},
        }
    )
    schemas["error"] = {
        "type": "object",
        "properties": {
            "error": {"type": "string"},
            "parameters": {"type": "object", "description": _("Of each wrong parameter, what is allowed.")},
        },
        "required": ["error"],
        "additionalProperties": False,
    }
    in_error = {"application/json": {"schema": {"$ref": "#/components/schemas/error"}}}
    return {
        "schemas": schemas,
        "responses": {
            "BadRequest": {"description": _("A parameter cannot be read."), "content": in_error},
            "NotFound": {"description": _("There is no such record, page or address."), "content": in_error},
        },
        "headers": {
            "ETag": {"schema": {"type": "string"}, "description": _("Changes with the record.")},
            "Last-Modified": {"schema": {"type": "string"}, "description": _("When the record last changed.")},
        },
    }


def schema_of_fields(fields):
    return _object({field.name: _schema_of_field(field) for field in fields})


def _schema_of_field(field):
    schema = schema_of_fields(field.fields) if field.fields else dict(KINDS[field.kind][1])
    if field.choices:
        schema["enum"] = [*field.choices, *([None] if field.null else [])]
    if field.null:
        schema["type"] = [schema["type"], "null"]
    if field.many:
        schema = {"type": "array", "items": schema}
    return schema | {"description": str(field.about)}


def _object(properties):
    """Every field is always there, unknown ones as null."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _link_or_null(words):
    return {"type": ["string", "null"], "format": "uri", "description": words}
