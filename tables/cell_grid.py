"""The cell grid that the parsers work on: a lattice of corrected cells, wherever on the pages it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
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
from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.pages import Cell, Document, Grid, Line, Page
from gouji.schemas.paragraph import Change
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced, join
from gouji.tables.column_consistency.comparison_signs import COMPARISON_SIGNS
from gouji.tables.wrapped_rows import join_wrapped_rows

MIN_SEAM_POINT_PROBABILITY = 0.3
"""Minimum probability of a point between the two lines of a figure."""

SIDE_BY_SIDE_OVERLAP_RATIO = 0.5
"""Lines that share this part of the lower height stand side by side."""

HAN, DIGIT = regex.compile(r"\p{Han}"), regex.compile(r"\d")
MAX_LONE_CHARACTER_CONFIDENCE = 0.5
"""A lone character beside words, read with less confidence, is a remnant of a seal or a streak."""
MAX_DIRT_CONFIDENCE = 0.75
"""The same for a line without a digit beside a figure."""
MAX_ECHO_CONFIDENCE, MIN_ECHO_OVERLAP = 0.9, 0.3
"""Lines of print do not overlap, but for slips of so many points."""
NO_FIGURE = regex.compile(r"[^\d\p{Han}≥≤><=＞＜%％‰+\-—]{1,2}")
"""Signs that belong to no figure."""
UNWRAPPED_FIGURE = regex.compile(r"\d{1,3}(?:\.\d{1,2})?")
"""Figures that are never printed on two lines."""

SPECK = regex.compile(r"^[o°º○](?=\p{Han})|(?<=\p{Han})[°º]$")
"""A ring of dirt at the edge of words."""


@dataclass(frozen=True, slots=True)
class TableFrame:
    """Maps a box of the page to a span across its table.

    `low` and `high` are where the table begins and ends, `rotation` is that of the page (clockwise). `slope` is the
    sideways shift per point below `middle`, since the page is skewed.
    """

    low: float
    high: float
    rotation: int
    slope: float = 0.0
    middle: float = 0.0

    def span_across(self, box: Box) -> tuple[float, float]:
        """Returns the span of the box across the table, 0..1. The box of a leaning shape is wider than the shape."""
        left, right = self.span_in_points(box)
        return (left - self.low) / (self.high - self.low), (right - self.low) / (self.high - self.low)

    def span_in_points(self, box: Box) -> tuple[float, float]:
        """Returns the same span in points."""
        left, right = across(box, self.rotation)
        top, bottom = (at - self.middle for at in down(box, self.rotation))
        moved = sorted((self.slope * top, self.slope * bottom))
        return left + moved[1], max(right + moved[0], left + moved[1])


@dataclass(slots=True, eq=False)
class GridCell:
    """One cell with its corrected text.

    `left` and `right` are its span across the table, 0..1, as the table is read.
    """

    text: Traced
    row: int
    col: int
    rowspan: int
    colspan: int
    page: int | None
    box: Box | None
    left: float = 0.0
    right: float = 1.0
    frame: TableFrame | None = None
    line: int | None = None
    """In plain text, the line that the cell stands in; for an empty cell, that of its row."""

    def across(self, box: Box) -> float | None:
        """Returns where the centre of a box on the cell's page lies across the table, 0..1; None without a frame."""
        return sum(self.frame.span_across(box)) / 2 if self.frame else None

    @property
    def words(self) -> str:
        """The text without spaces."""
        return _without_blanks(self.text.text)

    def leaf(self) -> TextLeaf:
        """Returns the whole cell as a leaf."""
        return TextLeaf.of(self.text, SPECK.sub("", self.words.strip(".·。、,，'`*^")))

    def unread_leaf(self) -> TextLeaf:
        """Returns the leaf of illegible words, with the position of the cell."""
        leaf = TextLeaf.of(self.text, None)
        leaf.page, leaf.bbox, leaf.line = leaf.page or self.page, leaf.bbox or self.box, leaf.line or self.line
        return leaf


@lru_cache(maxsize=65536)
def _without_blanks(text: str) -> str:
    """The same cells are asked for their words thousands of times."""
    return "".join(text.split())


