"""The benchmark measures what it says, on records of its own."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from activities.models import Activity, Reach
from programme.history import unrecorded
from programme.querysets import UnrecordedWrite
from reports import benchmark, benchmark_paper
from tests.factories import activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def generated(db):
    with unrecorded("a test of generated records"):
        benchmark.write_vocabulary()
        maker = benchmark.Maker()
        maker.write_batch(120)
    return maker


def test_generated_activities_are_of_every_sort(generated):
    assert Activity.objects.count() == generated.made == 120
    assert set(Activity.objects.values_list("status", flat=True)) > {"held", ""}
    assert Activity.objects.filter(start=None).exists()
    assert Activity.objects.filter(is_published=False).exists()
    assert set(Reach.objects.values_list("how", flat=True)) == set(Reach.How.values)


@pytest.mark.long
@pytest.mark.parametrize("page", [*benchmark.PAGES.values(), benchmark.EMPTY])
def test_every_page_measured_answers(generated, settings, page):
    settings.ROOT_URLCONF = "reports.benchmark"
    times = benchmark.measure(page)
    assert times.cold > 0
    assert times.warm > 0


def test_a_page_that_fails_is_no_measurement(generated, settings):
    settings.ROOT_URLCONF = "reports.benchmark"
    with pytest.raises(RuntimeError, match="answered 404"):
        benchmark.measure("/en/nowhere/")


def test_generated_activities_need_the_guard_lifted(db):
    with pytest.raises(UnrecordedWrite):
        benchmark.write_vocabulary()


def test_the_command_runs_in_development_only(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="PORTAL_ENV=development only"):
        call_command("benchmark", stdout=StringIO())


def test_the_command_refuses_a_server_that_holds_the_record(monkeypatch):
    activity("Workshop")
    assert not benchmark.is_scratch()
    monkeypatch.setattr(type(connection), "vendor", "postgresql", raising=False)
    with pytest.raises(CommandError, match="holds a record"):
        call_command("benchmark", stdout=StringIO())


@pytest.mark.formats
def test_reports_are_measured_in_each_format():
    times, _grown = benchmark_paper.run(rounds=1)
    assert set(times) == set(benchmark_paper.GOALS)
    assert min(times.values()) > 0


def test_a_format_that_makes_nothing_is_no_measurement():
    with pytest.raises(RuntimeError, match="made nothing"):
        benchmark_paper.taken(lambda paper: b"", None)
