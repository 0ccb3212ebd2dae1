"""Files on the disk: put away in the caller's transaction, handed out after the caller's permission check (ADR 12).

An upload is written to `incoming/` and moved to its place when the transaction is committed. One that is undone leaves
only a file in `incoming/`, which `clean_files` removes; one cut off between commit and move is read from there.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from programme.history import acting_now
from programme.models import Download, StoredFile

INCOMING = "incoming"
# Younger files may belong to a transaction that is still going on.
GRACE = timedelta(days=1)


@transaction.atomic
def store(checked, *, by=None):
    """Keeps a CheckedUpload and returns its StoredFile."""
    token = secrets.token_hex(20)
    path = f"uploads/{token[:2]}/{token}"
    incoming = incoming_path(path)
    incoming.parent.mkdir(parents=True, exist_ok=True)
    checked.file.seek(0)
    # On the disk before the transaction ends: what is acknowledged must not be lost.
    with incoming.open("xb") as target:
        while chunk := checked.file.read(256 * 1024):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    incoming.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    stored = StoredFile.objects.create(
        path=path,
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=by,
    )
    transaction.on_commit(lambda: put_in_place(path))
    return stored


def put_in_place(path):
    final = final_path(path)
    final.parent.mkdir(parents=True, exist_ok=True)
    os.replace(incoming_path(path), final)


def final_path(path):
    return Path(settings.MEDIA_ROOT) / path


def incoming_path(path):
    return Path(settings.MEDIA_ROOT) / INCOMING / path.rpartition("/")[2]


def open_stored(stored):
    for path in (final_path(stored.path), incoming_path(stored.path), final_path(stored.path)):
        try:
            return path.open("rb")
        except FileNotFoundError:
            continue  # it may be moved between the two looks
    raise FileNotFoundError(stored.path)


def serve(stored, request, *, about, is_public=False, as_attachment=True):
    """The file as an answer. The caller has checked that this person may have it, as part of the record `about`.

    What is not public is noted with who took it and never kept on the way.
    """
    tag = f'"{stored.sha256}"'
    if is_public and (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return _with_headers(unchanged, stored, tag, is_public)
    try:
        file = open_stored(stored)
    except FileNotFoundError:
        raise Http404 from None
    if not is_public and request.method == "GET":
        note_downloads([(stored, about)], request.user)
    response = FileResponse(file, content_type=stored.content_type)
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, stored.name)
    return _with_headers(response, stored, tag, is_public)


def note_downloads(taken, user):
    """Notes who took away files that are not public: pairs of a stored file and the record that it is part of."""
    noted = []
    for stored, about in taken:
        signature = acting_now(about, user)
        noted.append(
            Download(
                file=stored,
                name=stored.name,
                sha256=stored.sha256,
                about=about,
                by=user,
                acted_as=signature["acted_as"],
                acted_for=signature["acted_for"],
            )
        )
    Download.objects.bulk_create(noted)


def _with_headers(response, stored, tag, is_public):
    response.headers["ETag"] = tag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "private, no-store"
    return response


def orphans(now=None):
    """Files that no record knows, old enough not to belong to a transaction that is still going on."""
    root, before = Path(settings.MEDIA_ROOT), ((now or timezone.now()) - GRACE).timestamp()
    known = set(StoredFile.objects.values_list("path", flat=True))
    waiting = {path.rpartition("/")[2] for path in known}
    for folder in (root / "uploads", root / INCOMING):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            is_known = file.name in waiting if folder.name == INCOMING else str(file.relative_to(root)) in known
            if file.is_file() and not is_known and file.stat().st_mtime < before:
                yield file


def clean_files(*, dry_run=False, now=None):
    """Puts in place what was cut off on its way and removes what belongs to nobody; returns the removed paths."""
    if not dry_run:
        names = {path.rpartition("/")[2]: path for path in StoredFile.objects.values_list("path", flat=True)}
        folder = Path(settings.MEDIA_ROOT) / INCOMING
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.name in names:
                put_in_place(names[file.name])
    removed = list(orphans(now))
    for file in () if dry_run else removed:
        file.unlink(missing_ok=True)
    return [str(file.relative_to(settings.MEDIA_ROOT)) for file in removed]


@transaction.atomic
def remove(stored):
    """Deletes a file that no record holds any more (the database refuses it otherwise)."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: final_path(path).unlink(missing_ok=True))