@dataclass(slots=True, eq=False, weakref_slot=True)
class CellGrid:
    """One table: that of a page, or the whole of one that continues over several (see `page_continuation`)."""

    page: int | None
    box: Box | None
    cells: list[GridCell]
    lattice: dict[tuple[int, int], GridCell]
    rows: int
    cols: int
    units: dict[float, tuple[str | None, str | None]] = field(default_factory=dict)
    """Its money units as far as known, by where the figures begin."""

    def reindexed(self) -> CellGrid:
        """Rebuilds the lattice from the cells' positions and returns the grid itself."""
        self.lattice = {
            (row, col): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }
        self.rows = max((r for r, _ in self.lattice), default=-1) + 1
        self.cols = max((c for _, c in self.lattice), default=-1) + 1
        return self

    def row(self, index: int) -> list[GridCell]:
        """Returns the cells of a row from left to right, each once, including those that reach into it from above."""
        found: dict[int, GridCell] = {}
        for col in range(self.cols):
            cell = self.lattice.get((index, col))
            if cell is not None:
                found[id(cell)] = cell
        return list(found.values())

    def own(self, index: int) -> list[GridCell]:
        """Returns the cells that begin in a row."""
        return [cell for cell in self.row(index) if cell.row == index]

    def under(self, index: int, left: float, right: float) -> GridCell | None:
        """Returns the cell of a row under a header that reaches from `left` to `right`; None if no cell overlaps by
        half. Of several, one with words below the header is likelier than an empty one, which a stray boundary cut off."""
        best: tuple[tuple[bool, float], GridCell] | None = None
        for cell in self.row(index):
            shared = min(cell.right, right) - max(cell.left, left)
            narrow = min(cell.right - cell.left, right - left)
            if narrow > 0 and shared / narrow > 0.5:
                below = bool(cell.words) and shared > 0.5 * (cell.right - cell.left)
                if best is None or (below, shared) > best[0]:
                    best = (below, shared), cell
        return best[1] if best else None


def cell_grids(document: Document, share: MisreadShare | None = None) -> tuple[list[CellGrid], list[Change]]:
    """Returns all tables in reading order, with the corrections made in their cells. `share` tells how much of a typed
    document is misread."""
    out: list[CellGrid] = []
    changes: list[Change] = []
    for page in document.pages:
        for grid in page.tables:
            table, made = _cell_grid(join_wrapped_rows(grid), page, share)
            out.append(table)
            changes += made
    return out, changes


def cell_grid(grid: Grid, page: Page) -> CellGrid:
    """Returns one table."""
    return _cell_grid(join_wrapped_rows(grid), page)[0]


def _cell_grid(grid: Grid, page: Page, share: MisreadShare | None = None) -> tuple[CellGrid, list[Change]]:
    changes: list[Change] = []
    cells = [_cell(_without_folio(cell, page), page.rotation, changes, share) for cell in grid.cells]
    table = CellGrid(grid.page, grid.box, cells, {}, 0, 0).reindexed()
    _set_spans(table, page)
    _set_lines(table)
    return table, changes


def _set_lines(table: CellGrid) -> None:
    """Tells the cells of plain text which line they stand in."""
    last: int | None = None
    for row in range(table.rows):
        lines_by_cell = {id(cell): next((g.line for g in cell.text.glyphs if g.line), None) for cell in table.own(row)}
        last = min((line for line in lines_by_cell.values() if line), default=last)
        for cell in table.own(row):
            cell.line = lines_by_cell[id(cell)] or last


def _cell(cell: Cell, rotation: int, changes: list[Change], share: MisreadShare | None) -> GridCell:
    lines = [line for line in cell.lines if not _is_dirt(line, cell.lines) and not _is_echo(line, cell.lines, rotation)]
    text = fold_width(
        join(
            [
                part
                for index, line in enumerate(lines)
                for part in (_seam(lines, index), Traced.of(line.with_near_misses()).strip())
            ]
        )
    )
    corrected, made = correct_characters(text, share=share)
    # Figures side by side are those of two fused cells: the figure that they form together means nothing.
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
    return GridCell(corrected, cell.row, cell.col, cell.rowspan, cell.colspan, cell.page, cell.box)


