"""A table that runs over page turns becomes one: its rows in one lattice, a row that the turn cuts made whole again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.cut_spans import whole_level
from gouji.schemas.page_numbers import PAGE_NUMBER_REMAINS
from gouji.schemas.pages import Document, Page
from gouji.schemas.rotation import down
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

NEAR = 0.02
"""How much the parts of one table may differ in width, in widths of the page."""
SHIFT = 0.07
"""How far one page may have been laid beside the other on the glass."""
LAST, LEAST_PARTED, PLACE = 4, 4, 0.02
"""So many of the last rows are looked at; so many columns at the least must begin where theirs do, in widths of the table."""
POINTS = frozenset({"weight", "score"})
ONE_LINE = POINTS | {"initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate"}
"""Columns whose cells are one line high: no turn cuts them, and two figures of one are two rows."""
NAMES = frozenset({"name", "part", "source"})
FIGURES = frozenset(
    {
        "target",
        "actual",
        "weight",
        "score",
        "initial",
        "adjustment",
        "adjusted",
        "allocated",
        "spent",
        "balance",
        "execution_rate",
    }
)


HeadsOf = Callable[[CellGrid], Mapping[int, Header]]
"""The heads of a table by their rows."""


def joined(sheets: list[CellGrid], document: Document, heads_of: HeadsOf) -> list[CellGrid]:
    """The tables in reading order, each whole; a cell keeps its own page and box. Of a cut cell these are its first part's."""
    pages = {page.number: page for page in document.pages}
    out: list[CellGrid] = []
    for sheet in sheets:
        if out and _runs_on(out[-1], sheet, pages, sheets, heads_of):
            out[-1] = _appended(out[-1], sheet, heads_of)
        else:
            out.append(sheet)
    return out


def _runs_on(
    upper: CellGrid, lower: CellGrid, pages: dict[int, Page], sheets: list[CellGrid], heads_of: HeadsOf
) -> bool:
    last = max((c.page for c in upper.cells if c.page is not None), default=None)
    if last is None or lower.page != last + 1 or lower is not next(s for s in sheets if s.page == lower.page):
        return False
    before, after = pages[last], pages[last + 1]
    ends = [c for c in upper.cells if c.page == last]
    alike = _agree(_edges(ends, before), _edges(lower.cells, after)) or _same_columns(upper, lower, heads_of)
    return alike and not _between(ends, lower.cells, before, after)


def _edges(cells: list[GridCell], page: Page) -> tuple[float, float] | None:
    """Where the part begins and ends across the page as it is read, 0..1."""
    wide = page.width if page.rotation % 180 == 0 else page.height
    frame = next((c.frame for c in cells if c.frame), None)
    if frame is None or not wide:
        return None
    turn = wide if frame.rotation in (180, 270) else 0.0
    return (frame.low + turn) / wide, (frame.high + turn) / wide


def _same_columns(upper: CellGrid, lower: CellGrid, heads_of: HeadsOf) -> bool:
    """Whether rows without a head of their own are parted where the last rows of the upper part are: on photographs no two pages are of one size."""
    if heads_of(lower):
        return False
    known = [_parted(upper, r) for r in range(max(0, upper.rows - LAST), upper.rows)]
    rows = [_parted(lower, r) for r in range(lower.rows)]
    return bool(rows) and all(len(r) >= LEAST_PARTED and any(_alike(r, other) for other in known) for r in rows)


def _parted(sheet: CellGrid, row: int) -> list[float]:
    """Where the cells of a row begin, in widths of that row."""
    cells = sorted(sheet.row(row), key=lambda c: c.left)
    if not cells or cells[-1].right <= cells[0].left:
        return []
    low, wide = cells[0].left, cells[-1].right - cells[0].left
    return [(c.left - low) / wide for c in cells]


def _alike(a: list[float], b: list[float]) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= PLACE for x, y in zip(a, b, strict=True))


def _agree(upper: tuple[float, float] | None, lower: tuple[float, float] | None) -> bool:
    if upper is None or lower is None:
        return False
    return abs((upper[1] - upper[0]) - (lower[1] - lower[0])) <= NEAR and abs(upper[0] - lower[0]) <= SHIFT


