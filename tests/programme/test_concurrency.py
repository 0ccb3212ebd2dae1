"""Two at once: on either database nothing is lost and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from countries.models import Country
from programme.models import Document, LoadedRecord, RecordVersion
from reports.loading import load_record
from tests import factories
from tests.reports.test_load_programme import folder  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work, times=2):
    """Runs `work` in this many threads that start together, each with a connection of its own."""
    barrier = Barrier(times)

    def run(number):
        try:
            barrier.wait(timeout=60)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_a_guarded_step_is_taken_by_one_of_two():
    document = factories.document(kind="news")

    moved = at_once(lambda number: Document.objects.filter(pk=document.pk, kind="news").recorded_update(kind="minutes"))

    assert sorted(moved) == [0, 1]
    assert Document.history.filter(kind="minutes").count() == 1


def test_no_change_of_the_version_is_lost():
    documents = [factories.document(f"document-{number}") for number in range(4)]
    before = RecordVersion.current()

    def save(number):
        documents[number].kind = "news"
        documents[number].save()

    at_once(save, times=4)

    assert RecordVersion.current() == before + 4


def test_two_loads_at_once_load_everything_once(folder):  # noqa: F811
    reports = at_once(lambda number: load_record(folder))

    created = sorted(sum(report.created.values()) for report in reports)
    assert created[0] == 0
    assert created[1] == LoadedRecord.objects.count() > 20
    assert Country.objects.count() == 1


def test_readers_do_not_wait_for_a_writer_and_connections_are_shared():
    """SQLite keeps a write-ahead log; PostgreSQL's connections come from a pool."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    else:
        assert connection.pool.max_size == 8
