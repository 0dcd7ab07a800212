"""Matches labels that OCR has damaged by one character (表头、标签误读一字)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import regex

MIN_NAME_LENGTH = 4
"""With one character changed, a shorter word may well be another word."""
NOT_HAN = regex.compile(r"[^\p{Han}]")


CERTAIN_CONFIDENCE = 0.9
"""A label whose characters were all read with at least this confidence is not corrected."""


MIN_LENGTH_FOR_TWO_ERRORS = 6
"""In a word of at least this length two characters may be misread: hardly any other word is that near."""


def nearest_meaning(words: str, meanings: Mapping[str, str], confidence: float) -> str | None:
    """Returns the meaning of the words if they are a name or close to one. Several equally close names may share a
    meaning.

    Works like `nearest_name`; names of six characters or more may also have two lost, inserted or misread characters.
    """
    name = nearest_name(words, meanings, confidence)
    if name is not None:
        return meanings[name]
    bare = NOT_HAN.sub("", words)
    if len(bare) < MIN_NAME_LENGTH or confidence >= CERTAIN_CONFIDENCE:
        return None
    for near in (
        {m for n, m in meanings.items() if len(n) >= MIN_NAME_LENGTH and one_apart(bare, n)},
        {m for n, m in meanings.items() if len(n) >= MIN_LENGTH_FOR_TWO_ERRORS and two_apart(bare, n)},
    ):
        if near:
            return near.pop() if len(near) == 1 else None
    return None


def two_apart(a: str, b: str) -> bool:
    """Tells whether at most two single-character changes turn `a` into `b`."""
    if abs(len(a) - len(b)) > 2:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] <= 2


def nearest_name(words: str, names: Collection[str], confidence: float) -> str | None:
    """Returns the name that the words stand for, ignoring non-Chinese characters and one lost, inserted or misread
    character.

    `confidence` is the probability of the weakest character. None if there is no such name, or if two are equally
    close.
    """
    if words in names:
        return words
    bare = NOT_HAN.sub("", words)
    if bare in names:
        return bare
    if len(bare) < MIN_NAME_LENGTH or confidence >= CERTAIN_CONFIDENCE:
        return None
    near = {name for name in names if len(name) >= MIN_NAME_LENGTH and one_apart(bare, name)}
    return near.pop() if len(near) == 1 else None


def one_apart(a: str, b: str) -> bool:
    """Tells whether one single-character change turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + (len(a) >= len(b)) :] == b[start + (len(b) >= len(a)) :]
