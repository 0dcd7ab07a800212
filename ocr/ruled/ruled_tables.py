"""Reads the ruled tables of a page, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Matrix, PageReader, Quad, Recognition
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.grey_seal_in_cells import lift_grey_seal
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.image.white_rulings import with_white_rulings_dark
from gouji.ocr.lines.glyph_lines import PlacedRecognition, page_lines
from gouji.ocr.lines.line_crops import Crop
from gouji.ocr.ruled.bent_frames import bent_frames
from gouji.ocr.ruled.cell_interior import inner_box
from gouji.ocr.ruled.cell_lines import cell_lines, line_height
from gouji.ocr.ruled.cells import CellSpan, cell_spans
from gouji.ocr.ruled.dewarp import PageWarp, fit_page_warp
from gouji.ocr.ruled.faint_ends import widen_to_faint_print
from gouji.ocr.ruled.framed_bands import with_band_columns
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.line_segments import ThinDarkMasks, segment_masks, thin_dark_masks
from gouji.ocr.ruled.open_columns import ink_print, with_open_columns
from gouji.ocr.ruled.page_rulings import may_hold_rulings, page_rulings
from gouji.ocr.ruled.read_cells import CellLine, line_readings
from gouji.ocr.ruled.rulings import PageRulings
from gouji.ocr.ruled.scanned_lattices import lattices
from gouji.ocr.ruled.turned_cells import turned_reading
from gouji.ocr.signs.dash import with_dashes
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid

SIDES = 2
"""A lattice with no more positions across has no columns."""

POINTS_PER_SIDE = 9
"""Points that describe one side of a table."""


@dataclass(slots=True)
class DeskewedPage:
    """A deskewed page to read: the map from displayed to deskewed pixels, and a mask of the seals on the displayed
    page."""

    page_image: PageImage
    matrix: Matrix
    sealed: Mask | None
    number: int
    scale: float


@dataclass(slots=True)
class _DewarpedPage:
    """A dewarped page: `bare` is the page without its seals; `ink`, `grey` and `sealed` are dewarped."""

    source: DeskewedPage
    warp: PageWarp
    bare: PageImage
    ink: Mask
    grey: Mask
    sealed: Mask | None
    rulings: PageRulings


@dataclass(slots=True)
class RuledTables:
    """The ruled tables of a page from top to bottom, and the outline of each as points of the deskewed page (pixels).

    The box of a grid is no outline: on a skewed page it reaches far beyond the table.
    """

    grids: list[Grid]
    outlines: list[Quad]


def read_ruled_tables(source: DeskewedPage, reader: PageReader, quads: Sequence[Quad] = ()) -> RuledTables:
    """Returns the tables of the page. `quads` are its lines of print, in pixels of the deskewed page."""
    lined = _with_dark_rulings(source)
    dark = thin_dark_masks(lined.grayscale, source.scale)
    if not may_hold_rulings(dark, source.scale):
        return RuledTables([], [])
    if source.page_image.deskew is not None:
        dark = thin_dark_masks(lined.sharp_grayscale, source.scale)
    warp = fit_page_warp(segment_masks(dark, source.scale), source.scale)
    page = _dewarped(source, lined, warp, dark if warp.is_identity else None)
    printed = ink_print(page.ink)
    boxes = [bounding_box(warp.from_page(quad) / source.scale) for quad in quads]
    level = page.rulings.horizontal.rulings
    framed = lattices(page.rulings, source.scale)
    bent = bent_frames(level, framed, warp, source.scale)
    banded = [with_band_columns(lattice, level, page.ink, boxes, source.scale) for lattice in [*framed, *bent]]
    found = [with_open_columns(x, printed, source.scale) for x in banded if len(x.xs) > SIDES]
    found.sort(key=lambda lattice: lattice.ys[0])
    return RuledTables([_grid(lattice, page, reader) for lattice in found], [_outline(x, warp) for x in found])


def quads_outside(quads: Sequence[Quad], outlines: Sequence[Quad]) -> list[Quad]:
    """Returns the text lines that lie in no table. Both are in pixels of the deskewed page."""
    shapes = [outline.astype(np.float32) for outline in outlines]
    middles = [tuple(quad.mean(axis=0).tolist()) for quad in quads]
    return [
        quad
        for quad, middle in zip(quads, middles, strict=True)
        if not any(cv2.pointPolygonTest(shape, middle, False) > 0 for shape in shapes)
    ]


def _outline(lattice: Lattice, warp: PageWarp) -> Quad:
    """Returns the outline of a table; its sides are bowed where the page curls."""
    x0, y0, x1, y1 = lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]
    level, upright = np.linspace(x0, x1, POINTS_PER_SIDE), np.linspace(y0, y1, POINTS_PER_SIDE)
    ends = [np.full(POINTS_PER_SIDE, at) for at in (y0, x1, y1, x0)]
    sides = [(level, ends[0]), (ends[1], upright), (level[::-1], ends[2]), (ends[3], upright[::-1])]
    return warp.to_page(np.vstack([np.column_stack(side) for side in sides]))


def _with_dark_rulings(source: DeskewedPage) -> PageImage:
    """Returns the page as rulings are sought on it: white ones are dark."""
    image = with_white_rulings_dark(source.page_image.image, source.scale)
    return source.page_image if image is source.page_image.image else PageImage(image, source.page_image.deskew)


def _dewarped(source: DeskewedPage, lined: PageImage, warp: PageWarp, dark: ThinDarkMasks | None) -> _DewarpedPage:
    upright, bare = None, source.page_image
    if source.sealed is not None:
        (height, width), level = source.page_image.image.shape[:2], source.page_image.deskew
        upright = cv2.warpPerspective(source.sealed, source.matrix, (width, height))
        seen = (
            upright
            if level is None
            else cv2.warpPerspective(source.sealed, np.linalg.inv(level) @ source.matrix, (width, height))
        )
        image = lift_grey_seal(source.page_image.image, seen.astype(np.uint8, copy=False), source.scale)
        bare = source.page_image if image is source.page_image.image else PageImage(image, level)
    flat_image = warp.image(source.page_image.sharp_grayscale)
    ink = ink_mask(flat_image, source.scale)
    sealed = None if upright is None else warp.image(upright)
    ruled = flat_image if lined is source.page_image else warp.image(lined.sharp_grayscale)
    rulings = page_rulings(ruled, ink, sealed, source.scale, dark)
    shown = flat_image if bare is source.page_image else warp.image(bare.sharp_grayscale)
    return _DewarpedPage(
        source, warp, bare, ink if bare is source.page_image else ink_mask(shown, source.scale), shown, sealed, rulings
    )


def _grid(lattice: Lattice, page: _DewarpedPage, reader: PageReader) -> Grid:
    source = page.source
    spans = cell_spans(lattice, source.scale)
    boxes = [p.box(lattice) for p in spans]
    inner = [inner_box(box, page.rulings, source.scale) for box in boxes]
    height = line_height(page.ink, inner, source.scale)
    lines = [
        CellLine(k, line, box, _under_seal(line, page.sealed))
        for k, box in enumerate(inner)
        for line in (
            widen_to_faint_print(found, box, page.grey, height)
            for found in cell_lines(page.ink, box, height, source.scale)
        )
    ]
    home = np.linalg.inv(source.matrix)
    rows: list[list[PlacedRecognition]] = [[] for _ in spans]
    found = line_readings(lines, source.page_image, page.bare, page.warp, height, reader)
    for line, (crop, reading) in zip(lines, found, strict=True):
        rows[line.cell].append(_placed(crop, reading, home))
    for k, own in enumerate(rows):
        in_cell = [line.box for line in lines if line.cell == k]
        turned = turned_reading(in_cell, own, inner[k], source.page_image, page.warp, height, reader)
        if turned is not None:
            rows[k] = [_placed(*turned, home)]
    cells = [_cell(p, b, r, page) for p, b, r in zip(spans, boxes, rows, strict=True)]
    return Grid(
        with_dashes(cells),
        source.number,
        _displayed((lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]), page),
    )


def _placed(crop: Crop, reading: Recognition, home: Matrix) -> PlacedRecognition:
    return PlacedRecognition(reading, home @ crop.back, crop.image.shape[1], crop.image.shape[0])


def _under_seal(box: Box, sealed: Mask | None) -> bool:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    return sealed is not None and bool(sealed[y0:y1, x0:x1].any())


def _cell(span: CellSpan, box: Box, rows: Sequence[PlacedRecognition], page: _DewarpedPage) -> Cell:
    lines = page_lines([[row] for row in rows], page.source.number, page.source.scale, page.source.sealed)
    return Cell(span.row, span.col, lines, page.source.number, _displayed(box, page), span.rowspan, span.colspan)


def _displayed(box: Box, page: _DewarpedPage) -> Box:
    """Converts a dewarped box to points of the displayed page."""
    upright = page.warp.to_page(corners(box))
    x0, y0, x1, y1 = bounding_box(transform_points(upright, np.linalg.inv(page.source.matrix)) / page.source.scale)
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
