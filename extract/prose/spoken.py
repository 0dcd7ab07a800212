"""The paragraphs of a report in which it speaks: its body, and what it tells before its first heading."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.paragraph import Paragraph

MIN_LENGTH = 60
"""A shorter paragraph before the first heading may be a label, a title or an address."""
TOLD = regex.compile(r"[，,；;].*[。；;]", regex.S)
AMOUNTS = regex.compile(rf"\d\s*{YUAN}[^\d]*[，,；;。].*\d\s*{YUAN}", regex.S)
"""Amounts one behind the other (经费：年初预算865.00万元；全年支出839.05万元), however short the line."""
NOTE = regex.compile(r"\s*(?:注|备注|说明|填报说明|填表说明)\s*[:：\d.、]")
"""Remarks under a form tell how it is filled in."""


def spoken(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The body, with the running prose that stands before it: 为规范资金管理，我局对2023年度……开展自评，该项目预算520万元……。"""
    return [p for p in paragraphs if p.place == "body" or _is_prose(p.text.text)]


def _is_prose(words: str) -> bool:
    told = (len(words) >= MIN_LENGTH and TOLD.search(words)) or AMOUNTS.search(words)
    return bool(told) and not NOTE.match(words)
