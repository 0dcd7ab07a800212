"""The places of a text that is broken over several lines."""

from __future__ import annotations

import itertools

from gouji.schemas.glyph import Box, union

Extent = tuple[float, float]
NEAR = 4
"""Characters of a line that say how high it stands: a point or a dash alone is too low, and a long line of a page that lies askew rises."""


def line_boxes(boxes: list[Box]) -> list[Box]:
    """The box round each line of a row of characters, in reading order; none where all stand on one line.

    Lines may run across the page or down it, as on a page that lay turned: most characters stand beside the one before.
    """
    lying = sum(_meet(a[::2], b[::2]) - _meet(a[1::2], b[1::2]) for a, b in itertools.pairwise(boxes)) > 0
    lines: list[list[Box]] = []
    for box in boxes:
        line = next(
            (line for line in reversed(lines) if _meet(_extent(line[-NEAR:], lying), _extent([box], lying))), None
        )
        if line is None:
            lines.append([box])
        else:
            line.append(box)
    return [whole for line in lines if (whole := union(line))] if len(lines) > 1 else []


def _extent(boxes: list[Box], lying: bool) -> Extent:
    first = 0 if lying else 1
    return min(box[first] for box in boxes), max(box[first + 2] for box in boxes)


def _meet(a: Extent, b: Extent) -> bool:
    """Whether two extents share half of the shorter one."""
    return min(a[1], b[1]) - max(a[0], b[0]) >= min(a[1] - a[0], b[1] - b[0]) / 2
