"""Restores access to the page images of a document that was read earlier, for rereading and for showing places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.clean import clean_page
from gouji.ocr.image.image_file import open_picture
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.transforms import deskew_matrix, rotate_quarter
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.render import page_raster
from gouji.ocr.reread import Rereader, make_rereader
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Document, Line, Page


@dataclass(slots=True)
class LazyRereader:
    """A rereader that opens its page when it is called for the first time."""

    page: Page
    raster: Callable[[int], Raster]
    reader: PageReader
    rereader: Rereader | None = field(default=None)

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """Returns (method, line) for each method of rereading, as `Rereader` does."""
        if self.rereader is None:
            self.rereader = _rereader(self.page, self.raster(self.page.number), self.reader)
        return self.rereader(box)


def restore_rereading(document: Document, path: Path, reader: PageReader) -> None:
    """Attaches a rereader to every scanned page of `document`, using the original file at `path`."""
    data = path.read_bytes()
    kind = file_kind(data)
    if kind == "text":
        return
    rasters = cache(lambda number: _pdf_raster(data, number) if kind == "pdf" else _picture_raster(data, number))
    for page in document.pages:
        if page.kind == "scanned":
            page.look = LazyRereader(page, rasters, reader)


def _pdf_raster(data: bytes, number: int) -> Raster:
    page = open_page(open_pdf(data), number)
    try:
        return page_raster(page)
    finally:
        page.close()


def _picture_raster(data: bytes, number: int) -> Raster:
    return open_picture(data)[1](number)


def _rereader(page: Page, raster: Raster, reader: PageReader) -> Rereader:
    """Cleans, rotates and deskews the page as its recorded rotation and skew say."""
    cleaned = clean_page(raster).image
    rotated, matrix = rotate_quarter(cleaned, (360 - page.rotation) % 360)
    uncleaned = rotated if cleaned is raster.image else rotate_quarter(raster.image, (360 - page.rotation) % 360)[0]
    deskew = deskew_matrix(rotated.shape, page.skew) if page.skew else None
    return make_rereader(
        uncleaned,
        PageImage(rotated, deskew),
        matrix if deskew is None else deskew @ matrix,
        page.number,
        raster.scale,
        reader,
    )
