"""Tables as the parsers see them: a lattice of corrected cells, wherever on the pages they stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import radians, tan

import regex

from gouji.normalize.edits import apply_edits
from gouji.normalize.figures.cell_figures import misread_cell, misread_typed_cell
from gouji.normalize.layout.page_lines import is_folio
from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.width import fold_width
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.pages import Cell, Document, Grid, Line, Page
from gouji.schemas.paragraph import Change
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced, join
from gouji.tables.column_consistency.comparison_signs import SIGNS
from gouji.tables.wrapped_rows import whole_rows

SEAM = 0.3
"""As sure as this a point between the two lines of a figure must have been seen."""

BESIDE = 0.5
"""Lines that share this part of the lower one's height stand side by side."""

HAN, DIGIT = regex.compile(r"\p{Han}"), regex.compile(r"\d")
UNSURE, HARDLY = 0.5, 0.75
"""A character on a line of its own, read less surely than this beside words, is what a seal or a streak left; so is a line without a
digit, read less surely than the second, beside a figure."""
NO_FIGURE, POINTS = regex.compile(r"[^\d\p{Han}≥≤><=＞＜%％‰+\-—]{1,2}"), regex.compile(r"\d{1,3}(?:\.\d{1,2})?")
"""Signs that belong to no figure; figures that are never printed on two lines."""

SPECK = regex.compile(r"^[o°º○](?=\p{Han})|(?<=\p{Han})[°º]$")
"""A ring of dirt at the edge of words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What turns a box of the page into a place across its table: where the table begins and ends, how far clockwise the page lay, and how
    far what stands `middle` down the page is moved for each point further down, for the page lies askew."""

    low: float
    high: float
    rotation: int
    slope: float = 0.0
    middle: float = 0.0

    def place(self, box: Box) -> tuple[float, float]:
        """From where to where the box reaches across the table, 0..1. The box of a thing that leans is wider than the thing."""
        left, right = self.upright(box)
        return (left - self.low) / (self.high - self.low), (right - self.low) / (self.high - self.low)

    def upright(self, box: Box) -> tuple[float, float]:
        """The same in points."""
        left, right = across(box, self.rotation)
        top, bottom = (at - self.middle for at in down(box, self.rotation))
        moved = sorted((self.slope * top, self.slope * bottom))
        return left + moved[1], max(right + moved[0], left + moved[1])


@dataclass(slots=True, eq=False)
class SheetCell:
    """One cell with its corrected text; `left` and `right` are its place across the table, 0..1, as the table is read."""

    text: Traced
    row: int
    col: int
    rowspan: int
    colspan: int
    page: int | None
    box: Box | None
    left: float = 0.0
    right: float = 1.0
    frame: Frame | None = None
    line: int | None = None
    """Of a plain text, the line that the cell stands in; of an empty cell, that of its row."""

    def across(self, box: Box) -> float | None:
        """Where the middle of a box on the cell's page lies across the table, 0..1."""
        return sum(self.frame.place(box)) / 2 if self.frame else None

    @property
    def words(self) -> str:
        """The text without blanks."""
        return "".join(self.text.text.split())

    def leaf(self) -> TextLeaf:
        """The whole cell as a leaf."""
        return TextLeaf.of(self.text, SPECK.sub("", self.words.strip(".·。、,，'`*^")))

    def unread(self) -> TextLeaf:
        """The leaf of words that nobody can read, with the place of the cell."""
        leaf = TextLeaf.of(self.text, None)
        leaf.page, leaf.bbox, leaf.line = leaf.page or self.page, leaf.bbox or self.box, leaf.line or self.line
        return leaf


@dataclass(slots=True, eq=False)
class Sheet:
    """One table: that of a page, or the whole of one that runs over several (see joined)."""

    page: int | None
    box: Box | None
    cells: list[SheetCell]
    lattice: dict[tuple[int, int], SheetCell]
    rows: int
    cols: int
    units: dict[float, tuple[str | None, str | None]] = field(default_factory=dict)
    """What was found out of its units of money, by where the figures begin."""

    def laid(self) -> Sheet:
        """The same with its lattice made anew from the cells' places."""
        self.lattice = {
            (row, col): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }
        self.rows = max((r for r, _ in self.lattice), default=-1) + 1
        self.cols = max((c for _, c in self.lattice), default=-1) + 1
        return self

    def row(self, index: int) -> list[SheetCell]:
        """The cells that stand in a row, those that reach into it from above too, each once, left to right."""
        places = (self.lattice.get((index, col)) for col in range(self.cols))
        return list({id(cell): cell for cell in places if cell is not None}.values())

    def own(self, index: int) -> list[SheetCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.row(index) if cell.row == index]

    def under(self, index: int, left: float, right: float) -> SheetCell | None:
        """The cell of a row that lies under a header reaching from `left` to `right`; None where nothing half lies there."""
        best: tuple[float, SheetCell] | None = None
        for cell in self.row(index):
            shared = min(cell.right, right) - max(cell.left, left)
            narrow = min(cell.right - cell.left, right - left)
            if narrow > 0 and shared / narrow > 0.5 and (best is None or shared > best[0]):
                best = (shared, cell)
        return best[1] if best else None


