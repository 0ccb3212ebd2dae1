from django.core.management.base import BaseCommand, CommandError

from programme.accounts import code_of


class Command(BaseCommand):
    help = "Prints the code that the second factor of an account asks for now. Development only."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        code = code_of(email)
        if code is None:
            raise CommandError(f"{email} has no app for codes.")
        self.stdout.write(code)
