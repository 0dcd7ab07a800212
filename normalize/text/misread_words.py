"""Misread characters inside words: what was read is weighed against the words that the page may say instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import exp

from gouji.normalize.edits import Edit
from gouji.normalize.text.confusions import candidates
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.protected_names import labelled_names, name_places
from gouji.normalize.text.segment import Word, segment
from gouji.normalize.text.word_candidates import MARGIN, other_words
from gouji.schemas.traced import Traced

RUN = re.compile(r"[㐀-鿿]{2,}")
NAME_COST = 5.0
"""What it costs on top to doubt a character that may belong to a person's name."""
EDGE_COST, LINE = 2.5, 15
"""What it costs on top at both ends of a text at least this long, where half a word may have been cut off."""
REASON = "lookalike_by_word"


def misread_words(text: Traced, lexicon: Lexicon) -> list[Edit]:
    """The words that must be meant where the page was misread."""
    locked = labelled_names(text.text)
    return [edit for run in RUN.finditer(text.text) for edit in _misread(text, run.start(), run.end(), lexicon, locked)]


def _misread(text: Traced, start: int, end: int, lexicon: Lexicon, locked: frozenset[int]) -> Iterator[Edit]:
    run = text.text[start:end]
    plain, before = segment(run, lexicon)
    others = _others(text, start, plain, locked)
    readings: dict[int, list[Word]] = {}
    for word in other_words(run, plain, others, lexicon):
        readings.setdefault(word.start, []).append(word)
    if not readings:
        return
    for word in segment(run, lexicon, readings)[0]:
        if word.corrected:
            mended = run[: word.start] + word.text + run[word.end :]
            odds = (
                segment(mended, lexicon)[1]
                - before
                - word.cost
                + MARGIN * _differences(run[word.start : word.end], word.text)
            )
            yield Edit(start + word.start, start + word.end, word.text, "character", REASON, _confidence(odds))


def _others(text: Traced, start: int, plain: list[Word], locked: frozenset[int]) -> dict[int, Mapping[str, float]]:
    """What each place of a run may hold instead, by place."""
    names = name_places(plain)
    others: dict[int, Mapping[str, float]] = {}
    for place in (i for word in plain for i in range(word.start, word.end) if start + i not in locked):
        if costs := candidates(text, start + place):
            edge = len(text) >= LINE and start + place in (0, len(text) - 1)
            extra = NAME_COST * (place in names) + EDGE_COST * edge
            others[place] = {char: cost + extra for char, cost in costs.items()} if extra else costs
    return others


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def _confidence(odds: float) -> float:
    return min(0.99, 1 / (1 + exp(-odds / 2)))
