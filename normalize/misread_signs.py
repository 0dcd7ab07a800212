"""Collects the signs that a typed document was misread before it came here: by another program, from a scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.width import fold_width
from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.pages import Document
from gouji.schemas.paragraph import Change, Paragraph
from gouji.schemas.traced import Traced

TYPED = frozenset({"text", "digital", "blank"})
"""Kinds of pages that no recogniser of this program has read."""


def misread_signs(document: Document, paragraphs: list[Paragraph], changes: Iterable[Change]) -> MisreadShare | None:
    """Returns the share of misread characters by the `changes` that the paragraphs would have, and by those of the
    cells of tables; None if a recogniser has read a page."""
    if not {page.kind for page in document.pages} <= TYPED:
        return None
    cells = list(_cells(document))
    share = MisreadShare(sum(len(p.text) for p in paragraphs) + sum(map(len, cells)))
    for change in (*changes, *(change for cell in cells for change in correct_characters(cell)[1])):
        if change.kind != "spacing":  # blanks within figures are typed, too
            share.signs[change.before.text, change.after] = change.confidence
    return share


def _cells(document: Document) -> Iterator[Traced]:
    for page in document.pages:
        for grid in page.tables:
            for cell in grid.cells:
                yield from (fold_width(Traced.of(line.glyphs).strip()) for line in cell.lines)
