"""Tells which pieces of print stand on one line of the upright page."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.extract.covers.upright_boxes import upright_boxes
from gouji.schemas.traced import Traced


def is_beside(text: Traced, other: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether the piece of print `other` stands behind `text` on the same line."""
    mine, next_ = upright_boxes(text, turns), upright_boxes(other, turns)
    if not mine or not next_ or other.glyphs[0].page != text.glyphs[0].page:
        return False
    low, high = max(mine[-1][1], next_[0][1]), min(mine[-1][3], next_[0][3])
    height = min(mine[-1][3] - mine[-1][1], next_[0][3] - next_[0][1])
    return high - low > height / 2 and next_[0][0] > mine[-1][0]
