"""How likely a row of glyphs is if a given text is what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

from gouji.check.readings.positions import DIGITS, MARKS, Slot

STRANGE = 0.001
"""A glyph is a sign that the reader did not name as often as this."""
STOPS = frozenset(",.")
"""Behind a unit they are the sentence's."""
LOST, EXTRA = 0.001, 0.001
"""A printed sign left no glyph, and a glyph was none, as often as this where the reader does not say so itself."""


def likelihood(text: str, row: Sequence[Slot], whole: bool) -> float:
    """The log probability of `row` given `text`. Unless `whole`, neighbours that are no part of a figure may stand at both ends."""
    free = [not whole and not any(form and MARKS.issuperset(form) for form in slot) for slot in row]
    best = [0.0]
    for slot, skip in zip(row, free, strict=True):
        best.append(best[-1] + (0.0 if skip and best[-1] == 0.0 else _gone(slot)))
    table = [best]
    for place in range(1, len(text) + 1):
        table.append(_next(text, place, table, row))
    if not whole and text and text[-1] not in DIGITS:
        free = [skip or _stops(slot) for skip, slot in zip(free, row, strict=True)]
    return _ends(table[-1], row, free)


def _stops(slot: Slot) -> bool:
    """Whether a glyph is a comma or a stop rather than anything else."""
    return bool(slot) and max(slot, key=lambda form: slot[form]) in STOPS


def _next(text: str, place: int, table: list[list[float]], row: Sequence[Slot]) -> list[float]:
    """The best ways to have told `place` characters of the text after each number of glyphs."""
    above = table[-1]
    here = [above[0] + log(LOST)]
    for index, slot in enumerate(row, 1):
        ways = [
            above[index] + log(LOST),
            here[-1] + _gone(slot),
            above[index - 1] + log(slot.get(text[place - 1], STRANGE)),
        ]
        pair = text[place - 2 : place] if place > 1 else ""
        if pair and (both := slot.get(pair)):
            ways.append(table[-2][index - 1] + log(both))
        here.append(max(ways))
    return here


def _gone(slot: Slot) -> float:
    return log(max(slot.get("", 0.0), EXTRA))


def _ends(last: list[float], row: Sequence[Slot], free: list[bool]) -> float:
    """The best end: glyphs behind the text cost nothing where they may be neighbours."""
    best, cost = -inf, 0.0
    for index in range(len(row), -1, -1):
        best = max(best, last[index] + cost)
        if index:
            cost += 0.0 if free[index - 1] else _gone(row[index - 1])
    return best
