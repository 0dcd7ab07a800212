"""The smallest unit of every record: one character as the recogniser saw it on the page."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points; the origin is the top left of the page as displayed."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One character on a page: its reading, its probability, its alternatives, its place.

    Two glyphs are equal only if they are the same object: two equal digits on one line are two pieces of evidence.
    `alternatives` are the recogniser's other readings, the likeliest first, without `char` itself; plain text has none.
    `line` is the 1-based line of a plain-text input, which has no page and no box. `raw` is what stood there if that
    was more than `char` (invisible characters, another kind of blank), else "".
    `red`: a digit in red print, which may stand for a minus.
    `quick`: number of the line image on its page, and index in its reading, if only the quick model has read it.
    """

    char: str
    prob: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    sealed: bool = False
    raw: str = ""
    quick: tuple[int, int] | None = None
    red: bool = False

    @property
    def read(self) -> str:
        """Everything that stood in the glyph's place, as it was read."""
        return self.raw or self.char


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around all `boxes`, rounded to a tenth of a point; None if there are none."""
    if not boxes:
        return None
    return (
        round(min(b[0] for b in boxes), 1),
        round(min(b[1] for b in boxes), 1),
        round(max(b[2] for b in boxes), 1),
        round(max(b[3] for b in boxes), 1),
    )
