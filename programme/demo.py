"""What the rooms share when they load the demonstration: where it may be loaded at all, and days in the past."""

from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.conf import settings


class NoDemonstration(Exception):
    """The demonstration cannot be loaded here; the message says what to do."""


def refuse_elsewhere():
    """Only the demonstration's own database takes invented countries."""
    if not settings.DEVELOPMENT:
        raise NoDemonstration("The demonstration is never loaded with production settings: its countries are invented.")
    if not settings.DEMO:
        raise NoDemonstration("Set DEMO=1: the demonstration has a database of its own, so that no record holds it.")


@contextmanager
def at(moment):
    """Whatever asks `django.utils.timezone` inside is told this moment, in this process and by nothing else."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    with mock.patch("django.utils.timezone.datetime", Then):
        yield


def pdf(words):
    """A PDF of one page with these words."""
    text = f"BT /F1 14 Tf 72 760 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    made, starts = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(made))
        made += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{made}{trailer}startxref\n{len(made)}\n%%EOF\n".encode("ascii")
