"""Pieces of print in the order a person reads them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.lines.split_at_rulings import ruling_positions
from gouji.schemas.glyph import Box

SAME_ROW = 0.5
"""Two pieces stand on one row when they share this part of the lower one's height."""

COLUMN_GAP = 0.8
"""Pieces of one row farther apart than this many line heights are not one line."""


def reading_order(boxes: Sequence[Box], rules: Mask | None = None, begin: Collection[int] = ()) -> list[list[int]]:
    """Indices of the boxes of a level page: each inner list is one line, its pieces from left to right. Those of `begin` go on no other."""
    lines: list[list[int]] = []
    for row in _rows(boxes):
        for index in row:
            if (
                lines
                and index not in begin
                and lines[-1][-1] in row
                and _continues(boxes[lines[-1][-1]], boxes[index], rules)
            ):
                lines[-1].append(index)
            else:
                lines.append([index])
    return lines


def _rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Boxes by height on the page, each row from left to right."""
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i][1] + boxes[i][3]):
        home = next((row for row in reversed(rows[-8:]) if _fits(boxes, row, index)), None)
        if home is None:
            rows.append([index])
        else:
            home.append(index)
    return [sorted(row, key=lambda i: boxes[i][0]) for row in rows]


def _fits(boxes: Sequence[Box], row: list[int], index: int) -> bool:
    """On the height of its nearest neighbour in the row, and not over or under a member."""
    box = boxes[index]
    nearest = min((boxes[i] for i in row), key=lambda b: max(b[0] - box[2], box[0] - b[2]))
    stacked = any(
        min(boxes[i][2], box[2]) - max(boxes[i][0], box[0]) > 0.3 * min(_width(boxes[i]), _width(box)) for i in row
    )
    return not stacked and _shared(nearest, box) > SAME_ROW


def _shared(a: Box, b: Box) -> float:
    return (min(a[3], b[3]) - max(a[1], b[1])) / max(0.1, min(a[3] - a[1], b[3] - b[1]))


def _width(box: Box) -> float:
    return box[2] - box[0]


def _continues(left: Box, right: Box, rules: Mask | None) -> bool:
    """Near enough, of one size, and no rule between."""
    heights = sorted((left[3] - left[1], right[3] - right[1]))
    gap = right[0] - left[2]
    if gap > COLUMN_GAP * heights[0] or heights[1] > 1.8 * heights[0]:
        return False
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    middle = (left[2] + right[0]) / 2
    reach = abs(gap) / 2 + heights[0] * 0.3
    return rules is None or not ruling_positions(rules, top, bottom, middle - reach, middle + reach)
