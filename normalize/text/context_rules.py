"""Corrects single characters that cannot be right in their context: 32各, 2023牛, 第一李度."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon
from gouji.schemas.wordlists import read_rows

REASON = "lookalike_by_context"
MAX_WORD_LENGTH = 4
"""Longest word that the character may begin."""


@dataclass(frozen=True, slots=True)
class ContextRule:
    """One row of contexts.tsv: `pattern` finds the place, its group 1 is the character that must be `intended`.

    `firm` rows apply even if the character begins a word with what follows (维修入行道).
    """

    pattern: re.Pattern[str]
    observed: str
    intended: str
    confidence: float
    firm: bool


def misread_in_context(text: str, lexicon: Lexicon) -> list[Edit]:
    """Returns the edits for characters whose neighbours leave no room for what was read."""
    return [
        Edit(found.start(1), found.end(1), row.intended, "character", REASON, row.confidence)
        for row in _load_contexts()
        if row.observed in text
        for found in row.pattern.finditer(text)
        if row.firm or not _begins_word(text, found.start(1), lexicon)
    ]


def _begins_word(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tells whether the character begins a word of its own with what follows: 12合同, 20万入库."""
    return any(lexicon.knows(text[start:end]) for end in range(start + 2, min(len(text), start + MAX_WORD_LENGTH) + 1))


@cache
def _load_contexts() -> tuple[ContextRule, ...]:
    return tuple(_context(*row) for row in read_rows(__package__, "contexts"))


def _context(observed: str, intended: str, before: str, after: str, confidence: str, firm: str = "") -> ContextRule:
    pattern = re.compile(f"{before}({re.escape(observed)})(?={after})")
    return ContextRule(pattern, observed, intended, float(confidence), firm == "firm")
