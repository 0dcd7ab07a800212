"""Hypotheses about failed relations: which figures were misread, and which are wrong in the report.

A hypothesis is a set of other candidates (each as likely as its glyphs say) and of figures that must then still be
wrong (each as likely as such errors are). All single candidates and pairs are tried; larger sets only by joining sets
that settle something by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gouji.check.readings.candidates import Candidate
from gouji.check.relations.relation import Relation
from gouji.schemas.leaf import Leaf

REPORT_ERROR_PRIOR = 0.02
"""How often a figure is wrong in the report where a relation fails, before anything is known of its reading."""
COINCIDENCE_PROBABILITY = 0.02
"""How often figures tie out by chance: the cost of reading the figures of a relation that holds as read differently."""
MIN_PAIR_ODDS = 1e-4
"""Pairs of misreadings with lower joint odds than this are skipped."""
MAX_JOIN_ROUNDS = 4
"""Rounds in which settling sets are joined."""
BEAM_WIDTH = 40
"""Likeliest sets that each round carries on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with the candidate that replaces its accepted reading."""

    leaf: Leaf[Any]
    candidate: Candidate


@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """Replaced figures, the relations that fail all the same, and the weight relative to "all as read, one error"."""

    choices: tuple[Choice, ...]
    failing: frozenset[int]
    weight: float


def hypotheses(
    group: Sequence[Relation], neighbours: Sequence[Relation], options: Sequence[Choice]
) -> list[Hypothesis]:
    """The hypotheses about a group of failed relations, "all as read" first.

    `neighbours` are relations that hold and share a figure with the group.
    """
    tried = [_hypothesis(choices, group, neighbours) for choices in _choice_sets(options)]
    settling = sorted((e for e in tried[1:] if e.failing < tried[0].failing), key=lambda e: -e.weight)[:BEAM_WIDTH]
    known, wide = {_key(e.choices) for e in tried}, settling
    for _ in range(MAX_JOIN_ROUNDS):
        wider = []
        for choices in (_joined(a, b) for a in wide for b in settling):
            if choices and (key := _key(choices)) not in known:
                known.add(key)
                wider.append(_hypothesis(choices, group, neighbours))
        wide = sorted(wider, key=lambda e: -e.weight)[:BEAM_WIDTH]
        tried += wide
    return tried


def _joined(a: Hypothesis, b: Hypothesis) -> tuple[Choice, ...]:
    """Both sets of choices; () if they share a figure, or if the second settles nothing more than the first."""
    apart = not any(x.leaf is y.leaf for x in a.choices for y in b.choices)
    return a.choices + b.choices if apart and not a.failing <= b.failing else ()


def _key(choices: tuple[Choice, ...]) -> frozenset[tuple[int, str]]:
    return frozenset((id(c.leaf), c.candidate.text) for c in choices)


def _choice_sets(options: Sequence[Choice]) -> Iterable[tuple[Choice, ...]]:
    """Yields the empty set, each choice alone, and each pair on two figures."""
    yield ()
    yield from ((choice,) for choice in options)
    for pair in combinations(options, 2):
        if pair[0].leaf is not pair[1].leaf and pair[0].candidate.odds * pair[1].candidate.odds > MIN_PAIR_ODDS:
            yield pair


def _hypothesis(choices: tuple[Choice, ...], group: Sequence[Relation], neighbours: Sequence[Relation]) -> Hypothesis:
    touched = [r for r in neighbours if any(leaf is c.leaf for c in choices for leaf in r.leaves)]
    broken = [r for r in touched if not holds_with(r, choices)]
    failing = [r for r in group if not holds_with(r, choices)] + broken
    weight = REPORT_ERROR_PRIOR ** _wrong_figures(failing) * COINCIDENCE_PROBABILITY ** _wrong_figures(broken)
    for choice in choices:
        weight *= choice.candidate.odds
    return Hypothesis(choices, frozenset(id(r) for r in failing), weight)


def _wrong_figures(failing: list[Relation]) -> int:
    """The smallest number of wrong figures that explains all these failures: relations that share a figure need only
    that one.
    """
    left, count = list(failing), 0
    while left:
        leaves = {id(leaf): leaf for r in left for leaf in r.leaves}
        most = max(leaves, key=lambda each: sum(any(id(leaf) == each for leaf in r.leaves) for r in left))
        left = [r for r in left if all(id(leaf) != most for leaf in r.leaves)]
        count += 1
    return count


def holds_with(relation: Relation, choices: tuple[Choice, ...]) -> bool:
    """Whether the relation holds with these choices."""
    instead: dict[int, Any] = {}
    for index, leaf in enumerate(relation.leaves):
        for choice in choices:
            if leaf is choice.leaf:
                instead[index] = choice.candidate.value
    outcome = relation.outcome(instead)
    return outcome is not None and outcome.holds
