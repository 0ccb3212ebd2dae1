"""The last contact with each country, from the notes that staff write."""

from countries.models import ContactNote


def last_contacts(country_ids) -> dict[int, ContactNote]:
    """The latest note of each of these countries by the country's key; asks one query, however many there are."""
    notes = ContactNote.objects.newest_of(list(country_ids)).for_listing()
    return {note.country_id: note for note in notes}
