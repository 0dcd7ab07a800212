"""What may have happened where relations fail: figures that were read otherwise, and figures that are wrong on paper.

Every explanation is a set of other readings (each as likely as its glyphs say) and the figures that must then still be wrong (each as
likely as such errors are). One and two readings are tried all; more only by putting together what settles something by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gouji.check.readings.candidates import Reading
from gouji.check.relations.relation import Relation
from gouji.schemas.leaf import Leaf

WRONG_REPORT = 0.02
"""How often a figure of a report is wrong on paper where a relation fails, before anything is known of the reading."""
CHANCE = 0.02
"""How often figures tie out by accident: what a relation that holds as read says against reading its figures otherwise."""
FAINT = 1e-4
"""Two misreadings together less likely than this are not looked at."""
STEPS, WIDTH = 4, 40
"""How often what settles something is put together, and how many of the likeliest are carried on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure read otherwise."""

    leaf: Leaf[Any]
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Figures read otherwise, the relations that fail all the same, and how likely that is beside "all as read, one error"."""

    choices: tuple[Choice, ...]
    failing: frozenset[int]
    weight: float


def explanations(group: Sequence[Relation], near: Sequence[Relation], options: Sequence[Choice]) -> list[Explanation]:
    """The explanations of a group of failed relations, "all as read" first. `near` are relations that hold and share a figure with it."""
    told = [_explanation(choices, group, near) for choices in _sets(options)]
    settling = sorted((e for e in told[1:] if e.failing < told[0].failing), key=lambda e: -e.weight)[:WIDTH]
    known, wide = {_key(e.choices) for e in told}, settling
    for _ in range(STEPS):
        wider = []
        for choices in (_joined(a, b) for a in wide for b in settling):
            if choices and (key := _key(choices)) not in known:
                known.add(key)
                wider.append(_explanation(choices, group, near))
        wide = sorted(wider, key=lambda e: -e.weight)[:WIDTH]
        told += wide
    return told


def _joined(a: Explanation, b: Explanation) -> tuple[Choice, ...]:
    """Both sets of readings; nothing where they speak of one figure, or settle the same."""
    apart = not any(x.leaf is y.leaf for x in a.choices for y in b.choices)
    return a.choices + b.choices if apart and not a.failing <= b.failing else ()


def _key(choices: tuple[Choice, ...]) -> frozenset[tuple[int, str]]:
    return frozenset((id(c.leaf), c.reading.text) for c in choices)


def _sets(options: Sequence[Choice]) -> Iterable[tuple[Choice, ...]]:
    """None, one, or two figures read otherwise."""
    yield ()
    yield from ((choice,) for choice in options)
    for pair in combinations(options, 2):
        if pair[0].leaf is not pair[1].leaf and pair[0].reading.odds * pair[1].reading.odds > FAINT:
            yield pair


def _explanation(choices: tuple[Choice, ...], group: Sequence[Relation], near: Sequence[Relation]) -> Explanation:
    touched = [r for r in near if any(leaf is c.leaf for c in choices for leaf in r.leaves)]
    broken = [r for r in touched if not holds_by(r, choices)]
    failing = [r for r in group if not holds_by(r, choices)] + broken
    weight = WRONG_REPORT ** _wrong_figures(failing) * CHANCE ** _wrong_figures(broken)
    for choice in choices:
        weight *= choice.reading.odds
    return Explanation(choices, frozenset(id(r) for r in failing), weight)


def _wrong_figures(failing: list[Relation]) -> int:
    """The fewest figures that must be wrong on paper for all of these to fail: relations that share one need only that."""
    left, count = list(failing), 0
    while left:
        leaves = {id(leaf): leaf for r in left for leaf in r.leaves}
        most = max(leaves, key=lambda each: sum(any(id(leaf) == each for leaf in r.leaves) for r in left))
        left = [r for r in left if all(id(leaf) != most for leaf in r.leaves)]
        count += 1
    return count


def holds_by(relation: Relation, choices: tuple[Choice, ...]) -> bool:
    """Whether the relation holds with these figures read otherwise."""
    instead: dict[int, Any] = {}
    for index, leaf in enumerate(relation.leaves):
        for choice in choices:
            if leaf is choice.leaf:
                instead[index] = choice.reading.value
    outcome = relation.outcome(instead)
    return outcome is not None and outcome.holds
