"""Reads the files of `data/`: every entry knows its file and line, and collects what is wrong with it."""

import difflib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from programme.dates import PartialDate
from programme.models import Sureness

DEEPEST = 40  # levels of a file from elsewhere
LANGUAGES = ("en", "fr", "ru")
# The parser in C where the library has it: it takes a fifth of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NEEDS_NO_SOURCE = (Sureness.INFERRED, Sureness.RECONSTRUCTED, Sureness.UNCONFIRMED)


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a file, where, in words."""

    file: str
    line: int
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Faults:
    found: list[Fault] = field(default_factory=list)

    def add(self, file, line, message):
        fault = Fault(file, line, message)
        if fault not in self.found:
            self.found.append(fault)

    def __bool__(self):
        return bool(self.found)


class Entry:
    """A mapping of a file. Each reader below notes a fault and gives a harmless value where the file is wrong."""

    def __init__(self, file, line, faults):
        self.file, self.line, self.faults = file, line, faults
        self.values, self.lines, self.read = {}, {}, set()

    def fault(self, message, name=None):
        self.faults.add(self.file, self.lines.get(name, self.line), message)

    def __contains__(self, name):
        return name in self.values

    def raw(self, name, default=None):
        self.read.add(name)
        return self.values.get(name, default)

    def text(self, name, required=False):
        value = self.raw(name)
        if value is None or value == "":
            if required:
                self.fault(_("“{name}” is missing.").format(name=name))
            return ""
        if not isinstance(value, str):
            words = _("“{name}” must be text in quotation marks, not {value}.")
            self.fault(words.format(name=name, value=repr(value)), name)
            return ""
        return value

    def texts(self, name, required=False):
        """A text in three languages, as {"en": …}; a missing language is an empty text."""
        value = self.raw(name)
        if value is None:
            if required:
                self.fault(_("“{name}” is missing.").format(name=name))
            return dict.fromkeys(LANGUAGES, "")
        if not isinstance(value, Entry):
            self.fault(_("“{name}” must give its languages: en, fr, ru.").format(name=name), name)
            return dict.fromkeys(LANGUAGES, "")
        found = {language: value.text(language) for language in LANGUAGES}
        value.check_names()
        return found

    def date(self, name):
        value = self.text(name)
        if not value:
            return None
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            self.fault(_("“{name}”: {error}").format(name=name, error=error), name)
            return None

    def day(self, name):
        value = self.date(name)
        if value is None:
            return None
        if value.precision != "day":
            self.fault(_("“{name}” must be a full date such as 2009-07-31.").format(name=name), name)
            return None
        return date(value.year, value.month, value.day)

    def flag(self, name, default=False):
        value = self.raw(name, default)
        if not isinstance(value, bool):
            self.fault(_("“{name}” must be true or false.").format(name=name), name)
            return default
        return value

    def number(self, name):
        value = self.raw(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            self.fault(_("“{name}” must be a number.").format(name=name), name)
            return None
        return value

    def choice(self, name, choices, required=False):
        value = self.text(name, required=required)
        if value and value not in choices:
            words = _("“{name}” is {value}; it must be one of: {choices}.")
            self.fault(words.format(name=name, value=repr(value), choices=", ".join(choices)), name)
            return ""
        return value

    def texts_list(self, name):
        """A list of plain texts, such as keys of documents, each with its line."""
        value = self.raw(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(_("“{name}” must be a list of texts.").format(name=name), name)
            return []
        return value

    def entries(self, name):
        """A list of mappings below this one."""
        value = self.raw(name) or []
        value = value if isinstance(value, list) else [value]
        if not all(isinstance(one, Entry) for one in value):
            self.fault(_("“{name}” must be a list of entries.").format(name=name), name)
            return []
        return value

    def entry(self, name):
        """One mapping below this one, or None."""
        value = self.raw(name)
        if value is not None and not isinstance(value, Entry):
            self.fault(_("“{name}” must be an entry with fields of its own.").format(name=name), name)
            return None
        return value

    def check_names(self):
        """Notes a fault for every name that nobody asked for: most are mistyped."""
        for name in self.values:
            if name not in self.read:
                near = difflib.get_close_matches(str(name), self.read, 1)
                words = _("“{name}” means nothing here. Is it “{near}”?") if near else _("“{name}” means nothing here.")
                self.fault(words.format(name=name, near=near[0] if near else ""), name)


def read_entries(folder, name, faults):
    """The entries of `name.yaml`, or of every file in the folder `name/`, in the order of their names."""
    folder = Path(folder)
    files = sorted((folder / name).glob("*.yaml")) or [folder / f"{name}.yaml"]
    entries = []
    for path in files:
        label = str(path.relative_to(folder.parent))
        root = _read(path, label, faults)
        if root is None:
            continue
        if not isinstance(root, list) or not all(isinstance(one, Entry) for one in root):
            faults.add(label, 1, _("The file must be a list of entries."))
            continue
        entries += root
    return entries


def read_mapping(folder, name, faults):
    """The one entry that a file holds which is a mapping of lists."""
    path = Path(folder) / f"{name}.yaml"
    label = str(path.relative_to(Path(folder).parent))
    root = _read(path, label, faults)
    if isinstance(root, Entry):
        return root
    if root is not None:
        faults.add(label, 1, _("The file must be a mapping of lists."))
    return Entry(label, 1, faults)


def _read(path, label, faults):
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(label, 1, _("The file is missing."))
    except UnicodeDecodeError:
        faults.add(label, 1, _("The file is not UTF-8 text."))
    else:
        return parse_yaml(text, label, faults)
    return None


def parse_yaml(text, label, faults, *, is_ours=True):
    """The entries that the text holds, as list or mapping; None where it cannot be read, which is noted then."""
    try:
        if not is_ours and (trap := _first_trap(text)):
            faults.add(label, *trap)
            return None
        node = yaml.compose(text, Loader=LOADER)
        return [] if node is None else _value(node, label, faults)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        message = _("This is not YAML: {problem}.").format(problem=getattr(error, "problem", error))
        faults.add(label, mark.line + 1 if mark else 1, message)
    return None


def _first_trap(text):
    """Line and words of what would take all memory or time: references repeat what they name, depth costs much."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            return event.start_mark.line + 1, _("References (*) are not read: write the value itself.")
        if depth > DEEPEST:
            return event.start_mark.line + 1, _("The entries are nested too deeply.")
    return None


def _value(node, label, faults):
    if isinstance(node, yaml.MappingNode):
        entry = Entry(label, node.start_mark.line + 1, faults)
        for key, value in node.value:
            name = str(key.value)
            if name in entry.values:
                twice = _("“{name}” stands twice in this entry.").format(name=name)
                faults.add(label, key.start_mark.line + 1, twice)
            entry.values[name] = _value(value, label, faults)
            entry.lines[name] = key.start_mark.line + 1
        return entry
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, label, faults) for one in node.value]
    # Dates stay text, whether quoted or not: YAML's own dates know no months and years.
    tag = node.tag if not node.tag.endswith("timestamp") else "tag:yaml.org,2002:str"
    scalar = yaml.ScalarNode(tag, node.value)
    return yaml.constructor.SafeConstructor().construct_object(scalar)
