"""Words that say by what the rows below part the whole: （一）按资金来源分：, 按支出结构：基本支出."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gouji.schemas.traced import Traced

BY = (
    r"[（(]?(?:[一二三四五六七八九\d]{1,2}[、.．）)])?(?:其中[:：]?)?按(?:(?P<source>(?:资金|经费|收入)?(?:来源|收入|性质|渠道|级次|级别)\p{Han}{0,2}?)"
    r"|\p{Han}{1,8}?)(?:划?分类?|分列|构成)?"
)
ALONE = regex.compile(r"其中[:：]?")
"""What stands in a cell of its own before the names of parts."""
WHOLE = regex.compile(rf"^{BY}[）)]?[:：]?$")
AHEAD = regex.compile(rf"^{BY}\s*[:：]\s*(?=\p{{Han}})")


REMARK = regex.compile(r"[（(](?P<field>[^（()）]*)[）)]\s*[:：]?\s*$")
"""Which figure of the whole the words part (按支出性质分（全年预算数）)."""


@dataclass(frozen=True, slots=True)
class Divider:
    """What the rows below are (source or part), and the name that stands behind these words in the same row; None where none does."""

    kind: str
    name: Traced | None


def divider(name: Traced) -> Divider | None:
    """Returns by what the words part the whole; None for other words."""
    text = name.strip()
    if found := WHOLE.match("".join(text.text.split())):
        return Divider(_kind(found), None)
    found = AHEAD.match(text.text)
    return Divider(_kind(found), text.span(found.end(), len(text)).strip()) if found else None


def _kind(found: regex.Match[str]) -> str:
    return "source" if found["source"] else "part"


def division(name: Traced) -> tuple[str, Traced | None] | None:
    """Returns by what the title of a list parts the whole, and the remark behind it; None for other words, and for a title that goes
    on with a name."""
    remark = REMARK.search(name.text)
    by = divider(name.span(0, remark.start()) if remark else name)
    if by is None or by.name is not None:
        return None
    return by.kind, name.span(*remark.span("field")) if remark else None
