"""Lines of plain text that are a label and its value (实施单位：河道管理所): each is a paragraph of its own, however long the lines are."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.normalize.layout.page_lines import Row

LINE = regex.compile(r"\s*\p{Han}[\p{Han}（）()、/ \u3000]{1,14}[:：]\s*[^。；;]{0,40}")
MIN_LINES = 3
"""So many lines one after the other do not begin with a label by chance, as broken lines of prose may."""
OF_WHICH = regex.compile(r"\s*其中")
"""A line of parts belongs to the whole on a line above it."""
INSTRUCTION = regex.compile(r"\s*(?:填[写表报]|编制|撰写)(?:说明|要求|须知|示例|提示)\s*[:：]")
"""What a template says of how it is filled in is told apart from what stands above it."""


def label_lines(found: Sequence[Row]) -> set[int]:
    """Returns the places of the rows of plain text that begin with a label and hold its value, where several follow one another, and of
    those that begin an instruction of the form."""
    out: set[int] = set()
    start = 0
    for index in range(len(found) + 1):
        if index < len(found) and _is_label_line(found[index]):
            continue
        if index - start >= MIN_LINES and not any(OF_WHICH.match(row.text.text) for row in found[start:index]):
            out |= {*range(start, index)}
        start = index + 1
    return out | {n for n, row in enumerate(found) if row.x0 is None and INSTRUCTION.match(row.text.text)}


def _is_label_line(row: Row) -> bool:
    return row.x0 is None and LINE.fullmatch(row.text.text) is not None
