"""Lines that a program prints around a paper and that tell nothing of it: when it was printed or exported, by whom, which page it is."""

from __future__ import annotations

import regex

from gouji.schemas.page_numbers import NUMBER

_MADE = "打印|导出|下载|输出|系统生成"
_DAY = r"(?:19|20)\d\d[年./\-]\s*\d{1,2}[月./\-]\s*\d{1,2}日?"
_STAMP = (
    rf"(?P<stamp>(?:\p{{Han}}{{0,14}}(?:系统|平台)\s*(?:[Vv]?\d[\d.]*)?\s*|数据|报表|本表|文件)?(?:{_MADE})(?:时间|日期|时刻)?\s*[:：]?\s*{_DAY}(?:[\sT]*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?"
    rf"|(?:{_MADE})(?:人员?|用户|账号|次数|编号|流水号|机构|终端)\s*[:：]\s*[^，。；\s]{{1,16}})"
)
LINE = regex.compile(rf"[\s—\-_=·*.|｜]*(?:(?:{_STAMP}|{NUMBER})(?:[\s—\-_=·*.|｜]+|$))+")
"""Stamps, and page numbers beside them."""


def is_print_stamp(words: str) -> bool:
    """Returns whether a line is nothing but stamps of a printing program (打印时间：2025/11/07 09:41), perhaps beside the page number."""
    found = LINE.fullmatch(words)
    return found is not None and found["stamp"] is not None
