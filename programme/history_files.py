"""A history as a table to take away: a line for each field that changed, whatever its length sent as it is made."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from programme.csv_files import as_download, csv_line
from programme.histories import newest
from programme.history_words import told

AT_ONCE = 200


def csv_response(histories, name, names_people=True):
    """The whole history in the reader's language."""
    lines = csv_lines(histories, names_people, get_language())
    return as_download(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), name)


def csv_lines(histories, names_people, language):
    """Begun with the mark by which Excel knows UTF-8."""
    with override(language):
        head = csv_line(_heads())
    yield head.encode("utf-8-sig")
    for keys in _batches(list(newest(histories))):
        # The language of this thread may be another one's by the time the next lines are asked for.
        with override(language):
            part = "".join(csv_line(row) for entry in told(keys, names_people) for row in _rows(entry))
        yield part.encode()


def _batches(keys):
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _heads():
    return [
        pgettext("moment", "When"),
        _("Who"),
        _("Role"),
        _("On behalf of"),
        _("From where"),
        _("What was done"),
        _("Kind of record"),
        _("Record"),
        _("Belongs to"),
        _("Reason or note"),
        _("Field"),
        _("Before"),
        _("After"),
    ]


def _rows(entry):
    about = [
        timezone.localtime(entry.when).isoformat(timespec="seconds"),
        entry.by,
        entry.role,
        entry.on_behalf,
        entry.door,
        entry.done,
        entry.kind,
        entry.name,
        entry.whole.name if entry.whole else "",
        entry.reason,
    ]
    if not entry.changes:
        return [[*about, "", "", ""]]
    return [[*about, change.label, change.before, change.after] for change in entry.changes]
