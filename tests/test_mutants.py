"""A few damaged files of each kind through the real way of a page: no crash, no unforeseen error, no page lost without a word."""

from __future__ import annotations

import pytest

from bench.mutants import BAD, KINDS
from bench.mutated.judge import judged
from bench.mutated.mutate import mutant
from bench.mutated.originals import originals

SEED, COUNT = 7, 15


@pytest.mark.parametrize("kind", KINDS)
def test_mutants(kind: str) -> None:
    whole = originals(kind)
    for number in range(COUNT):
        name, data, way = mutant(whole, number, SEED)
        verdict = judged(whole[name], data)
        assert verdict.became not in BAD, f"{kind} {number} ({name}: {way}): {verdict.became}, {verdict.why}"


def test_a_page_lost_without_a_word_is_seen() -> None:
    whole = originals("png")
    assert judged(whole["grey.png"], whole["colour.png"]).became == "lost"
    assert judged(whole["grey.png"], whole["grey.png"]).became == "whole"


def test_the_same_seed_makes_the_same_mutants() -> None:
    whole = originals("text")
    assert [mutant(whole, n, 1) for n in range(9)] == [mutant(whole, n, 1) for n in range(9)]
    assert [mutant(whole, n, 1)[1] for n in range(9)] != [mutant(whole, n, 2)[1] for n in range(9)]
