"""Relations that several sources find: the rows of the budget, the text's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.check.relations.relation import Relation
from gouji.schemas.quantity import Quantity

ORDERS = frozenset({"score-within-weight", "target-met"})
"""Rules that compare two figures and compute nothing."""

WORDS = frozenset({"compared-in-words"})
"""Rules that say how two figures compare, and nothing of what they follow from."""

Figures = tuple[str, tuple[tuple[str, str], ...]]


def told_once(found: Iterable[Relation], claims: Iterable[Relation]) -> tuple[list[Relation], list[Relation]]:
    """`found`, and those of `claims` that relate other figures.

    A relation of `found` that the text claims too is at least as surely claimed. Of several claims about the same
    figures (A − B = C, A − C = B) the surest stays: an error is told once.
    """
    out = list(found)
    at = {figures: place for place, relation in enumerate(out) if (figures := _figures(relation))}
    kept: dict[Figures, Relation] = {}
    for claim in claims:
        figures = _figures(claim) or ("", ((str(id(claim)), ""),))
        place = at.get(figures)
        if place is not None:
            out[place] = replace(out[place], premise=max(out[place].premise, claim.premise))
        elif figures not in kept or claim.premise > kept[figures].premise:
            kept[figures] = claim
    return out, list(kept.values())


def not_again(found: Iterable[Relation], more: Iterable[Relation]) -> list[Relation]:
    """Those of `more` that relate other figures than `found`, by their digits: the cells of a table have no unit."""
    known = {_digits(relation) for relation in found}
    return [relation for relation in more if _digits(relation) not in known]


def as_sure(found: Iterable[Relation], more: Iterable[Relation]) -> list[Relation]:
    """`found`, each at least as surely claimed as one of `more` that relates the same figures: a table adds up its own column,
    though the prose tells its total too."""
    known: dict[tuple[str, ...], float] = {}
    for relation in more:
        known[_digits(relation)] = max(relation.premise, known.get(_digits(relation), 0.0))
    return [replace(each, premise=max(each.premise, known.get(_digits(each), 0.0))) for each in found]


def _digits(relation: Relation) -> tuple[str, ...]:
    numbers = [value.number.replace(",", "") for leaf in relation.leaves if isinstance(value := leaf.value, Quantity)]
    return tuple(sorted(numbers))


def _figures(relation: Relation) -> Figures | None:
    """The figures of a relation without their signs and order; None if one of them is not known."""
    values = [leaf.value for leaf in relation.leaves]
    known = [value for value in values if isinstance(value, Quantity)]
    if len(known) < len(values):
        return None
    figures = sorted((str(abs(value.amount).normalize()), value.canonical_unit) for value in known)
    kind = "order" if relation.rule in ORDERS else "words" if relation.rule in WORDS else "equation"
    return kind, tuple(figures)


def not_claimed(found: Iterable[Relation], claims: Iterable[Relation]) -> list[Relation]:
    """Those of `found` whose first two figures no claim of the text compares, or that relate points too: what the words say of a
    target is told once, and where they deny it nothing else is told.
    """
    compared = [claim for claim in claims if claim.rule in ORDERS | WORDS]
    known = {_first(claim) for claim in compared}
    denied = {_first(claim) for claim in compared if (outcome := claim.outcome()) is not None and not outcome.holds}
    return [
        each for each in found if _first(each) not in known or (len(each.leaves) > 2 and _first(each) not in denied)
    ]


def _first(relation: Relation) -> tuple[str, ...]:
    values = [leaf.value for leaf in relation.leaves[:2]]
    return tuple(f"{v.amount.normalize()}{v.canonical_unit}" if isinstance(v, Quantity) else str(v) for v in values)
