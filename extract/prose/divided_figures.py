"""The whole that a list of its parts has just divided: of 办件900件，其中窗口400件、网上500件，上年为800件 the last speaks of the 900."""

from __future__ import annotations

import regex

from gouji.extract.prose.passages import Figure, Passage

SENTENCE_ENDS = "。！"
OTHER = regex.compile(r"[上去前]年|(?:19|20)\d\d年|同期|计划|目标|任务|应|比|较")
"""Between two parts: the figure behind is no further part."""
OPEN, CLOSED = "（(", regex.compile(r"[）)]")
MIN_PARTS = 2


def divided_whole(passage: Passage, figure: Figure) -> Figure | None:
    """The figure that the parts right before `figure` divide, in its unit: one before closed brackets, or before 其中 and at least two
    parts. None where no parts stand between."""
    text, unit = passage.text.text, figure.found.quantity.canonical_unit
    floor = passage.stop_before(figure.start, SENTENCE_ENDS) + 1
    alike = [
        f for f in passage.between(floor, figure.start) if not f.is_word and f.found.quantity.canonical_unit == unit
    ]
    if not alike:
        return None
    last = alike[-1]
    behind = text[last.end : figure.start]
    opening = max(text.rfind(mark, floor, last.start) for mark in OPEN)
    if opening >= 0 and not CLOSED.search(text, opening, last.end):
        inside = CLOSED.search(behind) is None
        return None if inside else _last_before(alike, opening)
    listed = text.rfind("其中", floor, last.start)
    parts = [f for f in alike if f.start > listed]
    if listed < 0 or len(parts) < MIN_PARTS or not regex.match(r"[，,；;]", behind):
        return None
    if OTHER.search(text, listed, last.start):
        return None
    return _last_before(alike, listed)


def _last_before(figures: list[Figure], place: int) -> Figure | None:
    return next((f for f in reversed(figures) if f.end <= place), None)
