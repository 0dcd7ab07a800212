"""Figures that the record itself proves to be read right: a relation comes out, and would not with any other figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gouji.check.pointers import leaves
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.rule_sorts import is_bound
from gouji.check.tie_out import relations
from gouji.check.verdicts.verdict import MIN_PREMISE
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report

REPEATING_RULES = frozenset({"same-figure"})
"""Rules that only compare two prints of one figure: a recogniser may misread the same character twice the same way."""


def confirmation(reports: Iterable[Report]) -> tuple[list[Glyph], list[Glyph]]:
    """Returns the glyphs of the figures that the records prove, and those of the covers, whose names nothing can prove."""
    every = list(reports)
    proven = [glyph for report in every for leaf in _proven(report) for glyph in leaf.trace.glyphs]
    covers = [leaf for report in every for pointer, leaf in leaves(report) if pointer.startswith("/cover/")]
    return proven, [glyph for leaf in covers for glyph in leaf.trace.glyphs]


def _proven(report: Report) -> list[QuantityLeaf]:
    """The figures each of whose digits a relation needs: one more or less in the last place would break it."""
    tested = ((relation, relation.outcome()) for relation in relations(report) if _proves(relation))
    exact = [relation for relation, outcome in tested if _is_exact(outcome)]
    found = {id(leaf): leaf for relation in exact for leaf in _needed(relation)}
    return list(found.values())


def _proves(relation: Relation) -> bool:
    may = not is_bound(relation) and relation.rule not in REPEATING_RULES
    return may and relation.premise >= MIN_PREMISE and not relation.lost


def _is_exact(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.level == "exact"


def _needed(relation: Relation) -> Iterator[QuantityLeaf]:
    for index, leaf in enumerate(relation.leaves):
        value = leaf.value
        if (
            not isinstance(leaf, QuantityLeaf)
            or not isinstance(value, Quantity)
            or _stands_on_both_sides(relation, index)
        ):
            continue
        if not any(_is_exact(relation.outcome({index: other})) for other in _neighbours(value)):
            yield leaf


def _stands_on_both_sides(relation: Relation, index: int) -> bool:
    """Whether the claim and one of its parts are printed alike: misread alike, they would still agree."""
    claim, *parts = (_printed(leaf) for leaf in relation.leaves)
    return claim in parts if index == 0 else parts[index - 1] == claim


def _printed(leaf: Leaf[object]) -> str:
    return leaf.value.number if isinstance(leaf.value, Quantity) else leaf.text


def _neighbours(value: Quantity) -> Iterator[Quantity]:
    """Yields the figure with one less and one more in its last printed place."""
    step = Decimal(1).scaleb(-value.decimals)
    for sign in (-1, 1):
        number = Decimal(value.number) + sign * step
        canonical = value.amount + sign * step * value.scale
        yield value.model_copy(update={"number": f"{number:f}", "canonical": f"{canonical:f}"})
