"""The typed pages of a sample: which line stands where, in mm, as the format for official papers asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from samples.layout import Advance, Paragraph, Placed, SetLine, set_lines
from samples.spec import Spec
from samples.table import Form, Rule, form_pages

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, MEASURE = 28.0, 37.0, 156.0
EM = MEASURE / 28
ROWS, PITCH = 22, 225 / 22
TITLE_EM = EM * 22 / 16
FOLIO_EM = EM * 14 / 16
FORM_TOP = 22.0
COVER_LEFT, COVER_TOP, COVER_PITCH = 44.0, 132.0, 10.5


@dataclass(frozen=True, slots=True)
class Strip:
    """A line in its place: left end and top in mm, and the size of its characters in mm."""

    line: SetLine
    left: float
    top: float
    em: float


@dataclass(slots=True)
class Sheet:
    """One page. `folio` is its printed page number, None on a cover."""

    strips: list[Strip] = field(default_factory=list)
    folio: Strip | None = None
    rules: list[Rule] = field(default_factory=list)


def sheets(spec: Spec, advance: Advance) -> list[Sheet]:
    """The sample's pages in order, ready to be drawn."""
    if spec.form:
        return _form(spec, spec.form, advance)
    lines = [line for paragraph in spec.body for line in set_lines(paragraph, advance, spec.spaced)]
    first, start = (_cover(spec, advance), ROWS) if spec.cover else _head(spec, advance)
    pages = [first]
    for page, row, line in _rows(lines, start):
        while len(pages) <= page:
            pages.append(Sheet())
        pages[page].strips.append(Strip(line, LEFT, TOP + row * PITCH, EM))
    for number, sheet in enumerate(pages[1:] if spec.cover else pages, start=1):
        sheet.folio = _folio(number, spec.folio, advance)
    return pages


def _rows(lines: list[SetLine], start: int) -> Iterator[tuple[int, int, SetLine]]:
    for index, line in enumerate(lines, start=start):
        yield index // ROWS, index % ROWS, line


def _cover(spec: Spec, advance: Advance) -> Sheet:
    """A page of its own: the title high in the middle, the fields below."""
    strips = [_centred(spec.title, "title", 82.0, TITLE_EM, advance)]
    for index, (label, value) in enumerate(spec.fields):
        line = _single(label + value, spec.face, advance, spec.spaced)
        strips.append(Strip(line, COVER_LEFT, COVER_TOP + index * COVER_PITCH, EM))
    return Sheet(strips)


def _head(spec: Spec, advance: Advance) -> tuple[Sheet, int]:
    """Title and fields above the text; also the row at which the text begins."""
    strips = [_centred(spec.title, "title", TOP, TITLE_EM, advance)]
    for row, (label, value) in enumerate(spec.fields, start=2):
        strips.append(Strip(_single(label + value, spec.face, advance, spec.spaced), LEFT, TOP + row * PITCH, EM))
    return Sheet(strips), len(spec.fields) + 3


def _form(spec: Spec, form: Form, advance: Advance) -> list[Sheet]:
    """The pages of a table, in the middle of the paper; title and fields stand over it."""
    left = (WIDTH - sum(form.widths)) / 2
    pages: list[Sheet] = []
    for number, part in enumerate(form_pages(form, spec.face, advance)):
        sheet, top = Sheet(), FORM_TOP
        if not number:
            sheet.strips.append(_centred(spec.title, "title", top, form.em * 1.7, advance))
            top += form.em * 3
            for label, value in spec.fields:
                sheet.strips.append(_centred(label + value, spec.face, top, form.em * 1.1, advance))
                top += form.em * 1.9
        sheet.strips += [Strip(line, left + x, top + y, form.em) for line, x, y in part.lines]
        sheet.rules = [Rule(left + r.x0, top + r.y0, left + r.x1, top + r.y1) for r in part.rules]
        sheet.folio = _folio(number + 1, spec.folio, advance) if spec.folio != "none" else None
        pages.append(sheet)
    return pages


def _single(text: str, face: str, advance: Advance, spaced: bool) -> SetLine:
    """One line that starts at its left end."""
    (line,) = set_lines(Paragraph(((text, face),)), advance, spaced)
    shift = line.placed[0].x
    return SetLine([Placed(p.char, p.face, p.x - shift, p.width) for p in line.placed])


def _centred(text: str, face: str, top: float, em: float, advance: Advance) -> Strip:
    line = _single(text, face, advance, False)
    return Strip(line, (WIDTH - _length(line) * em) / 2, top, em)


def _folio(number: int, place: str, advance: Advance) -> Strip:
    """— 3 — below the text: in the middle, or at the outer edge (odd pages right)."""
    line = _single(f"— {number} —", "song", advance, False)
    free = MEASURE - _length(line) * FOLIO_EM
    share = 0.5 if place == "centre" else (free - EM) / free if number % 2 else EM / free
    return Strip(line, LEFT + free * share, TOP + ROWS * PITCH + 4, FOLIO_EM)


def _length(line: SetLine) -> float:
    last = line.placed[-1]
    return last.x + last.width
