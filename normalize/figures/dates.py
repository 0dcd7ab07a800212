"""Finds the dates of a Chinese text and converts them to ISO 8601."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import regex

from gouji.normalize.figures.date_patterns import (
    COMPACT_DATE,
    DATE,
    RELATIVE_YEAR,
    TO_HALF_WIDTH,
    YEAR_AND_MONTH,
    YEAR_OFFSETS,
    number_of,
)
from gouji.schemas.spans import FoundDate

STOP = regex.compile(r"[。！？；;]")


@dataclass(slots=True)
class _DateContext:
    """What the text has said so far: the year in force and the month of the last day, for dates that omit them."""

    year: int | None
    month: int | None = None
    later: int = 0
    """How many years the word before a date of this sentence shifted it (次年3月18日), for the later months that follow."""
    until: int = 0
    """Where that sentence ends."""


def find_dates(text: str, year: int | None = None) -> list[FoundDate]:
    """Returns all dates from left to right, including bare years (precision "year").

    A date without a year takes the last year named before it in the text, otherwise `year`. Without either its value is
    None, as for an impossible date (2022年2月30日, ￡月12日).
    """
    narrow = text.translate(TO_HALF_WIDTH)
    context = _DateContext(year)
    return [_found(match, context, narrow) for match in DATE.finditer(narrow)]


def parse_date(text: str, year: int | None = None) -> str | None:
    """Returns the one date that the whole of `text` is, or None.

    Also accepts forms too ambiguous for running text (20220926, 2022.9).
    """
    narrow = text.translate(TO_HALF_WIDTH).strip(" \t\u3000\n。；;，,()（）")
    if match := COMPACT_DATE.fullmatch(narrow) or YEAR_AND_MONTH.fullmatch(narrow):
        return _iso(*(int(part) for part in match.groups()))
    found = find_dates(narrow, year)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(narrow))
    return found[0].value if whole else None


def _found(match: regex.Match[str], context: _DateContext, text: str) -> FoundDate:
    start, end = match.span()
    if match["glyph"]:
        return FoundDate(start, end, None)
    named = match["year"]
    month, day = number_of(match["month"]), number_of(match["day"])
    if match["same"] and context.month is None:
        return FoundDate(start, end, None)
    own = number_of(named)
    if own is None and month is None:
        month = context.month
    year = own if own is not None else _year_in_force(text, start, month, context)
    if own is not None:
        context.year, context.until = own, 0
    context.month = month
    readable = year is not None and (month is not None or day is None)
    value = _iso(year, month, day) if readable and year is not None else None
    return FoundDate(start, end, value, inherited=own is None and value is not None)


def _year_in_force(text: str, start: int, month: int | None, context: _DateContext) -> int | None:
    """Returns the last year named, shifted by a word such as 次年 directly before, or before an earlier month of the sentence:
    2023年11月开工，次年3月完工，4月验收.
    """
    if context.year is None:
        return None
    word = RELATIVE_YEAR.search(text, max(0, start - 5), start)
    if word:
        offset, stop = YEAR_OFFSETS[word["word"]], STOP.search(text, start)
        context.later, context.until = offset, (stop.start() if stop else len(text)) if offset > 0 else 0
        return context.year + offset
    if start >= context.until or (month or 0) < (context.month or 0):
        context.until = 0
    return context.year + (context.later if start < context.until else 0)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        date = datetime.date(year, month or (1 if month is None else 0), day or (1 if day is None else 0))
    except ValueError:
        return None
    return date.isoformat()[: 4 if month is None else 7 if day is None else 10]
