"""Reduces project names for comparison: 甲专项支出, “甲”项目 and 甲 are the same."""

from __future__ import annotations

import regex

SIGNS = regex.compile(r"[\s“”\"《》（）()、，。：:·]")
ENDING = regex.compile(r"(?:专项支出|专项经费|专项资金|子项目|项目|支出|经费)$")


def bare(name: str) -> str:
    """Returns the name without brackets, quotes, spaces and the words that any project's name may end in."""
    plain = SIGNS.sub("", name)
    return ENDING.sub("", plain) or plain
