from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from activities.list_import import UnreadableList, decode_list, import_lines, understand
from programme.date_format import format_date_range
from programme.models import Document


class Command(BaseCommand):
    help = "Takes the text of a published list of activities into the record. Repeating it adds nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the text of the list, in UTF-8")
        parser.add_argument("--source", required=True, help="the document that the list is printed in (its address)")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument("--first-line", type=int, default=1, help="the document's line that the text begins with")
        parser.add_argument("--publish", action="store_true", help="make the activities public at once")
        parser.add_argument("--dry-run", action="store_true", help="only say what is understood; write nothing")

    def handle(self, *args, file, source, language, first_line, publish, dry_run, **options):
        document = Document.objects.filter(slug=source).first()
        if document is None:
            raise CommandError(f"There is no document “{source}”. Add it first, or name another one.")
        if first_line < 1:
            raise CommandError("--first-line counts from 1.")
        try:
            text = decode_list(file.read_bytes())
            if dry_run:
                published, created = understand(text, language=language, first_line=first_line), []
            else:
                result = import_lines(
                    text, None, source=document, language=language, first_line=first_line, publish=publish
                )
                published, created = result.published, result.created
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except UnreadableList as refusal:
            raise CommandError(str(refusal.message)) from None
        for line in published.lines:
            for said in self.said(line):
                self.stdout.write(said)
        if dry_run:
            self.stdout.write(f"Dry run: nothing was written; {len(published.to_take)} activities would be added.")
        else:
            self.stdout.write(f"{len(created)} activities were added.")

    def said(self, line):
        """A line of the list in words, with what is unsure below it."""
        if line.is_blank:
            return
        place = f"line {line.number}: "
        if not line.is_activity:
            yield f"{place}not an activity ({line.parsed.reason}) {line.parsed.text[:80]}"
        elif line.already:
            yield f"{place}already in: {line.already.slug}"
            return
        elif line.repeats:
            yield f"{place}the same as line {line.repeats}"
            return
        else:
            named = ", ".join(str(one) for one in (*line.countries, *line.groups))
            parts = (
                line.parsed.title,
                str(line.activity.kind or "kind unknown"),
                format_date_range(line.parsed.start, line.parsed.end) or "no date",
                line.parsed.place_printed or "no place",
                named or "no country",
            )
            yield f"{place}{'CANNOT BE TAKEN: ' if line.blocks else ''}{' | '.join(parts)}"
        yield from (f"    cannot be taken: {block}" for block in line.blocks)
        yield from (f"    unsure: {doubt}" for doubt in line.doubts)
