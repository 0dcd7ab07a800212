"""Readings of cells without what a cell cannot hold: a point before its first character or after a figure is a speck."""

from __future__ import annotations

from gouji.ocr.engine.protocol import Recognition, RecognizedChar

POINTS = frozenset(".·•∙●°。,，、'’‘`\"*＊^")
"""What specks are read as."""

STOPS = frozenset(".·•∙●°。'’‘`\"*＊^")
"""The same after a figure, where a list may have a comma."""

RINGS = frozenset('°"*＊')
"""What a broken % is read as: a figure before one may be a rate."""

UNIT_LOST = 0.6
"""The most that is believed of its last digit then."""

BEFORE_STOP = frozenset("0123456789%‰％)）")

DASHES = frozenset("一—-－–―ー─_")
"""What the pieces of a dash are read as."""

DASH = "—"


DECIMAL = frozenset(".．,，")
"""What may stand between two lines of one figure."""


def without_dirt(reading: Recognition, after_digit: bool = False, before_digit: bool = False) -> Recognition:
    """The reading without specks at its ends, empty when there is nothing else; a row of dashes is one sign throughout, its first reading an alternative.

    A figure may go over two lines of a cell: `after_digit` tells that the line above ends with a digit, `before_digit` that the
    next one begins with one, so that a point at that end is the figure's own. A point that was taken off beside a digit stays
    as a near miss.
    """
    if all(m.char in POINTS for m in reading.chars):
        return Recognition()
    marks = list(reading.chars)
    start, first, last = 0, None, None
    while (
        len(marks) > 1
        and marks[0].char in POINTS
        and not (after_digit and marks[0].char in DECIMAL and marks[1].char in BEFORE_STOP)
    ):
        first = marks.pop(0)
        start += 1
    while (
        len(marks) > 1
        and marks[-1].char in STOPS
        and marks[-2].char in BEFORE_STOP
        and not (before_digit and marks[-1].char in DECIMAL)
    ):
        last = marks.pop()
    if last is not None and last.char in RINGS and marks[-1].char.isdigit():
        marks[-1] = RecognizedChar(
            marks[-1].char, min(marks[-1].prob, UNIT_LOST), marks[-1].alternatives, marks[-1].left, marks[-1].right
        )
    gaps = [(at - start, char, prob) for at, char, prob in reading.gaps if 0 <= at - start <= len(marks)]
    gaps += [
        (place, ".", m.prob)
        for place, m in ((0, first), (len(marks), last))
        if m and m.char == "." and marks[place - 1 if place else 0].char.isdigit()
    ]
    if len(marks) > 1 and all(m.char in DASHES for m in marks):
        marks = [_dash(m) for m in marks]
    return Recognition(marks, gaps)


def _dash(mark: RecognizedChar) -> RecognizedChar:
    if mark.char == DASH:
        return mark
    rivals = ((mark.char, mark.prob), *(r for r in mark.alternatives if r[0] != DASH))
    return RecognizedChar(DASH, mark.prob, rivals[:5], mark.left, mark.right)
