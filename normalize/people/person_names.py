"""Names of persons where a label says that a name follows: 经办人李雷, 填报人：欧阳明月、李 雷."""

from __future__ import annotations

from functools import cache

import regex

from gouji.normalize.text.lexicon import load_lexicon
from gouji.schemas.wordlists import read_records

COMMON = 1000
"""How often a word is used that no name is likely to be: behind 负责人 without a colon it may as well be one (负责人高度重视)."""
BLANK = r"[ \t\u3000\u00a0]"
DOT = "·•・‧"
REMARK = regex.compile(rf"{BLANK}*[（(\[][^（）()\[\]\n]{{0,16}}[）)\]]")
"""What is said of a name behind it: 苏小满（主任）."""
PARTED = regex.compile(rf"{BLANK}*[、，,/／;；|&]{BLANK}*|{BLANK}+")
GOES_ON = (
    "同志|签[字名章]|联系|电话|手机|负责|表示|介绍|告知|确认|提供|填[报写]|审[核批]|均|都|可|说|在|于|等|和|及|与|为|是"
)
"""What may stand right behind a name in a sentence."""


def people(text: str, start: int, end: int, *, sure: bool) -> list[tuple[int, int]]:
    """Start and end of each name from `start` on, one after the other, up to `end`. `sure`: something says that a name must stand
    there (a colon); without it only what begins like a name counts, and so it does for all but the first."""
    found: list[tuple[int, int]] = []
    place = start
    while name := _name(text, place, end, sure and not found):
        found.append(name)
        remark = REMARK.match(text, name[1], end)
        parted = PARTED.match(text, remark.end() if remark else name[1], end)
        if parted is None:
            break
        place = parted.end()
    return found


def _name(text: str, start: int, end: int, sure: bool) -> tuple[int, int] | None:
    if sure:
        match = _whole().match(text, start, end)
        return match.span() if match else None
    match = _like_one().match(text, start, end)
    if match is None:
        return None
    dense = regex.sub(r"\s", "", match[0])
    return None if load_lexicon().count(dense) >= COMMON else match.span()


@cache
def _surnames() -> tuple[str, str]:
    """The alternations of family names, of one character and of several."""
    rows = [row["names"] for row in read_records(__package__, "surnames")]
    longer = [name for name in rows if len(name) < 10]
    return f"[{''.join(name for name in rows if len(name) >= 10)}]", "|".join(sorted(longer, key=len, reverse=True))


@cache
def _whole() -> regex.Pattern[str]:
    """Up to four characters, with blanks between single ones, that stand alone; more where a dot parts them."""
    han = r"\p{Han}"
    dotted = rf"{han}{{1,8}}(?:{BLANK}?[{DOT}]{BLANK}?{han}{{1,8}}){{1,3}}"
    spaced = rf"{han}(?:{BLANK}{{1,6}}{han}){{1,3}}"
    compound = rf"(?:{_surnames()[1]}){BLANK}{{0,6}}{han}(?:{BLANK}{{0,6}}{han})?"
    return regex.compile(rf"(?:{dotted}|{compound}|{spaced}|{han}{{2,4}})(?!{han})")


@cache
def _like_one() -> regex.Pattern[str]:
    """A family name with one or two characters, at whose end no other word goes on; or a name with a dot."""
    one, several = _surnames()
    han, then = r"\p{Han}", rf"{BLANK}{{0,6}}\p{{Han}}"
    dotted = rf"{han}{{1,8}}(?:[{DOT}]{han}{{1,8}}){{1,3}}(?!{han})"
    plain = "|".join(
        rf"(?:{first}){then * count}(?=(?!{han})|{GOES_ON})" for first in (several, one) for count in (2, 1)
    )
    return regex.compile(rf"{dotted}|{plain}")
