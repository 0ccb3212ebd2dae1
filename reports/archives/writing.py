"""Writes the archive: a file after the other into a temporary file, so that no more than one is in the memory."""

import json
import logging
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from programme.page_cache import record_stands
from programme.stored_files import open_stored
from reports.paper.typst_process import NotMade

logger = logging.getLogger(__name__)

PIECE = 256 * 1024
FORMAT = 1
STYLE = ("css/tokens.css", "css/base.css", "css/utilities.css", "css/archive.css")
# Papers that are not made by then are left out, and the contents say so: their data is there, and an answer must come.
SECONDS_FOR_PAPERS = 20


def written(country, groups, *, base_url):
    """The archive as an open temporary file, and the entries of uploaded files that are in it."""
    file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 (closed with the answer)
    try:
        with zipfile.ZipFile(file, "w") as archive:
            taken = _Writer(archive, country, base_url).write(groups)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, taken


class _Writer:
    def __init__(self, archive, country, base_url):
        self.archive, self.country, self.base_url = archive, country, base_url
        self.now, self.until = timezone.localtime(), monotonic() + SECONDS_FOR_PAPERS
        self.lines, self.left_out, self.taken = [], [], []

    def write(self, groups):
        """Returns the entries of uploaded files that were written."""
        self.version, self.as_of = record_stands()
        shown = [(group, [line for one in group.entries if (line := self._entry(one))]) for group in groups]
        context = {
            "country": self.country,
            "groups": shown,
            "left_out": self.left_out,
            "made_at": self.now,
            "as_of": self.as_of,
            "page_language": get_language()[:2],
        }
        page = render_to_string("reports/archives/contents.html", context)
        self._put("contents.html", [page.encode()])
        self._put("contents.css", [Path(finders.find(name)).read_bytes() for name in STYLE])
        self._put("manifest.json", [json.dumps(self._manifest(), ensure_ascii=False, indent=1).encode()])
        return self.taken

    def _entry(self, entry):
        """Writes it and returns its line in the contents; None where it could not be had, which the contents say."""
        try:
            pieces = self._pieces_of(entry)
        except (NotMade, FileNotFoundError) as error:
            logger.error("left out of the archive of %s: %s (%s)", self.country.slug, entry.path, error)
            self.left_out.append(entry)
            return None
        line = self._put(entry.path, pieces, is_packed=entry.is_packed)
        line |= {"what": entry.what, "address": f"{self.base_url}{entry.address}"}
        if entry.stored:
            line["name"] = entry.stored.name
            self.taken.append(entry)
        return line

    def _pieces_of(self, entry):
        if entry.stored:
            return _read(open_stored(entry.stored))
        if entry.is_packed and monotonic() > self.until:
            raise NotMade("the time for papers was up")
        made = entry.made()
        return [made] if isinstance(made, bytes) else made

    def _put(self, path, pieces, *, is_packed=False):
        info = zipfile.ZipInfo(path, self.now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, 0o644 << 16
        size, digest = 0, sha256()
        with self.archive.open(info, "w", force_zip64=is_packed) as target:
            for piece in pieces:
                target.write(piece)
                digest.update(piece)
                size += len(piece)
        line = {"path": path, "size": size, "sha256": digest.hexdigest()}
        self.lines.append(line)
        return line

    def _manifest(self):
        return {
            "format": FORMAT,
            "country": self.country.iso2,
            "made_at": self.now.isoformat(timespec="seconds"),
            "record_version": self.version,
            "record_changed_at": self.as_of.isoformat(timespec="seconds") if self.as_of else None,
            "language": get_language(),
            "files": self.lines,
            "left_out": [{"path": one.path, "what": one.what} for one in self.left_out],
        }


def _read(file):
    with file:
        while piece := file.read(PIECE):
            yield piece
