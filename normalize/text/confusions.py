"""What else a character on the page may be: the reader's own doubts, and the pairs that readers are known to confuse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from pathlib import Path
from types import MappingProxyType

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

FILES = ("confusions.tsv", "confusions_scan.tsv", "confusions_shape.tsv")
SURE = 0.98
"""A reader that was as sure as this is seldom wrong: a pair from the table then costs more."""
COST_OF_SURE, COST_OF_FAIR = 3.0, 1.5
LEAST_COST, WORST_ALTERNATIVE = 0.5, 1e-4


NOTHING: Mapping[str, float] = MappingProxyType({})


def candidates(text: Traced, index: int) -> Mapping[str, float]:
    """The characters that may be meant at `index`, each with its cost in nats: how unlikely it is to be read as what stands there."""
    char = text.text[index]
    glyphs = text.origins[index]
    if len(glyphs) == 1 and _is_plain(glyphs[0]):
        return load_confusions().get(char, NOTHING)
    trust, doubts = _trust(text, index), _doubts(text, index)
    if not trust and not doubts:
        return load_confusions().get(char, NOTHING)
    costs = {intended: cost + trust for intended, cost in load_confusions().get(char, {}).items()}
    for other, cost in doubts.items():
        costs[other] = min(cost, costs.get(other, cost))
    costs.pop(char, None)
    return costs


def _is_plain(glyph: Glyph) -> bool:
    """Whether this is plain text, which has no reader to ask."""
    return glyph.page is None and not glyph.alternatives and glyph.prob == 1.0


def _doubts(text: Traced, index: int) -> dict[str, float]:
    """The reader's own alternatives, costed against what it preferred."""
    glyphs = text.origins[index]
    if len(glyphs) != 1 or not glyphs[0].alternatives or glyphs[0].char != text.text[index]:
        return {}
    sure = max(glyphs[0].prob, WORST_ALTERNATIVE)
    serious = [(other, prob) for other, prob in glyphs[0].alternatives if prob >= WORST_ALTERNATIVE and len(other) == 1]
    return {other: max(LEAST_COST, log(sure / prob)) for other, prob in serious}


def _trust(text: Traced, index: int) -> float:
    """What contradicting the reader costs on top; plain text has no reader to ask."""
    glyphs = text.origins[index]
    if len(glyphs) != 1 or _is_plain(glyphs[0]):
        return 0.0
    if glyphs[0].prob >= SURE:
        return COST_OF_SURE
    return COST_OF_FAIR if glyphs[0].prob >= 0.9 else 0.0


@cache
def load_confusions() -> dict[str, dict[str, float]]:
    """By the character read: the characters it may stand for, and their cost. The hand-made rows win over the measured ones."""
    table: dict[str, dict[str, float]] = {}
    for name in reversed(FILES):
        for row in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[1:]:
            observed, intended, cost, _ = row.split("\t")
            table.setdefault(observed, {})[intended] = float(cost)
    return table
