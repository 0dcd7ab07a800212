"""The atom of every record: one character as the reader saw it on the page."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, origin top left of the page as it is displayed."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One character on a page: what it was read as, how surely, what else it could be, where it stands.

    Two glyphs are the same only when they are the same object: two equal digits on one line are two pieces of evidence.
    `alternatives` are the reader's other readings, likeliest first, without `char` itself; plain text has none.
    `line` is the 1-based line of a plain-text input, where there is no page and no box. `raw` is what stood there where
    that was more than `char`: characters that cannot be seen, or another kind of blank. It is empty where it was not.
    """

    char: str
    prob: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    sealed: bool = False
    raw: str = ""

    @property
    def read(self) -> str:
        """All that stood in the glyph's place, as it was read."""
        return self.raw or self.char


def union(boxes: list[Box]) -> Box | None:
    """The smallest box round all `boxes`, or None where there are none."""
    if not boxes:
        return None
    return (
        round(min(b[0] for b in boxes), 1),
        round(min(b[1] for b in boxes), 1),
        round(max(b[2] for b in boxes), 1),
        round(max(b[3] for b in boxes), 1),
    )
