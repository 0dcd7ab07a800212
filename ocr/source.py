"""The pages of a file, any one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pypdfium2 import PdfDocument

from ocr.aligned import with_aligned_tables
from ocr.characters import page_characters
from ocr.digital import digital_page
from ocr.engine import PageReader
from ocr.kind import file_kind
from ocr.layer_trust import is_layer_trusted
from ocr.old_layer import old_layer
from ocr.other_kinds import refuse_other_kinds
from ocr.pdf import open_page, open_pdf
from ocr.picture import animation_frames, open_picture
from ocr.plain import text_page
from ocr.render import page_raster
from ocr.scan import scanned_page
from schemas.pages import Page
from schemas.stages import stage


@dataclass(frozen=True, slots=True)
class Source:
    """`count` pages; `read` gives the one of a number from 1 on, UnreadableDocument where it cannot be read."""

    count: int
    read: Callable[[int, PageReader], Page]


def open_source(data: bytes) -> Source:
    """The pages of a PDF, a picture file or a text file. UnreadableDocument says why there are none."""
    kind = file_kind(data)
    if kind == "text":
        refuse_other_kinds(data)
        return Source(1, lambda _number, _reader: text_page(data))
    if kind == "pdf":
        document = open_pdf(data)
        return Source(len(document), lambda number, reader: with_aligned_tables(_pdf_page(document, number, reader)))
    count, raster = open_picture(data)
    frames = animation_frames(data)

    def picture(number: int, reader: PageReader) -> Page:
        with stage("rendering"):
            pixels = raster(number)
        page = with_aligned_tables(scanned_page(pixels, number, reader))
        page.frames = frames
        return page

    return Source(count, picture)


def _pdf_page(document: PdfDocument, number: int, reader: PageReader) -> Page:
    """A page of a PDF: by its own characters where they can be trusted, else by looking at it."""
    page = open_page(document, number)
    try:
        with stage("rendering"):
            characters = page_characters(page)
            if is_layer_trusted(page, characters):
                return digital_page(page, characters, number)
            raster = page_raster(page)
        scan = scanned_page(raster, number, reader)
        scan.layer = old_layer(characters, scan)
        return scan
    finally:
        page.close()
