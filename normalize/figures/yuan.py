"""The units of money that a budget counts in (元, 千元, 万元, 百万元, 亿元, 万美元), as parts of regular expressions: they stand here alone."""

from __future__ import annotations

from gouji.normalize.figures.chinese_numbers import NUMERALS
from gouji.normalize.figures.units import MULTIPLIERS, UNIT_ROWS, unit_pattern

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
MULTIPLES = frozenset(MULTIPLIERS) - {"百", "千"}
"""What an amount is counted in where 元 is left out (预算420万); 百 and 千 alone count anything."""
