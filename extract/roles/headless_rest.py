"""The rest of a table of indicators (表格断开): where rulings are lost it looks like a table of its own, without a head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.indicator_rows import is_measured
from gouji.tables.cell_grid import CellGrid, TableFrame

MIN_MEASURED = 0.6
"""The share of the rest's rows that must be indicators under the columns of the table above."""
MIN_ROWS = 2
MIN_POINTS = 1.0


@dataclass(frozen=True, slots=True)
class Carried:
    """The head of indicators that held at the end of a table."""

    header: Header
    sheet: CellGrid


def header_of_rest(sheet: CellGrid, carried: Carried) -> Header | None:
    """Returns the columns of the table above as they lie across a table without a head, on the same page or the next one, whose
    rows are indicators under them; None for any other table."""
    last = max((c.page for c in carried.sheet.cells if c.page is not None), default=None)
    if carried.header.kind != "indicator" or last is None or sheet.page not in (last, last + 1):
        return None
    counts = [(_measured(sheet, header), header) for header in _moved(sheet, carried, last)]
    count, best = max(counts, key=lambda each: each[0], default=(0, None))
    return best if count >= max(MIN_ROWS, MIN_MEASURED * sheet.rows) else None


def _measured(sheet: CellGrid, header: Header) -> int:
    return sum(is_measured(sheet, row, header) for row in range(sheet.rows))


def _moved(sheet: CellGrid, carried: Carried, page: int) -> Iterator[Header]:
    """The columns at the same places of the paper, and at the same shares of the table's width."""
    above = next((c.frame for c in carried.sheet.cells if c.frame and c.page == page), None)
    below = next((c.frame for c in sheet.cells if c.frame), None)
    if above is not None and below is not None and below.high - below.low >= MIN_POINTS:
        columns = {
            field: replace(each, left=_across(each.left, above, below), right=_across(each.right, above, below))
            for field, each in carried.header.columns.items()
        }
        yield replace(carried.header, columns=columns)
    yield carried.header


def _across(share: float, above: TableFrame, below: TableFrame) -> float:
    """Where a place across the upper table lies across the lower one."""
    point = above.low + share * (above.high - above.low)
    return (point - below.low) / (below.high - below.low)
