"""Figures of prose that came in pieces, with blanks between digits and signs (2 ,621,700.0 0元, 9l .71%, 14o1 5人)."""

from __future__ import annotations

import re

LETTERS = str.maketrans("OoQlISBZ", "00011582")
SIGNS = r"[\dOoQlI](?:[OoQlI.,\d]| (?=[OoQlI.,\d]))*"
"""A run of digits, of what is read for them and for the signs between them, single blanks within."""
NAMED = r"(?<=[㐀-鿿，、；：（])(?<!项目)(?<!标段)(?<!阶段)(?<!第)(?<!表)(?<!包)(?<!附件)(?<!子项)"
"""It stands right behind a word: 子项目1 20万元 is the first thing and its figure, and two cells of a row stand apart from the words before them."""
YEAR = re.compile(r"(?:19|20)\d\d ")
AMOUNT = re.compile(r"[到至为达共约由从近超过增减]$")
"""Behind these even 1970 is the beginning of a figure and no year."""
PLAIN, GROUPED = re.compile(r"\d+(?:\.\d{1,4})?"), re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
POINTED = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+),(\d{1,2})")
WHOLE = re.compile(SIGNS)
MOST_DIGITS = 14


def closed_figure(found: re.Match[str]) -> str:
    """The one figure that the pieces make; as it was read where they make none."""
    read = found[0]
    if YEAR.match(read) and not AMOUNT.search(found.string, 0, found.start()):
        return read
    return closed(read) or read


def closed(read: str) -> str | None:
    """The figure that `read` is without its blanks; None where it has none, or is no figure then."""
    if " " not in read or not WHOLE.fullmatch(read):
        return None
    figure = pointed(read.replace(" ", "").translate(LETTERS))
    sound = PLAIN.fullmatch(figure) or GROUPED.fullmatch(figure)
    return figure if sound and sum(char.isdigit() for char in figure) <= MOST_DIGITS else None


def pointed(figure: str) -> str:
    """The figure with a point for a last comma behind which stand the two places that yuan and rates have."""
    comma = POINTED.fullmatch(figure)
    return f"{comma[1]}.{comma[2]}" if comma and not GROUPED.fullmatch(figure) else figure
