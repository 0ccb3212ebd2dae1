import hashlib
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import migrations

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


def keep(apps, schema_editor):
    """A file stays where it lies.."""
    StoredFile = apps.get_model("programme", "StoredFile")
    versions = apps.get_model("programme", "DocumentVersion").objects
    for version in versions.exclude(plain_file=""):
        path = str(version.plain_file)
        place = Path(settings.MEDIA_ROOT) / path
        content = place.read_bytes() if place.is_file() else b""
        ending = path.rpartition(".")[2].lower()
        stored, _created = StoredFile.objects.get_or_create(
            path=path,
            defaults={
                "name": PurePosixPath(path).name[:150],
                "content_type": TYPES.get(ending, "application/octet-stream"),
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            },
        )
        versions.filter(pk=version.pk).update(file=stored)


def put_back(apps, schema_editor):
    versions = apps.get_model("programme", "DocumentVersion").objects
    for version in versions.exclude(file=None).select_related("file"):
        versions.filter(pk=version.pk).update(plain_file=version.file.path[:100], file=None)


class Migration(migrations.Migration):
    dependencies = [("programme", "0010_versions_hold_stored_files")]

    operations = [migrations.RunPython(keep, put_back)]
