"""The map of the region: the committed shapes with each country's standing, and where its name is written."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from programme.templatetags.components import page_language, text_of

SHAPES = settings.BASE_DIR / "data" / "map" / "shapes.json"

# Where a name stands, in units of the drawing: a place beside it and the point that a line leads to, or neither for a
# name inside its country; `start`, `middle` or `end` says which part of the name stands there.
BESIDE = {
    "HR": ((262, 366), (318, 338), "end"),
    "BA": ((262, 416), (340, 396), "end"),
    "ME": ((262, 466), (368, 449), "end"),
    "AL": ((262, 516), (366, 514), "end"),
    "RS": ((424, 286), (428, 392), "middle"),
    "MK": ((450, 600), (415, 512), "start"),
    "MD": ((620, 560), (642, 380), "start"),
    "AM": ((960, 796), (1010, 676), "end"),
    "AZ": ((1096, 796), (1088, 688), "start"),
}
INSIDE = {
    "KZ": (1520, 350),
    "UA": (726, 306),
    "TJ": (1752, 668),
    "KG": (1800, 532),
    "TM": (1418, 706),
    "UZ": (1462, 596),
    "GE": (984, 614),
}
# Large enough for their names where the map is no wider than a tablet.
LARGE = frozenset({"BY", "KZ", "RO", "TM", "UA", "UZ"})
LINE = 42  # the height of a name's target, 25 px where the map is as wide as a page
LETTER = 13  # the width of a letter, by a generous guess
FORMER = "former"  # how a country is filled that benefits no longer, whatever its phase


@dataclass(frozen=True)
class Shape:
    """A country on the map: its outline, how it is filled, where its name stands."""

    country: object
    standing: object
    key: str
    name: str
    language: str  # empty where it is the page's
    path: str
    name_at: tuple[int, int]
    anchor: str = "middle"
    line_to: tuple[int, int] | None = None
    is_large: bool = False

    @property
    def target(self):
        """A rectangle around a name beside its country, for a finger or a pointer: x, y, width, height."""
        width = LETTER * len(self.name)
        x, y = self.name_at
        left = {"start": x, "middle": x - width // 2, "end": x - width}[self.anchor]
        return left - 8, y - 30, width + 16, LINE

    @property
    def line(self):
        """From the name to the country: x1, y1, x2, y2."""
        if self.line_to is None:
            return None
        x, y = self.name_at
        if abs(self.line_to[1] - y) > 2 * LINE:
            shift = {"start": 24, "middle": 0, "end": -24}[self.anchor]
            return x + shift, y + (12 if self.line_to[1] > y else -26), *self.line_to
        return x + {"start": -8, "middle": 0, "end": 8}[self.anchor], y - 7, *self.line_to


@dataclass(frozen=True)
class RegionMap:
    width: int
    height: int
    land: str
    borders: str
    open_area: str
    open_border: str
    shapes: list[Shape]
    others: list[str]  # outlines of countries that the map could show and the record does not have as beneficiaries
    not_drawn: list[object]

    @classmethod
    def of(cls, places):
        """The map of these countries, each with its standing and the key by which it is filled."""
        drawing = read_shapes()
        outlines = drawing["countries"]
        here = {country.iso2: (country, standing, key) for country, standing, key in places}
        return cls(
            **{name: drawing[name] for name in ("width", "height", "land", "borders", "open_area", "open_border")},
            shapes=[
                shape_of(iso2, outline, *here[iso2]) for iso2, outline in in_drawing_order(outlines) if iso2 in here
            ],
            others=[outline["path"] for iso2, outline in outlines.items() if iso2 not in here],
            not_drawn=[country for country, _standing, _key in places if country.iso2 not in outlines],
        )

    @property
    def view_box(self):
        return f"0 0 {self.width} {self.height}"


def in_drawing_order(outlines):
    """Names beside their country come last, over whatever they cross."""
    return sorted(outlines.items(), key=lambda pair: (pair[0] in BESIDE, pair[0]))


def shape_of(iso2, outline, country, standing, key):
    name, language = text_of(country, "name")
    common = {
        "country": country,
        "standing": standing,
        "key": key,
        "name": name,
        "language": "" if language == page_language() else language,
        "path": outline["path"],
    }
    if iso2 in BESIDE:
        place, line_to, anchor = BESIDE[iso2]
        return Shape(**common, name_at=place, anchor=anchor, line_to=line_to)
    x, y = INSIDE.get(iso2, outline["centre"])
    return Shape(**common, name_at=(x, y + 7), is_large=iso2 in LARGE)


@cache
def read_shapes():
    with open(SHAPES, encoding="utf-8") as file:
        return json.load(file)
