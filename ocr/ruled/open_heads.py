"""Parts tables with level rulings only that stand one above the other: the head of the lower one has no ruling above it,
so that a heading or a paragraph and the head seem to be one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.ruled.parted_lines import PlacedLine
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box

MIN_HEAD_COLUMNS = 3
"""A head of fewer columns may be the last line of a paragraph."""

MIN_GAP_EM = 0.6
"""White between two heads, in line heights, where one line holds both."""

MIN_OVERLAP_RATIO = 0.2
"""Lines that share this much of the lower one's height stand in one row of print."""

MIN_TOP_WHITE_EM = 1.0
"""Above a heading there is so much more white than below the head, in line heights. In a row both are its padding."""

MIN_RULINGS = 4
"""Fewer positions in a part are no table; its lines stay lines."""

_Level = list[PlacedLine]


def parted_at_open_heads(
    rulings: Sequence[Ruling], ys: Sequence[float], inside: Sequence[PlacedLine], to_upright: Matrix
) -> list[list[Ruling]]:
    """Returns the rulings of each table of a group with rulings at `ys` (points): the group as it is if nothing parts it.

    The head that begins a table gets a ruling above it.
    """
    cuts = []
    for k, (top, bottom) in enumerate(pairwise(ys)):
        levels = _levels([p for p in inside if top <= (p.box[1] + p.box[3]) / 2 < bottom])
        below = ys[k + 2] if k + 2 < len(ys) else bottom
        columns = max(map(len, _levels([p for p in inside if bottom <= (p.box[1] + p.box[3]) / 2 < below])), default=0)
        if len(levels) > 1 and columns >= MIN_HEAD_COLUMNS and _is_head_below_text(levels, top, bottom, to_upright):
            cuts.append(((_foot(levels[-2]) + min(p.box[1] for p in levels[-1])) / 2, top))
    if not cuts:
        return [list(rulings)]
    low, high = min(r.low for r in rulings), max(r.high for r in rulings)
    starts, ends = [-np.inf, *(at for at, _ in cuts)], [*(top for _, top in cuts), np.inf]
    parts = []
    for start, end in zip(starts, ends, strict=True):
        own = [r for r in rulings if start <= r.at <= end + 1]
        head = [Ruling(start, low, high)] if start > -np.inf else []
        if sum(start <= y <= end + 1 for y in ys) + len(head) >= MIN_RULINGS:
            parts.append([*head, *own])
    return parts


def _levels(lines: Sequence[PlacedLine]) -> list[_Level]:
    """Returns the lines of a band in rows of print, from top to bottom."""
    out: list[_Level] = []
    for placed in sorted(lines, key=lambda p: p.box[1]):
        height = placed.box[3] - placed.box[1]
        if out and _foot(out[-1]) - placed.box[1] > MIN_OVERLAP_RATIO * height:
            out[-1].append(placed)
        else:
            out.append([placed])
    return out


def _foot(level: _Level) -> float:
    return max(p.box[3] for p in level)


def _is_head_below_text(levels: Sequence[_Level], top: float, bottom: float, to_upright: Matrix) -> bool:
    """Tells whether the last row of print is a head of several columns, and what stands above it no part of their cells."""
    heads = [piece for placed in levels[-1] for piece in _pieces(placed, to_upright)]
    if len(heads) < MIN_HEAD_COLUMNS or any(is_figure for _, is_figure in heads):
        return False
    if any(len(level) > 1 for level in levels[-2:-1]):
        return False
    em = float(np.median([p.box[3] - p.box[1] for p in levels[-1]]))
    white = (levels[0][0].box[1] - top) - (bottom - _foot(levels[-1]))
    boundaries = [(a[2] + b[0]) / 2 for (a, _), (b, _) in pairwise(sorted(heads))]
    crossed = max(sum(p.box[0] < at < p.box[2] for at in boundaries) for level in levels[:-1] for p in level)
    return crossed > 0 or white >= MIN_TOP_WHITE_EM * em


def _pieces(placed: PlacedLine, to_upright: Matrix) -> list[tuple[Box, bool]]:
    """Returns the boxes of what wide white parts in a line, and whether each is a bare figure."""
    height = placed.box[3] - placed.box[1]
    found: list[list[tuple[Box, str]]] = []
    for glyph in placed.line.glyphs:
        if glyph.box is None or not glyph.char.strip():
            continue
        box = bounding_box(transform_points(corners(glyph.box), to_upright))
        if found and box[0] - found[-1][-1][0][2] < MIN_GAP_EM * height:
            found[-1].append((box, glyph.char))
        else:
            found.append([(box, glyph.char)])
    return [
        (
            (own[0][0][0], min(b[1] for b, _ in own), own[-1][0][2], max(b[3] for b, _ in own)),
            not any(char.isalpha() for _, char in own),
        )
        for own in found
    ]
