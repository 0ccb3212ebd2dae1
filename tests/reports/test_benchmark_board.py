"""The benchmark of the follow-up board measures a board that is full."""

import pytest

from assessments.models import SelfAssessment
from programme.history import unrecorded
from reports import benchmark, benchmark_board

pytestmark = pytest.mark.django_db


def test_the_board_is_measured_on_cycles_of_every_sort(roles, monkeypatch):
    monkeypatch.setattr(benchmark_board, "COUNTRIES", 3)
    monkeypatch.setattr(benchmark_board, "CYCLES", 4)
    monkeypatch.setattr(benchmark_board, "REPEATS", 1)
    with unrecorded("a test of generated records"):
        benchmark.write_vocabulary()
        found = benchmark_board.run()
    assert set(found) == set(benchmark_board.PAGES)
    assert SelfAssessment.objects.count() == 12
    assert set(SelfAssessment.objects.values_list("status", flat=True)) == {
        "draft",
        "submitted",
        "under_review",
        "accepted",
    }
