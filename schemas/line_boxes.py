"""Splits the box of a text that is broken over several lines."""

from __future__ import annotations

import itertools

from gouji.schemas.glyph import Box, union

Extent = tuple[float, float]
TRAILING_CHARACTERS = 4
"""Characters at the end of a line that determine its height: a decimal point or a dash alone is too low, and a long
line on a skewed page rises.
"""


def line_boxes(boxes: list[Box]) -> list[Box]:
    """The box around each line of a row of characters, in reading order; [] if all are on one line.

    Lines may run across the page or down it, as on a rotated page: most characters stand beside their predecessor.
    """
    horizontal = sum(_overlap(a[::2], b[::2]) - _overlap(a[1::2], b[1::2]) for a, b in itertools.pairwise(boxes)) > 0
    lines: list[list[Box]] = []
    for box in boxes:
        line = next(
            (
                line
                for line in reversed(lines)
                if _overlap(_extent(line[-TRAILING_CHARACTERS:], horizontal), _extent([box], horizontal))
            ),
            None,
        )
        if line is None:
            lines.append([box])
        else:
            line.append(box)
    return [whole for line in lines if (whole := union(line))] if len(lines) > 1 else []


def _extent(boxes: list[Box], horizontal: bool) -> Extent:
    first = 0 if horizontal else 1
    return min(box[first] for box in boxes), max(box[first + 2] for box in boxes)


def _overlap(a: Extent, b: Extent) -> bool:
    """Whether two extents overlap by at least half of the shorter one."""
    return min(a[1], b[1]) - max(a[0], b[0]) >= min(a[1] - a[0], b[1] - b[0]) / 2
