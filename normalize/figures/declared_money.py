"""Where a line or a cell declares a unit of money for the figures that print none: 单位：万元, 资金情况（万元）, 金额：元, 金额均以万元列示."""

from __future__ import annotations

import regex

from gouji.normalize.figures.yuan import UNIT_OF_MONEY, YUAN

BEFORE = r"(?:[\p{Han}%％]{1,4}\s*[、，,/；;]\s*){0,3}(?:人民币)?\s*"
BEHIND = r"\s*(?:[、，,；;]\s*[\p{Han}%％]{1,4}\s*){0,3}"
"""Units of things that are named beside that of money: 户、万元; 万元、分."""
PLACE = "(?!谋|氏|江|阳|坝|宝)"
"""Behind 元 in the names of counties: 元谋县."""
SAID_HOW = r"(?:金额|数[据字额值]?|资金|经费|款项|收支|[本各上下附]表)[^，。；;:：\d]{0,12}(?:以|按照?|用)(?:人民币)?\s*[“\"‘「『]?"
"""How a note says in what a table counts: 本表金额均以“万元”列示, 数据按千元计算."""
DECLARED = regex.compile(
    rf"(?:单位\s*(?:均?[为是])?\s*[:：]?|(?:金额|货币|币种|计量)\s*[:：])\s*[（(]?\s*{BEFORE}{UNIT_OF_MONEY}(?!/){PLACE}"
    rf"|(?:^|[，。；;、]|[ \u3000\t]{{2}})[^，。；;]{{0,20}}[（(]\s*{BEFORE}{UNIT_OF_MONEY}{BEHIND}[）)][:：。]?$"
    rf"|(?:^|[^，。；;]{{2,20}})[（(]\s*{UNIT_OF_MONEY}\s*[，,；;][^（）()]{{2,40}}[）)][:：。]?$"
    rf"|[\p{{Han}}）)][ \u3000\t]{{2,}}{UNIT_OF_MONEY}\s*$"
    rf"|{SAID_HOW}\s*{UNIT_OF_MONEY}\s*[”\"’」』]?\s*(?:为(?:计[量价算])?单位|列[示报]|计[算价量列]?|反映|填[列报写]|表[示述])"
)
BEHIND_NAME = regex.compile(rf"\s*[（(]\s*{BEFORE}{YUAN}{BEHIND}[）)]\s*$")
"""A declared unit on the line of a name, right behind it."""
ALONE = regex.compile(rf"[（(]?\s*(?:(?:金额|货币|计量|计价|资金)?单位[:：]?)?{BEFORE}{UNIT_OF_MONEY}{BEHIND}[）)]?")


def declared_money(words: str) -> str | None:
    """Returns the unit of money that a line declares: behind 单位, in brackets at its end, or alone in its right corner."""
    found = DECLARED.search(words)
    return found["unit"] if found is not None else None


def money_alone(words: str) -> str | None:
    """Returns the unit of money that a cell names and nothing else (万元, （元）, 单位：万元)."""
    found = ALONE.fullmatch(words)
    return found["unit"] if found is not None else None
