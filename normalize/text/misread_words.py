"""Corrects misread characters inside words: what was read is weighed against the words that the page may say
instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import exp

from gouji.normalize.edits import Edit
from gouji.normalize.text.confusions import candidates
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.protected_names import labelled_names, name_positions
from gouji.normalize.text.segment import Word, segment
from gouji.normalize.text.word_candidates import MARGIN_NATS, candidate_words
from gouji.schemas.traced import Traced

HAN_RUN = re.compile(r"[㐀-鿿]{2,}")
NAME_COST_NATS = 5.0
"""Extra cost of doubting a character that may belong to a person's name."""
EDGE_COST_NATS = 2.5
"""Extra cost at both ends of a long text, where half a word may have been cut off."""

MIN_LINE_LENGTH = 15
"""Length from which a text counts as long."""
REASON = "lookalike_by_word"


def misread_words(text: Traced, lexicon: Lexicon) -> list[Edit]:
    """Returns the edits for words that must be meant where the page was misread."""
    locked = labelled_names(text.text)
    return [
        edit for run in HAN_RUN.finditer(text.text) for edit in _misread(text, run.start(), run.end(), lexicon, locked)
    ]


def _misread(text: Traced, start: int, end: int, lexicon: Lexicon, locked: frozenset[int]) -> Iterator[Edit]:
    run = text.text[start:end]
    plain, before = segment(run, lexicon)
    alternatives = _alternatives(text, start, plain, locked)
    readings: dict[int, list[Word]] = {}
    for word in candidate_words(run, plain, alternatives, lexicon):
        readings.setdefault(word.start, []).append(word)
    if not readings:
        return
    for word in segment(run, lexicon, readings)[0]:
        if word.corrected:
            corrected_run = run[: word.start] + word.text + run[word.end :]
            odds = (
                segment(corrected_run, lexicon)[1]
                - before
                - word.cost
                + MARGIN_NATS * _differences(run[word.start : word.end], word.text)
            )
            yield Edit(start + word.start, start + word.end, word.text, "character", REASON, _confidence(odds))


def _alternatives(
    text: Traced, start: int, plain: list[Word], locked: frozenset[int]
) -> dict[int, Mapping[str, float]]:
    """Returns, by position, what each position of a run may hold instead."""
    names = name_positions(plain)
    alternatives: dict[int, Mapping[str, float]] = {}
    for index in (i for word in plain for i in range(word.start, word.end) if start + i not in locked):
        if costs := candidates(text, start + index):
            edge = len(text) >= MIN_LINE_LENGTH and start + index in (0, len(text) - 1)
            extra = NAME_COST_NATS * (index in names) + EDGE_COST_NATS * edge
            alternatives[index] = {char: cost + extra for char, cost in costs.items()} if extra else costs
    return alternatives


def _differences(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=True))


def _confidence(odds: float) -> float:
    return min(0.99, 1 / (1 + exp(-odds / 2)))
