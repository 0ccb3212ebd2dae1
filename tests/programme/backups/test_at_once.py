"""What is written while a backup is made is in it whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from activities.models import Activity, Participation
from programme.backups import make, restoring
from programme.backups.archive import Archive
from programme.backups.make import make_backup
from programme.models import Document
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


def test_nothing_is_restored_while_others_work(tmp_path, monkeypatch, settings):
    """Somebody's transaction goes on: the restore waits a little and then says what to do."""
    settings.VAR_DIR = tmp_path
    document = factories.document("here")
    made = make_backup(tmp_path)
    monkeypatch.setattr(restoring, "PATIENCE", "100ms")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 100")
    begun, over = Event(), Event()

    def work():
        try:
            with transaction.atomic():
                Document.objects.filter(pk=document.pk).recorded_update(kind="news")
                begun.set()
                over.wait(timeout=60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        going_on = other.submit(work)
        assert begun.wait(timeout=60)
        name = str(connection.settings_dict["NAME"]).rpartition("/")[2]
        try:
            with pytest.raises(CommandError, match="Is the portal still running"):
                call_command("restore", str(made.path), "--yes-replace", name, "--without-safety-copy")
        finally:
            over.set()
            connection.close()  # and its short patience with it
        going_on.result()

    assert Document.objects.get().kind == "news"
