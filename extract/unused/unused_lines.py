"""Finds lines outside tables that hold hardly anything but figures, none of which stands in a field: rows of a table that
was not seen as one."""

from __future__ import annotations

from collections.abc import Hashable, Set

import regex

from gouji.extract.unused.used_glyphs import digits
from gouji.normalize.figures.dates import find_dates
from gouji.normalize.layout.page_lines import is_folio
from gouji.schemas.pages import Document, Line, Page
from gouji.schemas.traced import Traced

FIGURE = regex.compile(r"(?<![\d.,])[≥≤]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{2,4})(?![\d.,])[%％‰]?")
"""A figure of a table; a long number is a code or that of a telephone."""
MIN_FIGURES, MAX_HAN_PER_FIGURE = 2, 4
"""A line of figures has so many of them at the least, and so many words beside each at the most."""
MIN_LINES, MIN_FIGURES_ALONE = 2, 4
"""So many lines in a row, or one with so many figures, are a part of a table."""
HAN, SENTENCE = regex.compile(r"\p{Han}"), regex.compile(r"[，。；！？]")


def unused_lines(document: Document, used: Set[Hashable]) -> list[list[Traced]]:
    """Returns the runs of such lines, page by page."""
    out: list[list[Traced]] = []
    for page in document.pages:
        run: list[Line] = []
        for line in [*page.lines, None]:
            if line is not None and _is_unused(line, page, used):
                run.append(line)
                continue
            if len(run) >= MIN_LINES or any(_count(each) >= MIN_FIGURES_ALONE for each in run):
                out.append([Traced.of(each.glyphs) for each in run])
            run = []
    return out


def _is_unused(line: Line, page: Page, used: Set[Hashable]) -> bool:
    count = _count(line)
    return (
        count >= MIN_FIGURES
        and len(HAN.findall(line.text)) <= MAX_HAN_PER_FIGURE * count
        and SENTENCE.search(line.text) is None
        and not is_folio(line, page)
        and next(iter(find_dates(line.text)), None) is None
        and not any(place in used for place in digits(line.glyphs))
    )


def _count(line: Line) -> int:
    return len(FIGURE.findall(line.text))
