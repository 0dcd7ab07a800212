"""What a reader must find in a made-up report, in the words of the record."""

from __future__ import annotations

from typing import Any

from bench.cases.errors import Injected
from bench.cases.leaves import Figure, Json, Leaf
from bench.cases.plan import Report
from bench.cases.relations import Relation, verdict


def truth(report: Report, name: str, quality: str, pages: list[Json], errors: list[Injected], seed: int) -> Json:
    """The truth of one case: fields, relations with their verdicts, errors, all figures with their places."""
    pointers = {id(leaf): pointer for pointer, leaf in _pointers(report)}
    relations = [_relation(r, pointers) for r in report.relations]
    told = {"id": name, "set": "generated", "form": report.form, "profile": quality, "layout": report.layout, "fonts": "", "seed": seed}
    told |= {"modifiers": [], "unit": report.unit, "pages": pages, "labels": report.labels}
    told |= {"cover": {k: _leaf(v) for k, v in report.cover.items()}, "budget": [_row(r.name, r.role, r.fields) for r in report.budget]}
    told["indicators"] = [
        {k: _leaf(getattr(i, k)) for k in ("level1", "level2", "name", "target", "actual", "weight", "score") if getattr(i, k)} for i in report.indicators
    ]
    told |= {"facts": [], "events": [], "evaluation": {k: _leaf(v) for k, v in report.evaluation.items()}, "sections": []}
    told |= {"relations": relations, "near_miss": [k for k, r in enumerate(relations) if r["near_miss"]]}
    told["injected"] = [_injected(e, report, relations, pointers) for e in errors]
    told["figures"] = [_figure(leaf, pointers) | {"unit": leaf.base, "line": None} for leaf in _figures(report)]
    return told


def _row(name: Leaf, role: str, fields: dict[str, Figure]) -> Json:
    return {"name": _leaf(name), "role": role} | {k: _leaf(f) for k, f in fields.items()}


def _leaf(leaf: Leaf) -> Json:
    page, box = _place(leaf)
    return {"value": leaf.value, "text": leaf.text, "page": page, "bbox": box}


def _place(leaf: Leaf) -> tuple[int | None, list[float] | None]:
    """The first page that the leaf stands on, and the box round what stands there."""
    if not leaf.places:
        return None, None
    page = leaf.places[0][0]
    boxes = [b for p, b in leaf.places if p == page]
    return page, [round(v, 1) for v in (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))]


def _pointers(report: Report) -> list[tuple[str, Leaf]]:
    out: list[tuple[str, Leaf]] = []
    for n, row in enumerate(report.budget):
        out += [(f"/budget/{n}/{k}", f) for k, f in row.fields.items()]
    for n, goal in enumerate(report.indicators):
        out += [(f"/indicators/{n}/{k}", leaf) for k in ("target", "actual", "weight", "score") if (leaf := getattr(goal, k))]
    return out + [(f"/evaluation/{k}", f) for k, f in report.evaluation.items()]


def _figures(report: Report) -> list[Figure]:
    return [leaf for _, leaf in _pointers(report) if isinstance(leaf, Figure)]


def _figure(leaf: Leaf, pointers: dict[int, str]) -> Json:
    return {"text": leaf.text, "canonical": leaf.canonical, "pointer": pointers.get(id(leaf)), "page": _place(leaf)[0]}


def _relation(relation: Relation, pointers: dict[int, str]) -> Json:
    try:
        said = verdict(relation)
    except ArithmeticError:
        return {"rule": relation.rule, "subject": relation.subject, "holds": True, "observed": "", "expected": "", "near_miss": False, "optional": True, "figures": []}
    return {
        "rule": relation.rule,
        "subject": relation.subject,
        "holds": said.holds,
        "observed": said.observed,
        "expected": said.expected,
        "near_miss": said.near,
        "optional": relation.optional,
        "figures": [_figure(f, pointers) for f in relation.figures],
    }


def _injected(error: Injected, report: Report, relations: list[Json], pointers: dict[int, str]) -> Json:
    places = [n for n, r in enumerate(report.relations) if any(r is b for b in error.broken)]
    first: dict[str, Any] = next((relations[n] for n in places if not relations[n]["optional"]), relations[places[0]])
    return {
        "rule": first["rule"],
        "rules": sorted({relations[n]["rule"] for n in places}),
        "subject": first["subject"],
        "kind": error.kind,
        "observed": first["observed"],
        "expected": first["expected"],
        "printed": error.figure.text,
        "figure": _figure(error.figure, pointers),
        "relations": places,
        "figures": [f for n in places for f in relations[n]["figures"]],
    }
