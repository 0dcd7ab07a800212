"""Parts that may hold the same persons: 党员180人、妇女165人、村干部140人 of one training are no breakdown of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_name import figure_name
from gouji.schemas.wordlists import read_rows

PERSONS = frozenset({"人", "名", "位", "人次", "户", "户次"})


def overlap(parts: Sequence[Context]) -> bool:
    """Whether the parts are persons told by attributes of several kinds, of which one person may have many."""
    if any(part.unit not in PERSONS for part in parts):
        return False
    kinds = {kind for part in parts for word, kind in _attributes() if word in figure_name(part)}
    return len(kinds) > 1


@cache
def _attributes() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in read_rows(__package__, "person_words"))
