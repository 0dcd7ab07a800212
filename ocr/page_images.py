"""The pages of a file as images, as they are displayed: for drawing on them and for showing them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from gouji.ocr.engine.protocol import Image
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.image_file import open_picture
from gouji.ocr.image.raster import at_dpi
from gouji.ocr.image.tiff_pages import tiff_pages
from gouji.ocr.page_files import page_files
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.render import page_raster
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import check_bytes


def page_images(path: Path, dpi: float = 150.0) -> Iterator[Image]:
    """Yields each page as an image (height x width x 3, BGR). Plain text has no pages.

    A glyph's box (points) times dpi / 72 is its place in pixels. Raises UnreadableDocument as `read_document` does.
    """
    yield from (image for _, image in some_page_images(path, None, dpi))


def some_page_images(
    path: Path | Sequence[Path], wanted: Collection[int] | None, dpi: float = 150.0
) -> Iterator[tuple[int, Image]]:
    """Yields (number, image) for the wanted pages (None: all), numbered from 1 through all files of the document.

    Other pages are not rendered. Pages that cannot be rendered are skipped.
    """
    if not isinstance(path, Path) or path.is_dir():
        yield from _of_files(page_files(path) if isinstance(path, Path) else path, wanted, dpi)
        return
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


def _of_files(files: Sequence[Path], wanted: Collection[int] | None, dpi: float) -> Iterator[tuple[int, Image]]:
    """The pages of several files. A broken file counts as one page."""
    before = 0
    for file in files:
        count = 1
        with suppress(UnreadableDocument):
            data = file.read_bytes()
            count = _page_count(data)
            inside = None if wanted is None else {number - before for number in wanted}
            if inside is None or any(1 <= number <= count for number in inside):
                yield from ((before + number, image) for number, image in some_page_images(file, inside, dpi))
        before += count


def _page_count(data: bytes) -> int:
    if file_kind(data) == "pdf":
        return len(open_pdf(data))
    return max(open_picture(data)[0], tiff_pages(data))
