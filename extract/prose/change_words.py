"""Words that tell how a figure changed, and what it is a part of."""

from __future__ import annotations

from functools import cache

import regex

from gouji.schemas.wordlists import any_of


@cache
def change_words(sense: str) -> regex.Pattern[str]:
    tail = {
        "base": r"(?:的|同期|为|是|有)*",
        "share": r"[^，。；]{0,16}?(?:的|比|比重|比例)?(?:约|为|达|达到|超过|近|：)*",
    }.get(sense, r"(?:了|率|幅度|速度|约|为|达|达到|近|超过|至少)*")
    return regex.compile(rf"(?:{any_of(__package__, 'change_words', frozenset({sense}))}){tail}\s*$")


def is_down(words: str) -> bool:
    return bool(change_words("down").search(words))
