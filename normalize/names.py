"""Where the name of a person may stand in a text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from normalize.segment import Word

NAME_LENGTH = 3


def labelled_names(text: str) -> frozenset[int]:
    """The places that a name takes after a label such as 联系人："""
    return frozenset(i for found in _labels().finditer(text) for i in range(found.start(1), found.end(1)))


def name_places(words: list[Word]) -> frozenset[int]:
    """The places of characters that may be a name: a surname that stands alone, and the one or two lone characters after it."""
    places: set[int] = set()
    for index, word in enumerate(words):
        if word.text in _surnames():
            rest = words[index + 1 : index + NAME_LENGTH]
            lone = [w.end - w.start == 1 for w in rest]
            count = lone.index(False) if False in lone else len(lone)
            if count:
                places.update(range(word.start, word.start + 1 + count))
    return frozenset(places)


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(str(_table()["surnames"]))


@cache
def _labels() -> re.Pattern[str]:
    labels = _table()["labels"]
    assert isinstance(labels, list)
    return re.compile(rf"(?:{'|'.join(labels)})\s*[：:]\s*([㐀-鿿·\s]{{1,{_table()['reach']}}})")
