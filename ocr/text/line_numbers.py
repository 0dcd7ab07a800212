"""Numbers that another program put before every line of a text (   1→…, 12: …): they are no part of it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

NUMBER = regex.compile(r"[ ]{0,8}(?P<number>\d{1,5})(?P<mark>\t|→|[:：|]|[ ]{1,4})")
MIN_LINES = 5
"""So many lines in a row are not numbered by chance."""


def without_line_numbers(rows: Sequence[str]) -> list[str]:
    """Returns the rows without these numbers; as they are where one row that has print lacks its number.

    Every row is counted, also one that holds nothing more, or (some programs) only those that have print. One mark stands behind all
    numbers. A list numbers its points so, too: but all rows of it, from the first to the last, are no report.
    """
    found = [NUMBER.match(row) for row in rows]
    marks = {match["mark"].strip(" ") for match in found if match}
    numbers = [int(match["number"]) for match in found if match]
    told = [match is not None or not row.strip() for match, row in zip(found, rows, strict=True)]
    counted = numbers == [*range(numbers[0], numbers[0] + len(numbers))] if numbers else False
    if len(numbers) < MIN_LINES or not all(told) or not counted or len(marks) > 1:
        return list(rows)
    return [row[match.end() :] if match else row for match, row in zip(found, rows, strict=True)]
