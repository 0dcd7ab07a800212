"""A document as the reader hands it on: pages of lines of glyphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from schemas.glyph import Box, Glyph

PageKind = Literal["scanned", "digital", "blank", "text"]


@dataclass(slots=True)
class Line:
    """One line of print, left to right. `number` is the 1-based line of a plain-text input.

    `gaps` are near misses: (before which glyph, character, probability), a small sign that the reader saw and let go.
    """

    glyphs: list[Glyph]
    page: int | None = None
    box: Box | None = None
    number: int | None = None
    gaps: list[tuple[int, str, float]] = field(default_factory=list)

    def weighed(self) -> list[Glyph]:
        """The glyphs with the gaps' doubts in them: a sign that nearly stood after a glyph is another reading of that glyph.

        308.87 of which the point was lost reads 30887; its 8 is then the less sure, and may be `8.`.
        """
        out = list(self.glyphs)
        for place, sign, prob in self.gaps:
            if 0 < place <= len(out):
                glyph = out[place - 1]
                other = (glyph.char + sign, round(glyph.prob * prob, 4))
                out[place - 1] = replace(glyph, prob=round(glyph.prob * (1 - prob), 4), alternatives=(other, *glyph.alternatives))
        return out

    @property
    def text(self) -> str:
        """The line as read."""
        return "".join(g.char for g in self.glyphs)

    @property
    def confidence(self) -> float:
        """Mean probability of the glyphs, 0..1; 0 for an empty line."""
        return sum(g.prob for g in self.glyphs) / len(self.glyphs) if self.glyphs else 0.0


@dataclass(slots=True)
class Cell:
    """One cell of a ruled table: its lines of glyphs, its place in the grid, and its box on its own page."""

    row: int
    col: int
    lines: list[Line]
    page: int | None
    box: Box | None
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Grid:
    """A ruled table as it stands on one page."""

    cells: list[Cell]
    page: int | None
    box: Box | None


class SecondLook(Protocol):
    """Reads one place of a page again, otherwise than the first time."""

    def __call__(self, box: Box) -> list[Line]:
        """The lines under `box` (PDF points of the displayed page), one for each way of looking."""
        ...


@dataclass(slots=True)
class Page:
    """One page. `rotation` (0, 90, 180, 270 clockwise) and `skew` (degrees) are what was undone before reading.

    `lines` stand in reading order; lines inside a ruled table are in `tables` instead. `look` is None where no image is.
    """

    number: int
    width: float | None
    height: float | None
    kind: PageKind
    lines: list[Line]
    rotation: int = 0
    skew: float = 0.0
    tables: list[Grid] = field(default_factory=list)
    look: SecondLook | None = None


@dataclass(slots=True)
class Reader:
    """Which engine and model read the pages."""

    engine: str
    model: str
    version: str


@dataclass(slots=True)
class Document:
    """One file: its pages, its sha256, and who read it."""

    source: str
    sha256: str
    kind: Literal["scanned", "digital", "mixed", "text"]
    pages: list[Page]
    reader: Reader
