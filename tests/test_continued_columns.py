"""A boxed head over rows with level rulings only gives them its columns, unless their print runs across."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.pdf.continued_columns import with_columns_continued
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.lattice import Lattice
from gouji.schemas.glyph import Box

XS = [50.0, 150.0, 250.0, 350.0, 450.0]


def lattice(rows: int) -> Lattice:
    """A head of four boxes above rows that have no upright ruling inside."""
    vertical = np.zeros((len(XS), rows), bool)
    vertical[[0, -1]] = True
    vertical[:, 0] = True
    return Lattice(XS, [100.0 + 20 * k for k in range(rows + 1)], np.ones((rows + 1, len(XS) - 1), bool), vertical)


def printed(rows: Sequence[Sequence[tuple[float, int]]]) -> list[Box]:
    """The boxes of characters: for each row the left ends and lengths of its words."""
    return [
        (x + 10 * k, 105.0 + 20 * n, x + 10 * k + 10, 115.0 + 20 * n)
        for n, row in enumerate(rows)
        for x, length in row
        for k in range(length)
    ]


CELLS = [(60.0, 4), (160.0, 6), (260.0, 6), (360.0, 5)]


def columns(rows: Sequence[Sequence[tuple[float, int]]]) -> list[int]:
    """The number of cells of each row."""
    spans = cell_spans(with_columns_continued(lattice(len(rows)), printed(rows)), 1.0)
    return [sum(span.row == row for span in spans) for row in range(len(rows))]


def test_rows_below_a_boxed_head_have_its_columns() -> None:
    assert columns([CELLS, CELLS, [(60.0, 5)], CELLS, [*CELLS[:2], CELLS[3]]]) == [4, 4, 4, 4, 4]


def test_a_line_across_the_columns_stays_whole() -> None:
    assert columns([CELLS, CELLS, CELLS, [(60.0, 38)]]) == [4, 4, 4, 1]


def test_rows_of_running_text_below_a_head_are_no_columns() -> None:
    assert columns([CELLS, [(60.0, 38)], [(60.0, 30)], [(60.0, 4)]]) == [4, 1, 1, 1]


def test_rows_that_have_rulings_for_some_columns_get_the_others() -> None:
    rows = [CELLS, CELLS, CELLS, [(60.0, 5), (160.0, 28)]]
    partly = lattice(len(rows))
    partly.vertical[1, :] = True
    spans = cell_spans(with_columns_continued(partly, printed(rows)), 1.0)
    assert [sum(span.row == row for span in spans) for row in range(len(rows))] == [4, 4, 4, 2]
