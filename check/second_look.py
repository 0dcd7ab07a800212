"""A second look at a doubtful figure: its place re-read in other ways, all readings weighed as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from difflib import SequenceMatcher

from schemas.glyph import Glyph
from schemas.pages import Document, Line, SecondLook
from schemas.record import QuantityLeaf
from schemas.traced import Traced

Witness = Callable[[QuantityLeaf], Traced]
"""Gives the figure's text with probabilities that all looks at the page share."""


def witness(document: Document | None) -> Witness:
    """Looks again where the document still has its page images; elsewhere the first reading stays the only one."""
    looks = {page.number: page.look for page in document.pages if page.look} if document else {}

    def seen(leaf: QuantityLeaf) -> Traced:
        look = looks.get(leaf.page or 0)
        return leaf.trace if look is None or not _on_one_line(leaf) else _fused(leaf.trace, _lines(look, leaf))

    return seen


def _lines(look: SecondLook, leaf: QuantityLeaf) -> list[Line]:
    assert leaf.bbox is not None
    return look(leaf.bbox)


def _on_one_line(leaf: QuantityLeaf) -> bool:
    boxes = [g.box for g in leaf.trace.glyphs if g.box]
    if not boxes or leaf.bbox is None:
        return False
    tallest = max(b[3] - b[1] for b in boxes)
    return leaf.bbox[3] - leaf.bbox[1] < 1.8 * tallest


def _fused(trace: Traced, lines: list[Line]) -> Traced:
    """Each sign's probability becomes the mean over all looks that saw it in its place."""
    rows = [row for line in lines if (row := _aligned(trace.text, line))]
    if not rows:
        return trace
    origins = []
    for index, origin in enumerate(trace.origins):
        if len(origin) != 1:
            origins.append(origin)
            continue
        views = [origin[0], *(row[index] for row in rows if row[index] is not None)]
        origins.append((_mean(origin[0], [v for v in views if v is not None]),))
    return Traced(trace.text, tuple(origins), trace.probs)


def _aligned(text: str, line: Line) -> list[Glyph | None] | None:
    """The line's glyphs in the places of `text`; None where the line does not hold the same figure."""
    seen, glyphs = line.text, line.weighed()
    blocks = SequenceMatcher(None, text, seen, autojunk=False).get_opcodes()
    if sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag == "equal") < max(2, len(text) // 2):
        return None
    row: list[Glyph | None] = [None] * len(text)
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            row[i1:i2] = glyphs[j1:j2]
    return row


def _mean(first: Glyph, views: list[Glyph]) -> Glyph:
    total: dict[str, float] = defaultdict(float)
    for view in views:
        for char, prob in ((view.char, view.prob), *view.alternatives):
            total[char] += prob / len(views)
    others = sorted(((c, p) for c, p in total.items() if c != first.char), key=lambda a: -a[1])
    return Glyph(first.char, total[first.char], tuple(others), first.page, first.box, first.line, first.sealed)
