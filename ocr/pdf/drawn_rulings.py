"""Finds the rulings among the drawn shapes of a digital page: strokes, thin rectangles, dots, edges of shaded cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from gouji.ocr.pdf.drawn_shapes import Segment, Shape
from gouji.ocr.ruled.rulings import Ruling

MAX_THICKNESS_PT = 3.4
"""A broader bar is a shaded area."""

MAX_TILT_PT = 1.0
"""A stroke whose ends differ by more than this across its direction is slanted."""

MIN_CONTRAST = 0.06
"""A ruling differs in brightness (0..1) from what lies under it by at least this."""

SAME_LINE_PT = 0.8
"""Strokes no farther apart across are pieces of one ruling."""

MAX_BREAK_PT = 2.0
"""A ruling with a break no longer than this continues: it was drawn cell by cell."""

MAX_DOT_PITCH_PT = 8.0
"""Distance from dot to dot of a dotted ruling."""

MIN_DOTS = 6
MIN_LENGTH_PT = 4.0
"""A shorter stroke is a dot, which may belong to a level or to an upright ruling."""

ABUTTING_PT = 3.0
"""The edge of a shaded cell lies no farther from the neighbouring cell or ruling."""

MIN_ABUTTING_RATIO = 0.72
"""Share of the edge along which there is one."""

WHITE = 1.0


@dataclass(frozen=True, slots=True)
class DrawnRulings:
    """The rulings of a page in points of the displayed page; `at` of a level one is its y, of an upright one its x."""

    level: list[Ruling]
    upright: list[Ruling]


def drawn_rulings(shapes: Sequence[Shape], width: float, height: float) -> DrawnRulings:
    """Returns the visible rulings of a page of this size (points)."""
    areas = _Areas(shapes)
    bars = [bar for order, shape in enumerate(shapes) for bar in _bars(shape, order) if areas.is_visible(*bar)]
    inside = [s for s, _, _ in bars if -1 <= s[0] <= width + 1 and -1 <= s[1] <= height + 1]
    level = _joined(_level(s) for s in inside if abs(s[3] - s[1]) <= abs(s[2] - s[0]))
    upright = _joined(_level(_swapped(s)) for s in inside if abs(s[3] - s[1]) > abs(s[2] - s[0]))
    edges = [edge for box in areas.shaded() for edge in _abutting_edges(box, areas.shaded(), level, upright)]
    return DrawnRulings(
        _joined([*level, *(e for e, is_level in edges if is_level)]),
        _joined([*upright, *(e for e, is_level in edges if not is_level)]),
    )


def _bars(shape: Shape, order: int) -> Iterator[tuple[Segment, float, int]]:
    """Yields each stroke and each thin filled area as a centre line, with its brightness and its place in the order."""
    for x0, y0, x1, y1 in shape.strokes:
        if min(abs(x1 - x0), abs(y1 - y0)) <= MAX_TILT_PT:
            yield (x0, y0, x1, y1), shape.stroke, order
    x0, y0, x1, y1 = shape.box
    if shape.fill is None or min(x1 - x0, y1 - y0) > MAX_THICKNESS_PT:
        return
    is_dot = max(x1 - x0, y1 - y0) < MIN_LENGTH_PT
    if is_dot or y1 - y0 <= x1 - x0:
        yield (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2), shape.fill, order
    if is_dot or y1 - y0 > x1 - x0:
        yield ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1), shape.fill, order


class _Areas:
    """The filled areas of a page, in the order in which they are painted."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        found = [
            (shape.box, shape.fill, order)
            for order, shape in enumerate(shapes)
            if shape.rectangle
            and shape.fill is not None
            and min(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) > MAX_THICKNESS_PT
        ]
        self.boxes: npt.NDArray[np.float64] = np.array([box for box, _, _ in found], np.float64).reshape(-1, 4)
        self.fills = [fill for _, fill, _ in found]
        self.orders = np.array([order for _, _, order in found], np.int64)

    def is_visible(self, bar: Segment, luma: float, order: int) -> bool:
        """Tells whether the middle of a bar differs from what lies under it, and nothing is painted over it later."""
        x, y = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
        over = self._over(x, y, 0.5)
        if (over & (self.orders > order)).any():
            return False
        under = np.flatnonzero(self._over(x, y, -0.5) & (self.orders < order))
        return any(abs(luma - self.fills[k]) >= MIN_CONTRAST for k in under[-2:]) or (
            not len(under) and abs(luma - WHITE) >= MIN_CONTRAST
        )

    def _over(self, x: float, y: float, margin: float) -> npt.NDArray[np.bool_]:
        left, top, right, bottom = (self.boxes[:, k] for k in range(4))
        found: npt.NDArray[np.bool_] = (
            (left + margin < x) & (x < right - margin) & (top + margin < y) & (y < bottom - margin)
        )
        return found

    def shaded(self) -> list[Segment]:
        """Returns the boxes that are not white."""
        boxes = self.boxes.tolist()
        return [tuple(b) for b, fill in zip(boxes, self.fills, strict=True) if WHITE - fill >= MIN_CONTRAST]


