"""Joins figures that wrap to a second line (折行) in a table without rulings: the second line looks like a row of
its own."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.pages import Cell, Grid

WRAPPED_AMOUNT = regex.compile(r"(?:\d{1,3}(?:[.,，·]\d{3})*|\d{4,})[.,，·](?P<places>\d?)")
"""The first line of an amount in yuan, with at most one of its two decimals."""
MAX_NAME_REST = 2
"""Maximum length of the rest of a name below amounts that end with their decimal point."""
POINTS = frozenset(".,，·")
MIN_CONTINUED_AMOUNTS = 2
"""Minimum number of amounts ending with their decimal point above the rest of a name."""
MIN_DIGITS = 5
"""No shorter figure is too wide for its column."""


def join_wrapped_rows(grid: Grid) -> Grid:
    """Returns the table with such lines joined to the figures they belong to.

    A ruled table is returned unchanged: its cells hold all their lines.
    """
    if grid.ruled:
        return grid
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
        rows.setdefault(cell.row, []).append(cell)
    out: list[list[Cell]] = []
    for number in sorted(rows):
        joined = _joined(out[-1], rows[number]) if out else None
        if joined is None:
            out.append(rows[number])
        else:
            out[-1] = joined
    cells = [replace(cell, row=number) for number, row in enumerate(out) for cell in row]
    return replace(grid, cells=cells) if len(out) < len(rows) else grid


def _joined(above: list[Cell], below: list[Cell]) -> list[Cell] | None:
    """Returns both lines as one row, or None.

    The lower line has no name, or the rest of one below amounts that certainly continue; it completes at least one
    figure of the upper line, and conflicts with no cell.
    """
    if any(cell.rowspan > 1 for cell in (*above, *below)):
        return None
    named = next((cell for cell in below if cell.col == 0 and _text(cell)), None)
    continued = sum(_text(cell)[-1:] in POINTS and WRAPPED_AMOUNT.fullmatch(_text(cell)) is not None for cell in above)
    if named is not None and (continued < MIN_CONTINUED_AMOUNTS or len(_text(named)) > MAX_NAME_REST):
        return None
    out, ends = {cell.col: cell for cell in above}, 0
    for cell in (c for c in below if _text(c)):
        over = next((c for c in out.values() if c.col <= cell.col < c.col + c.colspan), None)
        if cell is named and over is not None:
            out[0] = replace(over, lines=[*over.lines, *cell.lines])
        elif over is None or not _text(over):
            out[cell.col] = cell
        elif _completes(_text(over), _text(cell)):
            out[over.col] = replace(over, lines=[*over.lines, *cell.lines])
            ends += 1
        else:
            return None
    return sorted(out.values(), key=lambda c: c.col) if ends else None


def _completes(first: str, second: str) -> bool:
    """Tells whether the second line is exactly what the first lacks of its two decimals."""
    match = WRAPPED_AMOUNT.fullmatch(first)
    return (
        match is not None
        and sum(c.isdigit() for c in first) >= MIN_DIGITS
        and second.isdigit()
        and len(match["places"]) + len(second) == 2
    )


def _text(cell: Cell) -> str:
    return "".join("".join(line.text.split()) for line in cell.lines)
