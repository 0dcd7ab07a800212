"""Restores lost closing brackets of titles and document numbers, and lost full stops before words that begin a
sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from functools import cache
from pathlib import Path

from gouji.normalize.edits import Edit
from gouji.normalize.layout.headings import heading
from gouji.schemas.wordlists import read_rows

REASON_TITLE, REASON_NUMBER, REASON_STOP = "title_mark_lost", "year_bracket_lost", "stop_lost"
OPEN_YEAR_BRACKET = re.compile(r"([〔\[［【(（])\s*((?:19|20)\d\d)(?=\d{1,4}\s*号)")
AFTER_NAME = re.compile(r"(?=采用|委托|经[㐀-鿿]{2}|按[照内])")
"""How a sentence continues after a name."""
MAX_NAME_LENGTH = 40
"""Maximum length of a name, in characters."""
NAME_END_CHARS = "目费款金助贴程务备"
"""The last characters of names of projects and purchased items. After one, no sentence continues with another name."""
CLOSING = {"〔": "〕", "[": "]", "［": "］", "【": "】", "(": "）", "（": "）"}
OPEN_TITLE = re.compile(r"《([^《》。；]{4,60})")


def lost_brackets(text: str) -> list[Edit]:
    """Returns the missing closing brackets whose position is beyond doubt."""
    return [*_titles(text), *_numbers(text)]


def lost_stops(text: str, names: Set[str] = frozenset()) -> list[Edit]:
    """Returns the missing full stops.

    They are missing after a figure before words that begin a sentence (执行率为89.7%综上，…), after the name at the
    head of a list item (3.绿化养护经费全年预算94.33万元), and between two names (监理项目设备项目采用…). `names` are
    those of the document.
    """
    places = [m.end() for m in _openers().finditer(text)]
    head = heading(text)
    title = (
        next((end for end in range(head.end + MAX_NAME_LENGTH, head.end, -1) if text[head.end : end] in names), None)
        if head and names
        else None
    )
    if title and _item_openers().match(text, title):
        places.append(title)
    for continuation in AFTER_NAME.finditer(text) if names else ():
        begins = range(max(1, continuation.start() - MAX_NAME_LENGTH), continuation.start())
        places += [at for at in begins if text[at : continuation.start()] in names and text[at - 1] in NAME_END_CHARS]
    chosen = sorted(set(places))
    return [Edit(at - 1, at, text[at - 1] + "。", "punctuation", REASON_STOP, 0.9) for at in chosen]


@cache
def _item_openers() -> re.Pattern[str]:
    words = [row[0] for row in read_rows(__package__, "item_openers")]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _openers() -> re.Pattern[str]:
    words = [row[0] for row in read_rows(__package__, "openers")]
    return re.compile(rf"(?<=[\d万亿])[%元](?=(?:{'|'.join(sorted(words, key=len, reverse=True))})[，,])")


def _titles(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for opened in OPEN_TITLE.finditer(text):
        if text[opened.end() : opened.end() + 1] != "》" and (ends := _title_ends(opened[1])):
            place, confidence = ends[0]
            at = opened.start(1) + place
            edits.append(Edit(at - 1, at, text[at - 1] + "》", "punctuation", REASON_TITLE, confidence))
    return edits


def _title_ends(title: str) -> list[tuple[int, float]]:
    """Returns where the title may end, with the confidence: after a state such as （试行）, otherwise after a noun
    before a word that follows titles."""
    noun, state, follow = _title_words()
    if sure := [(m.end(), 0.95) for m in re.finditer(rf"(?:{noun})[（(](?:{state})[）)]", title)]:
        return sure
    likely = [(m.end(), 0.8) for m in re.finditer(rf"(?:{noun})(?={follow})", title)]
    return likely if len(likely) == 1 else []


def _numbers(text: str) -> list[Edit]:
    return [
        Edit(m.start(2), m.end(2), m[2] + CLOSING[m[1]], "punctuation", REASON_NUMBER, 0.95)
        for m in OPEN_YEAR_BRACKET.finditer(text)
    ]


@cache
def _title_words() -> tuple[str, str, str]:
    table = tomllib.loads(Path(__file__).with_name("titles.toml").read_text(encoding="utf-8"))
    noun, state, follow = ("|".join(table[key]) for key in ("nouns", "states", "follow"))
    return noun, state, follow
