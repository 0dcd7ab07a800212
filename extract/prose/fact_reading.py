"""A fact as it grows while its sentence is read, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Fact
from gouji.schemas.traced import Traced

COMPARED = regex.compile(r"(?:由|从|比|较|与|同|[（(])\s*$")
"""Before the year of a figure that the next one is compared with."""


@dataclass(slots=True)
class Reading:
    """A fact as it grows while its sentence is read. `base` waits for the change that is measured against it."""

    fact: Fact
    figure: Figure | None
    sentence: int


def sentence_of(passage: Passage, figure: Figure) -> int:
    return passage.stop_before(figure.start, "。；！")


def in_one_sentence(passage: Passage, one: Figure, other: Figure) -> bool:
    return sentence_of(passage, one) == sentence_of(passage, other)


def is_close(passage: Passage, target: Reading, figure: Figure) -> bool:
    """A change speaks of the fact before it in the same sentence; a new sentence begins a new matter."""
    if target.figure is None:
        return target.sentence < 0
    between = passage.text.text[target.figure.end : figure.start]
    return not regex.search(r"[。！]", between) and (";" not in between and "；" not in between)


def unit_of(reading: Reading) -> str | None:
    leaf = reading.fact.value
    return leaf.value.canonical_unit if leaf and leaf.value else None


def named_year(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The year that the sentence names before the figure, other than that of an earlier figure before it."""
    floor = sentence_of(passage, figure)
    before = bisect_right(passage.dates, figure.start, key=lambda d: d.end)
    inside = takewhile(lambda d: d.start > floor, (passage.dates[i] for i in range(before - 1, -1, -1)))
    text, last = passage.text.text, passage.last_end(figure.start)
    found = next(
        (
            d
            for d in inside
            if d.value and len(d.value) == 4 and (d.end > last or not COMPARED.search(text, 0, d.start))
        ),
        None,
    )
    if found is None or found.value is None:
        return None
    span: Traced = passage.text.span(found.start, found.end)
    return TextLeaf.of(span, found.value)
