"""Tells the number of a list item from the whole part of a figure whose point is followed by a blank."""

from __future__ import annotations

import re

NUMBERED = re.compile(r"(?P<number>\d{1,2})\. +(?P<figure>\d+)")
CLAUSE_START = re.compile(r"(?:^|[，、；：。,:;（(])\s*$")
FIGURE_ENDS = re.compile(r"\s?[^\d\s，。；、,;)）]{0,4}\s*(?:[，。；、,;)）]|$)")
"""At most a unit follows the figure before its clause ends."""
YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年)")
MAX_DECIMALS = 2
"""Amounts and rates have at most so many decimals."""


def begins_list_item(found: re.Match[str]) -> bool:
    """Returns whether the match, two numbers that a point and a blank part, is a list item that begins with a figure:
    1. 500万元用于清漂, 附件：1. 2023年度自评表."""
    text, start = found.string, found.start()
    item = NUMBERED.match(text, start)
    if not item:
        return False
    if not text[:start].strip() and (len(item["figure"]) > MAX_DECIMALS or not FIGURE_ENDS.match(text, item.end())):
        return True
    if CLAUSE_START.search(text, 0, start) and YEAR.match(text, item.start("figure")):
        return True
    beside = "|".join(str(int(item["number"]) + step) for step in (-1, 1))
    return re.search(rf"(?:^|[，、；：。,:;（(])\s*(?:{beside})[.．、](?!\d)", text) is not None
