"""Decides whether the page was misread or the report contradicts itself. Relations that share figures are weighed
jointly.

What a hypothesis settles holds under it; what it leaves is an error of the report. The odds of a relation are those of
all hypotheses that settle it against those of all that do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gouji.check.readings.candidates import CandidateSet, candidates
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.rule_sorts import is_bound, is_equation, is_sum
from gouji.check.verdicts.hypotheses import Choice, Hypothesis, holds_with, hypotheses
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Status

VERDICT_ODDS = 20.0
"""Odds that decide a verdict. Between these odds and their inverse the relation stays unresolved."""
MIN_PREMISE = 0.5
"""A relation that fails is told from this probability on that the report claims it."""
MIN_LEAD_RATIO = 3.0
"""The hypothesis that corrects a figure must be this many times as likely as all others together."""
MAX_UNLISTED_PROBABILITY = 0.35
"""If the probability of an unlisted reading exceeds this, the verdict is unresolved."""
EQUATION_GAIN = 10.0
"""Factor by which a candidate gains if it makes an equation hold: a wrong figure of a report would hardly differ from
the right one in just the character that the recogniser doubts.
"""
SHORT_FIGURE_GAIN = 4.0
MIN_LONG_DIGITS = 3
"""A figure with fewer digits gains only `SHORT_FIGURE_GAIN`."""
MIN_PAGE_ODDS = 0.1
"""Minimum odds by the page's own looks before a figure is corrected: an old text layer or a second occurrence never
wins alone.
"""
MIN_LISTED_ODDS = 0.005
"""A candidate with lower odds by the page's own looks comes from an old text layer alone."""
MIN_LIKELY_ODDS = 0.05
"""Minimum odds of a candidate, by the page's own looks, before the figures of a relation that it would break are
examined.
"""
MIN_SURE_CONFIDENCE = 0.6
"""A relation that no equation proves does not hold for sure if one of its figures has a lower confidence."""

