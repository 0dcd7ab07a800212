"""The ground truth of a report in the format of the scorer: fields, relations, errors and figures, each with the page
and box where it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bench.cases.leaves import Figure, Json, Leaf, Words, leaves_of
from bench.cases.plan import CoverPage, Heading, Paragraph, Report, TableBlock
from bench.cases.relations import Relation, Verdict, verdict
from bench.cases.sections import section_tree

POINTS = 1
"""Decimal places of a box coordinate."""
Injected = tuple[str, Leaf, Relation]
"""An error: its kind, the changed leaf, the relation that reveals it best."""


def truth(report: Report, case: Json, pages: list[Json], injected: Iterable[Injected]) -> Json:
    """The content of truth.json. `case` holds id, profile, fonts, seed and the like; `pages` are the printed ones."""
    pointers = _pointers(report)
    verdicts = [verdict(relation) for relation in report.relations]
    return {
        **case,
        "form": report.form,
        "layout": report.layout,
        "unit": report.unit,
        "pages": pages,
        "labels": report.labels,
        "cover": {
            **{key: _leaf(leaf) for key, leaf in report.cover.items()},
            "fiscal_year": _unprinted(str(report.year)),
        },
        "budget": [
            {"name": _leaf(r.name), "role": r.role, **{k: _leaf(v) for k, v in r.fields.items()}} for r in report.budget
        ],
        "indicators": [_indicator(row) for row in report.indicators],
        "facts": [_fact(report, fact) for fact in report.facts],
        "events": [{"kind": e.kind, "subject": e.subject, "date": _leaf(e.day)} for e in report.events],
        "evaluation": {key: _leaf(leaf) for key, leaf in report.evaluation.items()},
        "sections": section_tree(report.blocks),
        "relations": [_relation(r, v, pointers) for r, v in zip(report.relations, verdicts, strict=True)],
        "near_miss": [n for n, v in enumerate(verdicts) if v.near and v.holds],
        "injected": [_injected(report, verdicts, error, pointers) for error in injected],
        "figures": [_figure(figure, pointers) for figure in figures(report)],
    }


def figures(report: Report) -> list[Figure]:
    """Every printed figure once, in the order of the text."""
    seen: dict[int, Figure] = {}
    for block in report.blocks:
        for text in _texts(block):
            for leaf in leaves_of(text):
                if isinstance(leaf, Figure):
                    seen.setdefault(id(leaf), leaf)
    return list(seen.values())


def _texts(block: Any) -> list[list[str | Leaf]]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Heading):
        return [block.title, block.run or []]
    if isinstance(block, CoverPage):
        return [text for _, text in block.fields]
    assert isinstance(block, TableBlock)
    return [cell.text for cell in sorted(block.grid.cells, key=lambda c: (c.row, c.left))]


def _pointers(report: Report) -> dict[int, str]:
    """The position of each leaf in the record."""
    found: dict[int, str] = {}
    named: list[tuple[str, Leaf | None]] = [(f"/cover/{key}", leaf) for key, leaf in report.cover.items()]
    named += [(f"/budget/{n}/{key}", leaf) for n, row in enumerate(report.budget) for key, leaf in row.fields.items()]
    for n, row in enumerate(report.indicators):
        named += [(f"/indicators/{n}/{key}", getattr(row, key)) for key in ("target", "actual", "weight", "score")]
    for n, fact in enumerate(report.facts):
        named += [(f"/facts/{n}/value", fact.value), (f"/facts/{n}/change/value", fact.change)]
    named += [(f"/events/{n}/date", event.day) for n, event in enumerate(report.events)]
    named += [(f"/evaluation/{key}", leaf) for key, leaf in report.evaluation.items()]
    for pointer, leaf in named:
        if leaf is not None:
            found.setdefault(id(leaf), pointer)
    return found


def _leaf(leaf: Leaf) -> Json:
    page, box = _place(leaf)
    return {"value": leaf.value, "text": leaf.text, "page": page, "bbox": box}


def _unprinted(value: str) -> Json:
    return {"value": value, "text": value, "page": None, "bbox": None}


def _place(leaf: Leaf) -> tuple[int | None, list[float] | None]:
    """The page and the box of the longest part of the leaf: the end of one line and the beginning of the next share no
    box."""
    if not leaf.places:
        return None, None
    page, box = max(leaf.places[:3], key=lambda place: place[1][2] - place[1][0])
    return page, [round(edge, POINTS) for edge in box]


def _indicator(row: Any) -> Json:
    keys = ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation")
    return {key: _leaf(leaf) for key in keys if (leaf := getattr(row, key)) is not None}


def _fact(report: Report, fact: Any) -> Json:
    change = {"kind": fact.kind, "value": _leaf(fact.change)} if fact.change else None
    period = str(report.year) if change else None
    return {
        "subject": fact.subject,
        "value": _leaf(fact.value),
        "change": change,
        "period": period,
        "output": fact.output,
    }


def _told(leaf: Leaf, pointers: dict[int, str]) -> Json:
    page, box = _place(leaf)
    return {
        "text": leaf.text,
        "canonical": leaf.canonical,
        "pointer": pointers.get(id(leaf)),
        "page": page,
        "bbox": box,
    }


def _relation(relation: Relation, seen: Verdict, pointers: dict[int, str]) -> Json:
    return {
        "rule": relation.rule,
        "subject": relation.subject,
        "holds": seen.holds,
        "observed": seen.observed,
        "expected": seen.expected,
        "near_miss": seen.near,
        "optional": relation.optional,
        "figures": [_told(leaf, pointers) for leaf in relation.figures],
    }


def _injected(report: Report, verdicts: list[Verdict], error: Injected, pointers: dict[int, str]) -> Json:
    kind, leaf, main = error
    broken = [n for n, r in enumerate(report.relations) if not verdicts[n].holds and leaf in r.figures]
    place = report.relations.index(main)
    return {
        "rule": main.rule,
        "rules": sorted({report.relations[n].rule for n in broken}),
        "subject": main.subject,
        "kind": kind,
        "observed": verdicts[place].observed,
        "expected": verdicts[place].expected,
        "printed": leaf.text,
        "figure": _told(leaf, pointers),
        "relations": broken,
        "figures": [_told(f, pointers) for n in broken for f in report.relations[n].figures],
    }


def _figure(figure: Figure, pointers: dict[int, str]) -> Json:
    return {**_told(figure, pointers), "value": figure.value, "unit": figure.base, "line": None}


__all__ = ["Injected", "Words", "figures", "truth"]
