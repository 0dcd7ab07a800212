"""A label that a scan has spoiled by one character is still the label (表头、标签误读一字)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import regex

LEAST = 4
"""A shorter word with one character changed may well be another word."""
FOREIGN = regex.compile(r"[^\p{Han}]")


DOUBT = 0.9
"""A character that was misread was hardly ever read surely: words of which every one was surely read are what they are."""


LONG = 6
"""Of a word as long two characters may be misread: hardly another word is that near."""


def nearest_of(words: str, meanings: Mapping[str, str], sure: float) -> str | None:
    """What the words mean, where they are a name or near one: several names that are as near may mean the same.

    As `nearest`, and names of six characters and more may have lost, gained or changed two.
    """
    name = nearest(words, meanings, sure)
    if name is not None:
        return meanings[name]
    bare = FOREIGN.sub("", words)
    if len(bare) < LEAST or sure >= DOUBT:
        return None
    for near in (
        {m for n, m in meanings.items() if len(n) >= LEAST and one_apart(bare, n)},
        {m for n, m in meanings.items() if len(n) >= LONG and two_apart(bare, n)},
    ):
        if near:
            return near.pop() if len(near) == 1 else None
    return None


def two_apart(a: str, b: str) -> bool:
    """Whether at most two changes of single characters make `a` into `b`."""
    if abs(len(a) - len(b)) > 2:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] <= 2


def nearest(words: str, names: Collection[str], sure: float) -> str | None:
    """The name that the words are, but for what is no Chinese character in them and for one character lost, put in or misread.

    `sure` is the probability of the weakest character. None where there is no such name, or where two are as near.
    """
    if words in names:
        return words
    bare = FOREIGN.sub("", words)
    if bare in names:
        return bare
    if len(bare) < LEAST or sure >= DOUBT:
        return None
    near = {name for name in names if len(name) >= LEAST and one_apart(bare, name)}
    return near.pop() if len(near) == 1 else None


def one_apart(a: str, b: str) -> bool:
    """Whether one change of a single character makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + (len(a) >= len(b)) :] == b[start + (len(b) >= len(a)) :]
