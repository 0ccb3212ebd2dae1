"""Measures a report of about forty pages in its three formats, and whether the memory of the process grows."""

import resource
from statistics import median
from time import perf_counter

from django.template.loader import render_to_string

from reports.paper.pdf import as_pdf
from reports.paper.samples import long_paper
from reports.paper.word import as_docx

REPEATS, ROUNDS = 5, 50
GOALS = {"page": 300, "Word": 2000, "PDF": 2000}  # milliseconds
MEGABYTE = 1024  # `ru_maxrss` counts kilobytes


def as_page(paper):
    return render_to_string("reports/paper/paper.html", {"paper": paper}).encode()


FORMATS = {"page": as_page, "Word": as_docx, "PDF": as_pdf}


def run(rounds=ROUNDS):
    """Median milliseconds of each format once it is warm; megabytes by which the process grew over the rounds.

    As many rounds come before, in which the allocator takes what it will go on with.
    """
    paper = long_paper()
    times = {name: median([taken(draw, paper) for _ in range(REPEATS + 1)][1:]) for name, draw in FORMATS.items()}
    draw_all(paper, rounds)
    before = memory()
    draw_all(paper, rounds)
    return times, (memory() - before) / MEGABYTE


def draw_all(paper, rounds):
    for _ in range(rounds):
        for draw in FORMATS.values():
            draw(paper)


def memory():
    """The most that the process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def taken(draw, paper):
    begun = perf_counter()
    if not draw(paper):
        raise RuntimeError(f"{draw.__name__} made nothing.")
    return (perf_counter() - begun) * 1000