def sheets(document: Document) -> tuple[list[Sheet], list[Change]]:
    """All tables in reading order, with what was corrected in their cells."""
    out: list[Sheet] = []
    changes: list[Change] = []
    for page in document.pages:
        for grid in page.tables:
            sheet, made = _sheet(whole_rows(grid), page)
            out.append(sheet)
            changes += made
    return out, changes


def _sheet(grid: Grid, page: Page) -> tuple[Sheet, list[Change]]:
    changes: list[Change] = []
    cells = [_cell(_without_folio(cell, page), page.rotation, changes) for cell in grid.cells]
    sheet = Sheet(grid.page, grid.box, cells, {}, 0, 0).laid()
    _place(sheet, page)
    _number(sheet)
    return sheet, changes


def _number(sheet: Sheet) -> None:
    """Tells the cells of a plain text the line that they stand in."""
    last: int | None = None
    for row in range(sheet.rows):
        told = {id(cell): next((g.line for g in cell.text.glyphs if g.line), None) for cell in sheet.own(row)}
        last = min((line for line in told.values() if line), default=last)
        for cell in sheet.own(row):
            cell.line = told[id(cell)] or last


def _cell(cell: Cell, rotation: int, changes: list[Change]) -> SheetCell:
    lines = [line for line in cell.lines if not _is_dirt(line, cell.lines)]
    text = fold_width(
        join(
            [
                part
                for index, line in enumerate(lines)
                for part in (_seam(lines, index), Traced.of(line.with_near_misses()).strip())
            ]
        )
    )
    corrected, made = correct_characters(text)
    # Figures beside one another are those of two cells that ran together: what they make as one says nothing.
    typed = cell.page is None and cell.box is None
    forms = (
        []
        if _side_by_side(lines, rotation)
        else misread_typed_cell(corrected.text)
        if typed
        else misread_cell(corrected.text)
    )
    corrected, formed = apply_edits(corrected, forms)
    changes += [*made, *formed]
    return SheetCell(corrected, cell.row, cell.col, cell.rowspan, cell.colspan, cell.page, cell.box)


def _is_dirt(line: Line, lines: list[Line]) -> bool:
    """Whether a line is a doubtful sign beside words, or doubtful signs that are no digits beside a figure too short to be parted."""
    if line.confidence >= HARDLY:
        return False
    words, others = line.text.strip(), (other.text.strip() for other in lines if other is not line)
    if len(words) == 1 and words not in SIGNS and not HAN.match(words) and line.confidence < UNSURE:
        beside = list(others)
        return any(HAN.search(text) for text in beside) and not any(DIGIT.search(text) for text in beside)
    return NO_FIGURE.fullmatch(words) is not None and len(lines) == 2 and all(POINTS.fullmatch(text) for text in others)


def _without_folio(cell: Cell, page: Page) -> Cell:
    """A last row that has no rule below it takes the page number for a second line of its cell."""
    kept = [line for index, line in enumerate(cell.lines) if not index or not is_folio(line, page)]
    return cell if len(kept) == len(cell.lines) else replace(cell, lines=kept)


def _side_by_side(lines: list[Line], rotation: int) -> bool:
    """Whether a line of the cell stands beside the one before it, and not under it."""
    spans = [across(line.box, rotation + 90) for line in lines if line.box]
    return any(min(a[1], b[1]) - max(a[0], b[0]) > BESIDE * min(a[1] - a[0], b[1] - b[0]) for a, b in pairwise(spans))


def _seam(lines: list[Line], index: int) -> Traced:
    """The point of a figure that runs on from the line before, where one of the two lines nearly had it: 6232087. above 89."""
    if index == 0 or not (lines[index - 1].text.strip("-").isdigit() and lines[index].text.isdigit()):
        return Traced()
    above, below = lines[index - 1], lines[index]
    ends = [prob for at, sign, prob in above.gaps if sign == "." and at == len(above.glyphs)]
    starts = [prob for at, sign, prob in below.gaps if sign == "." and at == 0]
    prob = max([*ends, *starts], default=0.0)
    last = above.glyphs[-1]
    return Traced.of([Glyph(".", prob, (("", round(1 - prob, 4)),), last.page, last.box)]) if prob >= SEAM else Traced()


def _place(sheet: Sheet, page: Page) -> None:
    """Where each cell lies across the table as it is read: on a page that lies on its side that is not left to right."""
    placed = [cell for cell in sheet.cells if cell.box]
    if not placed:
        for cell in sheet.cells:
            cell.left, cell.right = cell.col / max(1, sheet.cols), (cell.col + cell.colspan) / max(1, sheet.cols)
        return
    ends = [down(cell.box, page.rotation) for cell in placed if cell.box]
    middle = (min(top for top, _ in ends) + max(bottom for _, bottom in ends)) / 2
    leaning = Frame(0.0, 1.0, page.rotation, tan(radians(page.skew)), middle)
    spans = [leaning.upright(cell.box) for cell in placed if cell.box]
    frame = replace(leaning, low=min(left for left, _ in spans), high=max(right for _, right in spans))
    for cell in placed if frame.high > frame.low else []:
        assert cell.box is not None
        cell.left, cell.right = frame.place(cell.box)
        cell.frame = frame
