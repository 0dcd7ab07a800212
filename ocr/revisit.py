"""A document whose pages were read before gets its page images back, for a second look and for showing a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from ocr.cleanup import cleaned
from ocr.engine import Image, PageReader
from ocr.kind import file_kind
from ocr.pdf import open_page, open_pdf
from ocr.picture import open_picture
from ocr.plane import quarter_turn, straightening
from ocr.raster import Raster
from ocr.render import page_raster
from ocr.second_look import Looker, second_look
from schemas.glyph import Box
from schemas.pages import Document, Line, Page


@dataclass(slots=True)
class LateLook:
    """A second look that opens its page only when it is asked for the first time."""

    page: Page
    raster: Callable[[int], Raster]
    reader: PageReader
    looker: Looker | None = field(default=None)

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """As `Looker`: (way, line) for each way of looking."""
        if self.looker is None:
            self.looker = _looker(self.page, self.raster(self.page.number), self.reader)
        return self.looker(box)


def revisit(document: Document, path: Path, reader: PageReader) -> None:
    """Gives every scanned page of `document` its second look again, from the file at `path` that it was read from."""
    data = path.read_bytes()
    kind = file_kind(data)
    if kind == "text":
        return
    rasters = cache(lambda number: _pdf_raster(data, number) if kind == "pdf" else _picture_raster(data, number))
    for page in document.pages:
        if page.kind == "scanned":
            page.look = LateLook(page, rasters, reader)


def _pdf_raster(data: bytes, number: int) -> Raster:
    page = open_page(open_pdf(data), number)
    try:
        return page_raster(page)
    finally:
        page.close()


def _picture_raster(data: bytes, number: int) -> Raster:
    return open_picture(data)[1](number)


def _looker(page: Page, raster: Raster, reader: PageReader) -> Looker:
    """Cleaned, turned and straightened as the page says that it was."""
    clean = cleaned(raster).image
    turned, matrix = quarter_turn(clean, (360 - page.rotation) % 360)
    before, _ = quarter_turn(raster.image, (360 - page.rotation) % 360)
    if page.skew:
        level = straightening(turned.shape, page.skew)
        same = clean is raster.image
        turned = _levelled(turned, level)
        before = turned if same else _levelled(before, level)
        matrix = level @ matrix
    elif clean is raster.image:
        before = turned
    return second_look(before, turned, matrix, page.number, raster.scale, reader)


def _levelled(image: Image, level: Image) -> Image:
    size = image.shape[1], image.shape[0]
    return cv2.warpAffine(image, level[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)
