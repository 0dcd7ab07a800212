"""Tells which characters of the pages stand in a field of the record."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Report

AS_READ = frozenset({"document", "tables", "corrections", "findings", "evidence", "unused"})
"""Parts of the record that hold what was read, and no field."""


def used_glyphs(report: Report) -> frozenset[Hashable]:
    """Returns the places of all characters that some field of the record was read from."""
    parts = (getattr(report, name) for name in type(report).model_fields if name not in AS_READ)
    return frozenset(place_of(glyph) for part in parts for leaf in _leaves(part) for glyph in leaf.trace.glyphs)


def digits(glyphs: Iterable[Glyph]) -> list[Hashable]:
    """The places of the digits among some characters."""
    return [place_of(glyph) for glyph in glyphs if any(char.isdigit() for char in glyph.char)]


def place_of(glyph: Glyph) -> Hashable:
    """What stays the same of a character when its reading is weighed anew: its place, in plain text itself."""
    return id(glyph) if glyph.box is None else (glyph.page, glyph.box)


def _leaves(node: Any) -> Iterator[Leaf[Any]]:
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _leaves(getattr(node, name))
    elif isinstance(node, list):
        for each in node:
            yield from _leaves(each)
