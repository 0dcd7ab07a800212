"""Was the page misread, or does the report contradict itself? Relations that share figures are weighed together.

What an explanation settles holds under it, what it leaves is an error of the report. The odds of a relation are those of all
explanations that settle it against those of all that do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gouji.check.readings.candidates import Readings, readings
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.verdicts.error_types import TIED
from gouji.check.verdicts.hypotheses import Choice, Explanation, explanations, holds_by
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Status

CLEAR = 20.0
"""Odds that make a verdict. Below them either way it stays unresolved."""
RIVALS = 3.0
"""How many times likelier than all others together the explanation must be that a figure is corrected by."""
UNKNOWN = 0.35
"""More than this left to readings that the glyphs do not name: nobody can tell."""
COINCIDENCE, FEW = 10.0, 4.0
"""How much a reading gains by making an equation come out: a wrong figure of a report would hardly differ from the right one in just the
sign that the reader doubts. Less for a figure of few digits."""
LONG = 3
"""Digits that are not few."""
ON_PAGE = 0.1
"""Odds that the page's own looks must give a reading before a figure is corrected by it: a layer or a second print never win alone."""
NAMED = 0.005
"""Odds by the page's own looks below which none of them names a reading: it is an old layer's word alone."""
LIKELY = 0.05
"""The same before the figures of a relation that would fail by it are looked at."""
DOUBT = 0.6
"""A relation that no equation proves does not hold for sure where one of its figures was read with less confidence than this."""
SUMS = frozenset({"sum-of-parts", "sum-of-sources", "adjusted-budget", "balance", "scores-total", "same-figure"})
"""Rules whose expected value has no more places than the figures it is made of."""
BOUNDS = frozenset({"target-met", "score-within-weight", "grade-band"})
"""Rules that many values satisfy: that one of them does says nothing for it, and no figure is corrected for their sake."""


Weigh = Callable[[Leaf[Any]], Readings]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a relation: its status, its outcome as read, the figures that were read otherwise, and the odds.

    `odds` are those of a misreading against an error of the report; None for a relation that holds. `found` are the readings
    of the relation's figures by the id of the leaf, where it failed.
    """

    relation: Relation
    outcome: Outcome
    status: Status
    choices: tuple[Choice, ...] = ()
    odds: float | None = None
    found: dict[int, Readings] = field(default_factory=dict)


def verdicts(relations: list[Relation], weigh: Weigh = readings) -> list[Verdict]:
    """One verdict for each relation that can be tested. `weigh` gives the readings of the figures of relations that fail."""
    tested = [(r, o) for r in relations if (o := r.outcome()) is not None]
    failed = [(r, o) for r, o in tested if not o.holds and not r.lost]
    out = [Verdict(r, o, "unresolved" if _rests_on_doubt(r, o, weigh) else "consistent") for r, o in tested if o.holds]
    out += [Verdict(r, o, "unresolved") for r, o in tested if not o.holds and r.lost]
    holding = [r for r, o in tested if o.holds]
    for group in _groups([r for r, _ in failed]):
        judged = _judge(group, holding, weigh)
        out += [Verdict(r, o, *judged[id(r)]) for r, o in failed if id(r) in judged]
    order = {id(r): i for i, r in enumerate(relations)}
    return sorted(out, key=lambda v: order[id(v.relation)])


def _rests_on_doubt(relation: Relation, outcome: Outcome, weigh: Weigh) -> bool:
    """Whether a relation holds by figures that may well be others: an equation that comes out exactly speaks for its figures, a bound
    or what is left to rounding does not. Other readings under which it holds as well are no doubt."""
    loose = outcome.level != "exact" or relation.rule in BOUNDS
    return (
        loose
        and sum(_may_fail(relation, leaf, weigh(leaf)) for leaf in relation.leaves if leaf.confidence < DOUBT)
        > 1 - DOUBT
    )


def _may_fail(relation: Relation, leaf: Leaf[Any], found: Readings) -> float:
    """How likely the relation fails for what this figure may be: by another reading, or by one that nobody names."""
    failing = sum(r.odds for r in found.others if not holds_by(relation, (Choice(leaf, r),)))
    known = found.taken * (1 + sum(r.odds for r in found.others)) + found.unknown
    return (found.taken * failing + found.unknown) / known


def _groups(failed: list[Relation]) -> list[list[Relation]]:
    """Failed relations that share a figure are weighed together."""
    groups: list[list[Relation]] = []
    for relation in failed:
        mine = {id(leaf) for leaf in relation.leaves}
        linked = [g for g in groups if any(id(leaf) in mine for r in g for leaf in r.leaves)]
        merged = [r for g in linked for r in g] + [relation]
        groups = [g for g in groups if g not in linked] + [merged]
    return groups


Judged = tuple[Status, tuple[Choice, ...], float, dict[int, Readings]]


def _judge(group: list[Relation], holding: list[Relation], weigh: Weigh) -> dict[int, Judged]:
    """Status, choices, odds and readings of each relation of the group, by the relation's id."""
    leaves = _leaves(group)
    found = {id(leaf): weigh(leaf) for leaf in leaves}
    told = explanations(group, _sharing(holding, leaves), _options(leaves, found))
    at_stake = _at_stake(told, _sharing(holding, leaves))
    if at_stake:
        leaves = _leaves([*group, *at_stake])
        found |= {id(leaf): weigh(leaf) for leaf in leaves}
        told = explanations(group, _sharing(holding, leaves), _options(leaves, found))
    return {
        id(r): (*_verdict(r, told, found, at_stake), {id(leaf): found[id(leaf)] for leaf in r.leaves}) for r in group
    }


