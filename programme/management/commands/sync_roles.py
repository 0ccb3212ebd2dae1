from django.core.management.base import BaseCommand

from programme.roles import sync_roles


class Command(BaseCommand):
    help = "Makes the roles as groups with the permissions that the code gives them. Safe to repeat."

    def handle(self, *args, **options):
        for line in sync_roles():
            self.stdout.write(line)
