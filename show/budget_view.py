"""Shows the budget rows on a terminal: as a table if all figures fit into its width, otherwise as a list."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from gouji.schemas.record import BudgetRow
from gouji.schemas.texts import text
from gouji.show.figure_text import figure_text

COLUMNS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")
MIN_NAME_COLUMNS = 12
"""Minimum width of the row names. Names may wrap, figures may not."""
STYLES = {"total": "bold", "source": "dim"}


def budget_view(rows: list[BudgetRow], width: int, lang: str) -> list[RenderableType]:
    """What to print, each part without wrapping its lines. A unit that all amounts share is printed once, above the
    table."""
    columns = [c for c in COLUMNS if any(getattr(r, c) for r in rows)]
    unit = _shared_unit(rows, columns)
    names = [_name(row) for row in rows]
    heads = [text(f"field.{c}", lang) for c in columns]
    cells = [[figure_text(getattr(row, c)).removesuffix(unit) for c in columns] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
    name_width = width - sum(widths) - 3 * len(columns)
    longest = max(map(cell_len, [text("summary.line", lang), *names]))
    if name_width < min(MIN_NAME_COLUMNS, longest):
        return list(_list(rows, columns, lang))
    title = text("summary.unit", lang, unit=unit) if unit else None
    table = Table(show_edge=False, pad_edge=False, padding=(0, 1), title=title, title_justify="right")
    table.add_column(text("summary.line", lang), overflow="fold", width=min(longest, name_width))
    for head, column_width in zip(heads, widths, strict=True):
        table.add_column(head, justify="right", no_wrap=True, width=column_width)
    for row, name, shown in zip(rows, names, cells, strict=True):
        table.add_row(escape(name), *map(escape, shown), style=STYLES.get(row.role, ""))
    return [table]


def _list(rows: list[BudgetRow], columns: list[str], lang: str) -> Iterator[RenderableType]:
    for row in rows:
        yield Text(_name(row), style=STYLES.get(row.role, ""))
        for column in columns:
            if shown := figure_text(getattr(row, column)):
                yield Text(f"  {text(f'field.{column}', lang)} {shown}")


def _shared_unit(rows: list[BudgetRow], columns: list[str]) -> str:
    leaves = [leaf for row in rows for c in columns if c != "execution_rate" and (leaf := getattr(row, c))]
    units = {leaf.value.unit for leaf in leaves if leaf.value}
    return units.pop() if len(units) == 1 else ""


def _name(row: BudgetRow) -> str:
    return row.name.value or row.name.text
