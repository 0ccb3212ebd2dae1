from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from programme.backups.archive import BEFORE_RESTORE, Archive
from programme.backups.make import Impossible, make_backup
from programme.backups.manifest import Unusable, keys_known
from programme.backups.restoring import refuse_newer, restore, what_is_there


class Command(BaseCommand):
    help = (
        "Restores a backup: all of it, or nothing. Stop the portal and its timers first. A database that holds records "
        "is refused without --replace, which takes a backup of them first. Mails that waited are held back."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file that `backup` wrote")
        parser.add_argument("--replace", action="store_true", help="replace what the database holds")
        parser.add_argument("--yes-replace", metavar="NAME", help="the same for scripts: the name of the database")
        parser.add_argument(
            "--without-safety-copy", action="store_true", help="take no backup of what is replaced: it is lost"
        )

    def handle(self, *args, file, replace, yes_replace, without_safety_copy, **options):
        try:
            with Archive(file) as archive:
                archive.check()
                refuse_newer(archive.manifest)
                self.make_room(replace, yes_replace, without_safety_copy)
                held = restore(archive)
        except Unusable as error:
            raise CommandError(f"{file} cannot be restored. {error} Nothing was changed.") from error
        except (Impossible, OSError, DatabaseError) as error:
            hint = " Is the portal still running? Stop it and its timers first." if "lock" in str(error) else ""
            raise CommandError(f"Nothing was restored, the records are as they were: {error}{hint}") from error
        self.report(archive.manifest, held)

    def make_room(self, replace, yes_replace, without_safety_copy):
        """Sees to it that what the database holds may go, and is kept elsewhere. Raises CommandError."""
        there = what_is_there()
        if not there:
            return
        shown = ", ".join(f"{count} {name}" for count, name in there[:6])
        name = database_name()
        if not replace and yes_replace is None:
            raise CommandError(
                f"The database {name} holds records already: {shown}{' and more' if there[6:] else ''}. "
                "To replace them by the backup, say --replace."
            )
        if yes_replace is None:
            self.stdout.write(f"The database {name} holds {shown}{' and more' if there[6:] else ''}.")
            try:
                yes_replace = input(f"All of this is replaced. Type the name of the database ({name}) to go on: ")
            except EOFError:
                raise CommandError("Nobody is here to type the name: a script says --yes-replace NAME.") from None
        if yes_replace.strip() != name:
            raise CommandError(f"The database is {name}, not {yes_replace.strip()!r}. Nothing was changed.")
        if not without_safety_copy:
            self.make_safety_copy()

    def make_safety_copy(self):
        folder = settings.VAR_DIR / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            made = make_backup(folder, suffix=BEFORE_RESTORE)
        except Impossible as error:
            raise Impossible(f"{error} To do without a copy of what is replaced, say --without-safety-copy.") from error
        self.stdout.write(f"What was there is kept in {made.path}.")
        for path in made.manifest.missing:
            self.stderr.write(f"missing or changed on the disk, and not in that copy: {path}")

    def report(self, manifest, held):
        self.stdout.write(
            f"Restored as of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC: {manifest.rows} rows, "
            f"{len(manifest.files)} files. Everybody signs in anew."
        )
        if held:
            self.stdout.write(
                f"{held} mails are held back: some may have been sent since the backup. Read them in the admin and "
                "send them one by one, or all of them with `manage.py release_messages`."
            )
        for path in manifest.missing:
            self.stderr.write(f"not in the backup, since it was missing when that was made: {path}")
        if manifest.key not in keys_known():
            self.stderr.write(
                "The portal that made this backup had another SECRET_KEY: until that key stands in "
                "SECRET_KEY_FALLBACKS nobody's second factor works."
            )
        self.stdout.write("Next: manage.py sync_roles, then start the portal.")


def database_name():
    name = str(connection.settings_dict["NAME"])
    return Path(name).name if connection.vendor == "sqlite" else name
