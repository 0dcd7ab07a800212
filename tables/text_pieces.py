"""Splits a line of plain text into cells, at tabs or several spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line

CELL_GAP = re.compile(r"[ \u3000]{2,}|[ \u3000]*\t[ \u3000]*")
FIGURE = re.compile(r"[-−—]?[\doOQlI][\doOQlI.,，:]*[%％‰]?|/|[.,]\d\d")


@dataclass(frozen=True, slots=True)
class TextRun:
    """The glyphs of one cell, or of one line of it. `alone` is true if nothing else stands in its line."""

    glyphs: tuple[Glyph, ...]
    line: Line
    alone: bool

    @property
    def words(self) -> str:
        """The text without spaces."""
        return "".join(glyph.char for glyph in self.glyphs if not glyph.char.isspace())

    @property
    def is_figure(self) -> bool:
        """Whether it is an amount, a rate, or a sign for none."""
        return FIGURE.fullmatch(self.words) is not None

    def __add__(self, other: TextRun) -> TextRun:
        return TextRun((*self.glyphs, *other.glyphs), self.line, self.alone)


def text_runs(line: Line) -> list[TextRun]:
    """Returns the cells of a line, separated by tabs or by several spaces."""
    text, found, start_of_cell = line.text, [], 0
    spans = [(m.start(), m.end()) for m in CELL_GAP.finditer(text)]
    for start, end in [*spans, (len(text), len(text))]:
        if text[start_of_cell:start].strip():
            found.append((start_of_cell, start))
        start_of_cell = end
    return [TextRun(tuple(line.glyphs[a:b]), line, len(found) == 1) for a, b in found]