def _is_dirt(line: Line, lines: list[Line]) -> bool:
    """Tells whether a line is a doubtful sign beside words, or doubtful signs without digits beside a figure too
    short to be wrapped."""
    if line.confidence >= MAX_DIRT_CONFIDENCE:
        return False
    words, others = line.text.strip(), (other.text.strip() for other in lines if other is not line)
    if (
        len(words) == 1
        and words not in COMPARISON_SIGNS
        and not HAN.match(words)
        and line.confidence < MAX_LONE_CHARACTER_CONFIDENCE
    ):
        beside = list(others)
        return any(HAN.search(text) for text in beside) and not any(DIGIT.search(text) for text in beside)
    return (
        NO_FIGURE.fullmatch(words) is not None
        and len(lines) == 2
        and all(UNWRAPPED_FIGURE.fullmatch(text) for text in others)
    )


def _is_echo(line: Line, lines: list[Line], rotation: int) -> bool:
    """Tells whether doubtful words overlap a surer line above or below: its lower or upper half, read a second time."""
    if line.box is None or line.confidence >= MAX_ECHO_CONFIDENCE or DIGIT.search(line.text):
        return False
    top, bottom = down(line.box, rotation)
    left, right = across(line.box, rotation)
    for other in lines:
        if other is line or other.box is None or other.confidence <= line.confidence or not HAN.search(other.text):
            continue
        (above, below), (start, end) = down(other.box, rotation), across(other.box, rotation)
        shared = min(right, end) - max(left, start)
        if min(bottom, below) - max(top, above) > MIN_ECHO_OVERLAP and shared > SIDE_BY_SIDE_OVERLAP_RATIO * (
            right - left
        ):
            return True
    return False


def _without_folio(cell: Cell, page: Page) -> Cell:
    """Drops a page number that a last row without a ruling below it took for a second line of its cell."""
    kept = [line for index, line in enumerate(cell.lines) if not index or not is_folio(line, page)]
    return cell if len(kept) == len(cell.lines) else replace(cell, lines=kept)


def _side_by_side(lines: list[Line], rotation: int) -> bool:
    """Tells whether a line of the cell stands beside the previous one, not below it."""
    spans = [across(line.box, rotation + 90) for line in lines if line.box]
    return any(
        min(a[1], b[1]) - max(a[0], b[0]) > SIDE_BY_SIDE_OVERLAP_RATIO * min(a[1] - a[0], b[1] - b[0])
        for a, b in pairwise(spans)
    )


def _seam(lines: list[Line], index: int) -> Traced:
    """Returns the decimal point of a figure that continues from the previous line, if one of the lines nearly had
    it: 6232087. above 89."""
    if index == 0 or not (lines[index - 1].text.strip("-").isdigit() and lines[index].text.isdigit()):
        return Traced()
    above, below = lines[index - 1], lines[index]
    ends = [prob for at, sign, prob in above.gaps if sign == "." and at == len(above.glyphs)]
    starts = [prob for at, sign, prob in below.gaps if sign == "." and at == 0]
    prob = max([*ends, *starts], default=0.0)
    last = above.glyphs[-1]
    return (
        Traced.of([Glyph(".", prob, (("", round(1 - prob, 4)),), last.page, last.box)])
        if prob >= MIN_SEAM_POINT_PROBABILITY
        else Traced()
    )


def _set_spans(table: CellGrid, page: Page) -> None:
    """Sets the span of each cell across the table as it is read: on a page scanned sideways that is not left to
    right."""
    placed = [cell for cell in table.cells if cell.box]
    if not placed:
        for cell in table.cells:
            cell.left, cell.right = cell.col / max(1, table.cols), (cell.col + cell.colspan) / max(1, table.cols)
        return
    ends = [down(cell.box, page.rotation) for cell in placed if cell.box]
    middle = (min(top for top, _ in ends) + max(bottom for _, bottom in ends)) / 2
    leaning = TableFrame(0.0, 1.0, page.rotation, tan(radians(page.skew)), middle)
    spans = [leaning.span_in_points(cell.box) for cell in placed if cell.box]
    frame = replace(leaning, low=min(left for left, _ in spans), high=max(right for _, right in spans))
    for cell in placed if frame.high > frame.low else []:
        assert cell.box is not None
        cell.left, cell.right = frame.span_across(cell.box)
        cell.frame = frame
