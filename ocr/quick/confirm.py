"""Has the full model read what only the quick model has read and nothing else proves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.quick.page import QuickPage
from gouji.ocr.quick.parts import unconfirmed_lines
from gouji.ocr.quick.reader import KnownReadings, QuickLine
from gouji.ocr.quick.witness import with_witness
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page

Place = tuple[int | None, tuple[int, int]]
"""Page of a glyph, and which character of which line image it is."""


def confirm_lines(document: Document, proven: Collection[Glyph], wanted: Collection[Glyph]) -> bool:
    """Has the full model read the figures that only the quick model has read and that are not among `proven`, and the lines
    with characters that are among `wanted`.

    Returns whether anything is read differently; `document` then has changed and must be understood again.
    """
    sure, asked = _places(proven), _places(wanted)
    changed = False
    for index, page in enumerate(document.pages):
        quick = page.quick
        if not isinstance(quick, QuickPage) or quick.reader is None or quick.read is None:
            continue
        numbers, whole = _open_lines(page, sure, asked)
        if _confirm([quick.lines[n] for n in numbers], [quick.lines[n] for n in whole], quick.known, quick.reader):
            document.pages[index], changed = quick.read(quick.known), True
        else:
            _settle(page, numbers | whole)
    return changed


def _places(glyphs: Collection[Glyph]) -> set[Place]:
    return {(g.page, g.quick) for g in glyphs if g.quick}


def _open_lines(page: Page, sure: set[Place], asked: set[Place]) -> tuple[set[int], set[int]]:
    """Returns the numbers of the line images whose figures are to be confirmed, and of those to be read as a whole."""
    glyphs = [(glyph, glyph.quick) for line in _lines(page) for glyph in line.glyphs if glyph.quick]
    whole = {at[0] for glyph, at in glyphs if (glyph.page, at) in asked}
    numbers = {at[0] for glyph, at in glyphs if glyph.char.isdecimal() and (glyph.page, at) not in sure}
    return numbers - whole, whole


def _confirm(
    figures: Sequence[QuickLine], whole: Sequence[QuickLine], known: KnownReadings, reader: PaddleReader
) -> bool:
    """Settles the lines in `known`, as the full model reads them. Returns whether it reads one of them differently."""
    again = [*whole, *unconfirmed_lines(figures, reader)]
    readings = reader.read_crops([line.image() for line in again])
    known.settle({line.key: line.reading for line in figures})
    known.settle({line.key: with_witness(full, line.reading) for line, full in zip(again, readings, strict=True)})
    return any(
        bool(full.gaps) or full.text.split() != line.reading.text.split()
        for line, full in zip(again, readings, strict=True)
    )


def _settle(page: Page, numbers: set[int]) -> None:
    """Marks the glyphs of these line images as read by the full model."""
    for line in _lines(page):
        line.glyphs[:] = [replace(g, quick=None) if g.quick and g.quick[0] in numbers else g for g in line.glyphs]


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    for grid in page.tables:
        for cell in grid.cells:
            yield from cell.lines
