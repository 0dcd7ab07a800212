"""Draws boxes on each page around what was read, so that a person sees at a glance what the program saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from gouji.ocr.page_images import some_page_images
from gouji.schemas.glyph import Box
from gouji.schemas.record import Report
from gouji.show.free_space import Area, FreeSpace, Image, leader
from gouji.show.page_marks import Mark, page_marks

DPI = 130
LABEL_EM_PIXELS = 14
"""Size of the labels' typeface."""


def page_drawings(source: Path | Sequence[Path], records: Iterable[Report], lang: str) -> Iterator[tuple[int, bytes]]:
    """(page number, PNG) for each page of the reports of an input; plain text has no pages.

    Outlines without a name are the cells of the rebuilt tables; cells that span several rows or columns are violet and
    show their spans. Thin boxes are the fields of the record, orange ones corrections. Boxes of findings are red if the
    report contradicts itself, yellow if the reading is doubtful, blue if a misreading was corrected: the figure that
    does not agree in a thick box, the others of its relation in thinner ones. Labels stand in free space, in `lang`.
    """
    printed = [record for record in records if record.document.kind != "text"]
    if not printed:
        return
    drawn = [mark for record in printed for mark in page_marks(record, lang)]
    pages = {page.number: page for record in printed for page in record.document.pages}
    for number, image in some_page_images(source, pages, DPI):
        page = pages[number]
        scale = image.shape[1] / page.width if page.width else 1.0
        canvas = _drawn(np.ascontiguousarray(image), [m for m in drawn if m.page == page.number], scale)
        done, data = cv2.imencode(".png", canvas)
        if done:
            yield page.number, data.tobytes()


def _drawn(canvas: Image, on_page: list[Mark], scale: float) -> Image:
    """The page with its marks and labels. Findings choose their places first."""
    space = FreeSpace(canvas)
    placed = [(mark, [_area(box, scale, mark.thick) for box in mark.boxes]) for mark in on_page]
    for mark, areas in placed:
        for area in areas:
            for each in [area] if mark.thick else _outline(area):
                space.take(each)
            cv2.rectangle(canvas, area[:2], area[2:], mark.colour, max(1, mark.thick))
    labels = []
    for mark, areas in sorted(placed, key=lambda each: -each[0].thick):
        found = _label_place(space, mark, areas) if mark.label else None
        if found is not None:
            area, needs_leader = found
            labels.append((mark, area))
            if needs_leader:
                cv2.line(canvas, *leader(area, areas[0]), mark.colour, 1, cv2.LINE_AA)
    return _written(canvas, labels)


def _area(box: Box, scale: float, grow: int) -> Area:
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    return x0 - grow, y0 - grow, x1 + grow, y1 + grow


def _outline(area: Area) -> list[Area]:
    """The four sides of a cell; its inside stays free."""
    x0, y0, x1, y1 = area
    return [(x0, y0, x1 + 1, y0 + 1), (x0, y1, x1 + 1, y1 + 1), (x0, y0, x0 + 1, y1 + 1), (x1, y0, x1 + 1, y1 + 1)]


def _label_place(space: FreeSpace, mark: Mark, areas: list[Area]) -> tuple[Area, bool] | None:
    """A place for a mark's label. The label of a cell is in one of its corners or nowhere."""
    left, top, right, bottom = _font().getbbox(mark.label)
    width, height = round(right - left), round(bottom - top)
    return space.put_inside(width, height, areas[0]) if not mark.thick else space.put(width, height, areas)


def _written(canvas: Image, labels: list[tuple[Mark, Area]]) -> Image:
    sheet = Picture.fromarray(canvas)
    pen = ImageDraw.Draw(sheet)
    for mark, (left, top, _, _) in labels:
        shift = _font().getbbox(mark.label)
        pen.text((left - shift[0], top - shift[1]), mark.label, fill=mark.colour, font=_font())
    return np.asarray(sheet)


@cache
def _font() -> ImageFont.FreeTypeFont:
    """A typeface with the characters of all labels; samples/label_font.py makes it."""
    with resources.as_file(resources.files(__package__) / "labels.otf") as path:
        return ImageFont.truetype(str(path), LABEL_EM_PIXELS)
