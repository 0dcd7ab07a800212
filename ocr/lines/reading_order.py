"""Sorts text boxes into reading order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.lines.split_at_rulings import ruling_positions
from gouji.schemas.glyph import Box

SAME_ROW_OVERLAP_RATIO = 0.5
"""Two boxes are in the same row if they share more than this part of the lower box's height."""

MAX_GAP_HEIGHTS = 0.8
"""Boxes of one row with a wider gap than this, in line heights, are separate lines."""


def reading_order(boxes: Sequence[Box], rulings: Mask | None = None, begin: Collection[int] = ()) -> list[list[int]]:
    """Returns the indices of the boxes of a deskewed page as lines, each with its boxes from left to right.

    Boxes listed in `begin` always start a new line.
    """
    lines: list[list[int]] = []
    for row in _rows(boxes):
        for index in row:
            if (
                lines
                and index not in begin
                and lines[-1][-1] in row
                and _continues(boxes[lines[-1][-1]], boxes[index], rulings)
            ):
                lines[-1].append(index)
            else:
                lines.append([index])
    return lines


def _rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Groups boxes into rows from top to bottom, each sorted from left to right."""
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i][1] + boxes[i][3]):
        row_found = next((row for row in reversed(rows[-8:]) if _fits(boxes, row, index)), None)
        if row_found is None:
            rows.append([index])
        else:
            row_found.append(index)
    return [sorted(row, key=lambda i: boxes[i][0]) for row in rows]


def _fits(boxes: Sequence[Box], row: list[int], index: int) -> bool:
    """Whether the box is level with its nearest neighbour in the row, and not above or below a member of it."""
    box = boxes[index]
    nearest = min((boxes[i] for i in row), key=lambda b: max(b[0] - box[2], box[0] - b[2]))
    stacked = any(
        min(boxes[i][2], box[2]) - max(boxes[i][0], box[0]) > 0.3 * min(_width(boxes[i]), _width(box)) for i in row
    )
    return not stacked and _vertical_overlap_ratio(nearest, box) > SAME_ROW_OVERLAP_RATIO


def _vertical_overlap_ratio(a: Box, b: Box) -> float:
    return (min(a[3], b[3]) - max(a[1], b[1])) / max(0.1, min(a[3] - a[1], b[3] - b[1]))


def _width(box: Box) -> float:
    return box[2] - box[0]


def _continues(left: Box, right: Box, rulings: Mask | None) -> bool:
    """Whether the boxes are close together, of similar height, and not separated by a ruling."""
    heights = sorted((left[3] - left[1], right[3] - right[1]))
    gap = right[0] - left[2]
    if gap > MAX_GAP_HEIGHTS * heights[0] or heights[1] > 1.8 * heights[0]:
        return False
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    middle = (left[2] + right[0]) / 2
    reach = abs(gap) / 2 + heights[0] * 0.3
    return rulings is None or not ruling_positions(rulings, top, bottom, middle - reach, middle + reach)
