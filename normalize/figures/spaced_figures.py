"""Joins figures in prose that were split by spaces between digits and separators (2 ,621,700.0 0元, 9l .71%, 14o1
5人)."""

from __future__ import annotations

import re

from gouji.normalize.figures.list_numbers import begins_list_item

LETTERS_TO_DIGITS = str.maketrans("OoQlISBZ", "00011582")
FIGURE_PIECES = r"[\dOoQlI](?:[OoQlI.,\d]| (?=[OoQlI.,\d]))*"
"""A run of digits, of letters that digits are misread as, and of separators, with single spaces inside."""
AFTER_WORD = r"(?<=[㐀-鿿，、；：（])(?<!项目)(?<!标段)(?<!阶段)(?<!第)(?<!表)(?<!包)(?<!附件)(?<!子项)"
"""The figure follows a word directly. In 子项目1 20万元 the first number belongs to the name, and two cells of a row
are separated from the words before them by a space."""
SPACED_YEAR = re.compile(r"(?:19|20)\d\d ")
BEFORE_AMOUNT = re.compile(r"[到至为达共约由从近超过增减]$")
"""After these words even 1970 begins a figure and is no year."""
PLAIN_FIGURE, GROUPED_FIGURE = re.compile(r"\d+(?:\.\d{1,4})?"), re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
COMMA_FOR_POINT = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+),(\d{1,2})")
WHOLE_FIGURE = re.compile(FIGURE_PIECES)
MAX_DIGITS = 14
"""No amount has more digits."""


def join_spaced_match(found: re.Match[str]) -> str:
    """Returns the one figure that the pieces form; unchanged if they form none, or are a list number and a figure."""
    read = found[0]
    if begins_list_item(found):
        return read
    if SPACED_YEAR.match(read) and not BEFORE_AMOUNT.search(found.string, 0, found.start()):
        return read
    return join_spaced_figure(read) or read


def join_spaced_figure(read: str) -> str | None:
    """Returns `read` as a figure without its spaces; None if it has none, or does not form a figure."""
    if " " not in read or not WHOLE_FIGURE.fullmatch(read):
        return None
    figure = with_decimal_point(read.replace(" ", "").translate(LETTERS_TO_DIGITS))
    well_formed = PLAIN_FIGURE.fullmatch(figure) or GROUPED_FIGURE.fullmatch(figure)
    return figure if well_formed and sum(char.isdigit() for char in figure) <= MAX_DIGITS else None


def with_decimal_point(figure: str) -> str:
    """Returns the figure with a decimal point for a last comma followed by the two decimals that yuan amounts and
    rates have."""
    comma = COMMA_FOR_POINT.fullmatch(figure)
    return f"{comma[1]}.{comma[2]}" if comma and not GROUPED_FIGURE.fullmatch(figure) else figure
