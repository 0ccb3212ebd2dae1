"""The file of a backup: a ZIP with rows/<table>.jsonl, files/<path> and, last, manifest.json."""

import json
import os
import re
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from programme.backups.manifest import Manifest, Unusable, new_checksum

OWN_NAME = re.compile(r"portal-\d{8}T\d{6}Z\.zip")
BEFORE_RESTORE = "-before-restore"
PARTIAL = ".partial"
MANIFEST = "manifest.json"
PIECE = 256 * 1024
LONGEST_ROW = 64 * 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024
# Our own rows come to a twentieth or a thirtieth; what unpacks to far more was made to fill a disk.
MOST_INFLATED = 300
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


def name_at(moment, suffix=""):
    return f"portal-{moment:%Y%m%dT%H%M%SZ}{suffix}.zip"


class ArchiveWriter:
    """Adds parts, each with its size and checksum."""

    def __init__(self, zipped):
        self.zipped = zipped

    def add_rows(self, table, rows):
        """Writes rows as lines; returns how many, their size and their checksum."""
        seen, count, size = new_checksum(), 0, 0
        with self._part(f"rows/{table}.jsonl", zipfile.ZIP_DEFLATED) as part:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                part.write(line)
                seen.update(line)
                count += 1
                size += len(line)
        return count, size, seen.hexdigest()

    def add_file(self, path, source):
        with self._part(f"files/{path}", zipfile.ZIP_STORED) as part:  # uploads are compressed already
            while piece := source.read(PIECE):
                part.write(piece)

    def add_manifest(self, manifest):
        with self._part(MANIFEST, zipfile.ZIP_DEFLATED) as part:
            part.write(manifest.as_json())

    def _part(self, name, compression):
        info = zipfile.ZipInfo(name)
        info.compress_type, info.external_attr = compression, 0o600 << 16
        return self.zipped.open(info, "w", force_zip64=True)


@contextmanager
def new_archive(path):
    """A writer for a file that appears under its name when it is whole and on the disk, or not at all.

    Nobody but its owner may read it: it holds personal data.
    """
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileExistsError(f"Another backup is being written to {partial}.") from None
    try:
        if path.exists():
            raise FileExistsError(f"{path} is there already; a backup never overwrites one.")
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w") as zipped:
                yield ArchiveWriter(zipped)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder):
    """A new name in a folder is on the disk only when the folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """A backup that is read. Nothing of it is believed before `check` has gone through all of it."""

    def __init__(self, path):
        self.path = Path(path)
        try:
            self.zipped = zipfile.ZipFile(self.path)
        except OSError as error:
            raise Unusable(f"It cannot be opened: {error.strerror}.") from None
        except UNREADABLE:
            raise Unusable("It is no ZIP file, or its end is missing.") from None
        try:
            self.manifest = self._read_manifest()
        except BaseException:
            self.close()
            raise

    def close(self):
        self.zipped.close()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def _read_manifest(self):
        parts = self.zipped.infolist()
        self.parts = {part.filename: part for part in parts}
        if MANIFEST not in self.parts:
            raise Unusable("It is no backup of the portal: it does not say what is in it.")
        if len(self.parts) < len(parts):
            raise Unusable("It holds a part twice.")
        if self.parts[MANIFEST].file_size > LARGEST_MANIFEST:
            raise Unusable("What it says of itself is too long.")
        with self._open(MANIFEST) as part:
            return Manifest.read(part.read(LARGEST_MANIFEST))

    @contextmanager
    def _open(self, name):
        try:
            if self.parts[name].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unusable(f"{name} is packed in a way that the portal does not use.")
            with self.zipped.open(self.parts[name]) as part:
                yield part
        except UNREADABLE as error:
            raise Unusable(f"{name} is damaged ({error}).") from None

    def check(self):
        """Reads all of it and compares it with what it says of itself. Raises Unusable; never holds more than a row."""
        said = self.manifest
        expected = {
            MANIFEST,
            *(f"rows/{name}.jsonl" for name in said.tables),
            *(f"files/{one.path}" for one in said.files),
        }
        if missing := sorted(expected - set(self.parts)):
            raise Unusable(f"It lacks {missing[0]}.")
        if strange := sorted(set(self.parts) - expected):
            raise Unusable(f"It holds {strange[0]!r}, which it does not mention.")
        if said.size > MOST_INFLATED * max(self.path.stat().st_size, PIECE):
            raise Unusable("It would unpack to far more than any backup of the portal.")
        for name, table in said.tables.items():
            count = sum(1 for _row in self.rows(name))
            if count != table.rows:
                raise Unusable(f"It says that {name} has {table.rows} rows, and holds {count}.")
        for file in said.files:
            for _piece in self.pieces(file):
                pass

    def rows(self, table):
        """The rows of a table, one by one. Raises Unusable, at the end if not before."""
        part, name = self.manifest.tables[table], f"rows/{table}.jsonl"
        seen, size, width = new_checksum(), 0, len(part.columns)
        with self._open(name) as lines:
            while line := lines.readline(LONGEST_ROW + 1):
                size += len(line)
                if len(line) > LONGEST_ROW or size > part.size:
                    raise Unusable(f"{name} is longer than it says.")
                seen.update(line)
                row = json.loads(line)
                if not isinstance(row, list) or len(row) != width:
                    raise Unusable(f"A row of {name} has not the columns that it says.")
                yield row
        if size != part.size or seen.hexdigest() != part.sha256:
            raise Unusable(f"{name} is not as it was written.")

    def pieces(self, file):
        """The content of an uploaded file, piece by piece. Raises Unusable, at the end if not before."""
        seen, size, name = new_checksum(), 0, f"files/{file.path}"
        with self._open(name) as part:
            while piece := part.read(PIECE):
                size += len(piece)
                if size > file.size:
                    raise Unusable(f"{name} is longer than it says.")
                seen.update(piece)
                yield piece
        if size != file.size or seen.hexdigest() != file.sha256:
            raise Unusable(f"{name} is not as it was written.")
