"""Composes blocks into typeset pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.cases.grid import wrap
from bench.cases.leaves import Leaf, Text, words_of
from bench.cases.plan import Block, CoverPage, Heading, Paragraph, TableBlock
from bench.cases.sheet import A4, Char, Line, Sheet
from bench.cases.tables import place_table
from samples import layout
from samples.layout import Advance, set_lines


@dataclass(frozen=True, slots=True)
class Paper:
    """The page layout in points: typefaces, margins, characters per line, lines per page, width of a table."""

    body: str
    heads: tuple[str, str]
    title: str
    left: float
    top: float
    measure: float
    chars: int
    rows: int
    pitch: float
    spaced: bool
    folio: bool
    table_left: float
    table_top: float

    @property
    def em(self) -> float:
        """The width of a Chinese character."""
        return self.measure / self.chars

    @property
    def bottom(self) -> float:
        """The lowest point of the text area."""
        return self.top + self.rows * self.pitch


@dataclass(slots=True)
class Composer:
    """Fills pages from top to bottom."""

    paper: Paper
    advance: Advance
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0.0
    used: bool = False

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    def turn(self, wide: bool = False) -> None:
        """Starts a new page, unless the current one is empty and has the same orientation."""
        size = A4[::-1] if wide else A4
        if self.sheets and not self.used:
            self.sheets.pop()
        self.sheets.append(Sheet(*size))
        self.y, self.used = (self.paper.top if not wide else 56.0), False

    def line(self, line: Line, height: float) -> None:
        """Sets one line at the cursor, on a new page if it does not fit."""
        if self.y + height > self.bottom + 0.1:
            self.turn(self.sheet.width > self.sheet.height)
        self.sheet.lines.append([c.moved(0, self.y) for c in line])
        self.y += height
        self.used = True

    @property
    def bottom(self) -> float:
        """The lowest point that text may reach on this page."""
        return self.sheet.height - 56.0 if self.sheet.width > self.sheet.height else self.paper.bottom

    def centred(
        self, text: Text, face: str, size: float, height: float, left: float | None = None, right: float | None = None
    ) -> None:
        """Centres lines between two edges (by default the page margins)."""
        low = self.paper.left if left is None else left
        high = self.sheet.width - low if right is None else right
        for line in wrap(text, face, size, high - low, self.advance):
            width = line[-1].x + line[-1].width if line else 0.0
            self.line([c.moved(low + (high - low - width) / 2, 0) for c in line], height)


def compose(blocks: list[Block], paper: Paper, advance: Advance) -> list[Sheet]:
    """The pages in order, ready to be drawn."""
    composer = Composer(paper, advance)
    composer.turn()
    for block in blocks:
        _place(composer, block)
    if not composer.used:
        composer.sheets.pop()
    for number, sheet in enumerate(composer.sheets, start=1):
        if paper.folio:
            sheet.folio = _folio(sheet, number, advance)
    return composer.sheets


def _place(composer: Composer, block: Block) -> None:
    if isinstance(block, CoverPage):
        _cover(composer, block)
    elif isinstance(block, Heading):
        face = composer.paper.heads[min(block.level, 2) - 1]
        _prose(composer, [*([block.number] if block.number else []), *block.title], face, block.run)
    elif isinstance(block, Paragraph) and block.caption:
        _caption(composer, block)
    elif isinstance(block, Paragraph):
        _prose(composer, block.text, composer.paper.body, None)
    else:
        place_table(composer, block)


def _prose(composer: Composer, text: Text, face: str, run: Text | None) -> None:
    """A paragraph in full lines, the first one indented."""
    paper = composer.paper
    run = run or []
    owners: list[Leaf | None] = [leaf for piece in [*text, *run] for leaf in _owners(piece)]
    runs = tuple((words, kind) for words, kind in ((words_of(text), face), (words_of(run), paper.body)) if words)
    at = 0
    for line in set_lines(layout.Paragraph(runs), composer.advance, paper.spaced, paper.chars):
        row = []
        for placed in line.placed:
            row.append(
                Char(
                    placed.char,
                    placed.face,
                    paper.em,
                    paper.left + placed.x * paper.em,
                    0.0,
                    placed.width * paper.em,
                    owners[at],
                )
            )
            at += 1
        composer.line(row, paper.pitch)


def _owners(piece: str | Leaf) -> list[Leaf | None]:
    if isinstance(piece, str):
        return [None] * len(piece)
    return [piece] * len(piece.text)


def _caption(composer: Composer, block: Paragraph) -> None:
    paper = composer.paper
    face, size = (paper.heads[0], paper.em * 0.9) if block.caption == "centre" else (paper.body, paper.em * 0.8)
    if block.caption == "centre":
        composer.centred(block.text, face, size, paper.pitch)
        return
    for line in wrap(block.text, face, size, paper.measure, composer.advance):
        shift = paper.left + paper.measure - (line[-1].x + line[-1].width)
        composer.line([c.moved(shift, 0) for c in line], paper.pitch * 0.8)


def _cover(composer: Composer, cover: CoverPage) -> None:
    """The title high in the middle with the fields below, or both at the beginning of the text."""
    paper = composer.paper
    if cover.alone:
        composer.y = 200.0
    composer.centred([cover.title], paper.title, paper.em * 1.45, paper.pitch * 1.3)
    composer.y += 120.0 if cover.alone else paper.pitch * 0.5
    left = paper.left + (50.0 if cover.alone else 0.0)
    for label, value in cover.fields:
        for line in wrap([label, *value], paper.body, paper.em, paper.measure - (left - paper.left), composer.advance):
            composer.line([c.moved(left, 0) for c in line], paper.pitch * (1.5 if cover.alone else 1.0))
    if cover.alone:
        composer.turn()
    else:
        composer.y += paper.pitch * 0.5


def _folio(sheet: Sheet, number: int, advance: Advance) -> Line:
    (line,) = wrap([f"— {number} —"], "song", 12.0, 200.0, advance)
    width = line[-1].x + line[-1].width
    return [c.moved((sheet.width - width) / 2, sheet.height - 50.0) for c in line]


__all__ = ["Composer", "Paper", "TableBlock", "compose"]
