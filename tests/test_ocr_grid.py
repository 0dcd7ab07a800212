"""Ruled tables: drawn rulings come back as a lattice of cells, whatever happened to the paper."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.ruled.ruled_tables import DeskewedPage, RuledTables, quads_outside, read_ruled_tables
from gouji.schemas.pages import Grid, Reader

SCALE = 200 / 72
XS, YS = [100, 300, 500, 800, 1000], [200, 260, 320, 420, 480]
Span = tuple[int, int, int, int]
"""Row, column, rows, columns."""

PLAIN: list[Span] = [(r, c, 1, 1) for r in range(4) for c in range(4)]
MERGED: list[Span] = [(0, 0, 1, 4), (1, 0, 3, 1), (1, 1, 1, 1), (1, 2, 1, 2), *((r, c, 1, 1) for r in (2, 3) for c in (1, 2, 3))]


class Counting:
    """A recogniser that returns the number of ink blots in each crop."""

    def find_lines(self, image: Image) -> list[Quad]:
        return []

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        return [_blots(image) for image in images]

    def describe(self) -> Reader:
        return Reader("test", "", "")


def _blots(image: Image) -> Recognition:
    dark = ((image.min(axis=2) < 120) * 255).astype(np.uint8)
    stats = cv2.connectedComponentsWithStats(dark)[2][1:]
    width = image.shape[1]
    return Recognition([RecognizedChar("墨", 0.99, (), x / width, (x + w) / width) for x, _, w, _, _ in sorted(stats.tolist())])


def paper(spans: Sequence[Span], blots: Sequence[Span] = (), rule: int = 2) -> Image:
    """A page with a ruled table, and a character-sized blot in the middle of some cells."""
    page = np.full((800, 1200, 3), 245, np.uint8)
    for row, col, down, across in spans:
        cv2.rectangle(page, (XS[col], YS[row]), (XS[col + across], YS[row + down]), (30, 30, 30), rule)
    for row, col, down, across in blots:
        x, y = (XS[col] + XS[col + across]) // 2, (YS[row] + YS[row + down]) // 2
        cv2.rectangle(page, (x - 12, y - 12), (x + 12, y + 12), (20, 20, 20), -1)
    return page


def read(page: Image, matrix: Image | None = None, sealed: Image | None = None) -> list[Grid]:
    return tables(page, matrix, sealed).grids


def tables(page: Image, matrix: Image | None = None, sealed: Image | None = None) -> RuledTables:
    return read_ruled_tables(DeskewedPage(PageImage(page), np.eye(3) if matrix is None else matrix, sealed, 1, SCALE), Counting())


def spans(grids: Sequence[Grid]) -> list[Span]:
    return [(c.row, c.col, c.rowspan, c.colspan) for g in grids for c in g.cells]


def skewed(page: Image) -> Image:
    turn = cv2.getRotationMatrix2D((600, 400), 0.8, 1.0)
    return cv2.warpAffine(page, turn, (1200, 800), borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def curled(page: Image) -> Image:
    xs, ys = np.meshgrid(np.arange(1200, dtype=np.float32), np.arange(800, dtype=np.float32))
    return cv2.remap(page, xs, ys + 6 * np.sin(np.pi * xs / 1200), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def noisy(page: Image) -> Image:
    return np.clip(page + np.random.default_rng(7).normal(0, 7, page.shape), 0, 255).astype(np.uint8)


def broken(page: Image) -> Image:
    """A gap of one millimetre every two millimetres."""
    out = page.copy()
    out[:, ::24], out[::24] = 245, 245
    return out


def faint(page: Image) -> Image:
    return (245 - (245 - page.astype(int)) // 4).astype(np.uint8)


@pytest.mark.parametrize("wear", [None, skewed, curled, noisy, broken, faint])
@pytest.mark.parametrize("drawn", [PLAIN, MERGED])
def test_cells_of_a_drawn_table(drawn, wear):
    page = paper(drawn)
    assert spans(read(wear(page) if wear else page)) == sorted(drawn)


def test_boxes_are_in_page_points():
    grid = read(paper(PLAIN))[0]
    assert grid.cells[0].box == pytest.approx([v / SCALE for v in (100, 200, 300, 260)], abs=1)
    assert grid.box == pytest.approx([v / SCALE for v in (100, 200, 1000, 480)], abs=1)


def test_boxes_of_a_rotated_page_are_in_displayed_coordinates():
    """Read after a quarter rotation: left on the upright page is up or down on the displayed one."""
    upright = paper(PLAIN)
    matrix = np.array([[0.0, 1, 0], [-1, 0, 800], [0, 0, 1]])
    x0, y0, x1, y1 = read(upright, matrix)[0].cells[0].box or (0.0, 0.0, 0.0, 0.0)
    assert (x0, y0, x1, y1) == pytest.approx([v / SCALE for v in (540, 100, 600, 300)], abs=1)


def test_print_goes_to_its_cell_and_empty_cells_stay():
    held = [(0, 0, 1, 4), (1, 0, 3, 1), (3, 3, 1, 1)]
    cells = read(paper(MERGED, held))[0].cells
    assert [(c.row, c.col) for c in cells if c.lines] == [(0, 0), (1, 0), (3, 3)]
    assert len(cells) == len(MERGED)


def test_lines_of_a_cell_from_top_to_bottom():
    page = paper(MERGED)
    for y in (290, 350, 410):
        cv2.rectangle(page, (190, y - 12), (214, y + 12), (20, 20, 20), -1)
    cell = next(c for c in read(page)[0].cells if (c.row, c.col) == (1, 0))
    tops = [line.box[1] for line in cell.lines if line.box]
    assert len(tops) == 3 and tops == sorted(tops)


def test_specks_in_a_cell_are_ignored():
    page = paper(PLAIN)
    cv2.circle(page, (400, 230), 2, (20, 20, 20), -1)
    assert not any(c.lines for c in read(page)[0].cells)


def frame(page: Image) -> None:
    cv2.rectangle(page, (60, 60), (1140, 740), (30, 30, 30), 2)


def underline(page: Image) -> None:
    cv2.line(page, (100, 200), (1100, 200), (30, 30, 200), 4)
    cv2.line(page, (300, 400), (700, 400), (30, 30, 30), 2)


def ring(page: Image) -> None:
    cv2.circle(page, (600, 400), 160, (120, 120, 120), 5)


def underlined_ring(page: Image) -> None:
    ring(page)
    underline(page)


@pytest.mark.parametrize("draw", [frame, underline, ring, underlined_ring])
def test_no_tables(draw):
    page = np.full((800, 1200, 3), 245, np.uint8)
    draw(page)
    assert read(page) == []


def test_a_seal_ring_over_a_table_adds_no_cell():
    page = paper(PLAIN)
    cv2.circle(page, (800, 300), 150, (130, 130, 130), 5)
    sealed: Image = np.zeros(page.shape[:2], np.uint8)
    cv2.circle(sealed, (800, 300), 155, (255,), -1)
    assert spans(read(page, sealed=sealed)) == PLAIN


def test_lines_outside_of_tables():
    outlines = tables(paper(PLAIN)).outlines
    quads = [np.array([[x, y], [x + 60, y], [x + 60, y + 20], [x, y + 20]], float) for x, y in ((150, 220), (150, 100), (700, 600))]
    assert [q[0].tolist() for q in quads_outside(quads, outlines)] == [[150, 100], [700, 600]]


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 2.0])
def test_a_line_close_to_a_table_is_outside_on_a_skewed_page_too(degrees: float):
    turn = np.vstack([cv2.getRotationMatrix2D((600, 400), degrees, 1.0), [0, 0, 1]])
    outlines = tables(paper(PLAIN), matrix=turn).outlines
    top, bottom = YS[0], YS[-1]
    middles = [(XS[0] + 60, top - 14), (XS[-1] - 60, top - 14), (XS[0] + 60, bottom + 14), (XS[-1] - 60, bottom + 14)]
    quads = [np.array([[x - 40, y - 10], [x + 40, y - 10], [x + 40, y + 10], [x - 40, y + 10]], float) for x, y in middles]
    assert len(quads_outside(quads, outlines)) == 4


def test_ink_of_the_drawn_table_is_seen():
    """The precondition of the tests above."""
    assert (ink_mask(paper(PLAIN), SCALE) > 0).any()
