"""Columns without rulings inside a ruled table are told by the white that its rows have in common."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.open_columns import box_print, ink_print, with_open_columns
from gouji.schemas.glyph import Box

Words = Sequence[tuple[float, int]]
"""Left end and number of characters of each word of a row."""

CELLS: Words = [(105.0, 6), (205.0, 2), (250.0, 9), (370.0, 3)]
OTHERS: Words = [(105.0, 4), (210.0, 1), (250.0, 6), (365.0, 4)]


def lattice(rows: int) -> Lattice:
    """A narrow column with rulings and a wide one, over rows with level rulings."""
    return Lattice(
        [50.0, 100.0, 450.0],
        [100.0 + 20 * k for k in range(rows + 1)],
        np.ones((rows + 1, 2), bool),
        np.ones((3, rows), bool),
    )


def boxes(rows: Sequence[Words]) -> list[Box]:
    return [
        (x + 10 * k, 105.0 + 20 * n, x + 10 * k + 10, 115.0 + 20 * n)
        for n, row in enumerate(rows)
        for x, length in row
        for k in range(length)
    ]


def cells(found: Lattice) -> list[int]:
    """The number of cells of each row."""
    spans = cell_spans(found, 1.0)
    return [sum(span.row == row for span in spans) for row in range(len(found.ys) - 1)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([CELLS, OTHERS, CELLS, OTHERS], [5, 5, 5, 5]),
        ([CELLS, OTHERS, CELLS, OTHERS, [(105.0, 30)], CELLS], [5, 5, 5, 5, 2, 5]),  # a heading runs across
        ([CELLS, OTHERS, CELLS], [2, 2, 2]),  # too few rows
        ([[(105.0, 30)], [(105.0, 28)], [(105.0, 31)], [(105.0, 9)]], [2, 2, 2, 2]),  # running text
        ([[(105.0, 6), (300.0, 5)]] * 5, [2, 2, 2, 2, 2]),  # two words are no three columns
    ],
)
def test_rows_with_white_in_common_have_columns(rows: Sequence[Words], expected: list[int]) -> None:
    assert cells(with_open_columns(lattice(len(rows)), box_print(boxes(rows)), 1.0)) == expected


def test_white_of_a_picture_is_told_by_its_ink() -> None:
    rows = [CELLS, OTHERS, CELLS, OTHERS]
    ink = np.zeros((400, 1000), bool)
    for x0, y0, x1, y1 in boxes(rows):
        ink[round(2 * y0) : round(2 * y1), round(2 * x0) + 2 : round(2 * x1) - 2] = True
    ink[215, 330] = True  # a speck in the white between two columns
    plain = lattice(4)
    doubled = Lattice([2 * x for x in plain.xs], [2 * y for y in plain.ys], plain.horizontal, plain.vertical)
    assert cells(with_open_columns(doubled, ink_print(ink), 2.0)) == [5, 5, 5, 5]
