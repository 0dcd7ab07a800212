"""Genuine errors of a report: a figure that was typed wrongly, so that it contradicts others well beyond any rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bench.cases.dice import Dice
from bench.cases.leaves import Figure, Leaf
from bench.cases.plan import Report
from bench.cases.relations import Relation, verdict


@dataclass(slots=True)
class Injected:
    """One error: the figure, what kind of slip it was, and the relations that it breaks."""

    figure: Figure
    kind: str
    broken: list[Relation] = field(default_factory=list)


def inject(report: Report, dice: Dice, count: int) -> list[Injected]:
    """Puts up to `count` errors into the report's figures; errors share no relation, so that each can be told apart."""
    made: list[Injected] = []
    spoiled: set[int] = set()
    figures = list({id(f): f for r in report.relations for f in r.figures if isinstance(f, Figure)}.values())
    dice.shuffle(figures)
    for figure in figures:
        if len(made) >= count:
            break
        mine = [r for r in report.relations if any(f is figure for f in r.figures)]
        if any(id(r) in spoiled for r in mine):
            continue
        found = _spoil(figure, mine, dice)
        if found:
            made.append(found)
            spoiled |= {id(r) for r in mine}
    return made


def _spoil(figure: Figure, mine: list[Relation], dice: Dice) -> Injected | None:
    right = figure.number
    options = list(_slips(right, figure, dice))
    dice.shuffle(options)
    for kind, number in options:
        figure.number = number
        broken = [r for r in mine if _clearly_broken(r)]
        hard = [r for r in broken if not r.optional]
        if hard and all(r in broken or _holds(r) for r in mine):
            return Injected(figure, kind, broken)
        figure.number = right
    return None


def _slips(number: str, figure: Figure, dice: Dice) -> Iterator[tuple[str, str]]:
    places = [i for i, c in enumerate(number) if c.isdigit()]
    for _ in range(3):
        at = dice.pick(places)
        new = dice.pick([d for d in "0123456789" if d != number[at]])
        if not (at == 0 and new == "0"):
            yield "one digit changed", number[:at] + new + number[at + 1 :]
    for a, b in zip(places, places[1:], strict=False):
        if number[a] != number[b] and not (a == 0 and number[b] == "0"):
            yield "transposed digits", number[:a] + number[b] + number[a + 1 : b] + number[a] + number[b + 1 :]
    if "." in number and figure.unit != "分":
        yield "lost decimal point", number.replace(".", "")
    if figure.unit == "分":
        yield "wrong total", str(Decimal(number) + dice.pick([-2, -1, 1, 2]))


def _clearly_broken(relation: Relation) -> bool:
    try:
        said = verdict(relation)
    except ArithmeticError:
        return False
    return not said.holds and said.clear


def _holds(relation: Relation) -> bool:
    try:
        return verdict(relation).holds
    except ArithmeticError:
        return True


def figure_of(leaf: Leaf) -> Figure | None:
    """The leaf where it is a figure."""
    return leaf if isinstance(leaf, Figure) else None
