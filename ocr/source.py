"""Access to the pages of a file, one at a time in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pypdfium2 import PdfPage

from gouji.ocr.damage.page_damage import joint_damage, page_damage
from gouji.ocr.damage.picture_damage import picture_damage
from gouji.ocr.damage.unreadable import read_or_mark_unreadable, read_undamaged_part
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.image_file import animation_frames, open_picture
from gouji.ocr.image.tiff_pages import tiff_pages
from gouji.ocr.other_kinds import refuse_other_kinds
from gouji.ocr.pdf.characters import layer_characters
from gouji.ocr.pdf.digital_page import digital_page
from gouji.ocr.pdf.drawn_shapes import DrawnShapes, open_drawings
from gouji.ocr.pdf.font_maps import FontMaps
from gouji.ocr.pdf.layer_trust import is_layer_trusted
from gouji.ocr.pdf.old_layer import earlier_ocr_glyphs
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.painted import painted_characters
from gouji.ocr.pdf.pictured_parts import with_pictured_parts
from gouji.ocr.pdf.render import page_raster
from gouji.ocr.pdf.streams import PdfStreams, inspect_streams
from gouji.ocr.quick.full_reader import full_reader
from gouji.ocr.scanned_page import scanned_page
from gouji.ocr.text.text_file import text_page
from gouji.schemas.pages import Page, Spoilt
from gouji.schemas.stages import stage


@dataclass(frozen=True, slots=True)
class Source:
    """A file of `count` pages. `read` returns the page of a number from 1, or raises UnreadableDocument."""

    count: int
    read: Callable[[int, PageReader], Page]


def open_source(data: bytes) -> Source:
    """Opens a PDF, an image file or a text file.

    Raises UnreadableDocument with the reason if it has no readable pages.
    """
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
        page = read_undamaged_part(
            lambda: scanned_page(pixels, number, reader), number, flaw.on(*size) if flaw else None, size
        )
        page.frames = frames
        return page

    return Source(count, lambda number, reader: read_or_mark_unreadable(lambda: picture(number, reader), number, count))


def _pdf_source(data: bytes) -> Source:
    """Counts the pages of the file's own page tree. If PDFium finds fewer, the missing ones are reported as lost."""
    document, streams = open_pdf(data), inspect_streams(data)
    count = max(len(document), len(streams.pages))
    drawings, fonts = open_drawings(data), FontMaps()

    def pdf_page(number: int, reader: PageReader) -> Page:
        return _pdf_page(open_page(document, number), number, reader, data, streams, drawings, fonts)

    return Source(
        count, lambda number, reader: read_or_mark_unreadable(lambda: pdf_page(number, reader), number, count)
    )


def _pdf_page(
    page: PdfPage,
    number: int,
    reader: PageReader,
    data: bytes,
    streams: PdfStreams,
    drawings: DrawnShapes,
    fonts: FontMaps,
) -> Page:
    """Reads a PDF page from its text layer if that can be trusted, otherwise by OCR."""
    size = page.get_size()
    digital: Page | None = None
    try:
        with stage("rendering"):
            characters = painted_characters(page, layer_characters(page))
            written = streams.of_page(number)
            damage = Spoilt(written.lost) if written else None
            is_true = fonts.are_true(page, characters, full_reader(reader))
            if is_true and is_layer_trusted(page, characters):
                digital = read_undamaged_part(
                    lambda: digital_page(page, characters, number, drawings(page, number)), number, damage, size
                )
            else:
                raster = page_raster(page)
                damage = joint_damage(damage, page_damage(page, raster, data))
        if digital is not None:
            return (
                with_pictured_parts(page, digital, characters, full_reader(reader))
                if digital.kind == "digital"
                else digital
            )
        scan = read_undamaged_part(lambda: scanned_page(raster, number, reader), number, damage, size)
        if scan.kind == "blank" and streams.has_lost_content(number):
            scan.kind, scan.spoilt = "unreadable", Spoilt(1.0)
        scan.layer = earlier_ocr_glyphs(characters, scan) if is_true and scan.kind == "scanned" else []
        return scan
    finally:
        page.close()
