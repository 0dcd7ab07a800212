"""Removes from cell readings what a cell cannot hold: a point before its first character or after a figure is a
speck."""

from __future__ import annotations

from dataclasses import replace

from gouji.ocr.engine.protocol import Recognition, RecognizedChar

SPECK_READINGS = frozenset(".·•∙●°。,，、'’‘`\"*＊^")
"""What specks are read as."""

TRAILING_SPECK_READINGS = frozenset(".·•∙●°。'’‘`\"*＊^")
"""The same after a figure, where a list may have a comma."""

PERCENT_REMNANTS = frozenset('°"*＊')
"""What a broken % is read as: a figure before one may be a rate."""

MAX_CONFIDENCE_WITH_LOST_UNIT = 0.6
"""Maximum confidence of the last digit before a lost unit."""

FIGURE_END_CHARS = frozenset("0123456789%‰％)）")
"""Characters after which a stop is a speck."""

DASH_READINGS = frozenset("一—-－–―ー─_")
"""What the pieces of a dash are read as."""

DASH = "—"


DECIMAL_SEPARATORS = frozenset(".．,，")
"""What may stand between two lines of one figure."""


def without_specks(reading: Recognition, after_digit: bool = False, before_digit: bool = False) -> Recognition:
    """Returns the reading without specks at its ends, empty if nothing else remains.

    A row of dashes becomes dashes throughout, with the first readings as alternatives. A figure may wrap over two lines
    of a cell: `after_digit` says that the line above ends with a digit, `before_digit` that the next one begins with
    one, so that a point at that end belongs to the figure. A point removed beside a digit stays as a near miss.
    """
    if all(m.char in SPECK_READINGS for m in reading.chars):
        return Recognition()
    chars = list(reading.chars)
    start, first, last = 0, None, None
    while (
        len(chars) > 1
        and chars[0].char in SPECK_READINGS
        and not (after_digit and chars[0].char in DECIMAL_SEPARATORS and chars[1].char in FIGURE_END_CHARS)
    ):
        first = chars.pop(0)
        start += 1
    while (
        len(chars) > 1
        and chars[-1].char in TRAILING_SPECK_READINGS
        and chars[-2].char in FIGURE_END_CHARS
        and not (before_digit and chars[-1].char in DECIMAL_SEPARATORS)
    ):
        last = chars.pop()
    if last is not None and last.char in PERCENT_REMNANTS and chars[-1].char.isdigit():
        chars[-1] = replace(chars[-1], prob=min(chars[-1].prob, MAX_CONFIDENCE_WITH_LOST_UNIT))
    gaps = [(at - start, char, prob) for at, char, prob in reading.gaps if 0 <= at - start <= len(chars)]
    gaps += [
        (place, ".", m.prob)
        for place, m in ((0, first), (len(chars), last))
        if m and m.char == "." and chars[place - 1 if place else 0].char.isdigit()
    ]
    if len(chars) > 1 and all(m.char in DASH_READINGS for m in chars):
        chars = [_dash(m) for m in chars]
    return Recognition(chars, gaps)


def _dash(recognized: RecognizedChar) -> RecognizedChar:
    if recognized.char == DASH:
        return recognized
    rivals = ((recognized.char, recognized.prob), *(r for r in recognized.alternatives if r[0] != DASH))
    return RecognizedChar(DASH, recognized.prob, rivals[:5], recognized.left, recognized.right)
