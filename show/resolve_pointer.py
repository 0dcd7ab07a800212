"""Resolves what a person types for a field of a record."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from gouji.check.pointers import leaves
from gouji.schemas.errors import GoujiError
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Report

STEP = re.compile(r"[^\s/.\[\]'\"$#]+")
"""budget/2/spent, /budget/2/spent, budget[2].spent and $.budget[2].spent all have the same three steps."""
MAX_SUGGESTIONS, MIN_SIMILARITY = 3, 0.5
"""Number of fields suggested for an unknown one, and their minimum similarity to its name, 0..1."""


def resolve_pointer(record: Report, typed: str) -> list[tuple[str, Leaf[Any]]]:
    """The field that `typed` names, with its pointer; for a row or a part of the record, all its fields.

    GoujiError("no_field_near") with the most similar pointers, or ("no_field_there"), for an unknown field.
    """
    steps = [str(int(step)) if step.isdecimal() else step for step in STEP.findall(typed)]
    pointer = "".join(f"/{step}" for step in steps)
    known = list(leaves(record))
    found = [(at, leaf) for at, leaf in known if at == pointer] or [
        (at, leaf) for at, leaf in known if pointer and at.startswith(f"{pointer}/")
    ]
    if found:
        return found
    similar = _similar_pointers(pointer, [at for at, _ in known])
    raise GoujiError(
        "no_field_near" if similar else "no_field_there", pointer=typed.strip() or "/", near="  ".join(similar)
    )


def _similar_pointers(pointer: str, known: list[str]) -> list[str]:
    """The most similar pointers, first those that end in the same name or one that contains it (rate: execution_rate).
    Cells of tables are suggested only if the input names a table."""
    last = pointer.rpartition("/")[2] or "/"
    rated = [
        (SequenceMatcher(None, pointer, at).ratio(), at)
        for at in known
        if at.startswith("/tables/") == pointer.startswith("/tab")
    ]
    alike = [
        (last in (name := at.rpartition("/")[2]), name == last, ratio, at)
        for ratio, at in rated
        if ratio >= MIN_SIMILARITY
    ]
    return [at for *_, at in sorted(alike, key=lambda each: (-each[0], -each[1], -each[2]))[:MAX_SUGGESTIONS]]
