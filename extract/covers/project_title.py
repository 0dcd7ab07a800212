"""Names the project, and the unit, out of a title: what stands between the unit or the year and the kind of paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from gouji.extract.covers.entity_names import complete_name
from gouji.extract.covers.unit_names import first_unit
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of

YEAR = r"(?:(?:19|20)\d\d(?:[—\-–~至](?:19|20)?\d\d)?|二[〇○零O]\p{Han}{2})\s*年度?"
PLACE = r"\p{Han}{2,9}?(?:自治[县州旗]|(?<![城山园郊社校片牧灌库矿景林地小湾辖全])[县区市旗州盟])(?![级直辖内属域])"
TOWN = rf"\p{{Han}}{{2,4}}[乡镇](?={YEAR})"
"""A place by its name; none of the words that end like one (山区, 校区), and no 县级."""
KIND = regex.compile(
    rf"(?:转移支付(?:资金)?)?(?:{YEAR})?(?:项目)?(?:财政)?(?:支出)?(?:转移支付(?:资金)?)?(?:区域)?(?:的?使用(?:和|及)?)?"
    r"的?(?:绩效)?(?:目标)?(?:情况)?的?(?:自评|评价)(?!抽查|复核)|使用和绩效情况的说明"
)
"""What follows the name of a project in a title: 2023年度支出绩效自评报告."""
OFFICE = r"\p{Han}{1,24}?(?:管理局|委员会|办事处|人民政府|[局厅])(?:[（(]\p{Han}{2,20}[）)])?"
GENERIC_TITLE = regex.compile(
    rf"(?:\p{{Han}}{{2,4}}[省市县区州盟旗]){{0,2}}(?:{YEAR})?(?:本级|[省市县区州]级|[省市区县]直|中央|乡镇|镇级)?"
    r"(?:部门|单位|整体|预算|财政|年度|专项|项目|政策|转移支付|区域|资金|支出|重点|基本|一般|绩效|目标|（|）|[()])+"
)
MONEY_PROJECT = regex.compile(r"(?<=资金|经费|专项|费)项目$")
"""A sum of money that a title calls a project has its own name without that word."""
QUOTED = regex.compile(r"[“\"]([^“”\"]{4,})[”\"](?:项目)?")
UNIT_ENDS = r"(?=关于|部门|单位|整体|[（(]?本级)"
TRANSFER = "转移支付"
"""Before it the title names the money, however the name ends."""
MIN_CHARACTERS, MAX_CHARACTERS = 4, 48


def project_in_title(title: TextLeaf | None, department: str | None = None) -> TextLeaf | None:
    """The project that a title names; None for a title that only says of what kind it is (市级预算项目支出绩效自评表).

    `department` is the unit that reports: its name, the place and the year before the project are no part of the name.
    """
    if title is None:
        return None
    words = title.value or ""
    start = _start(words, department or "")
    end = next((m.start() for m in KIND.finditer(words, start) if m.start() > start), None)
    if end is None:
        return None
    name = words[start : _with_project(words, start, end)]
    if money := MONEY_PROJECT.search(name):
        name = name[: money.start()]
    quoted = QUOTED.fullmatch(name)
    name = quoted[1] if quoted else name
    if not MIN_CHARACTERS <= len(name) <= MAX_CHARACTERS or GENERIC_TITLE.fullmatch(name):
        return None
    if not (quoted or TRANSFER in words[start:] or complete_name("project_name", name)):
        return None
    return TextLeaf.of(_span(title, name), name)


def _span(title: TextLeaf, name: str) -> Traced:
    """Where a title prints the name, with or without blanks between its characters."""
    found = regex.search(r"\s*".join(map(regex.escape, name)), title.trace.text)
    return title.trace.span(*found.span()) if found else title.trace


def titled_unit(title: TextLeaf | None, lines: Sequence[Traced] = ()) -> TextLeaf | None:
    """The unit that a title begins with (青杉县教育局2023年度部门整体支出绩效自评报告), or that its first line is; else None.

    `lines` are the lines of the title.
    """
    unit = first_unit(lines[0]) if len(lines) > 1 else None
    if unit is not None:
        return TextLeaf.of(unit, regex.sub(r"\s", "", unit.text))
    match = _titled_unit().match(title.value or "") if title is not None else None
    return TextLeaf.of(_span(title, match["unit"]), match["unit"]) if title is not None and match else None


@cache
def _titled_unit() -> regex.Pattern[str]:
    endings = any_of(__package__, "name_endings", frozenset({"unit"}))
    return regex.compile(
        rf"(?:关于)?(?:{YEAR})?\s*(?P<unit>\p{{Han}}{{3,26}}?(?:{endings}))(?:[（(]\p{{Han}}{{2,20}}[）)])?\s*(?:{UNIT_ENDS}|(?={YEAR}))"
    )


def _start(title: str, department: str) -> int:
    """Where the name begins: behind 关于, the unit, the place and the year, in whatever order they stand."""
    at, placed = 0, False
    while True:
        match = regex.match(r"关于|的|\s+|本级|中央对地方(?:专项)?转移支付", title[at:]) or regex.match(
            YEAR, title[at:]
        )
        if match is None and not placed:
            match = _unit_or_place(title[at:], department)
            placed = match is not None
        if match is None or not match.end():
            return at
        at += match.end()


def _unit_or_place(words: str, department: str) -> regex.Match[str] | None:
    """The unit or the place at the beginning of `words`; the unit of which the words behind tell that it is whole."""
    if department and (
        own := regex.match(rf"\p{{Han}}{{0,6}}{regex.escape(department)}(?:[（(]\p{{Han}}{{2,20}}[）)])?", words)
    ):
        return own
    named = _titled_unit().match(words)
    if named and named.end() and named.start("unit") == 0:
        return named
    return regex.match(rf"(?:\p{{Han}}{{2,3}}省)?(?:{PLACE}){{0,2}}?{OFFICE}(?=\p{{Han}}{{4}})", words) or regex.match(
        rf"(?:{PLACE}){{1,2}}(?=[\p{{Han}}“\d]{{4}})|{TOWN}", words
    )


def _with_project(title: str, start: int, end: int) -> int:
    """The end of the name with 项目, which belongs to it unless the title speaks of 项目支出 behind a sum of money."""
    return end + 2 if title.startswith("项目", end) and end > start else end
