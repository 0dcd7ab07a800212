"""Whether words can be what a person would call a line of the budget."""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.statements.figure_context import names_source
from gouji.extract.statements.phrase_names import name_in
from gouji.schemas.wordlists import read_rows

MIN_LENGTH, MAX_LENGTH = 2, 40
NO_NAME = regex.compile(
    r"(?:[一二三四五六七八九十两几\d#]+(?:台|套|个|项|辆|批|处|家|座|名|人|次|所|件|块|笔|条)(?:套|次|项)?|[〇零一二三四五六七八九十百千万两半几成分]+(?:[（(][^（(）)]*[）)])?|.*(?:\d[%％]|率[达为到]?[一二三四五六七八九]成).*|导致|致使|[二两]者(?:相乘|合计|相加)?|[前后]一文|上述.*|以上.*|上列.*|前列.*|前述.*"
    r"|(?:从|按|分)\p{Han}{1,8}(?:看|划分|计算|统计)|.*(?:情况|概况|分析|之处|问题|原因|措施|如下|相应|偏慢|偏低|不够|不足|滞后|较慢|较低|不高))"
)
"""What is said of lines, and names none."""
TIME = regex.compile(
    r"(?:^|[，、：；（(]|分别[为是])D$|(?:\d{1,2}|[#D])月(?:份|[上中下]旬)?(?:拨付|下达|到位|支付|拨|付|又|资金|共|为|支出)*$"
)
"""Money of a month (3月15,000万元、6月12,000万元) is of no line."""
HAN = regex.compile(r"\p{Han}")
"""A name has a character: of 20xx年 nothing but xx would be left."""
CLAUSE = regex.compile(r"根据|按照|按|因(?!公)|由于|经|为了|截至|截止|鉴于|通过")
"""A phrase that begins so tells why or when, and is no name."""


def may_name(words: str) -> bool:
    """Whether words can be what a person would call a line."""
    named = HAN.search(name_in(words)) or names_source(words) or words in standing_names()
    return (
        bool(named)
        and not CLAUSE.match(words)
        and not NO_NAME.fullmatch(words)
        and MIN_LENGTH <= len(words) <= MAX_LENGTH
    )


@cache
def standing_names() -> frozenset[str]:
    """The names of lines of every unit's budget that consist of generic words."""
    return frozenset(row[0] for row in read_rows(__package__, "standing_names"))


def is_of_month(lead: str) -> bool:
    """Whether the words before a figure say when, and nothing else: 3月15,000万元、6月12,000万元."""
    return bool(TIME.search(lead))
