"""Where the name of a person, a place or a firm may stand in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gouji.normalize.text.segment import Word

NAME_LENGTH = 3


def labelled_names(text: str) -> frozenset[int]:
    """The places that a person's name takes after a label such as 联系人："""
    return frozenset(i for found in _labels().finditer(text) for i in range(found.start(1), found.end(1)))


def name_places(words: list[Word]) -> frozenset[int]:
    """The places of the lone characters that may be a name: after a surname, before 镇, somewhere before 有限公司."""
    places: set[int] = set()
    for index, word in enumerate(words):
        if word.text in _entries("surnames"):
            after = _lone(words[index + 1 : index + NAME_LENGTH])
            places.update([word.start, *after] if after else [])
        if word.text in _entries("places"):
            before = _lone(words[max(0, index - NAME_LENGTH) : index][::-1])
            places.update(before if len(before) > 1 else [])
        if word.text in _entries("firms"):
            places.update(
                w.start for w in words[:index] if w.end - w.start == 1 and word.start - w.start <= _reach("firm_reach")
            )
    return frozenset(places)


def _lone(words: list[Word]) -> list[int]:
    """The places of the lone characters that `words` begin with."""

    def places() -> Iterator[int]:
        for word in words:
            if word.end - word.start > 1:
                return
            yield word.start

    return list(places())


@cache
def _table() -> dict[str, str | int | list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@cache
def _entries(key: str) -> frozenset[str]:
    value = _table()[key]
    return frozenset() if isinstance(value, int) else frozenset(value)


@cache
def _reach(key: str) -> int:
    value = _table()[key]
    return value if isinstance(value, int) else 0


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(sorted(_entries("labels"), key=len, reverse=True))
    return re.compile(rf"(?:{labels})\s*[：:]\s*([㐀-鿿·\s]{{1,{_reach('reach')}}})")
