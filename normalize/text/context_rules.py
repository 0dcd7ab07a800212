"""Single characters that cannot be right where they were read: 32各, 2023牛, 第一李度."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon

REASON = "lookalike_by_context"
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Context:
    """One row of contexts.tsv: `pattern` finds the place, its group 1 is the character that must be `intended`. `firm`: even where it begins a
    word with what follows (维修入行道)."""

    pattern: re.Pattern[str]
    observed: str
    intended: str
    confidence: float
    firm: bool


def misread_in_context(text: str, lexicon: Lexicon) -> list[Edit]:
    """What must be meant where the neighbours leave no room for the character that was read."""
    return [
        Edit(found.start(1), found.end(1), row.intended, "character", REASON, row.confidence)
        for row in _load_contexts()
        if row.observed in text
        for found in row.pattern.finditer(text)
        if row.firm or not _begins_word(text, found.start(1), lexicon)
    ]


def _begins_word(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the character starts a word of its own with what follows: 12合同, 20万入库."""
    return any(lexicon.knows(text[start:end]) for end in range(start + 2, min(len(text), start + LONGEST) + 1))


@cache
def _load_contexts() -> tuple[Context, ...]:
    rows = Path(__file__).with_name("contexts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_context(*row.split("\t")) for row in rows if not row.startswith("#"))


def _context(observed: str, intended: str, before: str, after: str, confidence: str, firm: str = "") -> Context:
    pattern = re.compile(f"{before}({re.escape(observed)})(?={after})")
    return Context(pattern, observed, intended, float(confidence), firm == "firm")
