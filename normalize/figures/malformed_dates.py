"""Repairs the numbers of a date: specks, spaces and letters among digits, commas and colons for points."""

from __future__ import annotations

import re

from gouji.normalize.figures.figure_repair import DIGIT, SPECK, FigureRepair
from gouji.normalize.figures.spaced_figures import LETTERS_TO_DIGITS

NUMERIC_DATE = re.compile(
    rf"(?<![\d.,A-Za-z\-/])([12](?: ?{DIGIT}){{3}}) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?)(?![\d.,:：\-/A-Za-z%])"
)
"""A numeric date, possibly with spaces, letters for digits, or other separators."""
MISREAD_DATE_SEPARATORS = ",，:：;"
"""What a point between the parts of a date is misread as."""
EVENT_WORDS = re.compile(r"(?:由|与供应商|组织|正式)?(?:签订|通过|完成|确定|发布|验收|中标|开标|评审|公示)")
"""Words that say that something happened on the date before them."""


def date_repairs() -> list[FigureRepair]:
    """3月3.日, 4月.9日: a speck next to a number of a written date, which may also be the remnant of a digit."""
    return [
        FigureRepair(
            re.compile(rf"(?<=\d月)(\d{{1,2}}){SPECK}(?=日)|(?<=\d年)(\d{{1,2}}){SPECK}(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
        FigureRepair(
            re.compile(rf"(?<=\d年) ?{DIGIT}(?: ?{DIGIT})? ?(?=月)"),
            lambda m: _calendar_number(m, 12),
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"(?<=月) ?{DIGIT}(?: ?{DIGIT})? ?(?=[日号])"),
            lambda m: _calendar_number(m, 31),
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"(?<=\d月){SPECK}(\d{{1,2}})(?=日)|(?<=\d年){SPECK}(\d{{1,2}})(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
    ]


def _calendar_number(found: re.Match[str], maximum: int) -> str:
    """Returns the month or day with digits for letters; unchanged if it was all digits, or if it exceeds `maximum`."""
    read = found[0].strip()
    number = _without_spaces(read)
    return found[0].replace(read, number) if not read.isdigit() and 1 <= int(number) <= maximum else found[0]


def repaired_date(found: re.Match[str]) -> str:
    """Returns a date without spaces and letters, with points for commas and colons; unchanged if it is no date or needs
    no repair.

    With two commas it may be a list of numbers, unless the following words say that something happened then.
    """
    year, month, day = (int(_without_spaces(found[group])) for group in (1, 3, 5))
    separators = found[2] + found[4]
    separator = next(
        (m for m in separators if m not in MISREAD_DATE_SEPARATORS),
        "." if EVENT_WORDS.match(found.string, found.end()) else "",
    )
    is_date = (
        1950 <= year <= 2099
        and 1 <= month <= 12
        and 1 <= day <= 31
        and separator
        and not set(separators) - {*MISREAD_DATE_SEPARATORS, separator}
    )
    return (
        f"{_without_spaces(found[1])}{separator}{_without_spaces(found[3])}{separator}{_without_spaces(found[5])}"
        if is_date
        else found[0]
    )


def _without_spaces(text: str) -> str:
    """Returns the text without spaces, and with digits for the letters that they were misread as."""
    return text.replace(" ", "").translate(LETTERS_TO_DIGITS)
