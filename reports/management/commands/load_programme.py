from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.loading import FaultyFiles, load_record


class Command(BaseCommand):
    help = "Loads the Programme's record from data/; keeps what staff changed or deleted since. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR, help="default: data/")
        parser.add_argument("--check", action="store_true", help="only say what would happen; write nothing")

    def handle(self, *args, folder, check, **options):
        try:
            report = load_record(folder.resolve(), check_only=check)
        except FaultyFiles as refusal:
            for fault in refusal.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"Nothing was loaded: {len(refusal.faults)} faults in the files.") from None
        for line in report.lines():
            self.stdout.write(line)
        if check:
            self.stdout.write("Checked only: nothing was written.")
