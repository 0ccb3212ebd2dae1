"""What is given in a country's name, of an assessment as of a plan, and the certified, numbered version of it."""

from contextlib import contextmanager

from django.db.models import Max

from programme.history import acting, acting_now
from programme.stored_files import store


@contextmanager
def signed(record, by, on_behalf):
    """What is written inside is given in the country's name; hands over what a copy keeps of who gave it."""
    with acting(on_behalf_of=record.country.iso2 if on_behalf else ""):
        yield {"by": by, "acted_as": acting_now(record, by)["acted_as"], "on_behalf": on_behalf}


def certify(record, content, *, by, name, function, original, on_behalf, **details):
    """Keeps the content as the record's next version and hands it over; returns the version. Locked by the caller."""
    if on_behalf and original is None:
        raise ValueError("What is submitted on a country's behalf has its original attached.")
    number = (record.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    with signed(record, by, on_behalf) as signature:
        submission = record.submissions.create(
            number=number,
            content=content,
            certified_name=name,
            certified_function=function,
            original=store(original, by=by) if original else None,
            **signature,
            **details,
        )
        record.step("submit", by=by, note=str(number))
    return submission
