"""Text runs with their places: what rows and columns of a table without rulings are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Line
from gouji.tables.page_frame import PageFrame


@dataclass(slots=True)
class TextRun:
    """A text run with its box on the deskewed page, and the height of its centre as if the lines were level too."""

    line: Line
    box: Box
    middle: float
    frame: PageFrame

    def part(self, glyphs: list[Glyph]) -> TextRun:
        """Returns these of its glyphs, of which at least one has a box, as a run of their own."""
        whole = union([glyph.box for glyph in glyphs if glyph.box])
        assert whole is not None
        return replace(self, line=Line(glyphs, self.line.page, whole), box=self.frame.to_deskewed(whole))


Row = list[TextRun]
Columns = list[tuple[float, float]]
"""Left and right edge of each column of a table."""
