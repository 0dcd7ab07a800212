"""Rows that number the columns (栏次、列次): 1, 2, 3 or A, B, C=A-B under the heads are no values."""

from __future__ import annotations

import regex

from gouji.tables.cell_grid import CellGrid

LABEL = regex.compile(r"栏次|列次|行次|序号|[甲乙丙丁戊]?")
LETTER = regex.compile(r"[A-H](?:=[A-H](?:[-+*×/÷][A-H])+)?|[A-H][/÷][A-H](?:[*×]100%)?")
LEAST = 3
"""Fewer figures in a row may well be values."""


def is_numbering(sheet: CellGrid, row: int) -> bool:
    """Whether a row holds nothing but the numbers or letters of the columns, and perhaps a word for them."""
    words = [w for cell in sheet.own(row) if (w := cell.words.strip("()（）")) and not LABEL.fullmatch(w)]
    if len(words) < LEAST:
        return False
    if all(LETTER.fullmatch(w) for w in words):
        return True
    numbers = [int(w) if w.isdecimal() else _circled(w) for w in words]
    return numbers[0] in (0, 1, 2, 3) and all(n == numbers[0] + i for i, n in enumerate(numbers))


def _circled(word: str) -> int:
    """① is 1; -1 for what is no circled number."""
    return ord(word) - ord("①") + 1 if len(word) == 1 and "①" <= word <= "⑳" else -1
