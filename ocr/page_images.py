"""The pages of a file as pictures, as they are displayed: to draw on them, to show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from gouji.ocr.engine.protocol import Image
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.image_file import open_picture
from gouji.ocr.image.raster import at_dpi
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.render import page_raster
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import check_bytes


def page_images(path: Path, dpi: float = 150.0) -> Iterator[Image]:
    """Each page (height x width x 3, blue-green-red); a box of a glyph times dpi / 72 is its place. Plain text has no pages.

    UnreadableDocument as from `read_document`.
    """
    yield from (image for _, image in some_page_images(path, None, dpi))


def some_page_images(path: Path, wanted: Collection[int] | None, dpi: float = 150.0) -> Iterator[tuple[int, Image]]:
    """(number, page) of the wanted pages (all for None), numbered from 1; the others are not drawn, and those that cannot be are left out."""
    check_bytes(path.stat().st_size)
    data = path.read_bytes()
    kind = file_kind(data)
    if kind == "picture":
        count, raster = open_picture(data)
        for number in (n for n in range(1, count + 1) if wanted is None or n in wanted):
            with suppress(UnreadableDocument):
                yield number, at_dpi(raster(number), dpi).image
    elif kind == "pdf":
        document = open_pdf(data)
        for number in range(1, len(document) + 1):
            if wanted is None or number in wanted:
                with suppress(UnreadableDocument):
                    yield number, page_raster(open_page(document, number), dpi).image
