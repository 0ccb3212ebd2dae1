from django.core.management.base import BaseCommand

from assessments.reminders import send_due, what_is_due
from programme.kept_texts import forget_old


class Command(BaseCommand):
    help = (
        "Queues the reminders that are due. Run it every morning, or more often: nothing is sent twice, "
        "and what a missed run left is made up for as far as it is still useful. Texts that were kept for a day "
        "because a session had ended are deleted on the way."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, write nothing")

    def handle(self, *args, dry_run, **options):
        if dry_run:
            for _kind, deadline, planned in what_is_due():
                for one in planned:
                    self.stdout.write(f"{one.state}: {one.step}; {deadline.country}; {one.recipient.email}")
            return
        forget_old()
        sent, skipped = send_due()
        self.stdout.write(f"Queued: {sent}. Left out: {skipped}.")
