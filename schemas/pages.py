"""A document as read: pages of lines of glyphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from gouji.schemas.glyph import Box, Glyph

PageKind = Literal["scanned", "digital", "blank", "text", "unreadable"]
"""An unreadable page has lost its image, or a large part of it. It is never blank: its content is unknown."""


SEPARATORS = ".,。，、"


def _is_figure(char: str) -> bool:
    return char.isdigit() or char in ".,-%"


@dataclass(slots=True)
class Line:
    """One line of print, left to right. `number` is the 1-based line of a plain-text input.

    `gaps` are near misses: (index of the following glyph, character, probability) of a small sign that the recogniser
    saw and rejected.
    """

    glyphs: list[Glyph]
    page: int | None = None
    box: Box | None = None
    number: int | None = None
    gaps: list[tuple[int, str, float]] = field(default_factory=list)

    def with_near_misses(self) -> list[Glyph]:
        """The glyphs with the near misses as alternatives: a sign that was nearly read beside a glyph is another
        reading of that glyph.

        308.87 with a lost decimal point reads 30887; its 8 becomes less certain and may be `8.`. Before the first
        character of a figure, the lost sign belongs to that character: 2.50 may be `-2.50`.
        """
        out = list(self.glyphs)
        for place, sign, prob in self.gaps:
            if place in (0, len(out)) and sign in SEPARATORS:
                continue  # a point at the end of a line separates nothing
            first = place < len(out) and _is_figure(out[place].char) and not (place and _is_figure(out[place - 1].char))
            if first or 0 < place <= len(out):
                at = place if first else place - 1
                glyph = out[at]
                other = sign + glyph.char if first else glyph.char + sign
                alternatives = ((other, round(glyph.prob * prob, 4)), *glyph.alternatives)
                out[at] = replace(glyph, prob=round(glyph.prob * (1 - prob), 4), alternatives=alternatives)
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
    """A table on one page. `ruled` is False if it was found by its aligned columns alone."""

    cells: list[Cell]
    page: int | None
    box: Box | None
    ruled: bool = True


class SecondLook(Protocol):
    """Reads one place of a page again, in other ways than the first time."""

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """Returns (way of looking, line) for `box` (PDF points of the displayed page), one for each way that saw
        something.
        """
        ...


@dataclass(frozen=True, slots=True)
class Damage:
    """What is damaged in a plain text.

    `lost` counts, by line, the bytes that do not belong to its encoding. `turned` are figures that direction marks
    display differently: (line, as stored, as displayed).
    """

    encoding: str
    lost: dict[int, int]
    turned: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Damage of a page image. `lost` is the share of it (0..1) that is certainly gone; `box` is where nothing is
    certain, None for the whole page.
    """

    lost: float
    box: Box | None = None


@dataclass(slots=True)
class Page:
    """One page. `rotation` (0, 90, 180, 270 clockwise) and `skew` (degrees) are what was corrected before reading.

    `lines` are in reading order; lines inside a ruled table are in `tables` instead. `look` is None if there is no
    image. `layer` are the characters of an old text layer that was not trusted, each with the probability that the
    layer earned on this page. `damage`: bytes of a plain text that are no text, or that are displayed differently.
    `frames` is the number of frames of an animated image, of which this is the first. `spoilt`: damage of the page
    image, or of the content of a digital page. `quick` is what only the quick model has read, None if there is nothing.
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
    quick: object | None = None


@dataclass(slots=True)
class Reader:
    """The engine and model that read the pages."""

    engine: str
    model: str
    version: str


NO_READER = Reader("none", "", "")
"""The reader of a document that no recogniser had to look at."""
DocumentKind = Literal["scanned", "digital", "mixed", "text"]


@dataclass(slots=True)
class Document:
    """One file, or one report of a file: its pages, the SHA-256 of the file, and the reader that read it."""

    source: str
    sha256: str
    kind: DocumentKind
    pages: list[Page]
    reader: Reader


def document_kind(pages: list[Page]) -> DocumentKind:
    """The kind of a document with these pages."""
    kinds = {page.kind for page in pages} - {"blank", "unreadable"}
    if kinds == {"text"}:
        return "text"
    return "mixed" if len(kinds) > 1 else "digital" if kinds == {"digital"} else "scanned"


def is_read_by_ocr(pages: list[Page]) -> bool:
    """Whether a recogniser was needed for any of the pages."""
    return any(page.kind in ("scanned", "blank", "unreadable") for page in pages)
