"""Genuine errors of the report itself: one printed figure is changed, so that relations break beyond every
tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.cases.changes import CHANGES, Change
from bench.cases.leaves import Figure, Leaf
from bench.cases.plan import Report
from bench.cases.random import Dice
from bench.cases.relations import Relation, verdict
from bench.cases.truth import Injected

TRIES = 400


@dataclass(slots=True)
class Tried:
    """A change made to a leaf, and how to take it back."""

    leaf: Leaf
    before: dict[str, Any]

    def undo(self) -> None:
        """Restores the leaf."""
        for name, value in self.before.items():
            setattr(self.leaf, name, value)


def spoil(report: Report, count: int, dice: Dice) -> list[Injected]:
    """Puts up to `count` errors into the report and returns each with its kind, its leaf and the relation that reveals
    it best.

    There are fewer if the report has no room: errors never share a relation, so that each can be detected by itself.
    """
    made: list[Injected] = []
    touched: set[int] = set()
    for _ in range(TRIES):
        if len(made) >= count:
            break
        kind = dice.pick(sorted(CHANGES))
        change = CHANGES[kind](report, dice)
        if change and (error := _try(report, kind, change, touched)):
            made.append(error)
    return made


def _try(report: Report, kind: str, change: Change, touched: set[int]) -> Injected | None:
    """The error, if it is clear and isolated; otherwise the report is restored."""
    if id(change.leaf) in touched:
        return None
    mine = [r for r in report.relations if change.leaf in r.figures]
    if any(id(f) in touched for r in mine for f in r.figures) or not all(verdict(r).holds for r in mine):
        return None
    tried = Tried(change.leaf, {name: getattr(change.leaf, name) for name in change.values})
    for name, value in change.values.items():
        setattr(change.leaf, name, value)
    broken = [r for r in mine if not verdict(r).holds]
    if not _clear(report, change, mine, broken, kind):
        tried.undo()
        return None
    touched |= {id(f) for r in mine for f in r.figures}
    main = change.relation if change.relation in broken else next(r for r in broken if not r.optional)
    return kind, change.leaf, main


def _clear(report: Report, change: Change, mine: list[Relation], broken: list[Relation], kind: str) -> bool:
    """Whether a relation that must be checked is broken, all breaches are wide, and no other denominator explains the
    figure."""
    if not any(not r.optional for r in broken) or not all(verdict(r).clear for r in broken):
        return False
    if any(verdict(r).near for r in mine if r not in broken and r.kind != "points"):
        return False
    return kind == "wrong denominator of the rate" or not any(verdict(r).holds for r in _others(report, change.leaf))


def _others(report: Report, leaf: Leaf) -> Iterator[Relation]:
    """The leaf as a rate of some other amount of its row."""
    for row in report.budget:
        rate, spent = row.fields.get("execution_rate"), row.fields.get("spent")
        if rate is None or spent is None or leaf not in row.fields.values():
            continue
        for field in ("initial", "allocated"):
            whole = row.fields.get(field)
            if (
                isinstance(whole, Figure)
                and whole.amount
                and row.fields.get("adjusted")
                and whole.amount != row.fields["adjusted"].amount
            ):
                yield Relation("execution-rate", "", "ratio", (rate, spent, whole))
