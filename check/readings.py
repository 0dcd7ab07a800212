"""What else a figure on the page could be, by its own glyphs: never by what would suit a sum."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from normalize.quantities import find_quantities
from schemas.quantity import Quantity
from schemas.record import QuantityLeaf
from schemas.traced import Traced

DIGITS = frozenset("0123456789.,，-−")
SIGNS = frozenset("≥≤><")
"""A sign of comparison may be read as a digit and a digit as a sign (≥90% and 290%), and one sign as another."""
LEAST = 0.004
"""Readings less likely than this against the one taken are not looked at."""
Swap = tuple[int, str, float]
"""Place in the text, other sign, odds."""
FORM = str.maketrans({"，": ",", "−": "-", "＞": ">", "＜": "<", "≧": "≥", "≦": "≤", "o": "0", "O": "0", "l": "1", "I": "1"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a figure; `odds` is its probability divided by that of the reading taken."""

    quantity: Quantity
    text: str
    odds: float


def readings(leaf: QuantityLeaf, trace: Traced, limit: int = 12) -> list[Reading]:
    """The figure's other readings, likeliest first, by the glyphs of `trace` (the figure as all looks at it saw it).

    Empty for plain text and for a record loaded from a file.
    """
    if leaf.value is None or trace.text != leaf.text:
        return []
    swaps = _swaps(trace)
    options: list[tuple[float, tuple[Swap, ...]]] = [(odds, (swap,)) for swap in swaps if (odds := swap[2]) >= LEAST]
    options += [(a[2] * b[2], (a, b)) for a, b in combinations(swaps, 2) if a[0] != b[0] and a[2] * b[2] >= LEAST]
    out: dict[tuple[str, str | None], Reading] = {}
    for odds, chosen in sorted(options, key=lambda o: -o[0]):
        text = _swapped(trace.text, chosen)
        quantity = _same_kind(text, leaf.value)
        if quantity and _meaning(quantity) != _meaning(leaf.value) and _meaning(quantity) not in out:
            out[_meaning(quantity)] = Reading(quantity, text, odds)
        if len(out) >= limit:
            break
    return list(out.values())


def _meaning(quantity: Quantity) -> tuple[str, str | None]:
    return quantity.canonical, quantity.bound


def _swaps(trace: Traced) -> list[Swap]:
    """(place, other sign, odds) for the signs that make a number."""
    swaps = []
    for index, origin in enumerate(trace.origins):
        if len(origin) != 1 or trace.text[index] not in DIGITS | SIGNS:
            continue
        glyph = origin[0]
        taken = next((p for c, p in ((glyph.char, glyph.prob), *glyph.alternatives) if c.translate(FORM) == trace.text[index]), glyph.prob)
        for char, prob in ((glyph.char, glyph.prob), *glyph.alternatives):
            other = char.translate(FORM)
            if other != trace.text[index] and (DIGITS.issuperset(other) or other in SIGNS):  # nothing, one sign, or a sign with the point after it
                swaps.append((index, other, prob / max(taken, 1e-6)))
    return sorted(swaps, key=lambda s: -s[2])[:10]


def _swapped(text: str, chosen: tuple[Swap, ...]) -> str:
    signs = list(text)
    for index, other, _ in chosen:
        signs[index] = other
    return "".join(signs)


def _same_kind(text: str, old: Quantity) -> Quantity | None:
    """The whole text as one figure of the same unit, or None where the signs make no number."""
    found = find_quantities(text)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(text):
        return None
    new = found[0].quantity
    if new.unit != old.unit:
        return None
    if old.number.startswith("-") and not new.number.startswith("-"):
        new = new.model_copy(update={"number": "-" + new.number, "canonical": "-" + new.canonical})
    return new
