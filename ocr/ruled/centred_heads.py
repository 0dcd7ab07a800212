"""Heads over several columns of a table with level rulings only: the ruling below such a head tells how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.ocr.ruled.lattice import Edges
from gouji.ocr.ruled.row_whites import Extent

MIN_HEADS_BELOW = 2
MAX_OFF_CENTRE_RATIO = 0.12
"""A head stands in the middle of its columns, but for this share of their width."""


def join_centred_heads(
    xs: Sequence[float], rows: Sequence[Sequence[Extent]], horizontal: Edges, vertical: Edges
) -> None:
    """Takes the boundaries out of a row (in `vertical`) where one head stands over several columns.

    The ruling below it is as long as the columns are wide, since the cells beside it reach into the next row. `rows` are the
    cells of each row by their print.
    """
    for row, (own, below) in enumerate(pairwise(rows)):
        for first, end in _stretches(horizontal[row + 1].tolist()):
            left, right = xs[first], xs[end]
            heads, parts = ([e for e in cells if left <= (e[0] + e[1]) / 2 <= right] for cells in (own, below))
            if len(heads) != 1 or len(parts) < MIN_HEADS_BELOW:
                continue
            if abs(sum(heads[0]) - left - right) / 2 <= MAX_OFF_CENTRE_RATIO * (right - left):
                vertical[first + 1 : end, row] = False


def _stretches(ruled: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yields the first column and the end of each stretch of a ruling over several columns; none of a ruling from side to
    side."""
    start = 0
    for column in range(1, len(ruled) + 1):
        if column == len(ruled) or ruled[column] != ruled[start]:
            if ruled[start] and 1 < column - start < len(ruled):
                yield start, column
            start = column
