"""Finds person names after a label that announces one: 经办人李雷, 填报人：欧阳明月、李 雷."""

from __future__ import annotations

from functools import cache

import regex

from gouji.normalize.text.lexicon import load_lexicon
from gouji.schemas.wordlists import read_records

COMMON_WORD_COUNT = 1000
"""Frequency of a word that is unlikely to be a name: after 负责人 without a colon it may be an ordinary word
(负责人高度重视)."""
SPACE = r"[ \t\u3000\u00a0]"
DOT = "·•・‧"
REMARK = regex.compile(rf"{SPACE}*[（(\[][^（）()\[\]\n]{{0,16}}[）)\]]")
"""A remark after a name: 苏小满（主任）."""
NAME_SEPARATOR = regex.compile(rf"{SPACE}*[、，,/／;；|&]{SPACE}*|{SPACE}+")
AFTER_NAME = (
    "同志|签[字名章]|联系|电话|手机|负责|表示|介绍|告知|确认|提供|填[报写]|审[核批]|均|都|可|说|在|于|等|和|及|与|为|是"
)
"""What may directly follow a name in a sentence."""


def people(text: str, start: int, end: int, *, sure: bool) -> list[tuple[int, int]]:
    """Returns start and end of each consecutive name between `start` and `end`.

    `sure`: something (a colon) says that a name must stand there. Otherwise, and for all names but the first, only what
    begins like a name counts.
    """
    found: list[tuple[int, int]] = []
    position = start
    while name := _name(text, position, end, sure and not found):
        found.append(name)
        remark = REMARK.match(text, name[1], end)
        separator = NAME_SEPARATOR.match(text, remark.end() if remark else name[1], end)
        if separator is None:
            break
        position = separator.end()
    return found


def _name(text: str, start: int, end: int, sure: bool) -> tuple[int, int] | None:
    if sure:
        match = _whole().match(text, start, end)
        return match.span() if match else None
    match = _name_like().match(text, start, end)
    if match is None:
        return None
    dense = regex.sub(r"\s", "", match[0])
    return None if load_lexicon().count(dense) >= COMMON_WORD_COUNT else match.span()


@cache
def _surnames() -> tuple[str, str]:
    """Returns the alternations of surnames, of one character and of several."""
    rows = [row["names"] for row in read_records(__package__, "surnames")]
    longer = [name for name in rows if len(name) < 10]
    return f"[{''.join(name for name in rows if len(name) >= 10)}]", "|".join(sorted(longer, key=len, reverse=True))


@cache
def _whole() -> regex.Pattern[str]:
    """Up to four characters that stand alone, possibly with spaces between single ones; more if a dot separates
    them."""
    han = r"\p{Han}"
    dotted = rf"{han}{{1,8}}(?:{SPACE}?[{DOT}]{SPACE}?{han}{{1,8}}){{1,3}}"
    spaced = rf"{han}(?:{SPACE}{{1,6}}{han}){{1,3}}"
    compound = rf"(?:{_surnames()[1]}){SPACE}{{0,6}}{han}(?:{SPACE}{{0,6}}{han})?"
    return regex.compile(rf"(?:{dotted}|{compound}|{spaced}|{han}{{2,4}})(?!{han})")


@cache
def _name_like() -> regex.Pattern[str]:
    """A surname with one or two characters after which no other word continues; or a name with a dot."""
    one, several = _surnames()
    han, then = r"\p{Han}", rf"{SPACE}{{0,6}}\p{{Han}}"
    dotted = rf"{han}{{1,8}}(?:[{DOT}]{han}{{1,8}}){{1,3}}(?!{han})"
    plain = "|".join(
        rf"(?:{first}){then * count}(?=(?!{han})|{AFTER_NAME})" for first in (several, one) for count in (2, 1)
    )
    return regex.compile(rf"{dotted}|{plain}")
