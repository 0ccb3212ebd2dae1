from django.core.management.base import BaseCommand

from programme.outbox import release


class Command(BaseCommand):
    help = "Lets mails go that a restore held back. Those that were sent since the backup then go out a second time."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only name them")

    def handle(self, *args, dry_run, **options):
        released = release(dry_run=dry_run)
        for message in released:
            self.stdout.write(
                f"{message.queued_at:%Y-%m-%d %H:%M} {message.kind} to {message.address}: {message.subject}"
            )
        self.stdout.write(f"{'Held back' if dry_run else 'Released'}: {len(released)}")
