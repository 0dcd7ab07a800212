"""Splits lines that were taken together over two columns, where several rows of a table show the same white."""

from __future__ import annotations

from itertools import pairwise

from gouji.schemas.glyph import Box, Glyph
from gouji.tables.placed_runs import Row, TextRun

MIN_GAP_EM = 0.7
"""White inside a line that may lie between two columns; within words there is none as wide."""
MIN_ROWS = 2
"""So many rows have white at the same place, or begin a column there."""
SAME_START_EM = 0.6
"""Words of one column begin this near to one another."""

Gap = tuple[float, float]


def split_at_shared_gaps(region: list[Row]) -> list[Row]:
    """Returns the rows with such lines split: level names stand an em apart (产出指标 数量指标), and a row below has one
    of them only."""
    gaps = [gap for row in region for run in row for gap in _gaps(run)]
    shared = [gap for gap in gaps if _is_shared(gap, gaps, region)]
    if not shared:
        return region
    return [[part for run in row for part in _parts(run, shared)] for row in region]


def _gaps(run: TextRun) -> list[Gap]:
    em = run.box[3] - run.box[1]
    return [(a[2], b[0]) for (a, _), (b, _) in pairwise(_placed(run)) if b[0] - a[2] >= MIN_GAP_EM * em]


def _placed(run: TextRun) -> list[tuple[Box, Glyph]]:
    """The characters that show ink, from left to right, with their boxes on the deskewed page."""
    inked = ((glyph.box, glyph) for glyph in run.line.glyphs if glyph.box and glyph.char.strip())
    return sorted(((run.frame.to_deskewed(box), glyph) for box, glyph in inked), key=lambda each: each[0][0])


def _is_shared(gap: Gap, gaps: list[Gap], region: list[Row]) -> bool:
    """Tells whether the white parts two columns: other rows have it too, or begin where it ends, and none runs across."""
    alike = sum(min(gap[1], other[1]) - max(gap[0], other[0]) > 0 for other in gaps)
    begun = sum(abs(run.box[0] - gap[1]) <= SAME_START_EM * (run.box[3] - run.box[1]) for row in region for run in row)
    across = sum(run.box[0] < gap[0] and gap[1] < run.box[2] for row in region for run in row)
    return alike >= MIN_ROWS and alike + begun > MIN_ROWS and across <= alike


def _parts(run: TextRun, shared: list[Gap]) -> list[TextRun]:
    cuts = [(a + b) / 2 for a, b in _gaps(run) if any(min(b, high) - max(a, low) > 0 for low, high in shared)]
    if not cuts:
        return [run]
    groups: dict[int, list[Glyph]] = {}
    for glyph in run.line.glyphs:
        box = run.frame.to_deskewed(glyph.box) if glyph.box else None
        place = sum((box[0] + box[2]) / 2 > cut for cut in cuts) if box else max(groups, default=0)
        groups.setdefault(place, []).append(glyph)
    return [run.part(_trimmed(groups[place])) for place in sorted(groups)]


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    inked = [n for n, glyph in enumerate(glyphs) if glyph.char.strip()]
    return glyphs[inked[0] : inked[-1] + 1] if inked else glyphs
