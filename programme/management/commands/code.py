from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from programme.accounts import code_of

DEMO = "For an account of the demonstration write DEMO=1 before the command."


class Command(BaseCommand):
    help = "Prints the code that the second factor of an account asks for now. Development only."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        try:
            code = code_of(email)
        except (OperationalError, ProgrammingError):
            raise CommandError(f"This database has no accounts yet: `make run` makes them. {DEMO}") from None
        if code is None:
            raise CommandError(f"{email} has no app for codes here. {DEMO}")
        self.stdout.write(code)
