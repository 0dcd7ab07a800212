"""Compares the figures of line images that the quick model has read with what the full model reads there.

Only the figures are cut out, each with a character on either side, and many of them are read at once: a long line costs
the full model several times as much.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Recognition
from gouji.ocr.quick.gate import FIGURE_CHARS
from gouji.ocr.quick.reader import QuickLine
from gouji.ocr.ruled.packed_crops import read_packed

MIN_DIGIT_PROB = 0.9
"""The full model must be at least this sure of every digit of a figure that it confirms."""

MAX_CUT_RATIO = 0.7
"""If figures fill more of a line image than this, the image is read as it is."""

Span = tuple[int, int]
"""First and last-but-one index of the characters of a figure."""


def unconfirmed_lines(lines: Sequence[QuickLine], reader: PageReader) -> list[QuickLine]:
    """Returns the lines of which the full model does not read every figure as the quick model did."""
    whole = [line for line in lines if _cut_ratio(line.reading) > MAX_CUT_RATIO]
    cut = [(line, span) for line in lines if line not in whole for span in _figures(line.reading)]
    readings = read_packed([_part(line, span) for line, span in cut], reader)
    wrong = [line for (line, span), seen in zip(cut, readings, strict=True) if not _confirms(seen, line.reading, span)]
    return [line for line in lines if line in whole or line in wrong]


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


def _cut_ratio(reading: Recognition) -> float:
    return sum(right - left for left, right in (_edges(reading, span) for span in _figures(reading)))


def _edges(reading: Recognition, span: Span) -> tuple[float, float]:
    """Returns where a figure with a character on either side begins and ends, as shares of the image's width."""
    return reading.chars[max(0, span[0] - 1)].left, reading.chars[min(len(reading.chars), span[1] + 1) - 1].right


def _part(line: QuickLine, span: Span) -> Image:
    image, (left, right) = line.image(), _edges(line.reading, span)
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
