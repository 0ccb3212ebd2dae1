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
        if settings.DEMO:
            self.stdout.write("Loading the demonstration …")
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
        accounts = make_accounts()
        path = write_accounts(accounts, address)
        self.stdout.write(f"\nThe portal: {address}\nSign in:    {address}en/account/login/")
        for account in accounts:
            self.stdout.write(f"  {account['role']:<26} {account['email']:<42} {account['password']}")
        shown, mail = (
            one.relative_to(settings.BASE_DIR) if one.is_relative_to(settings.BASE_DIR) else one
            for one in (path, settings.EMAIL_FILE_PATH)
        )
        demo = "DEMO=1 " if settings.DEMO else ""
        self.stdout.write(
            f"  (the same in {shown}; new passwords at every run)\n"
            "The secretariat is asked for a code too; it is printed by\n"
            f"  {demo}PORTAL_ENV=development .venv/bin/python manage.py code <e-mail address>\n"
            f"Mail is written to {mail}.\nStop with Ctrl+C.\n"
        )
