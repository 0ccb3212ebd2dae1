import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from programme.accounts import make_accounts, write_accounts
from programme.roles import sync_roles


class Command(BaseCommand):
    help = (
        "Prepares the portal on one's own machine: database, roles, the Programme's record, accounts to sign in with."
    )

    def handle(self, *args, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("prepare_run makes accounts with known passwords: it needs PORTAL_ENV=development.")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        sync_roles()
        self.stdout.write("Loading the Programme's record …")
        call_command("load_programme", stdout=self.stdout, stderr=self.stderr)
        address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
        accounts = make_accounts()
        path = write_accounts(accounts, address)
        self.stdout.write(f"\nThe portal: {address}\nSign in:    {address}en/account/login/")
        for account in accounts:
            self.stdout.write(f"  {account['role']:<26} {account['email']:<42} {account['password']}")
        shown = path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path
        self.stdout.write(
            f"  (the same in {shown}; new passwords at every run)\n"
            "The secretariat is asked for a code too; it is printed by\n"
            "  PORTAL_ENV=development .venv/bin/python manage.py code <e-mail address>\n"
            "Mail is written to var/mail.\nStop with Ctrl+C.\n"
        )
