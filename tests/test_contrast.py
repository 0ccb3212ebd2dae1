"""The colours of the tokens can be told apart, in light and in dark."""

import re
from pathlib import Path

import pytest

from programme.style_guide import COLOURS

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
TOKENS, WORKSHOP = ((CSS / name).read_text() for name in ("tokens.css", "admin.css"))

# What WCAG 2.2 asks of text (1.4.3) and of the edges of what one acts on (1.4.11).
TEXT, EDGE = 4.5, 3
EDGES = [
    ("paper", "line-strong"),
    ("paper-soft", "line-strong"),
    ("paper", "focus"),
    ("paper-soft", "focus"),
    ("brand", "accent"),
]
LINKS = [("paper", "link-hover"), ("paper-soft", "link"), ("paper-soft", "link-hover"), ("action-hover", "on-action")]
MARKS = [("paper", "open-ink"), ("paper-soft", "open-ink"), ("paper", "bad-ink")]


def colours(scheme):
    light, dark = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
    dark = dark.split("@media")[0]
    texts = [light] if scheme == "light" else [light, dark]
    return {name: value for text in texts for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text)}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_guideline_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme):
    value = colours(scheme)
    asked = [*((pair, TEXT) for pair in [*COLOURS, *LINKS, *MARKS]), *((pair, EDGE) for pair in EDGES)]
    measured = {pair: round(contrast(*(value[name] for name in pair)), 2) for pair, _least in asked}
    assert {pair: measured[pair] for pair, least in asked if measured[pair] < least} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_deletes_can_be_read_in_the_workshop(scheme):
    """Django gives it the letters of every button, which are dark at night."""
    letters = re.search(r"\.submit-row a\.deletelink,[^{]*\{ color: var\(--([\w-]+)\); \}", WORKSHOP)
    red = re.search(r"--delete-button-bg: (#[0-9a-f]{6});", WORKSHOP)
    assert contrast(colours(scheme)[letters[1]], red[1]) >= TEXT
