"""The relations of a report, computed from the printed figures with their last decimal places as intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import zip_longest

from bench.cases.leaves import Day, Figure, Leaf, plain

HUNDRED = Decimal(100)
GRADES = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))


@dataclass(eq=False, slots=True)
class Relation:
    """One relation. The first figure follows from the others; `kind` names how (KINDS). `coefs` are the factors of the
    other figures in a sum (all 1 if omitted), `count` the length of an announced list."""

    rule: str
    subject: str
    kind: str
    figures: tuple[Leaf, ...]
    optional: bool = False
    coefs: tuple[int, ...] = field(default=())
    count: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`holds` within the last printed places (a truncated place too); `clear` if a breach is well outside of them;
    `near` if it is off by rounding only."""

    observed: str
    expected: str
    holds: bool
    clear: bool
    near: bool


def verdict(relation: Relation) -> Verdict:
    """Whether the relation holds as printed. ArithmeticError if a denominator is zero."""
    return KINDS[relation.kind](relation)


def _close(observed: Figure, expected: Decimal, slack: Decimal, places: int = 4) -> Verdict:
    """Compares a computed value with a printed one: `slack` is the uncertainty from the last places of the other
    figures."""
    gap, unit = abs(observed.amount - expected), observed.half * 2
    exact = gap <= Decimal("0.005") if observed.base == "%" else gap == 0
    shown = plain(expected.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)) if expected else "0"
    holds = gap <= slack + unit
    return Verdict(_told(observed), shown, holds, gap > 2 * (slack + unit), holds and not exact)


def _told(figure: Figure) -> str:
    """Money and counts in base units, rates and points as printed."""
    return (
        figure.canonical if figure.base not in ("%", "分", "倍") else f"{'-' if figure.negative else ''}{figure.number}"
    )


def _figures(relation: Relation) -> list[Figure]:
    return [f for f in relation.figures if isinstance(f, Figure)]


def _sum(relation: Relation) -> Verdict:
    first, *rest = _figures(relation)
    terms = list(zip_longest(rest, relation.coefs[: len(rest)], fillvalue=1))
    expected = sum((f.amount * c for f, c in terms if isinstance(f, Figure)), Decimal(0))
    return _close(first, expected, sum((_open(f) for f in rest), Decimal(0)))


def _open(figure: Figure) -> Decimal:
    """The uncertainty of a term of a sum. Scores are assigned, not rounded, so their sum has almost none."""
    return min(figure.half, Decimal("0.005")) if figure.base == "分" else figure.half


def _quotient(a: Figure, b: Figure) -> tuple[Decimal, Decimal]:
    """a / b, and its uncertainty."""
    return a.amount / b.amount, a.half / abs(b.amount) + abs(a.amount) * b.half / b.amount**2


def _ratio(relation: Relation) -> Verdict:
    rate, part, whole = _figures(relation)
    value, slack = _quotient(part, whole)
    return _close(rate, value * HUNDRED, slack * HUNDRED)


def _growth(relation: Relation) -> Verdict:
    rate, now, before = _figures(relation)
    value, slack = _quotient(now, before)
    return _close(rate, (value - 1) * HUNDRED, slack * HUNDRED)


def _multiple(relation: Relation) -> Verdict:
    times, now, before = _figures(relation)
    value, slack = _quotient(now, before)
    return _close(times, value, slack)


def _net(relation: Relation) -> Verdict:
    """Growth told by the increase: increase / (now - increase)."""
    rate, now, more = _figures(relation)
    before = now.amount - more.amount
    slack = more.half / abs(before) + abs(more.amount) * (now.half + more.half) / before**2
    return _close(rate, more.amount / before * HUNDRED, slack * HUNDRED)


def _grown_times(relation: Relation) -> Verdict:
    times, now, before = _figures(relation)
    value, slack = _quotient(now, before)
    return _close(times, value - 1, slack)


def _points(relation: Relation) -> Verdict:
    """Points of the execution: weight times rate, the rate counting to 100 % at most."""
    score, weight, rate = _figures(relation)
    return _close(score, weight.amount * min(rate.amount, HUNDRED) / HUNDRED, weight.amount * rate.half / HUNDRED, 3)


def _within(relation: Relation) -> Verdict:
    score, weight = _figures(relation)
    ok = 0 <= score.amount <= weight.amount
    return Verdict(_told(score), f"<= {plain(weight.amount)}", ok, not ok, False)


def _target(relation: Relation) -> Verdict:
    """A reached target has its points, a missed one not all of them."""
    actual, target, *points = _figures(relation)
    down = target.bound in ("<=", "<")
    reached = actual.amount <= target.amount if down else actual.amount >= target.amount
    full = points[0].amount >= points[1].amount if points else reached
    return Verdict(_told(actual), f"{'<=' if down else '>='} {_told(target)}", reached == full, reached != full, False)


def _count(relation: Relation) -> Verdict:
    (announced,) = _figures(relation)
    ok = announced.amount == relation.count
    return Verdict(plain(announced.amount), str(relation.count), ok, not ok, False)


def _order(relation: Relation) -> Verdict:
    """The first day must not lie before the second."""
    later, earlier = (d for d in relation.figures if isinstance(d, Day))
    ok = later.day >= earlier.day
    return Verdict(later.canonical, f">= {earlier.canonical}", ok, not ok, False)


def _same(relation: Relation) -> Verdict:
    a, b = _figures(relation)
    gap = abs(a.amount - b.amount)
    holds = gap <= a.half + b.half if a.decimals != b.decimals else gap == 0
    return Verdict(_told(a), plain(b.amount), holds, gap > 2 * (a.half + b.half), holds and gap != 0)


def _grade(relation: Relation) -> Verdict:
    grade, score = relation.figures
    assert isinstance(score, Figure)
    right = next(name for name, low in GRADES if score.amount >= low)
    ok = grade.text[:1] == right
    return Verdict(grade.text, right, ok, not ok, False)


KINDS: dict[str, Callable[[Relation], Verdict]] = {
    "sum": _sum,
    "ratio": _ratio,
    "growth": _growth,
    "multiple": _multiple,
    "grown-times": _grown_times,
    "net": _net,
    "points": _points,
    "within": _within,
    "target": _target,
    "count": _count,
    "order": _order,
    "same": _same,
    "grade": _grade,
}
