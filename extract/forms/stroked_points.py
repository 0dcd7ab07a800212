"""Takes off the stroke of a rule that was read as the first digit of a total (198.19 of 100)."""

from __future__ import annotations

from decimal import Decimal

import regex

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation

STROKED = regex.compile(r"1(?P<points>\d{2,3}(?:\.\d+)?)\s*分?")
WHOLE = Decimal(100)
BEYOND = Decimal(180)
"""No form has so many points to give, whatever it adds to the hundred."""
DOUBTFUL = 0.5
"""How sure a total is that was read with a digit too many: somebody has to look."""


def without_strokes(out: Evaluation) -> Evaluation:
    """The evaluation, with a score or full score that is beyond all points there are read without its first digit, where the rest is
    a score in the hundred, or is the hundred; never surely."""
    for name in ("full_score", "table_full_score", "score", "table_score"):
        leaf = getattr(out, name)
        full = max((f.value.amount for f in (out.full_score,) if f and f.value), default=WHOLE)
        rest = _rest(leaf, exact=name.endswith("full_score"), full=full)
        if rest is not None:
            setattr(out, name, rest)
    return out


def _rest(leaf: QuantityLeaf | None, exact: bool, full: Decimal) -> QuantityLeaf | None:
    match = STROKED.fullmatch(leaf.text.strip()) if leaf is not None and leaf.value else None
    if leaf is None or leaf.value is None or match is None or leaf.value.amount < BEYOND or not leaf.trace:
        return None
    points = Decimal(match["points"])
    if (exact and points != WHOLE) or (not exact and (full > BEYOND or points > full)):
        return None
    start = leaf.trace.text.index(match["points"], leaf.trace.text.index("1") + 1)
    part = leaf.trace.span(start, start + len(match["points"]))
    found = QuantityLeaf.of(part, parse_quantity(part.text, "分"))
    found.limit_confidence(DOUBTFUL)
    return found
