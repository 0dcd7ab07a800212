"""The likelihood of a row of glyphs if a given text is printed."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log

from gouji.check.readings.positions import FIGURE_CHARACTERS, NUMBER_CHARACTERS, Slot

UNLISTED_PROBABILITY = 0.001
"""Probability that a glyph is a character that the recogniser did not list."""
SENTENCE_STOPS = frozenset(",.")
"""After a unit these belong to the sentence."""
DELETION_PROBABILITY = 0.001
INSERTION_PROBABILITY = 0.001
"""Probabilities that a printed character left no glyph, and that a glyph is no character, if the recogniser gives none
itself.
"""


def likelihood(text: str, row: Sequence[Slot], whole: bool) -> float:
    """The log probability of `row` given `text`. Unless `whole`, neighbours that cannot belong to a figure may stand at
    both ends at no cost.
    """
    free = [not whole and not any(form and FIGURE_CHARACTERS.issuperset(form) for form in slot) for slot in row]
    best = [0.0]
    for slot, skip in zip(row, free, strict=True):
        best.append(best[-1] + (0.0 if skip and best[-1] == 0.0 else _log_insertion(slot)))
    table = [best]
    for place in range(1, len(text) + 1):
        table.append(_next_row(text, place, table, row))
    if not whole and text and text[-1] not in NUMBER_CHARACTERS:
        free = [skip or _is_stop(slot) for skip, slot in zip(free, row, strict=True)]
    return _best_end(table[-1], row, free)


def _is_stop(slot: Slot) -> bool:
    """Whether a glyph is most likely a comma or a full stop."""
    return bool(slot) and max(slot, key=lambda form: slot[form]) in SENTENCE_STOPS


def _next_row(text: str, place: int, table: list[list[float]], row: Sequence[Slot]) -> list[float]:
    """The next row of the alignment table: the best log probability of `place` characters of the text after each number
    of glyphs.
    """
    above = table[-1]
    here = [above[0] + log(DELETION_PROBABILITY)]
    for index, slot in enumerate(row, 1):
        ways = [
            above[index] + log(DELETION_PROBABILITY),
            here[-1] + _log_insertion(slot),
            above[index - 1] + log(slot.get(text[place - 1], UNLISTED_PROBABILITY)),
        ]
        pair = text[place - 2 : place] if place > 1 else ""
        if pair and (both := slot.get(pair)):
            ways.append(table[-2][index - 1] + log(both))
        here.append(max(ways))
    return here


def _log_insertion(slot: Slot) -> float:
    return log(max(slot.get("", 0.0), INSERTION_PROBABILITY))


def _best_end(last: list[float], row: Sequence[Slot], free: list[bool]) -> float:
    """The best end of the alignment: glyphs after the text cost nothing if they may be neighbours."""
    best, cost = -inf, 0.0
    for index in range(len(row), -1, -1):
        best = max(best, last[index] + cost)
        if index:
            cost += 0.0 if free[index - 1] else _log_insertion(row[index - 1])
    return best
