"""Characters that stand in a text and cannot be seen: they part, join or turn other characters, and print nothing."""

from __future__ import annotations

from collections import Counter

import regex

UNSEEN = regex.compile(
    r"[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cf}\p{Cc}]--[\t\n\r\p{Prepended_Concatenation_Mark}]]",
    regex.V1,
)
"""One such character. Tabs and line ends are left out, for they have a meaning of their own."""

TURNING = regex.compile(r"\p{Bidi_Control}")
"""One that changes the order in which other characters are shown."""


MOST_NAMED = 8


def named(chars: str) -> str:
    """The characters by their numbers, each with how often it stands there: U+200B×3 U+00AD×1. Of many kinds the first are named."""
    kinds = Counter(chars)
    some = [f"U+{ord(char):04X}×{count}" for char, count in list(kinds.items())[:MOST_NAMED]]
    return " ".join([*some, "…"] if len(kinds) > MOST_NAMED else some)
