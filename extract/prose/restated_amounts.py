"""One amount told in two units side by side (同一金额两种单位): 1700000元（170万元）."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from gouji.extract.prose.passages import Passage
from gouji.extract.prose.subjects import subject
from gouji.schemas.record import Restated

BETWEEN = regex.compile(r"\s*(?:[（(]\s*(?:即|折合|合|约合)?|[，,]?\s*(?:即|折合|合计为?|约合))\s*")


def restated(passages: list[Passage]) -> list[Restated]:
    """The pairs; both figures may stand elsewhere in the record too."""
    return [pair for passage in passages for pair in _pairs(passage)]


def _pairs(passage: Passage) -> Iterator[Restated]:
    money = [f for f in passage.figures if f.found.kind == "money"]
    for first, second in itertools.pairwise(money):
        between = passage.text.text[first.end : second.start]
        if first.found.quantity.unit != second.found.quantity.unit and BETWEEN.fullmatch(between):
            name = subject(passage, first)
            yield Restated(subject=name.text if name else "", first=first.leaf(), second=second.leaf())
