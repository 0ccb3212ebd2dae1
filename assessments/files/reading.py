"""Reads an uploaded file into the rows of a version, with everything that is wrong with it as a file."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from assessments.files import xlsx_file, yaml_file
from programme.importing.faults import UnreadableFile
from programme.importing.sheets import MEGABYTE, read_sheet
from programme.record_files import Entry, Faults, parse_yaml

LARGEST_YAML = MEGABYTE
YAML_ENDINGS, XLSX_ENDINGS = (".yaml", ".yml"), (".xlsx",)


def read_file(data, name):
    """Rows and faults of the file of this name; raises UnreadableFile where there is nothing to read."""
    ending = PurePath(name).suffix.lower()
    if ending not in YAML_ENDINGS + XLSX_ENDINGS:
        raise UnreadableFile(_("Only files named .yaml or .xlsx can be read."))
    if not data.strip():
        raise UnreadableFile(_("The file holds nothing."))
    if ending in XLSX_ENDINGS:
        faults: list = []
        rows = xlsx_file.rows_in(read_sheet(data, name), faults)
        return rows, faults
    return _read_yaml(data, name)


def _read_yaml(data, name):
    if len(data) > LARGEST_YAML:
        message = _("The file has {size} MB; a YAML file of at most {limit} MB can be read.")
        raise UnreadableFile(message.format(size=f"{len(data) / MEGABYTE:.1f}", limit=LARGEST_YAML // MEGABYTE))
    faults = Faults()
    label = PurePath(name).name
    root = parse_yaml(_text(data), label, faults, is_ours=False)
    if isinstance(root, list) and len(root) == 1:  # the files of the record are lists
        root = root[0]
    if isinstance(root, Entry):
        return yaml_file.rows_in(root), faults.found
    if not faults:
        faults.add(label, 1, _("The file must be one version: code, text, stages, areas and so on."))
    return [], faults.found


def _text(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile(_("The text is encoded as UTF-16. Save the file as UTF-8 and upload it again."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("Line {line} is not UTF-8 text. Save the file as UTF-8 and upload it again.")
        raise UnreadableFile(message.format(line=line)) from error
