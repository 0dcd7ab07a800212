"""Removes the line under a filled-in blank where it was read as an underscore: 预算_1,310.00_万元."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.normalize.edits import Edit

MAX_LINE = 2
"""So many underscores are the ends of a line that stand out; more are a blank that nobody filled in."""
UNDERSCORES = regex.compile(
    rf"(?<![_A-Za-z])(?<=[\p{{Han}}\d%）)：:，,。；])\s*_{{1,{MAX_LINE}}}\s*(?=[\p{{Han}}\d（(，,。；])"
)
CONFIDENCE = 0.98
REASON = "fill_in_line"


def fill_in_lines(text: str) -> Iterator[Edit]:
    """Yields an edit for each underscore between printed characters. Latin names (a_b) have theirs."""
    if "_" not in text:
        return
    for match in UNDERSCORES.finditer(text):
        yield Edit(match.start(), match.end(), "", "punctuation", REASON, CONFIDENCE)
