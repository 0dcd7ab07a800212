"""Was the page misread, or does the report contradict itself? Relations that fail together are weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from check.readings import Reading, readings
from check.relation import Outcome, Relation
from check.second_look import Witness
from schemas.quantity import Quantity
from schemas.record import QuantityLeaf, Status

WRONG_REPORT = 0.02
"""How often a relation of a report is wrong on paper, before anything is known of the reading."""
CLEAR = 20.0
"""Odds that make a verdict. Below them either way it stays unresolved."""
UNKNOWN = 0.35
"""More than this left to readings that the glyphs do not name: nobody can tell."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure read otherwise."""

    leaf: QuantityLeaf
    reading: Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a relation: its status, its outcome as read, and the figures that were read otherwise."""

    relation: Relation
    outcome: Outcome
    status: Status
    choices: tuple[Choice, ...] = ()
    odds: float | None = None


def verdicts(relations: list[Relation], witness: Witness = lambda leaf: leaf.trace) -> list[Verdict]:
    """One verdict for each relation that can be tested. `witness` takes the second look at figures of relations that fail."""
    tested = [(r, o) for r in relations if (o := r.outcome()) is not None]
    failed = [(r, o) for r, o in tested if not o.holds]
    out = [Verdict(r, o, "consistent") for r, o in tested if o.holds]
    holding = [r for r, o in tested if o.holds]
    for group in _groups([r for r, _ in failed]):
        status, choices, odds = _weigh(group, holding, witness)
        out += [Verdict(r, o, status, choices, odds) for r, o in failed if r in group]
    order = {id(r): i for i, r in enumerate(relations)}
    return sorted(out, key=lambda v: order[id(v.relation)])


def _groups(failed: list[Relation]) -> list[list[Relation]]:
    """Failed relations that share a figure stand or fall together."""
    groups: list[list[Relation]] = []
    for relation in failed:
        mine = {id(leaf) for leaf in relation.leaves}
        linked = [g for g in groups if any(id(leaf) in mine for r in g for leaf in r.leaves)]
        merged = [r for g in linked for r in g] + [relation]
        groups = [g for g in groups if g not in linked] + [merged]
    return groups


def _weigh(group: list[Relation], holding: list[Relation], witness: Witness) -> tuple[Status, tuple[Choice, ...], float | None]:
    leaves = list({id(leaf): leaf for r in group for leaf in r.leaves}.values())
    found = [(leaf, readings(leaf, witness(leaf))) for leaf in leaves]
    options = [Choice(leaf, reading) for leaf, others in found for reading in others]
    fitting: list[tuple[tuple[Choice, ...], float]] = [((c,), c.reading.odds) for c in options if _settles((c,), group, holding)]
    fitting += [
        (pair, pair[0].reading.odds * pair[1].reading.odds)
        for pair in combinations(options, 2)
        if pair[0].leaf is not pair[1].leaf and pair[0].reading.odds * pair[1].reading.odds > 1e-4 and _settles(pair, group, holding)
    ]
    weight = sum(odds for _, odds in fitting) / WRONG_REPORT
    if fitting and weight >= CLEAR:
        best, odds = max(fitting, key=lambda f: f[1])
        rivals = sum(o for _, o in fitting) - odds
        if odds >= 3 * rivals:
            return "misread", best, weight
        return "unresolved", (), weight
    if weight > 1 / CLEAR or any(_unknown(leaf, others) > UNKNOWN for leaf, others in found):
        return "unresolved", (), weight
    return "inconsistent", (), weight


def _settles(choices: tuple[Choice, ...], group: list[Relation], holding: list[Relation]) -> bool:
    """Whether all that failed holds with these readings, and nothing that held breaks."""
    return all(_holds(r, choices) for r in group) and all(_holds(r, choices) for r in holding if _touches(r, choices))


def _touches(relation: Relation, choices: tuple[Choice, ...]) -> bool:
    return any(leaf is c.leaf for c in choices for leaf in relation.leaves)


def _holds(relation: Relation, choices: tuple[Choice, ...]) -> bool:
    instead: dict[int, Quantity] = {}
    for index, leaf in enumerate(relation.leaves):
        for choice in choices:
            if leaf is choice.leaf:
                instead[index] = choice.reading.quantity
    outcome = relation.outcome(instead)
    return outcome is not None and outcome.holds


def _unknown(leaf: QuantityLeaf, others: list[Reading]) -> float:
    """The share of probability that goes to no reading the glyphs name."""
    known = leaf.confidence * (1 + sum(r.odds for r in others))
    return max(0.0, 1 - known)
