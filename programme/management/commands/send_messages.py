from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme.models import Message
from programme.outbox import MailServerAway, send_due


class Command(BaseCommand):
    help = "Sends the mails that wait in the outbox. Run it every minute; several at once do no harm."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, send nothing")
        parser.add_argument("--limit", type=int, default=200, help="how many at most (200)")

    def handle(self, *args, dry_run, limit, **options):
        if dry_run:
            for message in Message.objects.due()[:limit]:
                self.stdout.write(f"{message.kind} to {message.address}")
            return
        try:
            sent, failed = send_due(limit)
        except MailServerAway as error:
            server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
            raise CommandError(f"No mail was sent, all of it waits: the mail server {server} says {error}") from error
        self.stdout.write(f"Sent: {sent}. Failed: {failed}.")
