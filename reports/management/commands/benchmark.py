"""Measures the activities page on generated records in a scratch database (`make bench`)."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings

from programme.history import unrecorded
from reports import benchmark, benchmark_board, benchmark_paper

GOALS = {"warm": 50, "cold": 300}  # milliseconds on PostgreSQL at the largest size
GOAL_OF_KEPT = 0.8  # of the requests a second that an empty page of the project answers under the same server


class Command(BaseCommand):
    help = "Measures the activities page at 1,000 and 100,000 generated activities, in a scratch database of its own."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000], metavar="ACTIVITIES")

    def handle(self, *args, sizes, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("The benchmark runs with PORTAL_ENV=development only.")
        if connection.vendor != "sqlite" and not benchmark.is_scratch():
            raise CommandError("This database server's database holds a record: name another one in DATABASE_URL.")
        with tempfile.TemporaryDirectory() as folder:
            self.in_scratch_database(Path(folder), sorted(sizes))

    def in_scratch_database(self, folder, sizes):
        name = str(folder / "benchmark.sqlite3") if connection.vendor == "sqlite" else "portal_benchmark"
        before = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = name
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            self.stdout.write(f"Writing and measuring {sizes[-1]:,} activities on {connection.display_name} …")
            with override_settings(ROOT_URLCONF="reports.benchmark", ALLOWED_HOSTS=["localhost"]):
                found, empty, rates = benchmark.run(sizes)
                with unrecorded("generated cycles in a scratch database"):
                    board = benchmark_board.run()
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
        self.report(found, empty)
        self.report_rates(rates)
        for page, taken in board.items():
            self.stdout.write(f"follow-up board, {page}: {taken:.0f} ms; goal {benchmark_board.GOAL} ms")
        self.report_papers()

    def report_papers(self):
        times, grown = benchmark_paper.run()
        for name, taken in times.items():
            goal = benchmark_paper.GOALS[name]
            self.stdout.write(f"report of forty pages, {name}: {taken:.0f} ms; goal {goal} ms")
        rounds = benchmark_paper.ROUNDS
        self.stdout.write(f"memory after {rounds} reports in three formats: {grown:+.0f} MB; goal: none")

    def report_rates(self, rates):
        """What a reader without a session gets from the server, beside the empty page in the same run."""
        empty = rates[benchmark.EMPTY]
        self.stdout.write(f"under gunicorn, kept: empty page {empty:.0f} requests a second")
        for name, address in benchmark.PAGES.items():
            self.stdout.write(
                f"under gunicorn, kept: {name} {rates[address]:.0f} requests a second, "
                f"{rates[address] / empty:.2f} of the empty page; goal {GOAL_OF_KEPT}"
            )

    def report(self, found, empty):
        smallest, largest = min(found), max(found)
        self.stdout.write(f"empty page: {empty.warm:.1f} ms")
        for page, times in found[largest].items():
            self.stdout.write(f"{page}, kept whole for the next reader: {times.kept:.1f} ms")
            for state, goal in GOALS.items():
                at_least, at_most = (getattr(found[size][page], state) for size in (smallest, largest))
                self.stdout.write(
                    f"{page}, {state}: {at_most:.1f} ms at {largest:,} activities, {at_least:.1f} ms at {smallest:,} "
                    f"(ratio {at_most / at_least:.1f}); {at_most / empty.warm:.1f} times the empty page; "
                    f"goal on PostgreSQL {goal} ms"
                )
