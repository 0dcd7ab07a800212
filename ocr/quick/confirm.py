"""Has the full model read what only the quick model has read and nothing else proves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Recognition
from gouji.ocr.quick.page import QuickPage
from gouji.ocr.quick.parts import unconfirmed_lines
from gouji.ocr.quick.replacements import is_same, may_replace, replacements, with_replacement
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
        places, whole = _open_places(page, sure, asked)
        found = _confirmed(quick, places, whole, quick.reader)
        if all(may_replace(quick.lines[number].reading, full) for number, full in found.items()):
            changed |= _settle(page, places.keys() | whole, quick, found)
        else:
            document.pages[index], changed = quick.read(quick.known), True
    return changed


def _places(glyphs: Collection[Glyph]) -> set[Place]:
    return {(g.page, g.quick) for g in glyphs if g.quick}


def _open_places(page: Page, sure: set[Place], asked: set[Place]) -> tuple[dict[int, set[int]], set[int]]:
    """Returns the line images to be confirmed, with the indices of their unproven digits, and those to be read as a whole."""
    glyphs = [(glyph, glyph.quick) for line in _lines(page) for glyph in line.glyphs if glyph.quick]
    whole = {at[0] for glyph, at in glyphs if (glyph.page, at) in asked}
    places: dict[int, set[int]] = {}
    for glyph, (number, index) in glyphs:
        if glyph.char.isdecimal() and (glyph.page, (number, index)) not in sure and number not in whole:
            places.setdefault(number, set()).add(index)
    return places, whole


def _confirmed(
    quick: QuickPage, places: Mapping[int, Collection[int]], whole: Collection[int], reader: PaddleReader
) -> dict[int, Recognition]:
    """Settles these lines of a page as the full model reads them, and returns its readings of those that it read again as a
    whole, by the number of the line."""
    figures = [(quick.lines[number], unproven) for number, unproven in places.items()]
    wrong = {id(line) for line in unconfirmed_lines(figures, reader)}
    again = [*whole, *(number for number in places if id(quick.lines[number]) in wrong)]
    lines = [quick.lines[number] for number in again]
    full = [
        with_witness(reading, line.witness)
        for line, reading in zip(lines, reader.read_crops([line.image() for line in lines]), strict=True)
    ]
    quick.known.settle({line.key: line.reading for line, _ in figures})
    quick.known.settle({line.key: reading for line, reading in zip(lines, full, strict=True)})
    return dict(zip(again, full, strict=True))


def _settle(page: Page, numbers: Collection[int], quick: QuickPage, found: Mapping[int, Recognition]) -> bool:
    """Marks the glyphs of these line images as read by the full model, and replaces those that it read again. Returns
    whether any of them is another character now."""
    again = {number: replacements(quick.lines[number].reading, full) for number, full in found.items()}
    changed = False
    for line in _lines(page):
        for place, glyph in enumerate(line.glyphs):
            if glyph.quick and glyph.quick[0] in numbers:
                number, index = glyph.quick
                settled = with_replacement(glyph, again.get(number, {}).get(index))
                changed |= not is_same(settled.char, glyph.char)
                line.glyphs[place] = settled
    return changed


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    for grid in page.tables:
        for cell in grid.cells:
            yield from cell.lines
