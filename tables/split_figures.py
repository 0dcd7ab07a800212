"""Joins figures that were detected in two pieces: faint fax print leaves so much space after a point that 98.

and 73% look like two.
"""

from __future__ import annotations

import re

from gouji.schemas.glyph import Box, union
from gouji.schemas.pages import Line, Page
from gouji.tables.page_frame import PageFrame

FIGURE_START, FIGURE_REST = re.compile(r"[-−]?\d[\d,]*[.,，．]"), re.compile(r"\d[\d,]*(?:\.\d+)?[%％]?")
"""Both pieces are nothing but a figure: a list number (1. 2023年) is not part of what follows it."""
MAX_GAP = 0.9
"""Maximum gap between the two pieces, in line heights."""
MAX_CENTRE_DISTANCE = 0.35
"""Maximum vertical distance between their centres, in line heights."""


def join_split_figures(page: Page) -> Page:
    """Changes the page so that such lines become one, in the place of the first, and returns it."""
    frame = PageFrame.of(page)
    open_ends = [line for line in page.lines if line.box and FIGURE_START.fullmatch(line.text)]
    starts = [line for line in page.lines if line.box and FIGURE_REST.fullmatch(line.text)]
    for line in reversed(open_ends):
        rest = next((other for other in starts if other is not line and _continues(line, other, frame)), None)
        if rest is not None:
            whole = _joined(line, rest)
            page.lines = [whole if each is line else each for each in page.lines if each is not rest]
            starts = [whole if each is line else each for each in starts if each is not rest]
    return page


def _continues(line: Line, other: Line, frame: PageFrame) -> bool:
    assert line.box is not None and other.box is not None
    a, b = frame.to_deskewed(line.box), frame.to_deskewed(other.box)
    height = min(_height(a), _height(b))
    return (
        0 <= b[0] - a[2] + 0.5 * height <= (MAX_GAP + 0.5) * height
        and abs(a[1] + a[3] - b[1] - b[3]) / 2 <= MAX_CENTRE_DISTANCE * height
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