def _swapped(s: Segment) -> Segment:
    return s[1], s[0], s[3], s[2]


def _level(s: Segment) -> Ruling:
    return Ruling((s[1] + s[3]) / 2, min(s[0], s[2]), max(s[0], s[2]))


def _joined(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Joins the pieces of each ruling; leaves out what is shorter than any."""
    groups: list[list[Ruling]] = []
    for piece in sorted(pieces, key=lambda r: r.at):
        if groups and piece.at - groups[-1][0].at <= SAME_LINE_PT:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [ruling for group in groups for ruling in _runs(sorted(group, key=lambda r: r.low))]


def _runs(pieces: Sequence[Ruling]) -> Iterator[Ruling]:
    """Yields the runs of pieces of one line (sorted): strokes with short breaks, and rows of dots."""
    strokes = [piece for piece in pieces if piece.length >= MIN_LENGTH_PT]
    dots = [piece for piece in pieces if piece.length < MIN_LENGTH_PT]
    for _, chain in _chained(dots, MAX_DOT_PITCH_PT):
        if len(chain) >= MIN_DOTS or _touches(chain, strokes):
            strokes.append(_whole(chain))
    for _, chain in _chained(sorted(strokes, key=lambda r: r.low), MAX_BREAK_PT):
        yield _whole(chain)


def _touches(chain: Sequence[Ruling], strokes: Sequence[Ruling]) -> bool:
    low, high = chain[0].low - MAX_BREAK_PT, chain[-1].high + MAX_BREAK_PT
    return any(r.low <= high and r.high >= low for r in strokes)


def _chained(pieces: Sequence[Ruling], gap: float) -> list[tuple[int, list[Ruling]]]:
    """Groups pieces (sorted by their start) that follow one another within `gap`."""
    number, end, keys = 0, -np.inf, []
    for piece in pieces:
        number += piece.low > end + gap
        end = max(end, piece.high)
        keys.append((number, piece))
    return [(k, [piece for _, piece in group]) for k, group in groupby(keys, key=lambda pair: pair[0])]


def _whole(chain: Sequence[Ruling]) -> Ruling:
    weight = sum(max(r.length, 0.01) for r in chain)
    at = sum(r.at * max(r.length, 0.01) for r in chain) / weight
    return Ruling(at, min(r.low for r in chain), max(r.high for r in chain))


def _abutting_edges(
    box: Segment, others: Sequence[Segment], level: Sequence[Ruling], upright: Sequence[Ruling]
) -> list[tuple[Ruling, bool]]:
    """Returns the edges of a shaded cell, each with whether it is level; [] if the area is no cell.

    A cell abuts others, or rulings, above or below as well as on its left or right. A marked word does not.
    """
    x0, y0, x1, y1 = box
    tops = [Ruling(b[k], b[0], b[2]) for b in others if b is not box for k in (1, 3)]
    sides = [Ruling(b[k], b[1], b[3]) for b in others if b is not box for k in (0, 2)]
    rows = [(Ruling(y, x0, x1), True) for y in (y0, y1)]
    columns = [(Ruling(x, y0, y1), False) for x in (x0, x1)]
    abuts_level = any(_is_met(edge, [*level, *tops]) for edge, _ in rows)
    abuts_upright = any(_is_met(edge, [*upright, *sides]) for edge, _ in columns)
    return [*rows, *columns] if abuts_level and abuts_upright else []


def _is_met(edge: Ruling, others: Sequence[Ruling]) -> bool:
    near = sorted((r for r in others if abs(r.at - edge.at) <= ABUTTING_PT), key=lambda r: r.low)
    covered, end = 0.0, edge.low
    for ruling in near:
        low, high = max(ruling.low, end), min(ruling.high, edge.high)
        covered += max(0.0, high - low)
        end = max(end, high)
    return covered >= MIN_ABUTTING_RATIO * max(edge.length, 0.01)
