"""Wraps text to a width that counts Chinese characters as two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BREAKABLE_PIECE = re.compile(
    r"\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+[，。；：、）”！？》】…]*|[“（《【]*.[，。；：、）”！？》】…]*"
)
"""A blank, a word, or one Chinese character with the punctuation that belongs to it: a line may break between
pieces."""


def wrap_text(words: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns. A longer word stays unbroken on a line of its own."""
    line = ""
    for piece in BREAKABLE_PIECE.findall(words):
        if line and display_width(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += "" if piece.isspace() and not line else piece
    if line.strip():
        yield line.rstrip()


def display_width(words: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in words)
