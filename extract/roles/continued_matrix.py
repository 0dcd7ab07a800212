"""A table of money that goes on with other figures of the same lines: what came in, unit by unit, and below it what each unit spent."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.schemas.record import BudgetRow

FIGURES = (
    "initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate", "weight", "score",
)  # fmt: skip
MIN_LINES = 2


def continue_matrix(before: Sequence[BudgetRow], lines: Sequence[BudgetRow]) -> list[BudgetRow] | None:
    """Puts the figures of `lines` into those of the same names and roles of the table before, and returns what is left of them: its
    sources, where the table before has none. None for a table that does not go on with that one: it has another line, or tells a
    figure that is told there already."""
    known = {(line.role, line.name.value): line for line in before}
    if len(known) < len(before):
        return None
    found = [(line, known.get((line.role, line.name.value))) for line in lines]
    left = [line for line, old in found if old is None]
    pairs = [(line, old) for line, old in found if old is not None]
    if len(pairs) < MIN_LINES or len({id(old) for _, old in pairs}) < len(pairs):
        return None
    if any(line.role != "source" for line in left) or (left and any(line.role == "source" for line in before)):
        return None
    if any(old.part_of != line.part_of or _both_tell(old, line) for line, old in pairs):
        return None
    for line, old in pairs:
        for field in FIGURES:
            if (leaf := getattr(line, field)) is not None:
                setattr(old, field, leaf)
    return left


def _both_tell(one: BudgetRow, other: BudgetRow) -> bool:
    return any(getattr(one, field) is not None and getattr(other, field) is not None for field in FIGURES)
