"""How much of the printed text is in a program's output: wrong characters, exactly right figures. One measure for all
programs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
"""A figure with its separators, its point and its percent sign."""


def figures(text: str) -> Counter[str]:
    """Every figure of a text, as printed, and how often; blanks inside a line do not part it."""
    lines = (re.sub(r"[^\S\n]+", "", line) for line in unicodedata.normalize("NFKC", text).splitlines())
    return Counter(found.rstrip(",") for line in lines for found in FIGURE.findall(line))


def figures_right(read: str, truth: str) -> tuple[int, int]:
    """How many figures of the truth stand intact in what was read, and how many there are."""
    wanted = figures(truth)
    return sum((wanted & figures(read)).values()), sum(wanted.values())


def characters_wrong(read: str, truth: str) -> tuple[int, int]:
    """Characters of the truth that are not in what was read, line by line wherever it stands, and all of them.

    A bag of characters: programs order the cells of a table differently, and none is wrong for that.
    """
    wanted, got = (Counter(re.sub(r"\s", "", unicodedata.normalize("NFKC", t))) for t in (truth, read))
    lost, added = sum((wanted - got).values()), sum((got - wanted).values())
    return max(lost, added), sum(wanted.values())


def share(pairs: Sequence[tuple[int, int]]) -> float:
    """Percent of all pairs together; 0 without any."""
    whole = sum(of for _, of in pairs)
    return 100 * sum(part for part, _ in pairs) / whole if whole else 0.0
