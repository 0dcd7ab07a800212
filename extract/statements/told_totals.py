"""What sentences tell of the total, figure by figure, and which figures are the rows of a table that is understood without them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.role_labels import MONEY, OTHER
from gouji.tables.cell_grid import CellGrid

MIN_PROBABILITY = 0.5
TOTAL = "T."
Told = tuple[str, float]
"""The role of a figure, and its probability."""


def told_totals(every: Sequence[Context], roles: Sequence[Told]) -> list[tuple[str, Decimal]]:
    """Returns the amounts of the total that the sentences tell, by their fields, in the order of the text."""
    return [
        (label.removeprefix(TOTAL), context.amount)
        for context, (label, probability) in zip(every, roles, strict=True)
        if label.startswith(TOTAL) and label.removeprefix(TOTAL) in MONEY and probability >= MIN_PROBABILITY
    ]


def without_lines(every: Sequence[Context], roles: Sequence[Told], sheets: Sequence[CellGrid]) -> list[Told]:
    """Returns the roles with none for the figures that stand in these tables of plain text."""
    lines = {cell.line for sheet in sheets for cell in sheet.cells if cell.line is not None}
    return [
        (OTHER, 1.0) if lines and _line(context) in lines else told for context, told in zip(every, roles, strict=True)
    ]


def runs_over(every: Sequence[Context], claim: Claimed, sheets: Sequence[CellGrid]) -> bool:
    """Tells whether a table of plain text stands between a whole and its parts: a sentence ends above it."""
    lines = [line for index in (claim.result, *claim.operands) if (line := _line(every[index])) is not None]
    tops = [min((cell.line for cell in sheet.cells if cell.line is not None), default=None) for sheet in sheets]
    return claim.form == "sum" and any(top is not None and min(lines) < top < max(lines) for top in tops if lines)


def _line(context: Context) -> int | None:
    return context.passage.text.span(context.figure.start, context.figure.end).evidence().line
