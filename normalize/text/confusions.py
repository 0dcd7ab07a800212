"""Proposes what else a character may be: the recogniser's own alternatives, and pairs that recognisers are known to
confuse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import log
from types import MappingProxyType

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

TABLES = ("confusions", "confusions_scan", "confusions_shape")
SURE_CONFIDENCE = 0.98
"""At this confidence the recogniser is rarely wrong: a pair from the table then costs more."""
SURE_COST_NATS = 3.0
"""Cost of contradicting a recogniser that was sure."""

FAIRLY_SURE_CONFIDENCE = 0.9
"""At this confidence the recogniser counts as fairly sure."""
FAIRLY_SURE_COST_NATS = 1.5
"""Cost of contradicting a recogniser that was fairly sure."""

MIN_COST_NATS = 0.5
"""Minimum cost of one of the recogniser's own alternatives."""
MIN_ALTERNATIVE_PROBABILITY = 1e-4
"""Less probable alternatives are ignored."""


NO_CANDIDATES: Mapping[str, float] = MappingProxyType({})


def candidates(text: Traced, index: int) -> Mapping[str, float]:
    """Returns the characters that may be meant at `index`, each with its cost in nats: how unlikely it is to be read
    as the one that stands there."""
    char = text.text[index]
    glyphs = text.origins[index]
    if len(glyphs) == 1 and _is_plain(glyphs[0]):
        return load_confusions().get(char, NO_CANDIDATES)
    trust, doubts = _trust(text, index), _doubts(text, index)
    if not trust and not doubts:
        return load_confusions().get(char, NO_CANDIDATES)
    costs = {intended: cost + trust for intended, cost in load_confusions().get(char, {}).items()}
    for other, cost in doubts.items():
        costs[other] = min(cost, costs.get(other, cost))
    costs.pop(char, None)
    return costs


def _is_plain(glyph: Glyph) -> bool:
    """Tells whether this is plain text, without a recogniser to ask."""
    return glyph.page is None and not glyph.alternatives and glyph.prob == 1.0


def _doubts(text: Traced, index: int) -> dict[str, float]:
    """Returns the recogniser's own alternatives, with costs relative to its first choice."""
    glyphs = text.origins[index]
    if len(glyphs) != 1 or not glyphs[0].alternatives or glyphs[0].char != text.text[index]:
        return {}
    sure = max(glyphs[0].prob, MIN_ALTERNATIVE_PROBABILITY)
    serious = [
        (other, prob)
        for other, prob in glyphs[0].alternatives
        if prob >= MIN_ALTERNATIVE_PROBABILITY and len(other) == 1
    ]
    return {other: max(MIN_COST_NATS, log(sure / prob)) for other, prob in serious}


def _trust(text: Traced, index: int) -> float:
    """Returns the extra cost of contradicting the recogniser; 0 for plain text."""
    glyphs = text.origins[index]
    if len(glyphs) != 1 or _is_plain(glyphs[0]):
        return 0.0
    if glyphs[0].prob >= SURE_CONFIDENCE:
        return SURE_COST_NATS
    return FAIRLY_SURE_COST_NATS if glyphs[0].prob >= FAIRLY_SURE_CONFIDENCE else 0.0


@cache
def load_confusions() -> dict[str, dict[str, float]]:
    """Returns, by character read, the characters it may stand for and their cost.

    Hand-made rows override measured ones.
    """
    table: dict[str, dict[str, float]] = {}
    for name in reversed(TABLES):
        for observed, intended, cost, _ in read_rows(__package__, name):
            table.setdefault(observed, {})[intended] = float(cost)
    return table
