"""The classes of words that tell what a page is."""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from gouji.schemas.wordlists import read_rows


def title_classes(title: str) -> set[str]:
    """The classes of a title: what it announces."""
    return {kind for kind, words in _patterns("page_words").items() if words.search(title)}


def body_classes(text: str) -> Counter[str]:
    """How often the text of a page uses words of each class."""
    return Counter({kind: n for kind, words in _patterns("body_words").items() if (n := len(words.findall(text)))})


@cache
def _patterns(name: str) -> dict[str, regex.Pattern[str]]:
    by_class: dict[str, list[str]] = {}
    for kind, word in read_rows(__package__, name):
        by_class.setdefault(kind, []).append(word)
    return {kind: regex.compile("|".join(map(regex.escape, words))) for kind, words in by_class.items()}
