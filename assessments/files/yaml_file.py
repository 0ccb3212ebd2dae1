"""A version as YAML: a tree for people to read and edit; what is said of a part holds for what stands below it."""

import yaml

from assessments.files.rows import BETWEEN, KINDS, MARKS, OWN, SOURCED, TEXTS, Row
from assessments.models.instrument import LANGUAGES
from programme.importing.cells import cell_text
from programme.models import Sureness
from programme.record_files import Fault

# Where the parts of a kind stand in the entry that they belong to.
LISTS = {
    "instrument": {"stages": "stage", "facets": "facet", "areas": "area"},
    "area": {"indicators": "indicator"},
    "indicator": {"criteria": "criterion"},
}
# What the file calls the columns of a source.
NAMES = {"sureness": "sure", "source": "source", "source_locator": "at", "source_text": "quoted"}


def rows_in(entry):
    """The rows of one version, from the entry that holds it."""
    rows: list[Row] = []
    _read(entry, "instrument", "", {"sureness": str(Sureness.UNCONFIRMED)} | dict.fromkeys(MARKS, ""), rows)
    return rows


def _read(entry, kind, part_of, inherited, rows):
    code = cell_text(entry.text("code", required=True))
    values = {}
    for column in TEXTS[kind]:
        texts = entry.texts(column)
        values |= {f"{column}_{language}": cell_text(texts[language]) for language in LANGUAGES}
    for column in SOURCED:
        values[column] = cell_text(entry.text(NAMES[column]))
    values["sureness"] = values["sureness"] or inherited["sureness"]
    marks = {column: inherited[column] for column in MARKS}
    if "marks" in entry and (found := entry.entry("marks")) is not None:
        marks = {column: cell_text(found.text(column.removeprefix("mark_"))) for column in MARKS}
        found.check_names()
    values |= marks
    for column in OWN.get(kind, ()):
        given = BETWEEN.join(sorted(entry.texts_list(column))) if column == "follows" else entry.text(column)
        values[column] = cell_text(given)
    rows.append(Row(kind, code, part_of, values, _placing(entry)))
    below = part_of if kind == "instrument" else code
    for name, inner in LISTS.get(kind, {}).items():
        for one in entry.entries(name):
            _read(one, inner, below, values, rows)
    entry.check_names()


def _placing(entry):
    def fault(message, column):
        name = NAMES.get(column, column)
        for language in LANGUAGES:
            name = name.removesuffix(f"_{language}")
        line = entry.lines.get("marks" if name == "mark" else name, entry.line)
        return Fault(entry.file, line, str(message))

    return fault


class _Dumper(yaml.SafeDumper):
    """Long texts in folded lines are hard to compare: each stands in its own line."""


def _text(dumper, text):
    other_breaks = len(text.splitlines()) > text.count("\n") + 1
    # YAML folds line breaks of other kinds; escaped in quotation marks they stay what they are.
    style = '"' if other_breaks else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(rows):
    """The bytes of the file that `rows_in` reads back to the same rows."""
    tree = _trees(rows, "instrument", "", {"sureness": str(Sureness.UNCONFIRMED)} | dict.fromkeys(MARKS, ""))
    text = yaml.dump(tree[0], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode()


def _trees(rows, kind, part_of, inherited):
    return [_tree(rows, row, inherited) for row in rows if row.kind == kind and row.part_of == part_of]


def _tree(rows, row, inherited):
    values = row.filled()
    tree = {"code": row.code}
    for column in TEXTS[row.kind]:
        texts = {language: values[f"{column}_{language}"] for language in LANGUAGES if values[f"{column}_{language}"]}
        if texts:
            tree[column] = texts
    for column in OWN.get(row.kind, ()):
        if values[column]:
            tree[column] = values[column].split(BETWEEN) if column == "follows" else values[column]
    for column in SOURCED:
        is_inherited = column == "sureness" and values[column] == inherited[column]
        if values[column] and not is_inherited:
            tree[NAMES[column]] = values[column]
    if any(values[column] != inherited[column] for column in MARKS):
        tree["marks"] = {column.removeprefix("mark_"): values[column] for column in MARKS if values[column]}
    below = "" if row.kind == "instrument" else row.code
    for name, kind in LISTS.get(row.kind, {}).items():
        if KINDS[kind][1] == row.kind and (found := _trees(rows, kind, below, values)):
            tree[name] = found
    return tree
