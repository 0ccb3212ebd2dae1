from django.core.management.base import BaseCommand, CommandError

from programme.backups.archive import Archive
from programme.backups.manifest import Unusable


class Command(BaseCommand):
    help = "Reads all of a backup and compares it with what it says of itself. Asks no database and writes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file that `backup` wrote")

    def handle(self, *args, file, **options):
        try:
            with Archive(file) as archive:
                archive.check()
        except Unusable as error:
            raise CommandError(f"{file} is not usable. {error}") from error
        said = archive.manifest
        commit = f" ({said.commit[:12]})" if said.commit else ""
        self.stdout.write(
            f"Made at {said.made_at:%Y-%m-%d %H:%M:%S} UTC by version {said.portal}{commit}, on {said.engine}."
        )
        self.stdout.write(f"Whole: {said.rows} rows in {len(said.tables)} tables, {len(said.files)} files.")
        for path in said.missing:
            self.stdout.write(f"was missing already when it was made: {path}")
