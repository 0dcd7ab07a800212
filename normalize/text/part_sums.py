"""Names of sums that say of how many rows they are (四项小计), or that they are of some rows (小计)."""

from __future__ import annotations

import regex

COUNT = regex.compile(r"(?:以上|上述|前)?[一二三四五六七八九十两\d]{1,3}[项个类条户家处](?=(?:小计|合计|共计|总计)$)")
SOME = frozenset({"小计"})


def counted_sum(words: str) -> int:
    """Returns where the name of the sum begins behind the count of its rows (四项小计: 2); 0 where there is no count."""
    found = COUNT.match(words)
    return found.end() if found else 0


def sums_some(words: str) -> bool:
    """Tells whether a name is that of a sum that need not be the whole."""
    return words in SOME or counted_sum(words) > 0