def _leaves(relations: Iterable[Relation]) -> list[Leaf[Any]]:
    return list({id(leaf): leaf for r in relations for leaf in r.leaves}.values())


def _sharing(relations: Iterable[Relation], leaves: Sequence[Leaf[Any]]) -> list[Relation]:
    return [r for r in relations if any(leaf is other for leaf in r.leaves for other in leaves)]


def _options(leaves: Iterable[Leaf[Any]], found: dict[int, Readings]) -> list[Choice]:
    return [Choice(leaf, reading) for leaf in leaves for reading in (*found[id(leaf)].others, *found[id(leaf)].unnamed)]


def _at_stake(told: Sequence[Explanation], near: Iterable[Relation]) -> list[Relation]:
    """Relations that hold as read and would fail by a likely reading that settles something: a second figure may be misread alike."""
    broken = {
        r for e in told[1:] if _likely(e) and not told[0].failing <= e.failing for r in e.failing - told[0].failing
    }
    return [r for r in near if id(r) in broken]


def _likely(explanation: Explanation) -> bool:
    return len(explanation.choices) == 1 and explanation.choices[0].reading.page >= LIKELY


def _verdict(
    relation: Relation, told: list[Explanation], found: dict[int, Readings], at_stake: list[Relation]
) -> tuple[Status, tuple[Choice, ...], float]:
    settling = [e for e in told if id(relation) not in e.failing and _speaks_of(e, relation)]
    if relation.rule in BOUNDS:  # half of all figures keep a bound: only what a look at the page names counts
        settling = [e for e in settling if all(c.reading.page >= NAMED for c in _own(e, relation))]
    against = sum(e.weight for e in told if id(relation) in e.failing)
    odds = sum(e.weight for e in settling) / against
    best = max(settling, key=lambda e: e.weight, default=None)
    if best and odds * _coincidence(relation, best) >= CLEAR:
        rivals = sum(e.weight for e in settling if _meaning(e, relation) != _meaning(best, relation))
        own = _own(
            best, relation
        )  # what else was misread is for other relations to say, but for what would fail by these
        own += tuple(c for c in best.choices if c not in own and any(_needs(r, c, best) for r in at_stake))
        seen = all(choice.reading.page >= ON_PAGE for choice in own)
        if seen and best.weight >= RIVALS * rivals and relation.rule not in BOUNDS and not _breaks(best, told[0]):
            return "misread", own, odds
        return "unresolved", (), odds
    if odds > 1 / CLEAR or any(found[id(leaf)].unknown > UNKNOWN for leaf in relation.leaves):
        return "unresolved", (), odds
    return ("unresolved" if _cut_off(relation) else "inconsistent"), (), odds


def _cut_off(relation: Relation) -> bool:
    """Whether the claimed figure is just the beginning of what the others make (4538 for 4538.94): a seal or the edge of a cell may
    have taken the rest."""
    outcome, claimed = relation.outcome(), relation.leaves[0].value
    if outcome is None or relation.rule not in SUMS or not isinstance(claimed, Quantity):
        return False
    expected = format((Decimal(outcome.expected) / claimed.scale).normalize(), "f")
    places = max((leaf.value.decimals for leaf in relation.leaves[1:] if isinstance(leaf.value, Quantity)), default=0)
    rest = expected.removeprefix(claimed.number)
    begins = rest != expected and (rest.startswith(".") or "." in claimed.number)
    return begins and len(claimed.number) >= LONG and claimed.decimals < len(expected.partition(".")[2]) <= places


def _coincidence(relation: Relation, best: Explanation) -> float:
    """What it says for the readings that the relation comes out with them: much for an equation, nothing for an order or a bound."""
    long = all(sum(c.isdigit() for c in choice.reading.text) >= LONG for choice in _own(best, relation))
    return (COINCIDENCE if long else FEW) if relation.rule in TIED else 1.0


def _own(explanation: Explanation, relation: Relation) -> tuple[Choice, ...]:
    """What the explanation reads otherwise of the relation's own figures."""
    return tuple(c for c in explanation.choices if any(c.leaf is leaf for leaf in relation.leaves))


def _needs(relation: Relation, choice: Choice, explanation: Explanation) -> bool:
    """Whether a relation that holds under the explanation would not without one of its readings."""
    rest = tuple(c for c in explanation.choices if c is not choice)
    return (
        any(choice.leaf is leaf for leaf in relation.leaves)
        and holds_by(relation, explanation.choices)
        and not holds_by(relation, rest)
    )


def _speaks_of(explanation: Explanation, relation: Relation) -> bool:
    return bool(_own(explanation, relation))


def _meaning(explanation: Explanation, relation: Relation) -> frozenset[tuple[int, str]]:
    """What the explanation makes of the relation's own figures."""
    return frozenset((id(c.leaf), c.reading.text) for c in _own(explanation, relation))


def _breaks(explanation: Explanation, as_read: Explanation) -> bool:
    """Whether something fails under the explanation that held as read: no correction is made at such a price."""
    return not explanation.failing <= as_read.failing
