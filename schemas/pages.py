"""A document as the reader hands it on: pages of lines of glyphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from gouji.schemas.glyph import Box, Glyph

PageKind = Literal["scanned", "digital", "blank", "text", "unreadable"]
"""An unreadable page is one whose picture, or a good part of it, is lost. It is never blank: what it says is not known."""


POINTS = ".,。，、"


def _is_figure(char: str) -> bool:
    return char.isdigit() or char in ".,-%"


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
        """The glyphs with the gaps' doubts in them: a sign that nearly stood beside a glyph is another reading of that glyph.

        308.87 of which the point was lost reads 30887; its 8 is then the less sure, and may be `8.`. Before the first sign of
        a figure the lost one belongs to that: 2.50 may be `-2.50`.
        """
        out = list(self.glyphs)
        for place, sign, prob in self.gaps:
            if place in (0, len(out)) and sign in POINTS:
                continue  # a point at the end of a line parts nothing
            first = place < len(out) and _is_figure(out[place].char) and not (place and _is_figure(out[place - 1].char))
            if first or 0 < place <= len(out):
                at = place if first else place - 1
                glyph = out[at]
                other = sign + glyph.char if first else glyph.char + sign
                rivals = ((other, round(glyph.prob * prob, 4)), *glyph.alternatives)
                out[at] = replace(glyph, prob=round(glyph.prob * (1 - prob), 4), alternatives=rivals)
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
    """A table as it stands on one page. One that is not `ruled` was told by its columns of words alone."""

    cells: list[Cell]
    page: int | None
    box: Box | None
    ruled: bool = True


class SecondLook(Protocol):
    """Reads one place of a page again, otherwise than the first time."""

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """(way of looking, line) under `box` (PDF points of the displayed page), one for each way that saw something."""
        ...


@dataclass(frozen=True, slots=True)
class Damage:
    """What of a plain text is not as it seems: how many bytes that do not belong to its encoding were lost, by line, and the
    figures that signs of direction show otherwise than they are stored (line, as it is stored, what is shown there)."""

    encoding: str
    lost: dict[int, int]
    turned: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What is wrong with the picture of a page. `lost` is the share of it (0..1) that is surely gone; `box` where nothing is sure, None for
    anywhere."""

    lost: float
    box: Box | None = None


@dataclass(slots=True)
class Page:
    """One page. `rotation` (0, 90, 180, 270 clockwise) and `skew` (degrees) are what was undone before reading.

    `lines` stand in reading order; lines inside a ruled table are in `tables` instead. `look` is None where no image is.
    `layer` are the characters of an old text layer that was not trusted, each as sure as the layer proved on this page.
    `damage`: what of a plain text is no text, or another one to the eye. `frames`: how many an animated picture has, of which this is the first.
    `spoilt`: what is wrong with the page's picture, or with what a digital page is made of.
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
    layer: list[Glyph] = field(default_factory=list)
    damage: Damage | None = None
    frames: int = 1
    spoilt: Spoilt | None = None


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
