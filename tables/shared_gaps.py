"""Splits lines that were taken together over two columns, where several rows of a table show the same white."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from gouji.ocr.ruled.row_whites import RowWhites
from gouji.schemas.glyph import Box, Glyph
from gouji.tables.placed_runs import Row, TextRun

MIN_GAP_EM = 0.7
"""White inside a line that may lie between two columns; within words there is none as wide."""
MIN_ROWS = 2
"""So many rows have white at the same place, or begin a column there."""
SAME_START_EM = 0.6
"""Words of one column begin this near to one another."""

MIN_WHITE_EM, MIN_WHITE_BEHIND_STOP_EM = 0.6, 1.0
"""The same where the rows above and below are parted: behind a stop there is some white anyway."""
STOPS = frozenset("，。；：、,;:（）()")
MIN_GAPS = 3
"""Fewer characters do not show how far they usually are apart."""

Gap = tuple[float, float]


def split_at_shared_gaps(region: list[Row]) -> list[Row]:
    """Returns the rows with such lines split: level names stand an em apart (产出指标 数量指标), and a row below has one
    of them only."""
    gaps = [gap for row in region for run in row for gap in _gaps(run)]
    shared = [gap for gap in gaps if _is_shared(gap, gaps, region)]
    if not shared:
        return region
    return [[part for run in row for part in _parts(run, shared)] for row in region]


def split_at_row_whites(rows: list[Row]) -> list[Row]:
    """Returns the rows of a page with lines split where the rows above and below are parted: two dates that fill their
    columns are one line."""
    whites = RowWhites([sorted((run.box[0], run.box[2]) for run in row) for row in rows])
    out = []
    for number, row in enumerate(rows):
        beside = [rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows)]
        parted = [
            [g for g in _wide(run) if whites.part_columns(number, *g) or any(_go_on(run, g, near) for near in beside)]
            for run in row
        ]
        out.append([part for run, gaps in zip(row, parted, strict=True) for part in _cut(run, gaps)])
    return out


def _go_on(run: TextRun, gap: Gap, near: Row) -> bool:
    """Tells whether two runs side by side are further lines of the two cells: the second begins where the gap ends."""
    slack = SAME_START_EM * (run.box[3] - run.box[1])
    inner = [p.box for p in near if run.box[0] - slack <= p.box[0] and p.box[2] <= run.box[2] + slack]
    return any(a[2] <= gap[1] - slack and abs(b[0] - gap[1]) <= slack for a in inner for b in inner)


def _wide(run: TextRun) -> list[Gap]:
    """Returns the white in a run that is wider than white between words, and than the usual one of letter-spaced print."""
    placed = _placed(run)
    gaps = [
        (a[2], b[0], MIN_WHITE_BEHIND_STOP_EM if c.char in STOPS else MIN_WHITE_EM)
        for (a, c), (b, _) in pairwise(placed)
    ]
    if len(gaps) < MIN_GAPS:
        return []
    em = min(run.box[3] - run.box[1], max(box[2] - box[0] for box, _ in placed))
    usual = max(0.0, median(right - left for left, right, _ in gaps))
    return [(left, right) for left, right, least in gaps if right - left - usual >= least * em]


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
    return _cut(run, [(a, b) for a, b in _gaps(run) if any(min(b, high) - max(a, low) > 0 for low, high in shared)])


def _cut(run: TextRun, gaps: list[Gap]) -> list[TextRun]:
    """Returns the run in parts, cut in the middle of these gaps."""
    if not gaps:
        return [run]
    cuts = [(a + b) / 2 for a, b in gaps]
    groups: dict[int, list[Glyph]] = {}
    for glyph in run.line.glyphs:
        box = run.frame.to_deskewed(glyph.box) if glyph.box else None
        place = sum((box[0] + box[2]) / 2 > cut for cut in cuts) if box else max(groups, default=0)
        groups.setdefault(place, []).append(glyph)
    return [run.part(_trimmed(groups[place])) for place in sorted(groups)]


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    inked = [n for n, glyph in enumerate(glyphs) if glyph.char.strip()]
    return glyphs[inked[0] : inked[-1] + 1] if inked else glyphs
