"""Sources of funds side by side (中央 | 省级 | 本级 | 合计): a row of figures, or one for the budget and one for what was spent."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.forms.column_roles import MONEY as OF_MONEY
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, HeadColumn
from gouji.extract.roles.pairs import names_field
from gouji.extract.roles.rows import RowSeen, row_roles
from gouji.extract.roles.whole_rows import add_to_whole, labelled_points, whole_figures
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_SOURCES = 2
SUMS = ("sum", "adjusted", "initial", "allocated", "amount")
"""The columns that may hold the sum of the sources, the likeliest first."""
ITEM_NAMES = frozenset({"part", "project", "area", "account"})
RATE_NAME = regex.compile(r"[率比](?:[（(].*)?[:：]?$")
FIRST_ROWS, MIN_FIELDS, MIN_ITEMS = 3, 2, 3
FIGURES = frozenset({"figure", "money", "points", "ordinal", "rate"})
RATE, POINTS = "execution_rate", ("weight", "score")
EDGE = 0.02
UNIT = regex.compile(BRACKETED_YUAN)


def are_side_by_side(sheet: CellGrid, head: Head, grammar: Grammar) -> bool:
    """Tells whether the rows of the table are figures of the whole, and its columns the sources and their sum."""
    roles = [column.role for column in head.columns]
    whole = sum_of(head)
    if roles.count("source") < MIN_SOURCES or whole is None:
        return False
    items = ITEM_NAMES & set(roles) or _are_items(sheet, head, whole, grammar)
    return not items or _tell_fields(sheet, head, whole, grammar)


def _are_items(sheet: CellGrid, head: Head, whole: HeadColumn, grammar: Grammar) -> bool:
    """Whether the rows are items with their sum below, whatever the head of their names says: no row of several tells a figure of
    the whole."""
    rows = [row for row in range(head.body, sheet.rows) if own_cell(sheet, row, whole) is not None]
    names = [name for row in rows if (name := _name(sheet, row, whole.left)) is not None]
    if len(names) < MIN_ITEMS or any(names_field(name.text, grammar) for name in names):
        return False
    roles = row_roles([RowSeen(name.text, ()) for name in names], "part", grammar)
    return roles[-1].role == "total" and sum(role.role == "total" for role in roles) == 1


def _tell_fields(sheet: CellGrid, head: Head, whole: HeadColumn, grammar: Grammar) -> bool:
    """Whether the first rows tell different figures of the whole, and so no items, whatever the head of their names says."""
    names = [_name(sheet, row, whole.left) for row in range(head.body, min(head.body + FIRST_ROWS, sheet.rows))]
    told = [names_field(name.text, grammar) for name in names if name is not None]
    fields = [field for field in told if field is not None]
    return len(fields) >= MIN_FIELDS and len(set(fields)) == len(fields) and 2 * len(fields) > len(told)


def side_sources(
    sheet: CellGrid, head: Head, end: int, unit: str | None, grammar: Grammar
) -> tuple[list[BudgetRow], int]:
    """Returns the lines of the sources and of their sum, and the row behind the last that gave them figures."""
    whole = sum_of(head)
    sources = [column for column in head.columns if column.role == "source"]
    others = [c for c in head.columns if c.role in (*MONEY, RATE, *POINTS) and c is not whole]
    lines: list[BudgetRow] = []
    row = head.body
    while row < end and whole is not None:
        name = _name(sheet, row, min(column.left for column in (whole, *sources)))
        told = (whole_figures(sheet, row, grammar) or labelled_points(sheet, row, grammar)) if lines else {}
        if told:
            add_to_whole(lines[-1], told)
            row += 1
            continue
        field = names_field(name.text, grammar) if name is not None else None
        known = field or ("adjusted" if not lines else None)
        if is_numbering(sheet, row) or (known is None and _are_rates(sheet, row, name, (whole, *sources))):
            row += 1  # 资金到位率: a rate that the record has no place for
            continue
        if known is None or not any(own_cell(sheet, row, column) for column in (whole, *sources)):
            break
        own = OF_MONEY.search(name.words) if name is not None else None
        usual = "%" if known == RATE else own["unit"] if own else unit
        lines = lines or [*(line_of(c.heads[-1], "source", grammar) for c in sources), _whole(name, field, whole)]
        cells = _cells(sheet, row, [*sources, whole])
        for line, cell, column in zip(lines, cells, [*sources, whole], strict=True):
            leaf = figure(cell, usual)
            if leaf is not None and _stand_apart(sheet, row, column):
                leaf.value = None  # the heads of two columns ran together: nobody knows whose figure it is
            setattr(line, known, leaf)
        _put_others(sheet, row, lines[-1], others, unit)
        row += 1
    return [line for line in lines if any(getattr(line, f) for f in (*MONEY, RATE))], row


def source_of(column: HeadColumn, grammar: Grammar) -> BudgetRow | None:
    """Returns an empty line for the source that a column is headed by; None for a column of a kind of spending (其中：项目支出)."""
    head = column.source or (column.heads[-1] if column.role == "source" and column.heads else None)
    if head is None or row_roles([RowSeen(head.text, ())], "source", grammar)[0].role == "part":
        return None
    return line_of(head, "source", grammar)


def sum_of(head: Head) -> HeadColumn | None:
    return next((column for role in SUMS if (column := head.of(role)) is not None), None)


def _are_rates(sheet: CellGrid, row: int, name: GridCell | None, columns: Sequence[HeadColumn]) -> bool:
    if name is not None and RATE_NAME.search(name.words):
        return True
    types = [cell_type(cell.words) for column in columns if (cell := own_cell(sheet, row, column)) is not None]
    return types.count("rate") * 2 > len(types)


def _put_others(sheet: CellGrid, row: int, line: BudgetRow, others: Sequence[HeadColumn], unit: str | None) -> None:
    for column in others:
        usual = "%" if column.role == RATE else "分" if column.role in POINTS else unit
        if column.role is not None and getattr(line, column.role) is None:
            setattr(line, column.role, _figure(sheet, row, column, usual))


def _name(sheet: CellGrid, row: int, first: float) -> GridCell | None:
    cells = [
        c for c in sheet.own(row) if c.right <= first + EDGE and cell_type(c.words) not in ("empty", "none", "ordinal")
    ]
    return next((c for c in cells if len(c.words) > 1 and not c.words.isdecimal()), None)


def _whole(name: GridCell | None, field: str | None, column: HeadColumn) -> BudgetRow:
    """The line of the sum, named by its row, unless that names a figure."""
    cell = column.heads[-1] if name is None or field is not None else name
    return BudgetRow(name=TextLeaf.of(cell.text, cell.words.strip("：:")), role="total")


def line_of(cell: GridCell, default: str, grammar: Grammar) -> BudgetRow:
    (role,) = row_roles([RowSeen(cell.text, ())], default, grammar)
    text = role.name or cell.text
    words = UNIT.sub("", "".join(text.text.split())).strip("：:")
    return BudgetRow(name=TextLeaf.of(text, words), role="source")


def own_cell(sheet: CellGrid, row: int, column: HeadColumn) -> GridCell | None:
    cell = sheet.under(row, column.left, column.right)
    return cell if cell is not None and cell.row == row and cell.words else None


def _cells(sheet: CellGrid, row: int, columns: Sequence[HeadColumn]) -> list[GridCell | None]:
    """The cell under each column. One that lies under two of them belongs to that whose head is printed nearer, and the other has
    what else lies under it: where no rulings part columns, edges are guessed."""
    found = [own_cell(sheet, row, column) for column in columns]
    for one in range(len(columns)):
        twins = [n for n, cell in enumerate(found) if cell is not None and cell is found[one]]
        if len(twins) < 2:
            continue
        nearest = min(twins, key=lambda n: _apart(found[one], columns[n]))
        for other in twins:
            if other != nearest:
                found[other] = _other_under(sheet, row, columns[other], [cell for cell in found if cell is not None])
    return found


def _stand_apart(sheet: CellGrid, row: int, column: HeadColumn) -> bool:
    """Whether several figures stand side by side under one head."""
    inside = [c for c in sheet.own(row) if column.left - EDGE <= c.left and c.right <= column.right + EDGE]
    return sum(cell_type(c.words) in FIGURES for c in inside) > 1


def _other_under(sheet: CellGrid, row: int, column: HeadColumn, taken: Sequence[GridCell]) -> GridCell | None:
    own = [c for c in sheet.own(row) if c.words and all(c is not cell for cell in taken)]
    return next((c for c in own if column.left - EDGE <= c.left and c.right <= column.right + EDGE), None)


def _apart(cell: GridCell | None, column: HeadColumn) -> float:
    """How far apart the print of a cell and that of its head lie across the table."""
    head = column.heads[-1] if column.heads else None
    places = [_middle(each) for each in (cell, head) if each is not None]
    return abs(places[0] - places[-1])


def _middle(cell: GridCell) -> float:
    spans = [cell.frame.span_across(glyph.box) for glyph in cell.text.glyphs if glyph.box] if cell.frame else []
    left, right = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (cell.left, cell.right)
    return (left + right) / 2


def _figure(sheet: CellGrid, row: int, column: HeadColumn, unit: str | None) -> QuantityLeaf | None:
    return figure(own_cell(sheet, row, column), unit)
