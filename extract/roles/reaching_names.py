"""Where the figures of a column begin, if names of rows reach in from before it: no ruling parts the two."""

from __future__ import annotations

from collections.abc import Collection

from gouji.extract.roles.cell_types import cell_type
from gouji.tables.cell_grid import CellGrid

EDGE = 0.01


def figures_begin(sheet: CellGrid, rows: Collection[int], left: float, right: float, figures: Collection[str]) -> float:
    """Returns where the figures of a column begin, a share of the table's width: behind the names of rows that reach into it from its
    left where all figures that stand beside such a name begin there, else `left`. `figures` are the types of figures."""
    begin: list[float] = []
    for row in rows:
        cells = [c for c in sheet.own(row) if c.words and c.left < right - EDGE and c.right > left + EDGE]
        if len(cells) != 2:
            continue
        name, figure = cells
        reaches_in = name.left < left - EDGE and name.right < right - EDGE and cell_type(name.words) not in figures
        if reaches_in and figure.right <= right + EDGE and cell_type(figure.words) in figures:
            begin.append(figure.left)
    return min(begin, default=left)
