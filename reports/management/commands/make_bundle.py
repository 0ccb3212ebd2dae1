from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.open_data.bundle import BundleExists, make_bundle


class Command(BaseCommand):
    help = "Writes today's bundle of the open data into VAR_DIR/bundles. Safe to repeat; never changes an old one."

    def add_arguments(self, parser):
        host = settings.ALLOWED_HOSTS[0].lstrip(".")
        local = host in {"127.0.0.1", "localhost", "[::1]"}
        known = None if host == "*" else f"{'http' if local else 'https'}://{host}/"
        parser.add_argument("--address", default=known, help=f"where the portal stands (default: {known})")

    def handle(self, *args, address, **options):
        if not address or not address.startswith(("http://", "https://")):
            raise CommandError("Say with --address where the portal stands, such as https://portal.example.org/.")
        try:
            bundle, is_new = make_bundle(f"{address.rstrip('/')}/", timezone.localdate())
        except BundleExists as exists:
            raise CommandError(
                f"{exists} is there with other content, and a bundle never changes. Make the next one tomorrow."
            ) from None
        self.stdout.write(f"{'Written' if is_new else 'There already, the same'}: {bundle.path}")
        self.stdout.write(f"SHA-256 {bundle.checksum}")
