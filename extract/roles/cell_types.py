"""What a cell looks like, by nothing but its own characters: a figure, a rate, points, a unit, words."""

from __future__ import annotations

from functools import lru_cache

import regex

from gouji.normalize.figures.dates import find_dates
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.units import is_unit

CELL_TYPES = (
    "empty", "none", "sign", "unit", "top", "level", "ordinal", "points", "figure", "money", "rate", "bounded", "measured",
    "date", "code", "grade", "words", "prose",
)  # fmt: skip
"""All types: nothing, struck out, a sign of comparison, a unit, the name of a level (the first, and those
below it), a whole number below a hundred, a
figure up to a hundred, any other bare figure, an amount with its unit, a rate, a figure with a sign before it, one with
another unit, a date, a long number, a grade, words, sentences."""

MAX_WORDS_LENGTH = 18
MAX_POINTS = 100
MIN_CODE_LENGTH = 5
STRUCK_OUT = regex.compile(r"[一\s\-—–－_/／\\…·、]+|[!|¦丨]|无|不适用|N/?A")
SIGN = regex.compile(r"[≥≤><=＞＜＝]{1,2}|定[性量](?:指标)?|等于|大于等于|小于等于|[正反]向(?:指标)?|计[数量]")
LEVEL = regex.compile(
    r"(?:(?!.?级|绩效|评价|考核|具体|年度|预期|调整|指标|计划|实际|完成).{1,8}指标|产出.{0,3}|效[益果]|满意度?|成本|决策|管理|过程|投入|数量|质量|时效|(?:经济|社会|生态|环境)效益|可持续影响"
    r"|服务对象满意度|预算执行|影响力)(?:[（(].{1,6}[）)])?"
)
TOP_LEVEL = regex.compile(
    r"(?:产出|效[益果]|满意度|决策|管理|过程|投入|预算执行|项目(?:完成|效益)|产出[与及和]效率|履职效能|影响力)(?:指标)?(?:[（(].{1,6}[）)])?"
)
GRADE = regex.compile(r"[优良中差](?:秀|好|等)?|合格|不合格|(?:[优良中差][^优良中差]{0,3}[☑√□口]?\s*){2,}")
CODE = regex.compile(r"\d{5,}[\dA-Z]*|\d{3,}-[\d\-]+")
MULTIPLES_UNITS = frozenset("亿万千百")


@lru_cache(maxsize=65536)
def cell_type(words: str) -> str:
    """Returns the type of a cell with these words (without blanks), one of CELL_TYPES."""
    if not words:
        return "empty"
    if STRUCK_OUT.fullmatch(words):
        return "none"
    if SIGN.fullmatch(words):
        return "sign"
    quantity = parse_quantity(words)
    if quantity is None:
        return _words_type(words)
    if quantity.bound:
        return "bounded"
    if quantity.canonical_unit == "%":
        return "rate"
    if quantity.canonical_unit == "元":
        return "money"
    if quantity.unit and quantity.unit != "分":
        return "measured"
    if CODE.fullmatch(words) and not words.endswith("000"):
        return "figure" if len(words) < MIN_CODE_LENGTH + 2 else "code"
    if quantity.decimals == 0 and 0 <= quantity.amount <= MAX_POINTS and "," not in words:
        return "ordinal"
    return "points" if 0 <= quantity.amount <= MAX_POINTS else "figure"


def _words_type(words: str) -> str:
    if is_unit(words):
        return "unit"
    if TOP_LEVEL.fullmatch(words):
        return "top"
    if LEVEL.fullmatch(words):
        return "level"
    if GRADE.fullmatch(words):
        return "grade"
    if CODE.fullmatch(words):
        return "code"
    date = next(iter(find_dates(words)), None)
    if date is not None and date.end - date.start >= len(words) - 2:
        return "date"
    long = len(words) > MAX_WORDS_LENGTH or any(mark in words for mark in "，。；")
    return "prose" if long else "words"
