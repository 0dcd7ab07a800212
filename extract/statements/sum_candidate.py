"""A figure and those that it may be the sum of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumCandidate:
    """A whole and its parts, by their order in the text; `after`: the parts stand behind the whole."""

    whole: int
    parts: tuple[int, ...]
    after: bool
    skipped: int
    """Figures of the same unit between the whole and the list that are no parts."""
    way: str = "run"
    """How the parts were chosen: every figure of the run, those not `nested` behind 其中, every second (`stride2`) or
    third one, the first of each `item`, those that the same words lead to (`alike`),
    one of each item of a list in other paragraphs (`column-…`), the list of a later paragraph (`resumed`), or what only comes out by trying
    (`found-…`)."""
