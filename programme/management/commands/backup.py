from django.core.management.base import BaseCommand, CommandError

from programme.backups.make import Impossible, make_backup

INCOMPLETE = 2


class Command(BaseCommand):
    help = (
        "Writes all that cannot be made anew into one file portal-<time>.zip in FOLDER: the records as of one moment "
        "and the uploaded files. The portal goes on meanwhile. The file is read back before the command ends."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", help="where to write it; the folder must be there")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="then remove all but the newest N backups from the folder"
        )

    def handle(self, *args, folder, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number from 1.")
        try:
            made = make_backup(folder, keep=keep)
        except (Impossible, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        manifest = made.manifest
        size = made.path.stat().st_size
        self.stdout.write(f"{made.path}: {manifest.rows} rows, {len(manifest.files)} files, {size:,} bytes.")
        for path in made.removed:
            self.stdout.write(f"removed {path}")
        if manifest.missing:
            for path in manifest.missing:
                self.stderr.write(f"missing or changed on the disk: {path}")
            raise CommandError(
                f"The backup was made without {len(manifest.missing)} files that are missing or not as they were "
                "uploaded; look for them in older backups. None of these was removed.",
                returncode=INCOMPLETE,
            )
