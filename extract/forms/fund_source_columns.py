"""Sources of funds side by side (中央 | 省级 | 本级 | 其他 | 合计): one row of figures, or one for the budget and one for what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_roles import MARK, STRAY, Column, field_of
from gouji.extract.vocabulary import fund_sources
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid, GridCell

SUMS = frozenset({"合计", "总计", "小计", "资金总额", "总额"})
MONEY = ("initial", "adjusted", "allocated", "spent")


@dataclass(frozen=True, slots=True)
class Beside:
    """A head with sources side by side: a column each, that of their sum, and the columns of other figures by field."""

    sources: list[tuple[GridCell, Column]]
    total: tuple[GridCell, Column]
    others: dict[str, Column]

    @property
    def first(self) -> float:
        """Where the figures begin."""
        return min(column.left for _, column in self.sources)


@cache
def _names() -> frozenset[str]:
    return frozenset([*fund_sources(), *(row[0] for row in read_rows(__package__, "source_heads"))])


def beside_of(sheet: CellGrid, row: int) -> Beside | None:
    """The head that a row is, or None: two sources at the least, and their sum."""
    sources: list[tuple[GridCell, Column]] = []
    others: dict[str, Column] = {}
    total: tuple[GridCell, Column] | None = None
    if any(parse_quantity(cell.words) for cell in sheet.own(row)):
        return None  # labels and values that take turns
    for cell in sheet.own(row):
        words, column = MARK.sub("", cell.words).strip(STRAY), Column(cell.left, cell.right)
        field = field_of(cell, "budget", spoiled=False)
        if words in SUMS and total is None:
            total = (cell, column)
        elif field in (*MONEY, "execution_rate"):
            others.setdefault(str(field), column)
        elif words in _names() or words.removesuffix("资金") in _names():
            sources.append((cell, column))
    if total is None and len(sources) > 1:
        total = next(
            ((c, others.pop("adjusted")) for c in sheet.own(row) if field_of(c, "budget", spoiled=False) == "adjusted"),
            None,
        )
    return Beside(sources, total, others) if total and len(sources) > 1 else None


def beside_rows(sheet: CellGrid, row: int, head: Beside, unit: str | None, made: list[BudgetRow]) -> list[BudgetRow]:
    """The lines of money in a row under such a head; `made` are those that rows before it gave, which further figures are added to.

    A row is the budget, unless its name is that of another figure (执行数); the sum's line has the figures beside it too.
    """
    first = head.first + 0.02
    name = next((c for c in sheet.own(row) if c.words and c.right <= first and not c.words.isdecimal()), None)
    field = field_of(name, "budget") if name else None
    if field not in (*MONEY, "execution_rate"):
        field = "adjusted" if not made else None
    if field is None:
        return []
    lines = made or [_line(cell, "source") for cell, _ in head.sources] + [_line(_head(name, head), "total")]
    unit = unit if field != "execution_rate" else "%"
    for line, (_, column) in zip(lines, [*head.sources, head.total], strict=True):
        setattr(line, field, _figure(sheet, row, column, unit))
    for other, column in head.others.items():
        if getattr(lines[-1], other) is None:
            setattr(lines[-1], other, _figure(sheet, row, column, "%" if other == "execution_rate" else unit))
    return lines if any(getattr(line, field) for line in lines) else []


def _head(name: GridCell | None, head: Beside) -> GridCell:
    """What names the sum: the row, unless its name is that of a figure."""
    return head.total[0] if name is None or field_of(name, "budget") else name


def _line(cell: GridCell, role: str) -> BudgetRow:
    return BudgetRow(name=TextLeaf.of(cell.text, cell.words), role="total" if role == "total" else "source")


def _figure(sheet: CellGrid, row: int, column: Column, unit: str | None) -> QuantityLeaf | None:
    cell = sheet.under(row, column.left, column.right)
    return figure(cell if cell is not None and cell.row == row else None, unit)
