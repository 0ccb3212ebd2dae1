"""Reads the files of `data/`: every entry knows its file and line, and collects what is wrong with it."""

import difflib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from programme.dates import PartialDate
from programme.models import Sureness

LANGUAGES = ("en", "fr", "ru")
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
                self.fault(f"“{name}” is missing.")
            return ""
        if not isinstance(value, str):
            self.fault(f"“{name}” must be text in quotation marks, not {value!r}.", name)
            return ""
        return value

    def texts(self, name, required=False):
        """A text in three languages, as {"en": …}; a missing language is an empty text."""
        value = self.raw(name)
        if value is None:
            if required:
                self.fault(f"“{name}” is missing.")
            return dict.fromkeys(LANGUAGES, "")
        if not isinstance(value, Entry):
            self.fault(f"“{name}” must give its languages: {{en: …, fr: …, ru: …}}.", name)
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
            self.fault(f"“{name}”: {error}", name)
            return None

    def day(self, name):
        value = self.date(name)
        if value is None:
            return None
        if value.precision != "day":
            self.fault(f"“{name}” must be a full date such as 2009-07-31, not {value}.", name)
            return None
        return date(value.year, value.month, value.day)

    def flag(self, name, default=False):
        value = self.raw(name, default)
        if not isinstance(value, bool):
            self.fault(f"“{name}” must be true or false, not {value!r}.", name)
            return default
        return value

    def number(self, name):
        value = self.raw(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            self.fault(f"“{name}” must be a number, not {value!r}.", name)
            return None
        return value

    def choice(self, name, choices, required=False):
        value = self.text(name, required=required)
        if value and value not in choices:
            self.fault(f"“{name}” is {value!r}; it must be one of: {', '.join(choices)}.", name)
            return ""
        return value

    def texts_list(self, name):
        """A list of plain texts, such as keys of documents, each with its line."""
        value = self.raw(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(f"“{name}” must be a list of texts.", name)
            return []
        return value

    def entries(self, name):
        """A list of mappings below this one."""
        value = self.raw(name) or []
        value = value if isinstance(value, list) else [value]
        if not all(isinstance(one, Entry) for one in value):
            self.fault(f"“{name}” must be a list of mappings.", name)
            return []
        return value

    def entry(self, name):
        """One mapping below this one, or None."""
        value = self.raw(name)
        if value is not None and not isinstance(value, Entry):
            self.fault(f"“{name}” must be a mapping.", name)
            return None
        return value

    def check_names(self):
        """Notes a fault for every name that nobody asked for: most are mistyped."""
        for name in self.values:
            if name not in self.read:
                near = difflib.get_close_matches(str(name), self.read, 1)
                self.fault(f"“{name}” means nothing here." + (f" Is it “{near[0]}”?" if near else ""), name)


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
            faults.add(label, 1, "The file must be a list of entries.")
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
        faults.add(label, 1, "The file must be a mapping of lists.")
    return Entry(label, 1, faults)


def _read(path, label, faults):
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        faults.add(label, 1, "The file is missing.")
    except UnicodeDecodeError:
        faults.add(label, 1, "The file is not UTF-8 text.")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.add(label, mark.line + 1 if mark else 1, f"This is not YAML: {getattr(error, 'problem', error)}.")
    else:
        return [] if node is None else _value(node, label, faults)
    return None


def _value(node, label, faults):
    if isinstance(node, yaml.MappingNode):
        entry = Entry(label, node.start_mark.line + 1, faults)
        for key, value in node.value:
            name = str(key.value)
            if name in entry.values:
                faults.add(label, key.start_mark.line + 1, f"“{name}” stands twice in this entry.")
            entry.values[name] = _value(value, label, faults)
            entry.lines[name] = key.start_mark.line + 1
        return entry
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, label, faults) for one in node.value]
    # Dates stay text, whether quoted or not: YAML's own dates know no months and years.
    tag = node.tag if not node.tag.endswith("timestamp") else "tag:yaml.org,2002:str"
    scalar = yaml.ScalarNode(tag, node.value)
    return yaml.SafeLoader("").construct_object(scalar)
