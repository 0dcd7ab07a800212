"""The day up to which a note says that the report's figures are told: 注：表中数据截至2031年12月31日。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.spans import FoundDate

NOTE = regex.compile(r"\s*[（(]?\s*(?:注|备注|附注|表注|说明)\s*\d?\s*[：:、.]?")
FIGURES = regex.compile(
    r"(?:(?:数据|数字|资料|统计|填报|自评|评价|本表|表中|表内|上表|上述|执行数|支出数|支付数|到位数|完成数)[\p{Han}“”]{0,10}?(?:均|系|为|是)?(?:截[至止](?:到|于|日|日期|时间|时点)?|止于)|(?:评价|自评|统计|数据|评估)(?:的)?(?:基准日|时点|截止日|截止时间|截止日期))(?:期)?[为是：:\s]*$"
)
"""Before the day of the report's figures."""
CUT_OFF = regex.compile(r"截[至止](?:到|于)?\s*$")
PRINTED_YEAR = regex.compile(r"\s*20\d\d\s*[年.\-/]")
CLOSE = regex.compile(r"-12(?:-31)?$")
OTHER = regex.compile(
    r"上年|去年|上一年|上期|期初|年初|同期|历年|累计|以前年度|往年|结转|对比|比较|基期|人口|在职|编制|户籍|期末数"
)
"""Words of a note on figures of another year."""


def may_tell(words: str) -> bool:
    """Returns whether a paragraph may be a note that tells the day of the figures."""
    return "截" in words or "基准日" in words or "止于" in words


def note_until(passages: Sequence[Passage], year: int | None) -> TextLeaf | None:
    """Returns the day at a year's end up to which a note says that the figures are told, the first of the report's own `year`
    where one is; None where no note tells any.
    """
    found = list(_days(passages))
    own = [leaf for leaf in found if (leaf.value or "")[:4] == str(year)]
    return next(iter([*own, *found]), None)


def _days(passages: Sequence[Passage]) -> Iterator[TextLeaf]:
    for passage in passages:
        for date in passage.dates:
            if date.value and CLOSE.search(date.value) and _is_noted(passage, date):
                yield TextLeaf.of(passage.text.span(date.start, date.end), date.value)


def _is_noted(passage: Passage, date: FoundDate) -> bool:
    """Whether the words before a date make it the last day of the report's figures, and its sentence tells of no other year."""
    text = passage.text.text
    start = passage.stop_before(date.start, "。；！") + 1
    stops = [place for stop in "。；！" if (place := text.find(stop, date.end)) >= 0]
    if not PRINTED_YEAR.match(text, date.start) or OTHER.search(text, start, min([*stops, len(text)])):
        return False
    noted = NOTE.match(text) is not None and CUT_OFF.search(text, start, date.start) is not None
    return noted or FIGURES.search(text, start, date.start) is not None
