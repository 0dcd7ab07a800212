"""Proposes words that may be meant where the page was misread: those by which a text is segmented best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gouji.normalize.text.confusions import candidates
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.protected_names import issuer_codes, labelled_names, name_positions
from gouji.normalize.text.segment import Word, segment
from gouji.normalize.text.word_candidates import candidate_words
from gouji.schemas.traced import Traced

HAN_RUN = re.compile(r"[㐀-鿿]{2,}")
NAME_COST_NATS = 5.0
"""Extra cost of doubting a character that may belong to a person's name."""
EDGE_COST_NATS = 2.5
"""Extra cost at both ends of a long text, where half a word may have been cut off."""

MIN_LINE_LENGTH = 15
"""Length from which a text counts as long."""


@dataclass(frozen=True, slots=True)
class WordProposal:
    """The word `new` for the characters from `start` up to `end` of a text.

    `cost` is that of its misread characters in nats, `gain` what the whole text gains by it beyond that cost.
    `lone_before` and `lone_after` are the numbers of characters on either side that belong to no word.
    """

    start: int
    end: int
    new: str
    cost: float
    gain: float
    lone_before: int
    lone_after: int


def word_proposals(text: Traced, lexicon: Lexicon) -> Iterator[WordProposal]:
    """Yields the words that explain the text better than what was read, from left to right. They do not overlap."""
    locked = labelled_names(text.text) | issuer_codes(text.text)
    for run in HAN_RUN.finditer(text.text):
        yield from _proposals(text, run.start(), run.end(), lexicon, locked)


def _proposals(text: Traced, start: int, end: int, lexicon: Lexicon, locked: frozenset[int]) -> Iterator[WordProposal]:
    run = text.text[start:end]
    plain, before = segment(run, lexicon)
    readings: dict[int, list[Word]] = {}
    for word in candidate_words(run, plain, _alternatives(text, start, plain, locked), lexicon):
        readings.setdefault(word.start, []).append(word)
    if not readings:
        return
    words = segment(run, lexicon, readings)[0]
    for index, word in enumerate(words):
        if word.corrected:
            corrected_run = run[: word.start] + word.text + run[word.end :]
            gain = segment(corrected_run, lexicon)[1] - before - word.cost
            lone = _lone_characters(words[:index][::-1]), _lone_characters(words[index + 1 :])
            yield WordProposal(start + word.start, start + word.end, word.text, word.cost, gain, *lone)


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


def _lone_characters(words: list[Word]) -> int:
    """Returns the number of lone characters that `words` begin with."""
    return next((n for n, word in enumerate(words) if word.end - word.start > 1), len(words))
