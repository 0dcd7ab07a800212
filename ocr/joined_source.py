"""Access to the pages of several files that are one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.ocr.damage.unreadable import read_or_mark_unreadable
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.reread import Rereader
from gouji.ocr.source import Source, open_source
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line, Page

BROKEN_KEY = "broken_image"


def open_joined(files: Sequence[bytes]) -> Source:
    """Opens files whose pages follow each other. A file that cannot be opened counts as one unreadable page.

    Raises UnreadableDocument with the reason if it is the only file, or if one is no picture and no PDF.
    """
    if len(files) == 1:
        return open_source(files[0])
    if any(file_kind(data) == "text" for data in files):
        raise UnreadableDocument("pages_no_pictures")
    places = [(source, number) for source in map(_opened, files) for number in range(1, source.count + 1)]

    def read(number: int, reader: PageReader) -> Page:
        source, local = places[number - 1]
        page = read_or_mark_unreadable(lambda: source.read(local, reader), local, len(places))
        return page if local == number else _renumbered(page, number)

    return Source(len(places), read)


def _opened(data: bytes) -> Source:
    try:
        return open_source(data)
    except UnreadableDocument as error:
        if error.key not in ("broken_image", "broken_pdf", "empty_file"):
            raise
        failure = error
    return Source(1, lambda _number, _reader: _raise(failure))


def _raise(error: UnreadableDocument) -> Page:
    raise UnreadableDocument(BROKEN_KEY, **error.values)


def _renumbered(page: Page, number: int) -> Page:
    """The page with another number, also in all that stands on it."""

    def glyph(each: Glyph) -> Glyph:
        return replace(each, page=number)

    def line(each: Line) -> Line:
        return replace(each, glyphs=[glyph(g) for g in each.glyphs], page=number)

    def cell(each: Cell) -> Cell:
        return replace(each, lines=[line(x) for x in each.lines], page=number)

    def grid(each: Grid) -> Grid:
        return replace(each, cells=[cell(c) for c in each.cells], page=number)

    return replace(
        page,
        number=number,
        lines=[line(x) for x in page.lines],
        tables=[grid(x) for x in page.tables],
        layer=[glyph(g) for g in page.layer],
        look=replace(page.look, number=number) if isinstance(page.look, Rereader) else page.look,
    )
