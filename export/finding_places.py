"""Finds the places of a finding's figures on the page, from the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gouji.export.labelled_cells import labelled_cells
from gouji.export.personal_data import contact_fields, personal_data

Box = tuple[float, float, float, float]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page, in points of the page as displayed: a figure, or the name of its row (not `boxed`). `claimed`:
    the figure that the finding is about."""

    page: int
    box: Box
    claimed: bool = True
    boxed: bool = True


def leaf_at(record: Json, pointer: str | None) -> Json | None:
    """The leaf at a JSON pointer; None if nothing is there, or a part of the record that is not a leaf (a page)."""
    node: Any = record
    for step in (pointer or "").strip("/").split("/"):
        if isinstance(node, list):
            node = node[int(step)] if step.isdigit() and int(step) < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node if isinstance(node, dict) and {"text", "bbox"} <= set(node) else None


def boxes_of(leaf: Json) -> list[Box]:
    """The boxes of a leaf or a correction, one per line; empty if it has no place on a page."""
    single = [leaf["bbox"]] if leaf["bbox"] else []
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in leaf.get("boxes") or single]


def spots_of(record: Json, pointers: tuple[str, ...], claimed: bool = True) -> list[Spot]:
    """The places of the leaves that have one, the first as the claimed one, and those of their row names."""
    out = []
    for place, pointer in enumerate(pointers):
        leaf = leaf_at(record, pointer)
        if leaf and leaf["page"] and leaf["bbox"]:
            out += [Spot(leaf["page"], box, claimed and place == 0) for box in boxes_of(leaf)]
            name = leaf_at(record, pointer.rpartition("/")[0] + "/name")
            if name and name["page"] == leaf["page"] and name["bbox"] and _same_row(name["bbox"], leaf["bbox"]):
                out += [Spot(name["page"], box, False, False) for box in boxes_of(name)]
    return out


def unit_of(record: Json, pointer: str | None) -> str:
    """The canonical unit of a figure; empty for anything else."""
    value = (leaf_at(record, pointer) or {}).get("value")
    return str(value["canonical_unit"]) if isinstance(value, dict) else ""


def correction_reason(record: Json, pointer: str | None) -> str | None:
    """Why a misread figure was corrected: the reason of the correction at its place. None if there is none."""
    leaf = leaf_at(record, pointer)
    if leaf is None or not leaf["bbox"]:
        return None
    for each in record["corrections"]:
        if (
            each["kind"] in ("arithmetic", "date")
            and each["page"] == leaf["page"]
            and any(_overlap(a, b) for a in boxes_of(each) for b in boxes_of(leaf))
        ):
            return str(each["reason"])
    return None


def personal_data_boxes(record: Json) -> list[Spot]:
    """The places of contacts: the fields of the cover, and every other place whose text is masked."""
    mask = personal_data(record).mask()
    leaves = contact_fields(record)
    leaves += [
        cell
        for table in record["tables"]
        for cell, before in labelled_cells(table)
        if cell["text"] and mask(cell["text"], before) != cell["text"]
    ]
    leaves += [
        leaf
        for key, part in record.items()
        if key != "tables"
        for leaf in _leaves(part)
        if any(mask(leaf[k]) != leaf[k] for k in ("text", "raw"))
    ]
    return [Spot(leaf["page"], box) for leaf in leaves if leaf["page"] for box in boxes_of(leaf)]


def _leaves(node: Any) -> Iterator[Json]:
    """All leaves below a part of the record that have a place."""
    if isinstance(node, dict) and {"text", "raw", "bbox"} <= set(node):
        yield node
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _leaves(part)


def _same_row(a: list[float], b: list[float]) -> bool:
    """Whether one lies in the same row as the other."""
    return a[1] < b[3] and b[1] < a[3]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
