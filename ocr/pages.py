"""The pages of a file as pictures, as they are displayed: to draw on them, to show them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ocr.engine import Image
from ocr.kind import file_kind
from ocr.pdf import open_page, open_pdf
from ocr.picture import picture_rasters
from ocr.raster import at_dpi
from ocr.render import page_raster


def page_images(path: Path, dpi: float = 150.0) -> Iterator[Image]:
    """Each page (height x width x 3, blue-green-red); a box of a glyph times dpi / 72 is its place. Plain text has no pages.

    UnreadableDocument as from `read_document`.
    """
    data = path.read_bytes()
    kind = file_kind(data)
    if kind == "picture":
        yield from (at_dpi(raster, dpi).image for raster in picture_rasters(data)[1])
    elif kind == "pdf":
        document = open_pdf(data)
        for number in range(1, len(document) + 1):
            yield page_raster(open_page(document, number), dpi).image
