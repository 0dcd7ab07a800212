"""Finds where a name may stand in a text: that of a person, a place or a company, or the code of a document's issuer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gouji.normalize.text.segment import Word

MAX_PERSON_NAME_LENGTH = 3
"""Maximum number of characters of a name, surname included."""

ISSUER_CODE = re.compile(
    r"[㐀-鿿]{1,6}(?=\s?(?:[〔\[【［]\s?(?:19|20)\d\d|[（(]\s?(?:19|20)\d\d\s?[）)]\s?第?\s?\d{1,5}\s?号))"
)
"""The characters before the year of a document's number; a code has at most six."""


def labelled_names(text: str) -> frozenset[int]:
    """Returns the positions of a person's name after a label such as 联系人："""
    return frozenset(i for found in _labels().finditer(text) for i in range(found.start(1), found.end(1)))


def issuer_codes(text: str) -> frozenset[int]:
    """Returns the positions of what stands before the year of a document's number: 川教财〔2021〕15号."""
    return frozenset(i for found in ISSUER_CODE.finditer(text) for i in range(found.start(), found.end()))


def name_positions(words: list[Word]) -> frozenset[int]:
    """Returns the positions of lone characters that may be a name: after a surname, before 镇, somewhere before
    有限公司."""
    positions: set[int] = set()
    for index, word in enumerate(words):
        if word.text in _entries("surnames"):
            after = _leading_lone_characters(words[index + 1 : index + MAX_PERSON_NAME_LENGTH])
            positions.update([word.start, *after] if after else [])
        if word.text in _entries("places"):
            before = _leading_lone_characters(words[max(0, index - MAX_PERSON_NAME_LENGTH) : index][::-1])
            positions.update(before if len(before) > 1 else [])
        if word.text in _entries("firms"):
            positions.update(
                w.start for w in words[:index] if w.end - w.start == 1 and word.start - w.start <= _reach("firm_reach")
            )
    return frozenset(positions)


def _leading_lone_characters(words: list[Word]) -> list[int]:
    """Returns the positions of the lone characters that `words` begin with."""

    def positions() -> Iterator[int]:
        for word in words:
            if word.end - word.start > 1:
                return
            yield word.start

    return list(positions())


@cache
def _name_words() -> dict[str, str | int | list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@cache
def _entries(key: str) -> frozenset[str]:
    value = _name_words()[key]
    return frozenset() if isinstance(value, int) else frozenset(value)


@cache
def _reach(key: str) -> int:
    value = _name_words()[key]
    return value if isinstance(value, int) else 0


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(sorted(_entries("labels"), key=len, reverse=True))
    return re.compile(rf"(?:{labels})\s*[：:]\s*([㐀-鿿·\s]{{1,{_reach('reach')}}})")
