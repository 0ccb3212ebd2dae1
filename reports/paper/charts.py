"""Lying stacked bars as SVG: on the page with its own style sheet, standing alone for files.

On the page places are in per cent and letters in px, as in the chart of years: words keep their size on every screen,
so a label stands above its bar. A file has a width of its own: there labels stand beside the bars.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from babel.numbers import format_decimal

from programme.plain_text import without_control_characters
from reports.paper.blocks import BarRow, Bars

# How strongly each series is painted, dark to light: steps that grey paper tells apart, and on which a number can be
# read (`PAPER_ON`: from this strength on it is written in the colour of the paper).
STRENGTHS = {
    1: (1.0,),
    2: (1.0, 0.3),
    3: (1.0, 0.4, 0.12),
    4: (1.0, 0.82, 0.36, 0.1),
    5: (1.0, 0.82, 0.45, 0.24, 0.07),
    6: (1.0, 0.82, 0.45, 0.3, 0.16, 0.04),
}
PAPER_ON, INK_UP_TO = 0.8, 0.46

BAR = 18
LINE = 19  # from a line of letters to the next
GAP = 14
PHONE = 300  # px: the least width that a page leaves for a chart
LETTER = 7.4  # px: what a letter takes on average, rather too much
PHONE_LETTERS = int(PHONE / LETTER)

WIDTH, LABELS = 680, 220  # of a chart that stands alone
INK, PAPER, SOFT, BRAND = "#14212b", "#ffffff", "#6f808c", "#0b5478"


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it begins and how long it is, as parts of the longest bar."""

    start: float
    length: float
    strength: float
    words: str = ""  # its number, where there is room for it

    @property
    def has_paper_words(self):
        return self.strength >= PAPER_ON


def strengths(number):
    """One for each series. More than a handful can only be told apart by their order, which is that of the legend."""
    if number in STRENGTHS:
        return STRENGTHS[number]
    return tuple(round(1 - 0.94 * place / (number - 1), 3) for place in range(number)) if number else ()


def legend(bars: Bars):
    """The series with how strongly they are painted; none where there is only one to tell."""
    return list(zip(bars.series, strengths(len(bars.series)), strict=True)) if len(bars.series) > 1 else []


def as_svg(bars: Bars, language: str, *, is_standalone: bool = False) -> str:
    """The drawing without caption; nothing where every value is 0, since an empty frame tells less than a sentence."""
    if bars.is_empty:
        return ""
    return _standing_alone(bars, language) if is_standalone else _on_the_page(bars, language)


def in_figures(value, language):
    return format_decimal(value, locale=language)


def _parts(row: BarRow, most, room, language):
    """The pieces of a bar, and what to write of the whole: all numbers where one found no room in its piece."""
    start, parts, cramped = 0.0, [], False
    for value, strength in zip(row.values, strengths(len(row.values)), strict=True):
        if not value:
            continue
        length, words = value / most, in_figures(value, language)
        # Neither ink nor paper can be read on what lies between.
        fits = length * room >= len(words) * LETTER + 6 and not INK_UP_TO < strength < PAPER_ON
        cramped = cramped or not fits
        parts.append(Part(start, length, strength, words if fits else ""))
        start += length
    if len(row.values) == 1:
        parts = [Part(part.start, part.length, part.strength) for part in parts]
        cramped = False
    numbers = " + ".join(in_figures(value, language) for value in row.values)
    return parts, f" ({numbers})" if cramped and len(parts) > 1 else ""


