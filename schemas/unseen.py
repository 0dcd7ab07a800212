"""Characters of a text that are invisible: they split, join or reorder other characters and print nothing."""

from __future__ import annotations

from collections import Counter

import regex

INVISIBLE = regex.compile(
    r"[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cf}\p{Cc}]--[\t\n\r\p{Prepended_Concatenation_Mark}]]",
    regex.V1,
)
"""One invisible character. Tabs and line ends are left out, because they have a meaning of their own."""

BIDI_CONTROL = regex.compile(r"\p{Bidi_Control}")
"""A character that changes the order in which others are displayed."""


MAX_KINDS_NAMED = 8


def named(chars: str) -> str:
    """The characters by code point, each with its count: U+200B×3 U+00AD×1. If there are many kinds, only the first are
    named.
    """
    kinds = Counter(chars)
    some = [f"U+{ord(char):04X}×{count}" for char, count in list(kinds.items())[:MAX_KINDS_NAMED]]
    return " ".join([*some, "…"] if len(kinds) > MAX_KINDS_NAMED else some)
