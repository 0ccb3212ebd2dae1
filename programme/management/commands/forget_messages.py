from django.core.management.base import BaseCommand

from programme.outbox import forget_old


class Command(BaseCommand):
    help = "Takes away texts and addresses of mails that were sent, withheld or given up long ago (MAIL_KEPT_DAYS)."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args, dry_run, **options):
        count = forget_old(dry_run=dry_run)
        self.stdout.write(f"{'To be forgotten' if dry_run else 'Forgotten'}: {count}")
