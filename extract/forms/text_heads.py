"""What a column of a form in plain text holds, told by its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.wordlists import read_rows

if TYPE_CHECKING:
    from gouji.tables.text_pieces import TextRun

Row = list[tuple["TextRun", ...]]
"""The cells of a row, each of one line or more; none where it is empty."""
NUMBER = re.compile(r"-?[\doOlI]{1,4}(?:[.,][\doOlI]{1,2})?分?")
AMOUNT = re.compile(rf"-?[\doOlI][\doOlI.,]*{YUAN}?")
STRICT = re.compile(rf"-?(?:\d+|\d{{1,3}}(?:,\d{{3}})+)(?:\.\d{{1,2}})?(?:{YUAN}|[%％‰])?")
"""Points, amounts with what is read for digits, and a figure that surely is whole."""
NONE, HAN = re.compile(r"[/／—\-–]+"), re.compile(r"[㐀-鿿]")
LEVEL = re.compile(
    r"(?!.*(?:达成|完成|预期))(?:.*指标|产出|效益|效果|满意度|成本|决策|管理|过程|投入|产出指|数量|质量|时效)(?:[（(][\doOlI.]+分?[）)])?"
)
TOTAL = re.compile(r"(?:自评)?(?:合计|总计|总分|总得分|得分合计)(?:[（(].*[）)])?[:：]?")
ENDS, ENDS_TABLE = re.compile(r"。|^\s*[一二三四五六七八九十]{1,2}、"), re.compile(r"\s*[一二三四五六七八九十]{1,2}、")
"""A line that belongs to no table of money; and one that ends any table."""
MOST_HEAD, MOST_LINES, SHORT_TAIL = 14, 6, 0.2
"""Of how many lines a head and a cell are at the most; what each further line of a cell costs."""


def head_kind(words: str) -> str | None:
    """The kind that the head without blanks names: level, target, money, …; None where it is no head that is known."""
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(words)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in read_rows(__package__, "plain_columns"))


def wrapping(lengths: Sequence[int]) -> float:
    """What speaks against lines of these lengths being one cell: all but the last are as long as the column is wide."""
    cost = SHORT_TAIL * (len(lengths) - 1)
    cost += sum(max(0, abs(a - b) - 1) for a, b in pairwise(lengths[:-1]))
    return cost + 2.0 * max(0, lengths[-1] - min(lengths[:-1], default=lengths[-1]))