def _between(upper: list[GridCell], lower: list[GridCell], before: Page, after: Page) -> bool:
    """Whether print of its own stands between the parts: more than folios and a heading that the page before has too."""
    bottom = max(down(c.box, before.rotation)[1] for c in upper if c.box)
    top = min(down(c.box, after.rotation)[0] for c in lower if c.box)
    again = {line.text.strip() for line in before.lines}
    below = [line.text for line in before.lines if line.box and down(line.box, before.rotation)[0] >= bottom - 2]
    above = [line.text for line in after.lines if line.box and down(line.box, after.rotation)[1] <= top + 2]
    return any(_is_print(words) for words in below) or any(
        _is_print(words) and words.strip() not in again and "续" not in words for words in above
    )


def _is_print(words: str) -> bool:
    """Whether a line is neither a folio nor a blob that was read as a single sign (a punched hole as O)."""
    return len(words.strip()) > 1 and not PAGE_NUMBER_REMAINS.fullmatch(words)


def _appended(upper: CellGrid, lower: CellGrid, heads_of: HeadsOf) -> CellGrid:
    above, below = heads_of(upper), heads_of(lower)
    header = above[max(above)] if above else None
    begun = upper.rows - 1 not in above  # else the turn comes right after the head: no row is there to be cut
    first = next((r for r in range(lower.rows) if r not in below), 0)
    again = next((below[r] for r in range(first) if r in below), header)
    cut = (
        begun
        and header is not None
        and again is not None
        and again.kind == header.kind
        and _is_cut(upper, lower, first, header)
    )
    cells = [replace(c) for c in upper.cells]
    twins = {id(old): new for old, new in zip(upper.cells, cells, strict=True)}
    if cut:
        _heal(upper, lower, first, twins)
    moved = [(c, new) for c in lower.cells if (new := _moved(c, upper.rows, first if cut else None))]
    if header is not None and not cut:
        _heal_levels(upper, lower, first, header, twins | {id(old): new for old, new in moved})
    return CellGrid(upper.page, upper.box, [*cells, *(new for _, new in moved)], {}, 0, upper.cols).reindexed()


def _heal_levels(upper: CellGrid, lower: CellGrid, row: int, header: Header, twins: dict[int, GridCell]) -> None:
    """A level whose cell the turn cuts between two rows is told whole on both sides."""
    for column in (c for field, c in header.columns.items() if field.startswith("level")):
        above, below = (
            upper.under(upper.rows - 1, column.left, column.right),
            lower.under(row, column.left, column.right),
        )
        whole = whole_level(above, below) if above is not None and below is not None else None
        if whole is not None:
            twins[id(above)].text = twins[id(below)].text = whole


def _moved(cell: GridCell, down: int, cut: int | None) -> GridCell | None:
    """The cell in its place below the upper part. Of the row that was cut only what reaches further down is left."""
    if cut is None or cell.row + cell.rowspan <= cut:
        return replace(cell, row=cell.row + down)
    if cell.row > cut:
        return replace(cell, row=cell.row + down - 1)
    if cell.rowspan == 1:
        return None
    return replace(cell, row=cell.row + down, rowspan=cell.rowspan - 1, text=Traced() if cell.row == cut else cell.text)


def _is_cut(upper: CellGrid, lower: CellGrid, row: int, header: Header) -> bool:
    """Whether the lower part begins with the rest of the upper part's last row: what one has the other lacks."""
    above, below = _filled(upper, upper.rows - 1, header), _filled(lower, row, header)
    figures = FIGURES & set(header.columns)
    if not below or ONE_LINE & above & below:
        return False
    return not NAMES & below or not figures & below or not figures & above


def _filled(sheet: CellGrid, row: int, header: Header) -> set[str]:
    """The fields of a row that have words of their own in it."""
    cells = {
        field: sheet.under(row, column.left, column.right)
        for field, column in header.columns.items()
        if not field.startswith("level")
    }
    return {field for field, cell in cells.items() if cell is not None and cell.row == row and cell.words}


def _heal(upper: CellGrid, lower: CellGrid, row: int, twins: dict[int, GridCell]) -> None:
    """The words of the lower part's first row go behind those of the same columns above."""
    for cell in (c for c in lower.own(row) if c.words):
        home = upper.under(upper.rows - 1, cell.left, cell.right)
        if home is not None and cell.words not in home.words:
            whole = twins[id(home)]
            whole.text = whole.text + cell.text
            if not home.words:
                whole.page, whole.box = cell.page, cell.box
