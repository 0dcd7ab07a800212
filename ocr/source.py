"""The pages of a file, any one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pypdfium2 import PdfPage

from ocr.aligned import with_aligned_tables
from ocr.characters import page_characters
from ocr.digital import digital_page
from ocr.engine import PageReader
from ocr.kind import file_kind
from ocr.layer_trust import is_layer_trusted
from ocr.old_layer import old_layer
from ocr.other_kinds import refuse_other_kinds
from ocr.page_damage import joint_damage, page_damage
from ocr.pdf import open_page, open_pdf
from ocr.pdf_streams import Streams, pdf_streams
from ocr.picture import animation_frames, open_picture
from ocr.picture_damage import picture_damage
from ocr.plain import text_page
from ocr.render import page_raster
from ocr.scan import scanned_page
from ocr.tiff_pages import tiff_pages
from ocr.unreadable import read_as_far, read_or_lost
from schemas.pages import Page, Spoilt
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
        return _pdf_source(data)
    found, raster = open_picture(data)
    count = max(found, tiff_pages(data))
    frames = animation_frames(data)
    damage = picture_damage(data)

    def picture(number: int, reader: PageReader) -> Page:
        with stage("rendering"):
            flaw = damage(number)
            pixels = raster(number)
        size = (pixels.width, pixels.height)
        page = read_as_far(lambda: with_aligned_tables(scanned_page(pixels, number, reader)), number, flaw.on(*size) if flaw else None, size)
        page.frames = frames
        return page

    return Source(count, lambda number, reader: read_or_lost(lambda: picture(number, reader), number, count))


def _pdf_source(data: bytes) -> Source:
    """The pages that the file's own tree has: where the library finds fewer, the others are lost."""
    document, streams = open_pdf(data), pdf_streams(data)
    count = max(len(document), len(streams.pages))

    def pdf_page(number: int, reader: PageReader) -> Page:
        return with_aligned_tables(_pdf_page(open_page(document, number), number, reader, data, streams))

    return Source(count, lambda number, reader: read_or_lost(lambda: pdf_page(number, reader), number, count))


def _pdf_page(page: PdfPage, number: int, reader: PageReader, data: bytes, streams: Streams) -> Page:
    """A page of a PDF: by its own characters where they can be trusted, else by looking at it."""
    size = page.get_size()
    try:
        with stage("rendering"):
            characters = page_characters(page)
            written = streams.of_page(number)
            damage = Spoilt(written.lost) if written else None
            if is_layer_trusted(page, characters):
                return read_as_far(lambda: digital_page(page, characters, number), number, damage, size)
            raster = page_raster(page)
            damage = joint_damage(damage, page_damage(page, raster, data))
        scan = read_as_far(lambda: scanned_page(raster, number, reader), number, damage, size)
        if scan.kind == "blank" and streams.lacks(number):
            scan.kind, scan.spoilt = "unreadable", Spoilt(1.0)
        scan.layer = old_layer(characters, scan) if scan.kind == "scanned" else []
        return scan
    finally:
        page.close()
