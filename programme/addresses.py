"""Finding the record that an address names, and where it went if it was merged into another."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import redirect

from programme.models import OldAddress


class Moved(Exception):
    """The record of this address was merged into another one."""

    def __init__(self, record):
        super().__init__(record)
        self.record = record

    def as_response(self, request):
        """Leads to the record's page for good, with whatever the reader asked of the old one."""
        query = request.META.get("QUERY_STRING", "")
        address = self.record.get_absolute_url()
        return redirect(f"{address}?{query}" if query else address, permanent=True)


def find(records, slug):
    """The record with this slug among those given; raises Moved for an old address, Http404 for none.

    An old address leads only to a record that is among those given: what a reader may not see stays unknown.
    """
    found = records.filter(slug=slug).first()
    if found is not None:
        return found
    kind = ContentType.objects.get_for_model(records.model)
    old = OldAddress.objects.filter(record_type=kind, slug=slug).first()
    record = old and records.filter(pk=old.record_id).first()
    if record:
        raise Moved(record)
    raise Http404
