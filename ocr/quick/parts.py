"""Compares the figures of line images that the quick model has read with what the full model reads there.

Only the figures are cut out, each with a character on either side, and many of them are read at once: a long line costs
the full model several times as much.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Recognition, RecognizedChar
from gouji.ocr.quick.gate import FIGURE_CHARS
from gouji.ocr.quick.known_readings import QuickLine
from gouji.ocr.ruled.packed_crops import read_packed

MIN_DIGIT_PROB = 0.9
"""The full model must be at least this sure of every digit of a figure that it confirms."""

MAX_CUT_RATIO = 0.7
"""If figures fill more of a line image than this, the image is read as it is."""

MAX_NEIGHBOUR_DISTANCE = 1.5
"""In image heights, from centre to centre. A character farther away belongs to another cell and is not cut out too."""

Span = tuple[int, int]
"""First and last-but-one index of the characters of a figure."""

Unproven = tuple[QuickLine, Collection[int]]
"""A line image, and the indices of the digits in it that nothing proves."""


def unconfirmed_lines(lines: Sequence[Unproven], reader: PageReader) -> list[QuickLine]:
    """Returns the lines of which the full model does not read every unproven figure as the quick model did."""
    parts = [(line, span, *_edges(line, span)) for line, places in lines for span in _spans(line.reading, places)]
    whole = {line.key for line, _ in lines if sum(e - s for o, _, s, e in parts if o is line) > MAX_CUT_RATIO}
    cut = [part for part in parts if part[0].key not in whole]
    readings = read_packed([_part(line.image(), start, end) for line, _, start, end in cut], reader)
    wrong = whole | {
        line.key
        for (line, span, *_), seen in zip(cut, readings, strict=True)
        if not _confirms(seen, line.reading, span)
    }
    return [line for line, _ in lines if line.key in wrong]


def _spans(reading: Recognition, places: Collection[int]) -> list[Span]:
    """Returns the figures with a digit at one of these places."""
    return [span for span in _figures(reading) if any(place in places for place in range(*span))]


def _figures(reading: Recognition) -> list[Span]:
    """Returns the runs of characters of figures that hold a digit; blanks inside belong to them."""
    found: list[Span] = []
    for place, each in enumerate(reading.chars):
        if each.char in FIGURE_CHARS:
            joined = found and found[-1][1] == place
            found[-1:] = (
                [(found[-1][0] if joined else place, place + 1)] if joined else [*found[-1:], (place, place + 1)]
            )
    return [span for span in found if any(c.char.isdecimal() for c in reading.chars[slice(*span)])]


def _edges(line: QuickLine, span: Span) -> tuple[float, float]:
    """Returns where a figure with a character on either side begins and ends, as shares of the image's width."""
    chars, reach = line.reading.chars, MAX_NEIGHBOUR_DISTANCE * line.aspect_ratio
    first, last = span[0], span[1] - 1
    if first and _centre(chars[first]) - _centre(chars[first - 1]) <= reach:
        first -= 1
    if last + 1 < len(chars) and _centre(chars[last + 1]) - _centre(chars[last]) <= reach:
        last += 1
    return chars[first].left, chars[last].right


def _centre(each: RecognizedChar) -> float:
    return (each.left + each.right) / 2


def _part(image: Image, left: float, right: float) -> Image:
    width, margin = image.shape[1], image.shape[0] // 8
    start, end = max(0, round(left * width) - margin), min(width, round(right * width) + margin)
    return np.ascontiguousarray(image[:, start:end])


def _confirms(seen: Recognition, quick: Recognition, span: Span) -> bool:
    """Whether the only figure that the full model sees in a part is that of the quick model."""
    digits = [each for each in seen.chars if each.char in FIGURE_CHARS]
    sure = not seen.gaps and all(each.prob >= MIN_DIGIT_PROB for each in digits)
    return sure and _text(seen, _figures(seen)) == _text(quick, [span])


def _text(reading: Recognition, spans: Sequence[Span]) -> list[str]:
    return ["".join(each.char for each in reading.chars[slice(*span)]).strip(".,") for span in spans]
