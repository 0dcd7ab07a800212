"""The cells of a line of plain text, parted by tabs or by several blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line

BLANKS = re.compile(r"[ \u3000]{2,}|[ \u3000]*\t[ \u3000]*")
FIGURE = re.compile(r"[-−—]?[\doOQlI][\doOQlI.,，:]*[%％‰]?|/|[.,]\d\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """The glyphs of one cell, or of one line of it; `alone` where nothing else stands in its line."""

    glyphs: tuple[Glyph, ...]
    line: Line
    alone: bool

    @property
    def words(self) -> str:
        """What is printed, without blanks."""
        return "".join(glyph.char for glyph in self.glyphs if not glyph.char.isspace())

    @property
    def is_figure(self) -> bool:
        """Whether it is an amount, a rate, or what stands for none."""
        return FIGURE.fullmatch(self.words) is not None

    def __add__(self, other: Piece) -> Piece:
        return Piece((*self.glyphs, *other.glyphs), self.line, self.alone)


def pieces_of(line: Line) -> list[Piece]:
    """The cells of a line, parted by tabs or by several blanks."""
    text, found, floor = line.text, [], 0
    spans = [(m.start(), m.end()) for m in BLANKS.finditer(text)]
    for start, end in [*spans, (len(text), len(text))]:
        if text[floor:start].strip():
            found.append((floor, start))
        floor = end
    return [Piece(tuple(line.glyphs[a:b]), line, len(found) == 1) for a, b in found]
