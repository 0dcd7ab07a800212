"""What a person means who names a field of a record."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from gouji.check.pointers import leaves
from gouji.schemas.errors import GoujiError
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Report

STEP = re.compile(r"[^\s/.\[\]'\"$#]+")
"""budget/2/spent, /budget/2/spent, budget[2].spent, $.budget[2].spent: all are the same three steps."""
MAX_SUGGESTIONS, MIN_SIMILARITY = 3, 0.5
"""Fields that are offered for one that is not there, and how like its name they are at the least, 0..1."""


def resolve_pointer(record: Report, words: str) -> list[tuple[str, Leaf[Any]]]:
    """The field that `words` name, with its pointer; of a whole row or part of the record, all its fields.

    GoujiError("no_field_there") where there is none, with the pointers that look most like it.
    """
    steps = [str(int(step)) if step.isdecimal() else step for step in STEP.findall(words)]
    pointer = "".join(f"/{step}" for step in steps)
    known = list(leaves(record))
    found = [(at, leaf) for at, leaf in known if at == pointer] or [
        (at, leaf) for at, leaf in known if pointer and at.startswith(f"{pointer}/")
    ]
    if found:
        return found
    near = _near(pointer, [at for at, _ in known])
    raise GoujiError("no_field_near" if near else "no_field_there", pointer=words.strip() or "/", near="  ".join(near))


def _near(pointer: str, known: list[str]) -> list[str]:
    """The likest pointers, first those that end in the same name or one with it (rate: execution_rate); cells of tables only for somebody
    who asks for one."""
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
