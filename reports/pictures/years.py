"""Activities per year: how many ran, or may have run, in each; the numbers that the list of activities gives for it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.urls import reverse

from activities.models import ActivityKind, Status

MOST_YEARS = 40
PLOT_TOP, PLOT_HEIGHT = 24, 200  # in px; the rest of the picture is in per cent of its width
HELD, NOT_SAID, PERHAPS = "held", "not-said", "perhaps"
PARTS = (HELD, NOT_SAID, PERHAPS)


@dataclass
class Year:
    """One bar. `parts` add up to what the list of activities shows for the year."""

    year: int
    parts: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    x: str = ""
    middle: str = ""
    width: str = ""
    bars: list = field(default_factory=list)
    is_labelled: bool = True

    @property
    def count(self):
        return sum(self.parts.values())

    @property
    def held(self):
        return self.parts[HELD]

    @property
    def not_said(self):
        return self.parts[NOT_SAID]

    @property
    def perhaps(self):
        return self.parts[PERHAPS]

    @property
    def is_round(self):
        """Whether it is named even where there is no room to name every year."""
        return self.year % 5 == 0

    @property
    def url(self):
        return f"{reverse('activities')}?from={self.year}&to={self.year}"

    @property
    def top(self):
        """Where the uppermost bar ends."""
        return min((bar["y"] for bar in self.bars), default=PLOT_TOP + PLOT_HEIGHT)


@dataclass(frozen=True)
class YearsChart:
    """`undated` are in no bar, `outside` ran only in years that lie too far from the others to be drawn."""

    years: list[Year]
    ticks: list[dict]
    undated: int
    outside: int

    plot_top = PLOT_TOP
    plot_bottom = PLOT_TOP + PLOT_HEIGHT
    label_at = PLOT_TOP + PLOT_HEIGHT + 20
    height = PLOT_TOP + PLOT_HEIGHT + 28

    @classmethod
    def of(cls, activities, this_year):
        rows = list(
            activities.order_by().values_list("first_year", "last_year", "status", "kind").annotate(number=Count("pk"))
        )
        dated = [row for row in rows if row[0] or row[1]]
        first, last = span(dated, this_year)
        years = {year: Year(year) for year in range(first, last + 1)} if dated else {}
        outside = 0
        for since, until, status, kind, number in dated:
            # An unknown end may lie in any year that follows, as in the list of activities.
            touched = range(max(since or first, first), min(until or last, last) + 1)
            outside += 0 if touched else number
            for year in touched:
                years[year].parts[part_of(since, until, status, year)] += number
                years[year].kinds[kind] += number
        chart = cls(
            years=list(years.values()),
            ticks=[],
            undated=sum(row[-1] for row in rows) - sum(row[-1] for row in dated),
            outside=outside,
        )
        chart.draw()
        chart._name_kinds()
        return chart

    @property
    def busiest(self):
        """The year with most activities, the last of several; None where there is none."""
        return max(self.years, key=lambda year: (year.count, year.year), default=None)

    @property
    def has_perhaps(self):
        return any(year.perhaps for year in self.years)

    @property
    def has_not_said(self):
        return any(year.not_said for year in self.years)

    def draw(self):
        """Gives every year its place and its bars, and the scale its steps."""
        highest = max((year.count for year in self.years), default=0)
        step = step_for(highest)
        most = max(step, -(-highest // step) * step)
        self.ticks.extend({"value": value, "y": height_at(value, most)} for value in range(0, most + 1, step))
        slot = 100 / max(len(self.years), 1)
        for place, year in enumerate(self.years):
            year.x, year.middle, year.width = map(per_cent, (slot * (place + 0.12), slot * (place + 0.5), slot * 0.76))
            year.is_labelled = len(self.years) <= MOST_YEARS // 2 or year.is_round
            stacked = 0
            for part in PARTS:
                if year.parts[part]:
                    bottom, stacked = height_at(stacked, most), stacked + year.parts[part]
                    top = height_at(stacked, most)
                    year.bars.append({"part": part, "y": top, "height": bottom - top})

    def _name_kinds(self):
        """The kinds of each year with their numbers, in the Programme's order of kinds; those of no kind come last."""
        kinds = {kind.pk: (place, kind) for place, kind in enumerate(ActivityKind.objects.all())}
        for year in self.years:
            found = [(*kinds.get(key, (len(kinds), None)), number) for key, number in year.kinds.items()]
            year.kinds = [(kind, number) for _place, kind, number in sorted(found, key=lambda one: one[0])]


def span(dated, this_year):
    """The years to draw: all that an activity touches, at most forty and none far ahead."""
    ends = [year for since, until, *_rest in dated for year in (since, until) if year]
    last = min(max(ends, default=this_year), this_year + MOST_YEARS // 4)
    first = min(*ends, last) if ends else last
    return max(first, last - MOST_YEARS + 1), last


def part_of(since, until, status, year):
    """Which part of the year's bar: surely held then, not said to be held, or with an end that nobody knows."""
    if (since is None and year != until) or (until is None and year != since):
        return PERHAPS
    return HELD if status == Status.HELD else NOT_SAID


def step_for(highest):
    """Steps of the scale that people count in: never more than five of them."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 5 * step:
                return step
        size *= 10


def height_at(value, most):
    return round(PLOT_TOP + PLOT_HEIGHT * (1 - value / most))


def per_cent(share):
    """As SVG reads it, whatever the language of the page."""
    return f"{share:.3f}%"
