"""Whether the report says that the points of the execution are its rate's part of what they weigh: 按执行率乘以分值计, 执行率×10分."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

RATE = r"(?:执行率|支出率|执行进度|完成比例)"
WEIGHT = r"(?:分值|满分值?|权重分?值?|标准分|总分|[12]0\s*分?)"
TIMES = r"(?:乘以?|[×＊*xX])"
METHOD = regex.compile(
    rf"{RATE}(?:[（(][^）)]{{0,8}}[）)])?{TIMES}(?:该项|本项|指标|对应|其)?的?{WEIGHT}|{WEIGHT}(?:[（(][^）)]{{0,8}}[）)])?{TIMES}(?:实际|预算|资金|项目|支出)*{RATE}"
    rf"|按(?:实际|预算|资金)*{RATE}的?(?:同?比例)?(?:折算|换算)"
)
BANDS = regex.compile(r"以[上下]的?，?得|每(?:低|少|降低|下降)|扣减?完|不得分")
"""Words of a sentence that gives other points below some rate."""


def rate_points(lines: Iterable[Traced]) -> TextLeaf | None:
    """The words that say so; None where none do, or where bands of rates have points of their own."""
    for line in lines:
        for match in METHOD.finditer(line.text):
            begin = max(line.text.rfind(stop, 0, match.start()) for stop in "。；;") + 1
            ends = [end for end in (line.text.find(stop, match.end()) for stop in "。；;") if end >= 0]
            if not BANDS.search(line.text[begin : min([*ends, len(line.text)])]):
                return TextLeaf.of(line.span(match.start(), match.end()), bare(match[0]))
    return None
