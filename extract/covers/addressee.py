"""The finance department (财政部门) to which a report is addressed: 县财政局：."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

FINANCE = regex.compile(r"\s*(?P<unit>(?:(?![并转及和])\p{Han}){0,12}财政[局厅])(?:\p{Han}{1,6}[股科处室])?\s*[:：]\s*")
LINES_BEFORE, LINES_BEHIND = 8, 1
"""A letter is addressed below its title."""


def addressee(front: Sequence[Traced], body: Sequence[Traced]) -> TextLeaf | None:
    """The finance department that a line addresses alone; None if the report goes to others, or to nobody."""
    for line in (*front[:LINES_BEFORE], *body[:LINES_BEHIND]):
        if match := FINANCE.fullmatch(line.text):
            return TextLeaf.of(line.span(*match.span("unit")), match["unit"])
    return None
