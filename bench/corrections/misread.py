"""Misreads characters of clean text on purpose, as the tables of confusions say that they are misread."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from math import exp

from bench.cases.random import Dice
from gouji.normalize.text.confusions import load_confusions

HAN = re.compile("[㐀-鿿]")
MISREAD_SHARE = 0.4
"""How often a character is misread at a cost of 0; a nat of cost makes it e times rarer."""


def misread(text: str, dice: Dice) -> tuple[str, dict[int, str]]:
    """The text with some characters misread, and what was printed in these places; neighbours are not both misread."""
    chars, printed = list(text), dict[int, str]()
    for index, char in enumerate(text):
        if char in _readings() and _has_neighbour(text, index) and index - 1 not in printed:
            others, weights = _readings()[char]
            if dice.random() < MISREAD_SHARE * sum(weights):
                printed[index], chars[index] = char, dice.choices(others, weights)[0]
    return "".join(chars), printed


def _has_neighbour(text: str, index: int) -> bool:
    return any(HAN.match(beside) for beside in (text[max(0, index - 1) : index], text[index + 1 : index + 2]))


@cache
def _readings() -> dict[str, tuple[list[str], list[float]]]:
    """What each printed character may be read as, and how often."""
    readings: dict[str, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))
    for observed, row in load_confusions().items():
        for intended, cost in row.items():
            if HAN.match(observed) and HAN.match(intended):
                readings[intended][0].append(observed)
                readings[intended][1].append(exp(-cost))
    return dict(readings)
