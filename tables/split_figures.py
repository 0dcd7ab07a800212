"""Figures that were found in two pieces: the faint print of a fax leaves so much air behind a point that 98. and 73% pass for two."""

from __future__ import annotations

import re

from gouji.schemas.glyph import Box, union
from gouji.schemas.pages import Line, Page
from gouji.tables.page_frame import Stance

BEGUN, REST = re.compile(r"[-−]?\d[\d,]*[.,，．]"), re.compile(r"\d[\d,]*(?:\.\d+)?[%％]?")
"""Both pieces are nothing but a figure: the number of a list (1. 2023年) is none of what stands behind it."""
AIR = 0.9
"""Heights of a line between the two pieces at the most."""
LEVEL = 0.35
"""And by which their middles may lie apart."""


def with_whole_figures(page: Page) -> Page:
    """The page with such lines as one, in the place of the first."""
    stance = Stance.of(page)
    open_ends = [line for line in page.lines if line.box and BEGUN.fullmatch(line.text)]
    starts = [line for line in page.lines if line.box and REST.fullmatch(line.text)]
    for line in reversed(open_ends):
        rest = next((other for other in starts if other is not line and _goes_on(line, other, stance)), None)
        if rest is not None:
            whole = _joined(line, rest)
            page.lines = [whole if each is line else each for each in page.lines if each is not rest]
            starts = [whole if each is line else each for each in starts if each is not rest]
    return page


def _goes_on(line: Line, other: Line, stance: Stance) -> bool:
    assert line.box is not None and other.box is not None
    a, b = stance.stand(line.box), stance.stand(other.box)
    height = min(_height(a), _height(b))
    return (
        0 <= b[0] - a[2] + 0.5 * height <= (AIR + 0.5) * height and abs(a[1] + a[3] - b[1] - b[3]) / 2 <= LEVEL * height
    )


def _height(box: Box) -> float:
    return box[3] - box[1]


def _joined(line: Line, other: Line) -> Line:
    gaps = [*line.gaps, *((place + len(line.glyphs), sign, prob) for place, sign, prob in other.gaps)]
    return Line(
        [*line.glyphs, *other.glyphs],
        line.page,
        union([box for box in (line.box, other.box) if box]),
        line.number,
        gaps,
    )
