"""Names that say the rest of what another name says: 不合格 beside 合格, 退件 beside 批准."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from gouji.schemas.wordlists import read_records

NOT = regex.compile(
    r"(?:其余|其他|剩余|剩下|余下|还有|尚有|另有|有)?(?:的)?(?P<no>不予|不|尚未|还未|并未|未|非|没有|没|无|待)(?P<said>\p{Han}{1,})"
)
MIN_SAID = 2


@lru_cache(maxsize=4096)
def denies(name: str, other: str) -> bool:
    """Whether `name` is that of the things of which `other` does not hold."""
    denied = NOT.match(name)
    if denied and not NOT.match(other):
        said = denied["said"].removesuffix("的")
        short, long = sorted((said, other), key=len)
        if len(short) >= MIN_SAID and (long.startswith(short) or long.endswith(short) or short[:MIN_SAID] in long):
            return True
    return any(
        any(word in other for word in done) and any(word in name for word in rest) for done, rest in _opposites()
    )


@cache
def _opposites() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (tuple(row["done"].split()), tuple(row["rest"].split())) for row in read_records(__package__, "opposite_words")
    )
