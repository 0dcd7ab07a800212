"""The correction of misread words is fitted on some writers' texts and holds on those of another."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bench.cases.random import Dice
from bench.corrections.clean_texts import CleanText, clean_texts
from bench.corrections.fit import fit
from bench.corrections.misread import misread
from bench.corrections.pairs import PairCounts
from gouji.normalize.text.correct import correct_characters
from gouji.schemas.traced import Traced

LIMITS = {"restored": 0.74, "damaged": 0.005}


@dataclass
class Outcome:
    """Characters that were misread on purpose, and what became of them."""

    misread: int = 0
    restored: int = 0
    damaged: int = 0


@pytest.fixture(scope="module")
def documents() -> list[CleanText]:
    """The texts of the source that chooses."""
    return list(clean_texts("s04"))


def test_no_word_of_clean_texts_is_changed(documents: list[CleanText]) -> None:
    for document in documents:
        for text in document.paragraphs:
            changes = correct_characters(Traced.plain(text), document.known)[1]
            assert not [c.after for c in changes if c.reason.startswith("lookalike")]


def test_misread_words_are_restored(documents: list[CleanText]) -> None:
    out = Outcome()
    for document in documents:
        dice = Dice(document.name)
        for printed in document.paragraphs:
            read, places = misread(printed, dice)
            corrected = correct_characters(Traced.plain(read), document.known)[0].text
            if len(corrected) == len(printed):
                out.misread += len(places)
                out.restored += sum(corrected[i] == char for i, char in places.items())
                out.damaged += sum(corrected[i] not in (char, read[i]) for i, char in places.items())
    assert out.misread > 200
    assert out.restored >= LIMITS["restored"] * out.misread
    assert out.damaged <= LIMITS["damaged"] * out.misread


def test_misreading_is_told_and_repeats_with_its_seed() -> None:
    printed = "项目预算执行率达到百分之九十五，资金使用合规，备案资料齐全。" * 20
    read, places = misread(printed, Dice("a"))
    assert misread(printed, Dice("a")) == (read, places) != misread(printed, Dice("b"))
    assert {i for i, (a, b) in enumerate(zip(printed, read, strict=True)) if a != b} == places.keys()
    assert all(printed[i] == char for i, char in places.items()) and places


def test_a_source_is_judged_by_the_others() -> None:
    counts = PairCounts(["s01", "s04"])
    only = next(pair for pair in sorted(counts.pairs["s01"] - counts.pairs["s04"]))
    both = next(pair for pair in sorted(counts.pairs["s01"] & counts.pairs["s04"]))
    assert counts.attested().pairs[only] == 1 and counts.attested(without="s01").pairs[only] == 0
    assert counts.attested().pairs[both] == 2 and counts.attested(without="s01").pairs[both] == 1


def test_the_fit_finds_what_tells_right_from_wrong() -> None:
    rows = [([("a", 1.0)], True, 1.0), ([("b", 1.0)], False, 1.0), ([("a", 1.0), ("b", 1.0)], True, 1.0)] * 20
    weights = fit(rows)
    assert weights["a"] > 1 > -0.5 > weights["b"]
