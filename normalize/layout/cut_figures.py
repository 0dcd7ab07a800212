"""Tells whether a line of plain text breaks off within a figure: 年末结余132,0 and 00.00元, 得分95. and 4分."""

from __future__ import annotations

import regex

AT_END = regex.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})*(?:,\d{0,2}|\.\d?)|\d{1,3}(?:,\d{3})+)$")
AT_START = regex.compile(r"^[\d,.]*\d(?=\s*(?:[分%％‰元]|[百千]?[万亿]|\p{Han}))")
GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
DECIMAL = regex.compile(r"\d{1,3}(?:,\d{3})*\.\d{1,4}")


def is_cut_figure(before: str, after: str) -> bool:
    """Whether the end of one line and the beginning of the next are one well-formed figure, and neither would be one alone."""
    words = before.rstrip()
    end, start = AT_END.search(words), AT_START.match(after.lstrip())
    if end is None or start is None or not end.start():
        return False
    whole = end[0] + start[0]
    if end[0].endswith(".") or "." in end[0]:
        return bool(DECIMAL.fullmatch(whole)) and end[0].rstrip(".") != words
    return bool(GROUPED.fullmatch(whole)) and (not GROUPED.fullmatch(end[0]) or start[0][:1] in ",.")
