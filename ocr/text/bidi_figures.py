"""Figures that signs in the text turn round: a person sees other digits than a program reads."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from bidi import get_display

from gouji.schemas.unseen import BIDI_CONTROL, INVISIBLE

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿")
FIGURE = regex.compile(rf"[\d.,，+\-－%％‰]+|[{''.join(sorted(NUMERALS))}]{{2,}}")
"""What says something else when its signs stand in another order, where there is a number in it."""
NUMBER = regex.compile(rf"[\d{''.join(sorted(NUMERALS))}]")
AROUND = 8


@dataclass(frozen=True, slots=True)
class ReorderedFigure:
    """The figure as it is stored, what is shown there with some signs round it, and the places of its signs in the row."""

    stored: str
    shown: str
    places: tuple[int, ...]


def reordered_figures(row: str) -> list[ReorderedFigure]:
    """The figures of a row of text that stand in another order, or elsewhere, when it is shown."""
    if not BIDI_CONTROL.search(row):
        return []
    stored, shown = (INVISIBLE.sub("", text) for text in (row, get_display(row, base_dir="L")))
    index = [i for i, char in enumerate(row) if not INVISIBLE.match(char)]
    return [
        ReorderedFigure(found[0], shown[max(0, start - AROUND) : end + AROUND], tuple(index[start:end]))
        for found in FIGURE.finditer(stored)
        for start, end in [found.span()]
        if found[0] != shown[start:end] and NUMBER.search(found[0])
    ]
