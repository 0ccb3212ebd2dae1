"""What is written while a backup is made is in it whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from activities.models import Activity, Participation
from programme.backups import make
from programme.backups.archive import Archive
from programme.backups.make import make_backup
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def test_a_write_that_goes_on_does_not_tear_it(tmp_path, monkeypatch):
    """An activity with its country is written after the activities were read and before the participations are."""
    country = factories.beneficiary("Serbia", "RS", iso3="SRB")
    first = factories.activity(slug="first")
    read_rows, tables = make.read_rows, []

    def write():
        try:
            Participation.objects.create(activity=factories.activity(slug="meanwhile"), country=country)
            Participation.objects.create(activity=first, country=country)
        finally:
            connections.close_all()

    def read(connection, table):
        if tables and tables[-1] == "activities_activity":
            with ThreadPoolExecutor(1) as other:  # the writer waits for no reader
                other.submit(write).result(timeout=30)
        tables.append(table.name)
        return read_rows(connection, table)

    monkeypatch.setattr(make, "read_rows", read)

    made = make_backup(tmp_path)

    assert Activity.objects.count() == 2
    assert Participation.objects.count() == 2
    assert made.manifest.tables["activities_activity"].rows == 1
    assert made.manifest.tables["activities_participation"].rows == 0
    with Archive(made.path) as archive:
        assert list(archive.rows("programme_recordversion")) != []
