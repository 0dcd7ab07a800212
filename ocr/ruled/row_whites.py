"""The white between the cells of a table's rows: where the rows beside one have white, its print may be cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Extent = tuple[float, float]
"""Left and right end of the print of a cell, or of white between two cells, in points."""

MIN_COLUMNS = 3
NEIGHBOURS = 4
"""So many rows on either side speak for a row."""
MIN_SUPPORT, MIN_SIDE_SUPPORT = 2, 3
SLACK_PT = 3.0
"""How far the white of one row may lie beside that of another: the places of recognised characters are inexact."""


@dataclass(frozen=True, slots=True)
class RowWhites:
    """The print of each row of a table, from top to bottom."""

    rows: Sequence[Sequence[Extent]]

    def part_columns(self, row: int, left: float, right: float) -> bool:
        """Tells whether rows beside `row` have white between `left` and `right`: at least so many of them, and more than
        have print across, which may be lines of two columns as well. The rows of one side are enough if all of them
        have white: a head has rows of another table above it."""
        middle = (left + right) / 2
        sides = self._near(row)
        across = [sum(_crosses(own, middle) for own in near) for near in sides]
        white = [sum(_has_white(own, middle) for own in near) for near in sides]
        one_side = any(w >= MIN_SIDE_SUPPORT and w == len(near) for w, near in zip(white, sides, strict=True))
        return (sum(white) >= MIN_SUPPORT and sum(white) > sum(across)) or one_side

    def _near(self, row: int) -> tuple[list[Sequence[Extent]], list[Sequence[Extent]]]:
        above = [own for own in self.rows[:row] if len(own) >= MIN_COLUMNS][-NEIGHBOURS:]
        below = [own for own in self.rows[row + 1 :] if len(own) >= MIN_COLUMNS][:NEIGHBOURS]
        return above, below


def _crosses(own: Sequence[Extent], x: float) -> bool:
    return any(a < x - SLACK_PT and x + SLACK_PT < b for a, b in own)


def _has_white(own: Sequence[Extent], x: float) -> bool:
    return any(a[1] - SLACK_PT <= x <= b[0] + SLACK_PT and b[0] > a[1] for a, b in pairwise(own))
