"""Splits a line that was read across two columns of a table without rulings."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import regex

from gouji.schemas.glyph import Box, Glyph
from gouji.tables.placed_runs import Columns, TextRun

OFF_CENTRE_PENALTY = 0.25
"""Points of air deducted from a gap for each point that it lies off the midpoint between two columns, where header
text is split."""

FIGURE_SIGNS = ".,，．%％-/"
"""Signs within a figure, a date or a telephone number."""
MAX_FIGURE_GAP = 0.5
"""Maximum distance between two signs of one figure, in widths of the wider one."""

SENTENCE = regex.compile(r"[^\d\s][，。；,;](?=\D)|[，。；,;]\s*$")
MIN_SENTENCE = 12
"""A line this long with a comma or a stop between its words is a sentence over several columns, and no heads read as one."""

MIN_WHITE_EM = 0.15
MIN_FILLED_RATIO = 0.4
"""Where no white parts them, each part fills so much of its column's width: two heads do, a value across them does not."""

MAX_WORD_WHITE_EM, MIN_OWN_WHITE_EM = 0.25, 0.7
"""White beside a narrow character of a word at most, and white that parts the words of a line; a comma or a bracket of full width leaves less."""

WORD = regex.compile(r"[\w/／—－-]")


def split_at_columns(run: TextRun, columns: Columns) -> list[TextRun]:
    """Splits adjacent headers that were read as one line, at the widest gap between two columns.

    A sentence over several columns stays whole, and so does what stands between two columns and over neither.
    """
    under = [(left, right) for left, right in columns if min(run.box[2], right) > max(run.box[0], left)]
    placed = sorted(
        ((run.frame.to_deskewed(glyph.box), glyph) for glyph in run.line.glyphs if glyph.box),
        key=lambda each: each[0][0],
    )
    if len(under) < 2 or not placed or _is_sentence(run.line.text):
        return [run]
    cuts = [_split_position(placed, a, b) for a, b in pairwise(under)]
    groups: dict[int, list[Glyph]] = {}
    for box, glyph in placed:
        groups.setdefault(sum((box[0] + box[2]) / 2 > cut for cut in cuts), []).append(glyph)
    parts = [run.part(glyphs) for glyphs in groups.values()]
    if any(b.box[0] - a.box[2] < MAX_WORD_WHITE_EM * (a.box[3] - a.box[1]) for a, b in pairwise(parts)) and any(
        _has_white(part) for part in parts
    ):
        return [run]
    whole = all(_stands_over_one(part, under, _is_tight(parts)) for part in parts)
    return parts if whole else [run]


def _has_white(part: TextRun) -> bool:
    """Tells whether a part is parted by white itself: then a cut with hardly any white goes through one of its words."""
    boxes = [part.frame.to_deskewed(glyph.box) for glyph in part.line.glyphs if glyph.box and glyph.char.strip()]
    return any(b[0] - a[2] >= MIN_OWN_WHITE_EM * (part.box[3] - part.box[1]) for a, b in pairwise(sorted(boxes)))


def _is_tight(parts: list[TextRun]) -> bool:
    """Tells whether two parts touch: their characters say nothing of where one ends."""
    return any(b.box[0] - a.box[2] < MIN_WHITE_EM * (a.box[3] - a.box[1]) for a, b in pairwise(parts))


def _is_sentence(text: str) -> bool:
    return len(text) >= MIN_SENTENCE and SENTENCE.search(text) is not None


def _stands_over_one(part: TextRun, columns: Columns, tight: bool) -> bool:
    """Tells whether a part has a word or a figure of its own, and fills the column below it if need be."""
    over, width = max((min(part.box[2], high) - max(part.box[0], low), high - low) for low, high in columns)
    return (not tight or over >= MIN_FILLED_RATIO * width) and WORD.search(part.line.text) is not None


def _split_position(placed: list[tuple[Box, Glyph]], left: tuple[float, float], right: tuple[float, float]) -> float:
    """Returns where a line is split between two columns: at the widest gap above them, preferably near the midpoint.

    A figure is never split: infinity if there is no other gap.
    """
    halfway = (left[1] + right[0]) / 2
    gaps = [
        (b[0] - a[2] - OFF_CENTRE_PENALTY * abs((a[2] + b[0]) / 2 - halfway), (a[2] + b[0]) / 2)
        for (a, before), (b, after) in pairwise(placed)
        if not _is_one_figure(a, before, b, after)
    ]
    return max((gap for gap in gaps if left[0] < gap[1] < right[1]), default=(0.0, inf))[1]


def _is_one_figure(a: Box, before: Glyph, b: Box, after: Glyph) -> bool:
    """Tells whether two signs of figures stand as close as within one figure."""
    signs = all(glyph.char.isdecimal() or glyph.char in FIGURE_SIGNS for glyph in (before, after))
    return signs and b[0] - a[2] <= MAX_FIGURE_GAP * max(a[2] - a[0], b[2] - b[0])
