from django.core.management.base import BaseCommand, CommandError

from programme.demo import NoDemonstration
from reports.demo import load_demo


class Command(BaseCommand):
    help = "Loads three invented countries to try the portal with: needs DEMO=1. Safe to repeat."

    def handle(self, *args, **options):
        try:
            is_new = load_demo()
        except NoDemonstration as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("The demonstration is loaded." if is_new else "The demonstration was there already.")
