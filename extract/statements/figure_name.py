"""What a figure of a list is called."""

from __future__ import annotations

from functools import lru_cache

import regex

from gouji.extract.statements.figure_context import Context

LEAD_IN = regex.compile(
    r"其中|包括|包含|分别|用于|一是|二是|三是|四是|五是|为|是|含|共计?|新增|完成|实际|[一-龥]*[:：]"
)
HAN = regex.compile(r"[^\p{Han}]+")
MIN_NAME, MAX_NAME = 2, 10


@lru_cache(maxsize=4096)
def figure_name(context: Context) -> str:
    """The words before a figure in its clause, or those behind it where there are none; empty without any."""
    words = regex.split(r"[，。；、（(]", context.lead)[-1]
    before = HAN.sub("", LEAD_IN.sub("", words))
    if len(before) >= MIN_NAME:
        return before[-MAX_NAME:]
    behind = HAN.sub("", regex.split(r"[，。；、#）)\d]", context.after.lstrip("#"))[0])
    return behind[:MAX_NAME] if len(behind) >= MIN_NAME else before
