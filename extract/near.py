"""A label that a scan has spoiled by one character is still the label (表头、标签误读一字)."""

from __future__ import annotations

from collections.abc import Collection

import regex

LEAST = 4
"""A shorter word with one character changed may well be another word."""
FOREIGN = regex.compile(r"[^\p{Han}]")


DOUBT = 0.9
"""A character that was misread was hardly ever read surely: words of which every one was surely read are what they are."""


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
