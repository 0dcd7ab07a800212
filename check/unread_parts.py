"""What is not known of a document: pages that could not be read, damaged parts of pages, pages and rows that are missing.

A relation that fails because something is not known accuses nobody. One over a list is open to all that is lost anywhere: its members may go on there.
One inside a row only asks whether its own figures stand in a damaged part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from gouji.check.relations.relation import Lost, Relation
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import PageRecord, Report

POINTS = ("weights-total", "scores-total")
SHORT = Decimal("0.1")
"""What must lack of a total of points, and of that of weights alike, before rows are thought to be missing: a tenth."""
ALIKE = Decimal("0.25")
"""How much what lacks of both may differ: the same rows are missing from either."""


def lost_places(report: Report) -> tuple[Lost, ...]:
    """Where members of a list may have stood that are not in the record."""
    pages = [
        Lost("page" if p.kind == "unreadable" else "part", p.number)
        for p in report.document.pages
        if p.kind == "unreadable" or p.damage
    ]
    return (*pages, *(Lost("gap", page) for page in report.document.missing_after))


def with_lost(relations: Sequence[Relation], report: Report) -> list[Relation]:
    """The relations, each with what is lost of it."""
    places = lost_places(report)
    damaged = {p.number: p for p in report.document.pages if p.damage}
    rows = _missing_rows(relations)
    out = []
    for each in relations:
        lost = places if each.listed else _under(each, damaged)
        if each.listed and id(each) in rows:
            lost = (*lost, Lost("rows"))
        out.append(replace(each, lost=lost) if lost else each)
    return out


def _under(relation: Relation, damaged: dict[int, PageRecord]) -> tuple[Lost, ...]:
    """The damaged parts of pages in which the relation's own figures stand."""
    pages = {leaf.page for leaf in relation.leaves if leaf.page in damaged and _inside(leaf, damaged[leaf.page])}
    return tuple(Lost("part", page) for page in sorted(pages))


def _inside(leaf: Leaf[Any], page: PageRecord) -> bool:
    box = page.damage.bbox if page.damage else None
    if box is None or leaf.bbox is None:
        return True
    left, top, right, bottom = leaf.bbox
    return left < box[2] and box[0] < right and top < box[3] and box[1] < bottom


def _missing_rows(relations: Sequence[Relation]) -> set[int]:
    """The totals of weights and of scores of one table that both lack about the same: rows of it were not read, or never printed. One wrong
    figure lets only one of them fail."""
    lacks: dict[int, tuple[Relation, Decimal, Decimal]] = {}
    for each in relations:
        outcome = each.outcome() if each.listed and each.rule in POINTS else None
        if (
            outcome is not None
            and not outcome.holds
            and (lack := Decimal(outcome.observed) - Decimal(outcome.expected)) > 0
        ):
            lacks[id(each)] = (each, lack, lack / Decimal(outcome.observed))
    far = [(each, lack) for each, lack, share in lacks.values() if share >= SHORT]
    told = any(
        a.rule != b.rule and len(a.leaves) == len(b.leaves) and abs(lack - same) <= ALIKE * max(lack, same)
        for (a, lack), (b, same) in combinations(far, 2)
    )
    return set(lacks) if told else set()
