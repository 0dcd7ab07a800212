"""A document whose pages were read before gets its page images back, for a second look and for showing a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.clean import cleaned
from gouji.ocr.image.image_file import open_picture
from gouji.ocr.image.page_image import Paper
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.transforms import quarter_turn, straightening
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.render import page_raster
from gouji.ocr.reread import Looker, second_look
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Document, Line, Page


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
    before = turned if clean is raster.image else quarter_turn(raster.image, (360 - page.rotation) % 360)[0]
    level = straightening(turned.shape, page.skew) if page.skew else None
    return second_look(
        before, Paper(turned, level), matrix if level is None else level @ matrix, page.number, raster.scale, reader
    )
