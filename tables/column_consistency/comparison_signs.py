"""Signs of comparison in a target that were read as something else (≥ 读作 2、工, ≤ 读作 W)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.paragraph import Change
from gouji.schemas.quantity import Quantity
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

ALL = Decimal(100)
SIGNS = frozenset("≥≤><=＞＜≧≦＝")
SEEN = 0.05
"""How likely the reader must have thought a sign at the least."""
SURE = 0.9
"""How sure the sign is: the shape and the grammar of a target say so, the glyph itself did not."""


def signed_target(text: Traced, actual: Quantity | None) -> tuple[Traced, list[Change]]:
    """The target with its sign in the place of the look-alike; as it was, where the figure can stand as it is.

    290% is ≥90% where no rate can be more than all: the actual value is a rate within it, and so is what follows the 2.
    """
    for seen, sign, kind in _table():
        rest = text.text[len(seen) :]
        if not text.text.startswith(seen):
            continue
        whole, part = parse_quantity(text.text), parse_quantity(rest)
        if (
            part is None
            or part.bound
            or (whole is not None if kind == "letter" else not _too_much(whole, part, actual))
        ):
            continue
        fixed = text.replace(0, len(seen), sign, SURE)
        return fixed, [Change(text, fixed.text, "character", "sign_misread", SURE)]
    return text, []


def lone_sign(text: Traced) -> str | None:
    """The sign of comparison that a cell of one character (指标性质) is a look-alike of, or that was the reader's own second thought."""
    words = "".join(text.text.split())
    if len(words) != 1 or words in SIGNS:
        return None
    told = next((sign for seen, sign, _ in _table() if seen == words), None)
    seen = [
        (prob, char)
        for glyphs in text.origins
        for glyph in glyphs
        for char, prob in glyph.alternatives
        if char in SIGNS and prob >= SEEN
    ]
    return told or (max(seen)[1] if seen else None)


@cache
def _table() -> tuple[tuple[str, str, str], ...]:
    """Longest first, so that 5= comes before 5."""
    return tuple(
        sorted(
            ((seen, sign, kind) for seen, sign, kind in read_rows(__package__, "sign_lookalikes")),
            key=lambda r: -len(r[0]),
        )
    )


def _too_much(whole: Quantity | None, part: Quantity, actual: Quantity | None) -> bool:
    """Whether the figure as read is a rate beyond all, and the one behind the sign is none, nor is the actual value."""
    if (
        whole is None
        or whole.canonical_unit != "%"
        or part.canonical_unit != "%"
        or actual is None
        or actual.canonical_unit != "%"
    ):
        return False
    return whole.amount > 2 * ALL and 0 < part.amount <= ALL and 0 <= actual.amount <= ALL
