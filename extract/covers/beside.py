"""Tells which pieces of print stand on one line of the upright page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.extract.covers.printed_lines import BLANK
from gouji.extract.covers.upright_boxes import upright_boxes
from gouji.schemas.traced import Traced, join


def is_beside(text: Traced, other: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether the piece of print `other` stands behind `text` on the same line."""
    mine, next_ = upright_boxes(text, turns), upright_boxes(other, turns)
    if not mine or not next_ or other.glyphs[0].page != text.glyphs[0].page:
        return False
    low, high = max(mine[-1][1], next_[0][1]), min(mine[-1][3], next_[0][3])
    height = min(mine[-1][3] - mine[-1][1], next_[0][3] - next_[0][1])
    return high - low > height / 2 and next_[0][0] > mine[-1][0]


def in_one_line(pieces: Sequence[Traced], turns: Mapping[int | None, int]) -> list[Traced]:
    """The pieces of print with those that stand on one line joined from left to right, blanks between them."""
    groups: list[list[Traced]] = []
    for piece in pieces:
        if groups and _is_level(groups[-1][0], piece, turns):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        group[0] if len(group) == 1 else _joined(sorted(group, key=lambda each: upright_boxes(each, turns)[0][0]))
        for group in groups
    ]


def _is_level(first: Traced, piece: Traced, turns: Mapping[int | None, int]) -> bool:
    return is_beside(first, piece, turns) or is_beside(piece, first, turns)


def _joined(pieces: Sequence[Traced]) -> Traced:
    return join([part for piece in pieces for part in (BLANK, piece)][1:])