CandidateSource = Callable[[Leaf[Any]], CandidateSet]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a relation: its status, its outcome as read, the corrected figures, and the odds.

    `odds` are those of a misreading against an error of the report; None for a relation that holds. `found` holds the
    candidates of the relation's figures by the id of the leaf, if it failed.
    """

    relation: Relation
    outcome: Outcome
    status: Status
    choices: tuple[Choice, ...] = ()
    odds: float | None = None
    found: dict[int, CandidateSet] = field(default_factory=dict)


def verdicts(relations: list[Relation], candidates_of: CandidateSource = candidates) -> list[Verdict]:
    """One verdict for each relation that can be tested. `candidates_of` returns the candidates of a figure of a failed
    relation.
    """
    tested = [(r, o) for r in relations if (o := r.outcome()) is not None]
    failed = [(r, o) for r, o in tested if not o.holds and not r.lost]
    out = [
        Verdict(r, o, "unresolved" if _rests_on_doubt(r, o, candidates_of) else "consistent")
        for r, o in tested
        if o.holds
    ]
    out += [Verdict(r, o, "unresolved") for r, o in tested if not o.holds and r.lost]
    holding = [r for r, o in tested if o.holds]
    for group in _groups([r for r, _ in failed]):
        judged = _judge(group, holding, candidates_of)
        out += [Verdict(r, o, *judged[id(r)]) for r, o in failed if id(r) in judged]
    order = {id(r): i for i, r in enumerate(relations)}
    return sorted((v for v in out if _is_claimed(v)), key=lambda v: order[id(v.relation)])


def _is_claimed(verdict: Verdict) -> bool:
    """Whether a relation leaves a finding: one that fails and that the report may never have claimed leaves none."""
    return verdict.outcome.holds or verdict.relation.premise >= MIN_PREMISE


def _rests_on_doubt(relation: Relation, outcome: Outcome, candidates_of: CandidateSource) -> bool:
    """Whether a relation holds by figures that may well be others.

    An equation that comes out exactly supports its figures; a bound or a rounding difference does not. Candidates with
    which the relation also holds cast no doubt.
    """
    loose = outcome.level != "exact" or is_bound(relation)
    return (
        loose
        and sum(
            _may_fail(relation, leaf, candidates_of(leaf))
            for leaf in relation.leaves
            if leaf.confidence < MIN_SURE_CONFIDENCE
        )
        > 1 - MIN_SURE_CONFIDENCE
    )


def _may_fail(relation: Relation, leaf: Leaf[Any], found: CandidateSet) -> float:
    """The probability that the relation fails because of this figure: by another candidate, or by an unlisted one."""
    failing = sum(r.odds for r in found.others if not holds_with(relation, (Choice(leaf, r),)))
    known = found.taken * (1 + sum(r.odds for r in found.others)) + found.unknown
    return (found.taken * failing + found.unknown) / known


def _groups(failed: list[Relation]) -> list[list[Relation]]:
    """Groups failed relations that share a figure, directly or through others."""
    groups: list[list[Relation]] = []
    for relation in failed:
        mine = {id(leaf) for leaf in relation.leaves}
        linked = [g for g in groups if any(id(leaf) in mine for r in g for leaf in r.leaves)]
        merged = [r for g in linked for r in g] + [relation]
        groups = [g for g in groups if g not in linked] + [merged]
    return groups


Judged = tuple[Status, tuple[Choice, ...], float, dict[int, CandidateSet]]


def _judge(group: list[Relation], holding: list[Relation], candidates_of: CandidateSource) -> dict[int, Judged]:
    """Status, choices, odds and candidates of each relation of the group, by the relation's id."""
    leaves = _leaves(group)
    found = {id(leaf): candidates_of(leaf) for leaf in leaves}
    considered = hypotheses(group, _sharing(holding, leaves), _options(leaves, found))
    at_stake = _at_stake(considered, _sharing(holding, leaves))
    if at_stake:
        leaves = _leaves([*group, *at_stake])
        found |= {id(leaf): candidates_of(leaf) for leaf in leaves}
        considered = hypotheses(group, _sharing(holding, leaves), _options(leaves, found))
    return {
        id(r): (*_verdict(r, considered, found, at_stake), {id(leaf): found[id(leaf)] for leaf in r.leaves})
        for r in group
    }


def _leaves(relations: Iterable[Relation]) -> list[Leaf[Any]]:
    return list({id(leaf): leaf for r in relations for leaf in r.leaves}.values())


def _sharing(relations: Iterable[Relation], leaves: Sequence[Leaf[Any]]) -> list[Relation]:
    return [r for r in relations if any(leaf is other for leaf in r.leaves for other in leaves)]


def _options(leaves: Iterable[Leaf[Any]], found: dict[int, CandidateSet]) -> list[Choice]:
    return [Choice(leaf, reading) for leaf in leaves for reading in (*found[id(leaf)].others, *found[id(leaf)].unnamed)]


def _at_stake(considered: Sequence[Hypothesis], neighbours: Iterable[Relation]) -> list[Relation]:
    """Relations that hold as read and would fail under a likely candidate that settles something: a second figure may
    be misread alike.
    """
    broken = {
        r
        for e in considered[1:]
        if _likely(e) and not considered[0].failing <= e.failing
        for r in e.failing - considered[0].failing
    }
    return [r for r in neighbours if id(r) in broken]


def _likely(hypothesis: Hypothesis) -> bool:
    return len(hypothesis.choices) == 1 and hypothesis.choices[0].candidate.page_odds >= MIN_LIKELY_ODDS


