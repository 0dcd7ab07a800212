"""A figure's places, each with what may stand there and how likely that is."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

DIGITS = frozenset("0123456789.,-")
SIGNS = frozenset("≥≤><=")
"""A sign of comparison may be read as a digit and a digit as a sign (≥90% and 290%), and one sign as another."""
MARKS = DIGITS | SIGNS | frozenset("%‰年月日")
FORM = str.maketrans(
    {
        "，": ",",
        "。": ".",
        "·": ".",
        ":": ".",
        "'": ".",
        "−": "-",
        "–": "-",
        "—": "-",
        "－": "-",
        "＞": ">",
        "＜": "<",
        "≧": "≥",
        "≦": "≤",
        "％": "%",
        "﹦": "=",
        "＝": "=",
    }
    | {"o": "0", "O": "0", "l": "1", "I": "1", "|": "1"}
    | {chr(0xFF10 + n): str(n) for n in range(10)}
    | {" ": "", "\u3000": ""}
)
"""What counts as the same sign inside a figure; a blank is no sign."""
Slot = dict[str, float]
"""Text of one place (nothing, a sign, or a sign with the point after it) → probability."""


def slots_of(trace: Traced) -> list[Slot]:
    """One slot for each character of the text, by its own glyph where it has just one."""
    return [_slot(trace, index) for index in range(len(trace.text))]


def _slot(trace: Traced, index: int) -> Slot:
    char = trace.text[index]
    glyphs = trace.origins[index]
    own = [g for g in glyphs if g.char.translate(FORM) == char.translate(FORM)] if len(glyphs) > 1 else glyphs
    if len(own) != 1 or char not in MARKS:
        return {char: trace.probs[index]}
    found = slot(own[0])
    if char not in found:  # the reading was corrected: what was read first is the rival
        found = {other: prob * (1 - trace.probs[index]) for other, prob in found.items()}
        found[char] = trace.probs[index]
    return found


def slot(glyph: Glyph) -> Slot:
    """What a glyph may be, signs in one form; the probabilities of like signs are added, their sum is at most one."""
    out: Slot = {}
    for char, prob in ((glyph.char, glyph.prob), *glyph.alternatives):
        form = char.translate(FORM)
        out[form] = out.get(form, 0.0) + prob
    total = sum(out.values())
    return {form: prob / total for form, prob in out.items()} if total > 1 else out


def row_slots(row: Iterable[Glyph]) -> list[Slot]:
    """The slots of a row of glyphs."""
    return [slot(glyph) for glyph in row]
