"""Finds the budget year (预算年度) of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

PLAIN, SPOKEN = regex.compile(r"(?:19|20)\d\d"), regex.compile(r"二[〇○◯零Ｏ0OoО][〇○◯零Ｏ0OoО一二三四五六七八九]{2}")
YEAR = regex.compile(
    rf"(?<!\d)(?P<year>{PLAIN.pattern}|{SPOKEN.pattern})\s*年(?P<whole>度)?(?!\s*[\d一二三四五六七八九十]{{1,2}}\s*月)"
)

FORM_TITLE = regex.compile(
    r"^[^，。；：:]{0,40}(?:自评|评价)[\p{Han}（）()]{0,8}表\s*(?:[（(]?(?:19|20)\d\d\s*年度?[）)]?)?\s*$"
)
TITLED = regex.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年度?(?!\s*\d)")

GATHERED = 0.8
"""How sure the year at most is that is only mentioned most."""
NAMED = regex.compile(r"(?<!\d)((?:19|20)\d\d)\s*年度")
IN_WORDS, DIGITS = regex.compile(rf"({SPOKEN.pattern})\s*年度"), "〇一二三四五六七八九"
DATED = regex.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[.\-/])\s*(\d{1,2})\s*(?:月|[.\-/])")


def titled_year(lines: Sequence[Traced]) -> TextLeaf | None:
    """The one year in the title of a form (竹溪县2023年项目支出绩效自评表), or in brackets below it; None of several."""
    for line in lines:
        found = [m for m in TITLED.finditer(line.text)] if FORM_TITLE.search(line.text) else []
        if found and len({m["year"] for m in found}) == 1:
            return TextLeaf.of(line.span(*found[0].span()), found[0]["year"])
    return None


def fiscal_year(lines: list[Traced], body: list[Traced], own_date: str | None = None) -> TextLeaf | None:
    """The year that the cover names, else the year that the prose mentions most; None if neither gives one.

    In the prose, sentences that open with a year (2022年，我中心…) count most: other years occur in titles, as the previous
    year, or in the date of a contract. `own_date` is that of the report (ISO), which says nothing of its year.
    """
    for line in lines:
        match = NAMED.search(line.text) or IN_WORDS.search(line.text)
        if match:
            return TextLeaf.of(line.span(match.start(), match.end()), _in_digits(match[1]))
    return _most_mentioned(body, own_date or "")


def written_year(text: str) -> str | None:
    """The first year of a text, in digits: of 2023年 and of 二〇二三年 2023; None if it names none."""
    found = PLAIN.search(text) or SPOKEN.search(text)
    return _in_digits(found[0]) if found else None


def _in_digits(year: str) -> str:
    """The year in digits: 二○二三 as 2023."""
    return "".join(str(max(0, DIGITS.find(sign))) if not sign.isdecimal() else sign for sign in year)


def named_year(name: TextLeaf | None, own_date: str | None) -> TextLeaf | None:
    """The one year in the name of a project (2023年冬季瓜菜绿色防控示范) that is not after the date of the report; less sure than one of a label."""
    found = {m["year"]: m for m in TITLED.finditer(name.text)} if name else {}
    if name is None or len(found) != 1 or not name.trace:
        return None
    year, match = next(iter(found.items()))
    if own_date and not 0 <= int(own_date[:4]) - int(year) <= 1:
        return None
    leaf = TextLeaf.of(name.trace.span(*match.span()), year)
    leaf.limit_confidence(GATHERED)
    return leaf


def _most_mentioned(body: list[Traced], own_date: str) -> TextLeaf | None:
    weight: Counter[str] = Counter()
    places: dict[str, Traced] = {}
    for text in body:
        for match in YEAR.finditer(text.text):
            year = _in_digits(match["year"])
            opens = match.start() == 0 or text.text[match.start() - 1] in "。；，"
            weight[year] += (
                4 if opens and text.text[match.end() : match.end() + 1] in ("，", ",") else 2 if match["whole"] else 1
            )
            places.setdefault(year, text.span(match.start(), match.end()))
        for dated in DATED.finditer(text.text):
            if own_date.startswith(f"{dated[1]}-{int(dated[2]):02}"):
                continue
            weight[dated[1]] += 1
            places.setdefault(dated[1], text.span(dated.start(), dated.end()))
    if not weight:
        return None
    year = max((count, year) for year, count in weight.items())[1]
    leaf = TextLeaf.of(places[year], year)
    leaf.limit_confidence(GATHERED)
    return leaf
