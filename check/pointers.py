"""Locates the leaves of a record by JSON pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Report


def pointers(report: Report) -> dict[int, str]:
    """Maps the id of each leaf to its JSON pointer; for a leaf that occurs twice, to the first one."""
    out: dict[int, str] = {}
    for pointer, leaf in leaves(report):
        out.setdefault(id(leaf), pointer)
    return out


def leaves(report: Report) -> Iterator[tuple[str, Leaf[Any]]]:
    """Yields all leaves of the record with their pointers, in the order of the record."""
    for name in (
        "cover",
        "sections",
        "budget",
        "indicators",
        "facts",
        "events",
        "spent_until",
        "evaluation",
        "counts",
        "restated",
        "claims",
        "deadlines",
        "tables",
        "unused",
        "template_words",
    ):
        yield from _walk(getattr(report, name), f"/{name}")


def _walk(node: Any, pointer: str) -> Iterator[tuple[str, Leaf[Any]]]:
    if isinstance(node, Leaf):
        yield pointer, node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _walk(getattr(node, name), f"{pointer}/{name}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _walk(item, f"{pointer}/{index}")
