"""What the words of a ratio say that it is of: what is divided (改造户占总户数的20%: 改造户), and by what (总户数)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.parallel_runs import run_of

JOIN = r"[了为是达到有约近可，,（(]*$"
CHANGE = "增长|增加|上升|提高|提升|增幅|增速|升|增|下降|减少|降低|降幅|下浮|压减|减|降"
SHARE = regex.compile(
    rf"(?P<of>[^占]*)(?:占|相当于)[到了]?(?P<base>[^占#]{{2,14}}?)(?:的(?:比重|比例)?|比重|比例)?{JOIN}"
)
CHANGED = regex.compile(
    rf"(?P<of>.*?)(?:(?:同比|环比|(?:[比较与同]|相比)(?P<base>[^比较#]{{2,12}}?)(?:相比)?)[，,]?)?(?:净|共|平均|再)?(?:{CHANGE})(?:率|幅度?|比例)?{JOIN}"
)
RATE = regex.compile(rf"(?P<of>.*?\p{{Han}}{{0,2}})(?:率|进度|比例|比重){JOIN}")
EACH = regex.compile(rf"(?P<of>.*?)(?:平均)?每[一个]?(?P<what>\p{{Han}}{{1,12}}?){JOIN}")
MEAN = regex.compile(rf"(?P<of>.*?)(?P<base>公里|\p{{Han}})(?:均|(?<=亩)产)(?P<what>\p{{Han}}{{0,8}}?){JOIN}")
AVERAGE = regex.compile(r"平均?(?:到|为|每)?$")
MAX_EACH = 6
FIGURE = regex.compile(r".*#[^\p{Han}]*")
COMMON = frozenset("的了为是共计达到占比较率其中与及和约已全本年度总额数量实际完成个项在由对以按从各均")
"""Characters that name nothing by themselves."""


@dataclass(frozen=True, slots=True)
class RatioWords:
    """The words for the first figure of a ratio and for the second; empty where the sentence has none."""

    first: str
    second: str
    each: str
    """What an average is told of one of: 户 of 户均, 公里 of 每公里; empty for other ratios."""


NONE = RatioWords("", "", "")


def ratio_words(every: Sequence[Context], index: int) -> RatioWords:
    """What the clause of a figure calls the figures that it is of; of a row (分别占39.5%、34.2%) the clause of its first."""
    here = every[run_of(every, index).start]
    return _of_rate(here) if every[index].kind in ("rate", "points") else _of_amount(here)


def _of_rate(here: Context) -> RatioWords:
    for pattern in (SHARE, CHANGED, RATE):
        if found := pattern.match(here.clause):
            first, second = _own(found["of"]), found.groupdict().get("base")
            return RatioWords(first, second or first, "")
    return NONE


def _of_amount(here: Context) -> RatioWords:
    if (found := MEAN.match(here.clause)) and found["base"] != "平":
        return RatioWords(_own(found["of"]) + found["what"], "", found["base"])
    if found := EACH.match(here.clause):
        return RatioWords(AVERAGE.sub("", _own(found["of"])) + found["what"], "", found["what"][:MAX_EACH])
    return NONE


def _own(words: str) -> str:
    """The words without a figure that stands among them, and what was before it."""
    return FIGURE.sub("", words)
