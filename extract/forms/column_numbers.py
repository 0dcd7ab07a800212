"""Rows that number the columns (栏次、列次): 1, 2, 3=1+2 or A, B, C=A-B under the heads are no values."""

from __future__ import annotations

from itertools import pairwise

import regex

from gouji.tables.cell_grid import CellGrid

LABEL = regex.compile(r"栏次|列次|行次|序号")
FILLER = regex.compile(r"[甲乙丙丁戊己庚辛]?|[-—–一]+|栏|次")
STEM = regex.compile(r"[甲乙丙丁]")
"""Numbers a column of words; those of figures are numbered behind them."""
MIN_STEMS = 2
"""Behind so many of them the numbers may go on from another head above: 甲 乙 丙 8 9 10."""
LETTER = regex.compile(r"[A-H](?:=[A-H](?:[-+*×/÷][A-H])+)?|[A-H][/÷][A-H](?:[*×]100%)?")
FORMULA = regex.compile(r"(?:(?P<own>\d{1,2})=+)?(?P<rest>\d{1,2}(?:[-+*×xX/÷]\d{1,2})+)(?:[*×]100%?)?")
SPOILED = regex.compile(r"\D{1,2}[=:：]?\d{1,2}(?:[-+*×/÷]\d{1,2})+")
"""A formula of which the own number cannot be read."""
LEAST = 3
"""Fewer figures in a row may well be values."""
LONG = 5
"""So many numbers in a row, each one more than the one before, number the columns on from those of another head above: 7 8 9 10 11."""
MAX_STEP = 2
"""So far two numbers may lie apart where the one between them was not read."""
LEAST_CHAIN, LARGEST_REST = 4, 3
"""Beside a formula that gives its column a number, so many numbers in a row are enough, where every third word at most
was read as something else: 乙 as 2, 8=6÷5 as 8-6:5."""
BRACKETS = str.maketrans("", "", "()（）")


def is_numbering(sheet: CellGrid, row: int) -> bool:
    """Whether a row holds nothing but the numbers or letters of the columns, formulas of them, and perhaps a word for
    them."""
    words = [w for cell in sheet.own(row) if (w := cell.words.translate(BRACKETS))]
    parted = [index + 1 for index, (one, other) in enumerate(pairwise(words)) if LABEL.fullmatch(one + other)]
    labels = parted or [index for index, word in enumerate(words) if LABEL.fullmatch(word)]
    if labels:
        words = words[labels[0] + 1 :]
        words = words[max((n + 1 for n, word in enumerate(words) if STEM.fullmatch(word)), default=0) :]
    elif any((match := FORMULA.fullmatch(word)) and match["own"] for word in words):
        return _chain([_number(w, bool(FORMULA.fullmatch(w))) for w in words if not FILLER.fullmatch(w)])
    stems = sum(STEM.fullmatch(word) is not None for word in words)
    words = [w for w in words if not FILLER.fullmatch(w) and not LABEL.fullmatch(w)]
    if len(words) < LEAST:
        return False
    if all(LETTER.fullmatch(w) for w in words):
        return True
    formulas = [bool(FORMULA.fullmatch(w)) or (bool(labels) and bool(SPOILED.fullmatch(w))) for w in words]
    numbers = [n for w, is_formula in zip(words, formulas, strict=True) if (n := _number(w, is_formula)) is not None]
    if labels or any(formulas):
        in_order = min(numbers, default=-1) >= 0 and all(0 < b - a <= MAX_STEP for a, b in pairwise(numbers))
        return (len(numbers) > 1 and in_order) or (bool(labels) and _chain(list(numbers)))
    begins = numbers[0] in (0, 1, 2, 3) or stems >= MIN_STEMS or len(numbers) >= LONG
    return numbers[0] >= 0 and begins and all(n == numbers[0] + i for i, n in enumerate(numbers))


def _chain(numbers: list[int | None]) -> bool:
    """Whether nearly all of the words number one column after another."""
    longest = 0
    for start in range(len(numbers)):
        chain: list[int] = []
        for number in numbers[start:]:
            if number is not None and number >= 0 and (not chain or 0 < number - chain[-1] <= MAX_STEP):
                chain.append(number)
        longest = max(longest, len(chain))
    told = len([n for n in numbers if n is not None])
    return longest >= max(LEAST, min(LEAST_CHAIN, told)) and (told - longest) * LARGEST_REST <= told


def _number(word: str, is_formula: bool) -> int | None:
    """The number that a word gives its column: ① is 1, 3=1+2 is 3; None for a formula alone, -1 for any other word."""
    if is_formula:
        match = FORMULA.fullmatch(word)
        return int(match["own"]) if match and match["own"] else None
    if word.isdecimal():
        return int(word)
    return ord(word) - ord("①") + 1 if len(word) == 1 and "①" <= word <= "⑳" else -1
