"""Amounts that the words behind them say were spent to the last yuan: 资金40.83万元，均系财政拨款，至11月已全部支出."""

from __future__ import annotations

import regex

from gouji.extract.statements.figure_context import Context
from gouji.schemas.wordlists import any_of

STOP = regex.compile(r"[。；;！？]")
REACH = 40
"""Characters behind the amount in which the words stand."""
IN_FULL = regex.compile(rf"(?:{any_of(__package__, 'spent_in_full', frozenset({'full'}))})(?!\p{{Han}}{{0,4}}的)")
"""全部支出的62% speaks of another whole."""
DENIED = regex.compile(any_of(__package__, "spent_in_full", frozenset({"not"})))
CLAUSE = regex.compile(r"[，,、：:]")


def is_spent_in_full(context: Context) -> bool:
    """Whether the words behind an amount, up to the next amount or the end of the sentence, say that all of it was spent."""
    text, start = context.passage.text.text, context.figure.end
    later = [f.start for f in context.passage.figures if f.start >= start and f.found.kind == "money"]
    stop = STOP.search(text, start)
    behind = text[start : min(start + REACH, stop.start() if stop else len(text), later[0] if later else len(text))]
    told = IN_FULL.search(behind)
    return told is not None and not DENIED.search(CLAUSE.split(behind[: told.start()])[-1])
