"""Finds figures that bidirectional control characters reorder: a person sees other digits than a program reads."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from bidi import get_display

from gouji.schemas.unseen import BIDI_CONTROL, INVISIBLE

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿")
FIGURE = regex.compile(rf"[\d.,，+\-－%％‰]+|[{''.join(sorted(NUMERALS))}]{{2,}}")
"""Text whose meaning changes when its characters are reordered, provided that it contains a number."""
NUMBER = regex.compile(rf"[\d{''.join(sorted(NUMERALS))}]")
CONTEXT_CHARS = 8


@dataclass(frozen=True, slots=True)
class ReorderedFigure:
    """A figure as stored, as displayed with some context, and the indices of its characters in the row."""

    stored: str
    shown: str
    indices: tuple[int, ...]


def reordered_figures(row: str) -> list[ReorderedFigure]:
    """Returns the figures of a text row that are displayed in another order or in another place."""
    if not BIDI_CONTROL.search(row):
        return []
    stored, shown = (INVISIBLE.sub("", text) for text in (row, get_display(row, base_dir="L")))
    index = [i for i, char in enumerate(row) if not INVISIBLE.match(char)]
    return [
        ReorderedFigure(found[0], shown[max(0, start - CONTEXT_CHARS) : end + CONTEXT_CHARS], tuple(index[start:end]))
        for found in FIGURE.finditer(stored)
        for start, end in [found.span()]
        if found[0] != shown[start:end] and NUMBER.search(found[0])
    ]
