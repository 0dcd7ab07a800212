"""Positions of rulings: slightly offset rulings, strokes of print in a row, lettering of a seal."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.page_rulings import page_rulings
from gouji.ocr.ruled.print_strokes import without_strokes
from gouji.ocr.ruled.scanned_lattices import lattices

SCALE = 2.0
"""Pixels per point."""


def paper() -> Image:
    return np.full((800, 1100, 3), 250, np.uint8)


def rule(image: Image, x0: float, y0: float, x1: float, y1: float) -> None:
    cv2.line(image, (round(x0 * SCALE), round(y0 * SCALE)), (round(x1 * SCALE), round(y1 * SCALE)), (20, 20, 20), 2)


def form(image: Image, columns: list[float]) -> None:
    """Six rows of a ruled table; the first two are divided at `columns[0]`, the others at `columns[1]`."""
    for y in range(50, 231, 30):
        rule(image, 40, y, 500, y)
    for x in (40, 500):
        rule(image, x, 50, x, 230)
    rule(image, columns[0], 50, columns[0], 110)
    rule(image, columns[1], 110, columns[1], 230)
    rule(image, 330, 110, 330, 230)


def found(image: Image, sealed: Mask | None = None) -> list[Lattice]:
    return lattices(page_rulings(image, ink_mask(image, SCALE), sealed, SCALE), SCALE)


@pytest.mark.parametrize("beside", [0.0, 2.0, 3.0, 4.0, 5.0, 9.0])
def test_slightly_offset_rulings_of_different_rows(beside: float) -> None:
    image = paper()
    form(image, [160 + beside, 160])
    (lattice,) = found(image)
    cells = [p for p in cell_spans(lattice, SCALE) if p.row < 2]
    assert len(cells) == 4


def test_a_stroke_of_a_seal_splits_no_cell() -> None:
    image = paper()
    form(image, [160, 160])
    plain = len(cell_spans(found(image)[0], SCALE))
    image = image.copy()
    rule(image, 200, 66, 222, 66)
    rule(image, 200, 60, 200, 78)
    rule(image, 222, 60, 222, 78)
    sealed = np.zeros(image.shape[:2], np.uint8)
    cv2.circle(sealed, (round(211 * SCALE), round(68 * SCALE)), round(28 * SCALE), (255.0,), -1)
    (lattice,) = found(image, sealed)
    assert len(cell_spans(lattice, SCALE)) == plain


def broken(image: Image, x0: float, y0: float, x1: float, y1: float, on: float = 24.0, off: float = 12.0) -> None:
    """A ruling of which a fax left pieces of `on` points, `off` points apart."""
    length, step = max(x1 - x0, y1 - y0), on + off
    along = ((x1 - x0) / length, (y1 - y0) / length)
    for k in range(int(length // step) + 1):
        a, b = k * step, min(k * step + on, length)
        rule(image, x0 + along[0] * a, y0 + along[1] * a, x0 + along[0] * b, y0 + along[1] * b)


def test_a_broken_border_is_the_border() -> None:
    image = paper()
    for y in (80, 110, 140, 170, 200):
        rule(image, 44, y, 500, y)
    broken(image, 40, 50, 40, 230)
    broken(image, 40, 50, 500, 50)
    broken(image, 40, 230, 500, 230)
    for x in (200, 350, 500):
        rule(image, x, 50, x, 230)
    (lattice,) = found(image)
    assert [round(x / SCALE) for x in lattice.xs] == [40, 200, 350, 500]
    assert [round(y / SCALE) for y in lattice.ys] == [50, 80, 110, 140, 170, 200, 230]
    assert len(cell_spans(lattice, SCALE)) == 18


def test_a_ruling_missing_along_two_rows_merges_their_cells() -> None:
    image = paper()
    form(image, [160, 160])
    plain = len(cell_spans(found(image)[0], SCALE))
    image = paper()
    for y in range(50, 231, 30):
        rule(image, 40, y, 500, y)
    for x in (40, 330, 500):
        rule(image, x, 50, x, 230)
    rule(image, 160, 50, 160, 110)
    rule(image, 160, 170, 160, 230)
    assert plain > 0
    assert len(cell_spans(found(image)[0], SCALE)) == 6 * 3 - 2


def test_a_dotted_ruling_separates_rows_and_a_merged_cell_stays_merged() -> None:
    """A fax left only dots of the rulings between the rows; the second column is one cell across two rows."""
    image = paper()
    for x in (40, 200, 350, 500):
        rule(image, x, 50, x, 230)
    for y in (50, 230):
        rule(image, 40, y, 500, y)
    for y in (80, 110, 140, 170, 200):
        rule(image, 40, y, 120, y)
        for a, b in ((120, 200), (350, 500)) if y == 140 else ((120, 500),):
            broken(image, a, y, b, y, on=4.0, off=5.0)
    (lattice,) = found(image)
    assert len(cell_spans(lattice, SCALE)) == 6 * 3 - 1


@pytest.mark.parametrize("edge", ["foot", "side"])
def test_a_row_left_open_at_the_page_edge(edge: str) -> None:
    image = paper()
    reach = 262 if edge == "foot" else 230
    for y in (50, 80, 110, 140, 170, 200, 230):
        rule(image, 40, y, 500 if edge == "foot" else 535, y)
    for x in (40, 160, 280, 400, 500):
        rule(image, x, 50, x, reach)
    (lattice,) = found(image)
    assert abs(lattice.ys[-1] / SCALE - reach) < 6
    assert abs(lattice.xs[-1] / SCALE - (500 if edge == "foot" else 535)) < 6
    assert len(cell_spans(lattice, SCALE)) == (28 if edge == "foot" else 30)


def test_a_protruding_ruling_adds_no_row() -> None:
    image = paper()
    for y in (50, 80, 110, 140, 170, 200, 230):
        rule(image, 40, y, 500, y)
    for x in (40, 160, 280, 400, 500):
        rule(image, x, 50, x, 262 if x == 160 else 234)
    (lattice,) = found(image)
    assert len(cell_spans(lattice, SCALE)) == 24


def test_a_ruling_continues_through_the_rim_of_a_grey_seal() -> None:
    image = paper()
    for y in (50, 80, 110, 140, 170, 200, 230):
        rule(image, 40, y, 500, y)
    for x in (40, 160, 280, 400, 500):
        rule(image, x, 50, x, 230)
    plain, image = len(cell_spans(found(image)[0], SCALE)), image.copy()
    cv2.circle(image, (round(368 * SCALE), round(140 * SCALE)), round(44 * SCALE), (150.0, 150.0, 150.0), 6)
    for y in (122, 134, 146, 158):
        rule(image, 403, y, 412, y + 3)
    assert len(cell_spans(found(image)[0], SCALE)) == plain


@pytest.mark.parametrize(
    ("low", "high", "left", "right", "kept"),
    [
        (98.0, 106.0, 170.0, 173.0, False),  # two strokes 3 points apart cross two others
        (98.0, 106.0, 170.0, 190.0, False),  # a heading of 20 points: its strokes end at one another
        (98.0, 112.0, 170.0, 205.0, True),  # longer than any stroke
        (81.0, 141.0, 170.0, 173.0, True),  # from one ruling to another
    ],
)
def test_strokes_that_cross_one_another_are_no_positions(
    low: float, high: float, left: float, right: float, kept: bool
) -> None:
    """Each pair of strokes confirms the other; no ruling that is certain meets them."""
    xs, ys = sorted({43.0, 109.0, left, right, 267.0}), sorted({81.0, low, high, 141.0})
    level, upright = np.zeros((len(ys), len(xs) - 1), bool), np.zeros((len(xs), len(ys) - 1), bool)
    level[[0, -1]], upright[[0, 1, -1]] = True, True
    for y in {low, high} - {81.0, 141.0}:
        level[ys.index(y), xs.index(left) : xs.index(right)] = True
    for x in (left, right):
        upright[xs.index(x), ys.index(low) : ys.index(high)] = True
    found = without_strokes(Lattice(xs, ys, level, upright), 1.0)
    assert (left in found.xs and right in found.xs) is kept
    assert {43.0, 109.0, 267.0} <= {*found.xs} and {81.0, 141.0} <= {*found.ys}
    assert found.horizontal.shape == (len(found.ys), len(found.xs) - 1)
    assert found.vertical.shape == (len(found.xs), len(found.ys) - 1)


@pytest.mark.parametrize("gap", [24.0, 40.0, 70.0])
def test_two_tables_of_the_same_columns_stay_two(gap: float) -> None:
    """Their rulings lie in one line, like the pieces that a fax leaves of a ruling; but all of them stop at once."""
    image = paper()
    for top in (50.0, 140.0 + gap):
        for y in (top, top + 30, top + 60, top + 90):
            rule(image, 40, y, 500, y)
        for x in (40, 330, 500):
            rule(image, x, top, x, top + 90)
        for y in (top, top + 60):
            rule(image, 160, y, 160, y + 30)
    assert [len(cell_spans(lattice, SCALE)) for lattice in found(image)] == [8, 8]


def test_a_column_of_one_narrow_row_and_a_row_of_one_narrow_column_stay() -> None:
    image = paper()
    form(image, [160, 160])
    plain = len(cell_spans(found(image)[0], SCALE))
    image = image.copy()
    rule(image, 420, 80, 420, 110)  # parts one cell of one row
    rule(image, 480, 140, 480, 230)
    rule(image, 480, 155, 500, 155)  # parts one cell of a column 20 points wide
    (lattice,) = found(image)
    assert len(cell_spans(lattice, SCALE)) == plain + 1 + 3 + 1


@pytest.mark.parametrize("stacked", [False, True])
def test_a_table_with_open_sides(stacked: bool) -> None:
    image = paper()
    for y in range(50, 201, 30):
        rule(image, 40, y, 500, y)
    for x in (160, 300, 430):
        rule(image, x, 50, x, 200)
    if stacked:
        for y in range(210, 361, 30):
            rule(image, 40, y, 500, y)
        for x in (160, 220, 390):  # the first column runs through both
            rule(image, x, 210, x, 360)
    counts = [sum(s.row == row for s in cell_spans(lattice, SCALE)) for lattice in found(image) for row in range(5)]
    assert counts == [4] * (10 if stacked else 5)


def test_a_table_with_open_sides_of_which_the_columns_change() -> None:
    image = paper()
    for y in range(50, 351, 30):
        rule(image, 40, y, 500, y)
    for x, top, foot in ((160, 50, 170), (400, 50, 170), (450, 50, 140), (120, 170, 350), (330, 170, 350)):
        rule(image, x, top, x, foot)
    (lattice,) = found(image)
    spans = cell_spans(lattice, SCALE)
    assert [sum(s.row == row for s in spans) for row in range(10)] == [4, 4, 4, 3, 3, 3, 3, 3, 3, 3]


@pytest.mark.parametrize("x", [20, 36, 505])
def test_a_scratch_beside_a_table_is_no_column(x: float) -> None:
    image = paper()
    form(image, [160, 160])
    rule(image, x, 100, x, 150)
    rule(image, min(x, 40), 110, max(x, 500), 110)
    (lattice,) = found(image)
    assert (round(lattice.xs[0] / SCALE), round(lattice.xs[-1] / SCALE)) == (40, 500)


@pytest.mark.parametrize("gutter", [8.0, 17.0, 30.0])
def test_tables_side_by_side_with_level_rulings_are_not_joined(gutter: float) -> None:
    image = paper()
    right = 280 + gutter
    for y in range(50, 291, 30):
        rule(image, 40, y, 280, y)
        rule(image, right, y, 530, y)
    for x in (40, 280, right, 530):
        rule(image, x, 50, x, 290)
    assert found(image) == []  # one column each: rows of print between level rulings


def test_tables_side_by_side_below_a_wide_one_are_not_joined() -> None:
    image = paper()
    for y in (40, 65, 90):
        rule(image, 40, y, 530, y)
    for x in (40, 180, 360, 530):
        rule(image, x, 40, x, 90)
    for y in range(130, 291, 32):
        rule(image, 40, y, 270, y)
        rule(image, 294, y, 530, y)
    for x in (40, 150, 270, 294, 400, 530):
        rule(image, x, 130, x, 290)
    sides = [(round(each.xs[0] / SCALE), round(each.xs[-1] / SCALE)) for each in found(image)]
    assert sorted(sides) == [(40, 270), (40, 530), (294, 530)]


def test_a_broken_ruling_whose_pieces_end_anywhere_is_one() -> None:
    image = paper()
    for k, y in enumerate((50, 80, 110, 140, 170)):
        rule(image, 40, y, 200 + 23 * k, y)
        rule(image, 210 + 23 * k, y, 500, y)
    for x in (40, 300, 500):
        rule(image, x, 50, x, 170)
    (lattice,) = found(image)
    assert len(cell_spans(lattice, SCALE)) == 8
