"""The character positions of a figure, each with the characters that may stand there and their probabilities."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

NUMBER_CHARACTERS = frozenset("0123456789.,-")
COMPARISON_SIGNS = frozenset("≥≤><=")
"""A comparison sign may be read as a digit and a digit as a sign (≥90% and 290%), or one sign as another."""
FIGURE_CHARACTERS = NUMBER_CHARACTERS | COMPARISON_SIGNS | frozenset("%‰年月日")
CANONICAL_FORM = str.maketrans(
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
"""Maps characters that mean the same inside a figure to one form; a blank maps to nothing."""
Slot = dict[str, float]
"""Text of one position (nothing, one character, or a character with the decimal point after it) → probability."""


def slots_of(trace: Traced) -> list[Slot]:
    """One slot for each character of the text, taken from its own glyph if it has exactly one."""
    return [_slot(trace, index) for index in range(len(trace.text))]


def _slot(trace: Traced, index: int) -> Slot:
    char = trace.text[index]
    glyphs = trace.origins[index]
    own = (
        [g for g in glyphs if g.char.translate(CANONICAL_FORM) == char.translate(CANONICAL_FORM)]
        if len(glyphs) > 1
        else glyphs
    )
    if len(own) != 1 or char not in FIGURE_CHARACTERS:
        return {char: trace.probs[index]}
    found = slot(own[0])
    if char not in found:  # the reading was corrected: what was read first becomes the alternative
        found = {other: prob * (1 - trace.probs[index]) for other, prob in found.items()}
        found[char] = trace.probs[index]
    return found


def slot(glyph: Glyph) -> Slot:
    """The characters that a glyph may be, in canonical form. Probabilities of equal forms are added; their sum is at
    most one.
    """
    out: Slot = {}
    for char, prob in ((glyph.char, glyph.prob), *glyph.alternatives):
        form = char.translate(CANONICAL_FORM)
        out[form] = out.get(form, 0.0) + prob
    total = sum(out.values())
    return {form: prob / total for form, prob in out.items()} if total > 1 else out


def row_slots(row: Iterable[Glyph]) -> list[Slot]:
    """The slots of a row of glyphs."""
    return [slot(glyph) for glyph in row]