def _on_the_page(bars, language):
    pieces, y, most = [], 0, max(sum(row.values) for row in bars.rows)
    for row in bars.rows:
        parts, numbers = _parts(row, most, PHONE, language)
        total = in_figures(sum(row.values), language)
        lines = wrapped(row.label, PHONE_LETTERS)
        if len(lines[-1]) + len(total) + len(numbers) >= PHONE_LETTERS:
            lines.append("")
        value = f'<tspan class="bars-value"> {total}</tspan>{numbers}'
        for place, words in enumerate(lines, start=1):
            rest = value if place == len(lines) else ""
            pieces.append(f'<text class="bars-label" x="0" y="{y + LINE * place - 5}">{_text(words)}{rest}</text>')
        y += LINE * len(lines) + 3
        for part in parts:
            pieces.append(
                f'<rect class="bars-part" x="{part.start:.3%}" y="{y}" width="{part.length:.3%}" height="{BAR}" '
                f'fill-opacity="{part.strength}"/>'
            )
            if part.words:
                style = "bars-number bars-number--on-dark" if part.has_paper_words else "bars-number"
                pieces.append(
                    f'<text class="{style}" x="{part.start + part.length / 2:.3%}" y="{y + BAR - 4}" '
                    f'text-anchor="middle">{part.words}</text>'
                )
        pieces.append(f'<line class="bars-zero" x1="0" x2="0" y1="{y - 3}" y2="{y + BAR + 3}"/>')
        y += BAR + GAP
    return (
        f'<svg class="bars-drawing" xmlns="http://www.w3.org/2000/svg" lang="{escape(language)}" width="100%" '
        f'height="{y - GAP + 4}" aria-hidden="true" focusable="false">{"".join(pieces)}</svg>'
    )


def _standing_alone(bars, language):
    """With legend and colours of its own: a file has no style sheet."""
    pieces, y = [], 0
    shown, x = legend(bars), 0.0
    for name, strength in shown:
        name = shortened(name, int((WIDTH - 24) / LETTER))
        needs = len(name) * LETTER + 40
        if x and x + needs > WIDTH:
            x, y = 0, y + LINE + 4
        pieces.append(_box(x + 0.5, y + 4, 12, 12, strength))
        pieces.append(_words(x + 20, y + 15, name))
        x += needs
    y += LINE + 16 if shown else 6
    top, most = y, max(sum(row.values) for row in bars.rows)
    totals = [in_figures(sum(row.values), language) for row in bars.rows]
    # What is written behind a bar takes room from all bars, so that they keep one scale.
    room = WIDTH - LABELS - 12 - max(map(len, totals)) * LETTER
    drawn = [_parts(row, most, room, language) for row in bars.rows]
    room -= max(len(numbers) for _parts, numbers in drawn) * LETTER
    for row, total, (parts, numbers) in zip(bars.rows, totals, drawn, strict=True):
        lines = wrapped(row.label, int((LABELS - 14) / LETTER))
        height = max(BAR, LINE * len(lines))
        for place, words in enumerate(lines):
            line_y = y + (height - LINE * len(lines)) / 2 + LINE * (place + 1) - 5
            pieces.append(_words(LABELS - 10, line_y, words, anchor="end"))
        bar_y = y + (height - BAR) / 2
        for part in parts:
            x, width = LABELS + part.start * room, part.length * room
            pieces.append(_box(x, bar_y, width, BAR, part.strength))
            if part.words and width >= len(part.words) * LETTER + 4:
                colour = PAPER if part.has_paper_words else INK
                pieces.append(_words(x + width / 2, bar_y + BAR - 4.5, part.words, anchor="middle", fill=colour))
        end = LABELS + sum(row.values) / most * room
        pieces.append(_words(end + 7, bar_y + BAR - 4.5, total, weight="bold"))
        if numbers:
            pieces.append(_words(end + 9 + len(total) * LETTER, bar_y + BAR - 4.5, numbers.strip()))
        y += height + GAP
    y += 4 - GAP
    pieces.append(f'<path d="M{LABELS} {top - 4}V{y}" stroke="{SOFT}" stroke-width="1.2"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{escape(language)}" width="{WIDTH}" height="{y + 2:.0f}" '
        f'viewBox="0 0 {WIDTH} {y + 2:.0f}" font-family="Libertinus Serif" font-size="15">{"".join(pieces)}</svg>'
    )


def _box(x, y, width, height, strength):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{BRAND}" '
        f'fill-opacity="{strength}" stroke="{BRAND}" stroke-width="0.8"/>'
    )


def _words(x, y, words, *, anchor="start", fill=INK, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">'
        f"{_text(words)}</text>"
    )


def _text(words):
    return escape(without_control_characters(words))


def shortened(words, most):
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def wrapped(words, most):
    """Lines of at most so many letters; a longer word is cut."""
    lines = [""]
    for word in words.split():
        while len(word) > most:
            lines += [word[:most], ""]
            word = word[most:]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [one for one in lines if one] or [""]
