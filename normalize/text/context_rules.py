"""Corrects single characters that cannot be right in their context: 32各, 2023牛, 第一李度."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gouji.normalize.edits import Edit
from gouji.normalize.text.attested_pairs import generalised, load_attested_pairs
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.protected_names import issuer_codes
from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.wordlists import read_rows

REASON = "lookalike_by_context"
MIN_BELIEF = 0.5
"""A character believed less, in a document of which the share of misread characters is known, stays as it is."""
MAX_WORD_LENGTH = 4
"""Longest word that the character may begin."""
MIN_ATTESTED = 2
"""Support of a pair of characters that may stand as it was read."""
MAX_WEAK_CONFIDENCE = 0.9
"""Rows of a higher confidence leave no room for such a pair."""
LABEL_NUMBER = re.compile(r"(?:表|图|附件|附录|专栏)\d+(?:[-.]\d+)*")
"""The number of a table, figure or annex is followed by its title, never by a measure word."""


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


def misread_in_context(text: str, lexicon: Lexicon, share: MisreadShare | None = None) -> list[Edit]:
    """Returns the edits for characters whose neighbours leave no room for what was read.

    `share` tells how much of the document is misread; None where a recogniser read it.
    """
    locked = issuer_codes(text)
    return [
        Edit(found.start(1), found.end(1), row.intended, "character", REASON, row.confidence)
        for row in _load_contexts()
        if row.observed in text
        for found in row.pattern.finditer(text)
        if found.start(1) not in locked and (row.firm or not _may_stand(text, found.start(1), row, lexicon))
        if share is None or share.believed(row.confidence, row.observed, row.intended) >= MIN_BELIEF
    ]


def _may_stand(text: str, start: int, row: ContextRule, lexicon: Lexicon) -> bool:
    """Tells whether what was read makes sense after all: as the beginning of a word or of a title, or before a
    character that it precedes more often than the intended one."""
    return (
        _begins_word(text, start, lexicon)
        or any(found.end() == start for found in LABEL_NUMBER.finditer(text, 0, start))
        or (row.confidence <= MAX_WEAK_CONFIDENCE and _is_attested(text, start, row.intended))
    )


def _is_attested(text: str, start: int, intended: str) -> bool:
    attested = load_attested_pairs()
    following = text[start + 1 : start + 2]
    read, meant = generalised(text[start] + following), generalised(intended + following)
    return MIN_ATTESTED <= attested.pair(read, 1) > attested.pair(meant, 1)


def _begins_word(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tells whether the character begins a word of its own with what follows: 12合同, 20万入库."""
    return any(lexicon.knows(text[start:end]) for end in range(start + 2, min(len(text), start + MAX_WORD_LENGTH) + 1))


@cache
def _load_contexts() -> tuple[ContextRule, ...]:
    return tuple(_context(*row) for row in read_rows(__package__, "contexts"))


def _context(observed: str, intended: str, before: str, after: str, confidence: str, firm: str = "") -> ContextRule:
    pattern = re.compile(f"{before}({re.escape(observed)})(?={after})")
    return ContextRule(pattern, observed, intended, float(confidence), firm == "firm")
