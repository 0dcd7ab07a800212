"""Finds what is unknown of a document: unreadable pages, damaged parts of pages, missing pages and rows.

A relation that fails because something is unknown accuses nobody. A relation over a list is affected by every loss
anywhere, because its members may continue there. A relation inside a row is affected only if its own figures stand in a
damaged part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gouji.check.missing_rows import missing_rows
from gouji.check.relations.relation import Lost, Relation
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import PageRecord, Report

GUESSED = 0.5
"""How sure the weight of a group is at most of which nobody knows where its rows begin or end."""


def lost_places(report: Report) -> tuple[Lost, ...]:
    """The places where members of a list may have stood that are not in the record."""
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
    rows = missing_rows(relations, report)
    out = []
    for each in relations:
        lost = (*each.lost, *(places if each.listed else _damaged_places(each, damaged)))
        if each.listed and id(each) in rows:
            lost = (*lost, Lost("rows"))
        elif each.listed and each.rule == "weights-total" and each.leaves[0].context_confidence <= GUESSED:
            lost = (*lost, Lost("levels"))
        out.append(replace(each, lost=lost) if lost else each)
    return out


def _damaged_places(relation: Relation, damaged: dict[int, PageRecord]) -> tuple[Lost, ...]:
    """The damaged parts of pages in which the relation's own figures stand."""
    pages = {leaf.page for leaf in relation.leaves if leaf.page in damaged and _inside(leaf, damaged[leaf.page])}
    return tuple(Lost("part", page) for page in sorted(pages))


def _inside(leaf: Leaf[Any], page: PageRecord) -> bool:
    box = page.damage.bbox if page.damage else None
    if box is None or leaf.bbox is None:
        return True
    left, top, right, bottom = leaf.bbox
    return left < box[2] and box[0] < right and top < box[3] and box[1] < bottom
