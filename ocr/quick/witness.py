"""Weighs what two models read in one line image: agreement raises the belief in a digit, disagreement lowers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from gouji.ocr.engine.protocol import Recognition, RecognizedChar

AGREEMENT_FACTOR = 2.5
DISAGREEMENT_FACTOR = 1 / 13
"""What agreement and disagreement of the models do to the odds of a digit. On 27 worn documents the quick model disagreed
with 12 of 18 misread figures, shrunk to 13 of 21, and with 83 of the 1,787 others (bench/QUICK.md)."""

MIN_WITNESS_CONFIDENCE = 0.5
"""A witness that is less sure than this of its own reading says nothing."""

MAX_PROBABILITY = 0.9999
MAX_ALTERNATIVES = 5


def with_witness(reading: Recognition, witness: Recognition) -> Recognition:
    """Returns the full model's reading with the probabilities of its digits after a look at the quick model's.

    What the quick model read in the place of a digit becomes an alternative of it.
    """
    if witness.confidence < MIN_WITNESS_CONFIDENCE:
        return reading
    chars = list(reading.chars)
    for place, rival in _opposite(reading, witness):
        if chars[place].char.isdecimal():
            chars[place] = _weighed(chars[place], rival)
    return Recognition(chars, reading.gaps)


def _opposite(reading: Recognition, witness: Recognition) -> Iterator[tuple[int, RecognizedChar | None]]:
    """Yields the index of each character with the one that the witness read in its place, None if it read none there."""
    texts = ([each.char for each in reading.chars], [each.char for each in witness.chars])
    for _, start, end, first, last in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        is_same_length = end - start == last - first
        for place in range(start, end):
            yield place, witness.chars[first + place - start] if is_same_length else None


def _weighed(recognized: RecognizedChar, rival: RecognizedChar | None) -> RecognizedChar:
    if rival is not None and rival.char == recognized.char:
        return replace(recognized, prob=_scaled(recognized.prob, AGREEMENT_FACTOR))
    prob = _scaled(recognized.prob, DISAGREEMENT_FACTOR)
    if rival is None:
        return replace(recognized, prob=prob)
    known = dict(recognized.alternatives)
    known[rival.char] = max(known.get(rival.char, 0.0), round(min(rival.prob, 1 - prob), 4))
    ranked = sorted(known.items(), key=lambda other: -other[1])[:MAX_ALTERNATIVES]
    return replace(recognized, prob=prob, alternatives=tuple(ranked))


def _scaled(probability: float, factor: float) -> float:
    """The probability after its odds were multiplied; what is surer than the upper limit stays so if it is agreed to."""
    scaled = probability * factor / (probability * factor + 1 - probability)
    return round(max(probability, min(scaled, MAX_PROBABILITY)) if factor > 1 else scaled, 4)
