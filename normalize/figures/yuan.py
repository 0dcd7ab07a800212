"""The units of money that a budget counts in (元, 千元, 万元, 百万元, 亿元, 万美元), as parts of regular expressions: they stand here alone."""

from __future__ import annotations

from gouji.normalize.figures.canonical import canonical_quantity
from gouji.normalize.figures.chinese_numbers import NUMERALS
from gouji.normalize.figures.units import MULTIPLIERS, UNIT_ROWS, unit_at, unit_pattern
from gouji.schemas.quantity import Quantity

_MULTIPLE = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
CURRENCIES = frozenset(unit for unit, row in UNIT_ROWS.items() if row["kind"] == "money")
_CURRENCY = unit_pattern(CURRENCIES)
OTHER_WORDS = "单公纪多"
"""Behind these 元 is no money: 单元, 公元, 纪元, 多元."""
YUAN = rf"(?:(?:{_MULTIPLE})?(?:{_CURRENCY}))"
"""A unit of money, as it stands behind a figure."""
UNIT_OF_MONEY = rf"(?P<unit>(?<![\d.{NUMERALS}{OTHER_WORDS}]){YUAN})"
"""A unit of money that stands alone, as the group `unit`: 五十万元 and 20万元 are amounts."""
BRACKETED_YUAN = rf"[（(](?:金?额?单位[:：]?)?(?:人民币)?{YUAN}[）)]"
"""A unit of money in brackets: the head or the label before it counts in it."""
WATTS = frozenset("Ww")
"""What is 瓦 beside machines, and 万 beside money (预算120W)."""
MULTIPLES = (frozenset(MULTIPLIERS) - {"百", "千"}) | WATTS
"""What an amount is counted in where 元 is left out (预算420万); 百 and 千 alone count anything."""
_LEFT_OUT = "|".join(sorted(MULTIPLES, key=len, reverse=True))
SPOKEN_YUAN = rf"(?:{YUAN}|{_LEFT_OUT})"
"""A unit of money behind the figure of an amount, its 元 perhaps left out."""


def with_yuan(quantity: Quantity) -> Quantity:
    """Returns an amount whose 元 was left out as one of money; any other figure as it is."""
    unit = quantity.unit
    found = unit_at("万元" if unit in WATTS else f"{unit}元", 0) if unit in MULTIPLES else None
    return canonical_quantity(quantity.number, found, quantity.approximate, quantity.bound) if found else quantity
