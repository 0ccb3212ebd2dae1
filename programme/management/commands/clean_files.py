from django.core.management.base import BaseCommand

from programme.importing.storage import forget_old
from programme.stored_files import clean_files


class Command(BaseCommand):
    help = (
        "Removes files that no record knows, such as uploads that were undone, and imports that nobody confirmed. "
        "Leaves those younger than a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only name them")

    def handle(self, *args, **options):
        dry_run = options["dry_run"]
        for path in (*clean_files(dry_run=dry_run), *forget_old(dry_run=dry_run)):
            self.stdout.write(f"{'would remove' if dry_run else 'removed'} {path}")
