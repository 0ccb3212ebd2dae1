"""Dated bundles: everything that is published, in one file that never changes afterwards."""

import io
import json
import os
import re
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import override

from programme.page_cache import record_stands
from reports.open_data import openapi
from reports.open_data.datasets import DATASETS
from reports.open_data.tables import as_csv

NAME = re.compile(r"programme-record-(\d{4}-\d{2}-\d{2})\.zip", re.ASCII)
CHECKSUM = ".sha256"
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # ZIP knows no time before
TIMES_TO_TRY = 5

README = """\
Record of the Assistance and Cooperation Programme
==================================================

Everything that the portal published when its record stood as of {as_of} (version {number} of the record),
taken from {base}

Each list stands here twice with the same content:
{lists}

Documents are those of the Programme and those that are only cited (cited_only).

*.json   everything, with null for what is unknown
*.csv    UTF-8 with a byte order mark; an empty cell is unknown or nothing; fields within fields are joined by a point;
         values of a list stand in one cell, set apart by "; "; a text that a spreadsheet would take for a formula
         has an apostrophe before it; the claims about a country are in claims.csv alone
Dates are as exact as their source: a day (2021-11-30), a month (2017-12) or a year (2016).

openapi.json describes every field. SHA256SUMS holds the checksum of each file here.

Terms of use: not yet decided. Until they are, nothing here grants a right that you do not have anyway.
How to cite: Record of the Assistance and Cooperation Programme, as of {as_of}, {base}
"""


class BundleExists(Exception):
    """There is another bundle of this day, and a bundle never changes."""


@dataclass(frozen=True)
class Site:
    """Where the portal stands, for addresses that no request asked for."""

    base: str

    def build_absolute_uri(self, path):
        return urljoin(self.base, path)


@dataclass(frozen=True)
class Bundle:
    path: Path
    day: date
    size: int
    checksum: str

    @property
    def name(self):
        return self.path.name


def make_bundle(base, day):
    """Writes the bundle of this day; returns it and whether it is new. Raises BundleExists for another one."""
    content = bundle_bytes(base)
    path = folder() / f"programme-record-{day.isoformat()}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = _write_once(path, content)
    if not is_new and path.read_bytes() != content:
        raise BundleExists(path.name)
    checksum = sha256(content).hexdigest()
    # Made of the bundle alone, so whoever comes late to write it writes the same.
    path.with_name(path.name + CHECKSUM).write_text(f"{checksum}  {path.name}\n")
    return Bundle(path, day, len(content), checksum), is_new


def _write_once(path, content):
    """Puts the whole file there, or nothing where there is one: also for two who do it at the same moment."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.chmod(file.name, 0o644)
        try:
            os.link(file.name, path)
        except FileExistsError:
            return False
    return True


def bundle_bytes(base):
    """The bundle of the record as it stands: the same bytes whenever the record is the same."""
    for _attempt in range(TIMES_TO_TRY):
        before = record_stands()
        files = _files(base, *before)
        if record_stands() == before:
            return _zipped(files, before[1])
    raise RuntimeError("The record kept changing while the bundle was made. Try again when nobody edits it.")


def _files(base, number, changed_at):
    as_of = changed_at.astimezone(UTC).isoformat(timespec="seconds") if changed_at else "the beginning"
    files, lists = {}, []
    with override("en"):
        for dataset in DATASETS:
            serialize = dataset.serializer()
            records = [serialize(record, Site(base)) for record in dataset.everything()]
            content = {"record_version": number, "as_of": as_of, "count": len(records), "results": records}
            files[f"{dataset.name}.json"] = _as_json(content)
            files[f"{dataset.name}.csv"] = as_csv(dataset.fields, records)
            lists.append(f"  {dataset.name:<11} {len(records):>6}   {dataset.about}")
    files["openapi.json"] = _as_json(openapi.description(base))
    files["README.txt"] = README.format(as_of=as_of, number=number, base=base, lists="\n".join(lists)).encode()
    sums = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files["SHA256SUMS"] = "".join(sums).encode()
    return files


def _as_json(content):
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _zipped(files, changed_at):
    moment = max(changed_at.astimezone(UTC) if changed_at else EARLIEST, EARLIEST)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            bundle.writestr(entry, content)
    return buffer.getvalue()


def folder():
    return Path(settings.VAR_DIR) / "bundles"


def bundles():
    """Every bundle that is there whole, the newest first."""
    found = (_bundle(path) for path in sorted(folder().glob("*.zip"), reverse=True))
    return [bundle for bundle in found if bundle]


def bundle_named(name):
    """The bundle of this name, or None: a name is one of ours or nothing, so it cannot lead elsewhere."""
    return _bundle(folder() / name) if NAME.fullmatch(name) else None


def _bundle(path):
    named = NAME.fullmatch(path.name)
    checksum = path.with_name(path.name + CHECKSUM)
    if not named or not checksum.is_file() or not path.is_file():
        return None
    return Bundle(path, date.fromisoformat(named[1]), path.stat().st_size, checksum.read_text().split()[0])
