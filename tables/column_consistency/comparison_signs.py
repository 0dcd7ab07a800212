"""Restores comparison signs in a target that were misread (≥ 读作 2、工, ≤ 读作 W)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.paragraph import Change
from gouji.schemas.quantity import Quantity
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

HUNDRED_PERCENT = Decimal(100)
COMPARISON_SIGNS = frozenset("≥≤><=＞＜≧≦＝")
MIN_SIGN_PROBABILITY = 0.05
"""Minimum probability that the recogniser gave the sign."""
RESTORED_CONFIDENCE = 0.9
"""Confidence of the sign: its shape and the grammar of a target suggest it, the glyph itself did not."""


def restore_target_sign(text: Traced, actual: Quantity | None) -> tuple[Traced, list[Change]]:
    """Returns the target with the sign in place of its look-alike; unchanged if the figure can stand as it is.

    290% is ≥90% where no rate can exceed 100%: the actual value is a rate within it, and so is what follows the 2.
    """
    for seen, sign, kind in _look_alikes():
        rest = text.text[len(seen) :]
        if not text.text.startswith(seen):
            continue
        whole, part = parse_quantity(text.text), parse_quantity(rest)
        if (
            part is None
            or part.bound
            or (whole is not None if kind == "letter" else not _exceeds_hundred_percent(whole, part, actual))
        ):
            continue
        fixed = text.replace(0, len(seen), sign, RESTORED_CONFIDENCE)
        return fixed, [Change(text, fixed.text, "character", "sign_misread", RESTORED_CONFIDENCE)]
    return text, []


def lone_sign(text: Traced) -> str | None:
    """Returns the comparison sign that a one-character cell (指标性质) looks like, or that was the recogniser's
    alternative; otherwise None."""
    words = "".join(text.text.split())
    if len(words) != 1 or words in COMPARISON_SIGNS:
        return None
    look_alike = next((sign for seen, sign, _ in _look_alikes() if seen == words), None)
    seen = [
        (prob, char)
        for glyphs in text.origins
        for glyph in glyphs
        for char, prob in glyph.alternatives
        if char in COMPARISON_SIGNS and prob >= MIN_SIGN_PROBABILITY
    ]
    return look_alike or (max(seen)[1] if seen else None)


@cache
def _look_alikes() -> tuple[tuple[str, str, str], ...]:
    """Longest first, so that 5= comes before 5."""
    return tuple(
        sorted(
            ((seen, sign, kind) for seen, sign, kind in read_rows(__package__, "sign_lookalikes")),
            key=lambda r: -len(r[0]),
        )
    )


def _exceeds_hundred_percent(whole: Quantity | None, part: Quantity, actual: Quantity | None) -> bool:
    """Tells whether the figure as read is a rate above 100%, while the one after the sign and the actual value are
    not."""
    if (
        whole is None
        or whole.canonical_unit != "%"
        or part.canonical_unit != "%"
        or actual is None
        or actual.canonical_unit != "%"
    ):
        return False
    return (
        whole.amount > 2 * HUNDRED_PERCENT
        and 0 < part.amount <= HUNDRED_PERCENT
        and 0 <= actual.amount <= HUNDRED_PERCENT
    )