def _verdict(
    relation: Relation, considered: list[Hypothesis], found: dict[int, CandidateSet], at_stake: list[Relation]
) -> tuple[Status, tuple[Choice, ...], float]:
    settling = [e for e in considered if id(relation) not in e.failing and _concerns(e, relation)]
    # Half of all figures satisfy a bound: only candidates that a look at the page lists count.
    if is_bound(relation):
        settling = [e for e in settling if all(c.candidate.page_odds >= MIN_LISTED_ODDS for c in _own(e, relation))]
    against = sum(e.weight for e in considered if id(relation) in e.failing)
    odds = sum(e.weight for e in settling) / against
    best = max(settling, key=lambda e: e.weight, default=None)
    if best and odds * _equation_gain(relation, best) >= VERDICT_ODDS:
        rivals = sum(e.weight for e in settling if _meaning(e, relation) != _meaning(best, relation))
        own = _own(
            best,
            relation,
            # Other misreadings are left to other relations, except for relations that would fail because of these choices.
        )
        own += tuple(c for c in best.choices if c not in own and any(_depends_on(r, c, best) for r in at_stake))
        seen = all(choice.candidate.page_odds >= MIN_PAGE_ODDS for choice in own)
        if (
            seen
            and best.weight >= MIN_LEAD_RATIO * rivals
            and not is_bound(relation)
            and not _breaks(best, considered[0])
        ):
            return "misread", own, odds
        return "unresolved", (), odds
    if odds > 1 / VERDICT_ODDS or any(found[id(leaf)].unknown > MAX_UNLISTED_PROBABILITY for leaf in relation.leaves):
        return "unresolved", (), odds
    return ("unresolved" if _cut_off(relation) else "inconsistent"), (), odds


def _cut_off(relation: Relation) -> bool:
    """Whether the claimed figure is just the beginning of the expected one (4538 for 4538.94): a seal or the edge of a
    cell may hide the rest.
    """
    outcome, claimed = relation.outcome(), relation.leaves[0].value
    if outcome is None or not is_sum(relation) or not isinstance(claimed, Quantity):
        return False
    expected = format((Decimal(outcome.expected) / claimed.scale).normalize(), "f")
    places = max((leaf.value.decimals for leaf in relation.leaves[1:] if isinstance(leaf.value, Quantity)), default=0)
    rest = expected.removeprefix(claimed.number)
    begins = rest != expected and (rest.startswith(".") or "." in claimed.number)
    return (
        begins
        and len(claimed.number) >= MIN_LONG_DIGITS
        and claimed.decimals < len(expected.partition(".")[2]) <= places
    )


def _equation_gain(relation: Relation, best: Hypothesis) -> float:
    """How much it supports the choices that the relation holds with them: a lot for an equation, nothing for an order
    or a bound.
    """
    long = all(sum(c.isdigit() for c in choice.candidate.text) >= MIN_LONG_DIGITS for choice in _own(best, relation))
    return (EQUATION_GAIN if long else SHORT_FIGURE_GAIN) if is_equation(relation) else 1.0


def _own(hypothesis: Hypothesis, relation: Relation) -> tuple[Choice, ...]:
    """The hypothesis's choices among the relation's own figures."""
    return tuple(c for c in hypothesis.choices if any(c.leaf is leaf for leaf in relation.leaves))


def _depends_on(relation: Relation, choice: Choice, hypothesis: Hypothesis) -> bool:
    """Whether a relation that holds under the hypothesis would fail without this choice."""
    rest = tuple(c for c in hypothesis.choices if c is not choice)
    return (
        any(choice.leaf is leaf for leaf in relation.leaves)
        and holds_with(relation, hypothesis.choices)
        and not holds_with(relation, rest)
    )


def _concerns(hypothesis: Hypothesis, relation: Relation) -> bool:
    return bool(_own(hypothesis, relation))


def _meaning(hypothesis: Hypothesis, relation: Relation) -> frozenset[tuple[int, str]]:
    """The hypothesis's texts of the relation's own figures."""
    return frozenset((id(c.leaf), c.candidate.text) for c in _own(hypothesis, relation))


def _breaks(hypothesis: Hypothesis, as_read: Hypothesis) -> bool:
    """Whether something fails under the hypothesis that held as read: no correction is made at such a cost."""
    return not hypothesis.failing <= as_read.failing
