"""Every row of the word lists of the character correction can be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.normalize.text import confusions
from gouji.normalize.text.attested_pairs import load_attested_pairs
from gouji.normalize.text.lexicon import load_lexicon

HERE = Path(confusions.__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("name", ["confusions.tsv", "confusions_shape.tsv"])
def test_confusions(name: str) -> None:
    table = rows(name)
    assert all(len(row) == 4 and len(row[0]) == len(row[1]) == 1 and row[0] != row[1] for row in table)
    assert all(0 < float(row[2]) < 15 and row[3] in ("hand", "shape", "reader") for row in table)
    assert len({(row[0], row[1]) for row in table}) == len(table) > 300


def test_confusions_measured_on_scans() -> None:
    table = rows("confusions_scan.tsv")
    assert all(len(row) == 4 and len(row[0]) == len(row[1]) == 1 and row[0] != row[1] and row[3] == "scan" for row in table)
    assert all(2 <= float(row[2]) <= 7 for row in table) and len({(row[0], row[1]) for row in table}) == len(table) > 40


def test_measured_pairs_cost_more_than_handmade_ones() -> None:
    assert min(float(row[2]) for row in rows("confusions_shape.tsv")) > max(float(row[2]) for row in rows("confusions.tsv"))


@pytest.mark.parametrize(("a", "b"), [("备", "各"), ("各", "备"), ("项", "顶"), ("顶", "项")])
def test_a_pair_holds_in_both_directions(a: str, b: str) -> None:
    assert b in confusions.load_confusions()[a]


def test_lexicon() -> None:
    table = rows("lexicon.tsv")
    assert all(len(row) == 2 and len(row[0]) >= 1 and int(row[1]) >= 0 for row in table)
    assert len({row[0] for row in table}) == len(table) > 600
    assert load_lexicon().knows("预算执行率") and not load_lexicon().knows("自已")


def test_attested_pairs() -> None:
    lines = (HERE / "attested_pairs.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    assert all(len(row) == 6 and len(row[0]) == 1 and int(row[1]) in range(5) for row in table)
    assert len({row[0] for row in table}) == len(table) > 2000
    assert all(len(set("".join(row[2:]))) == len("".join(row[2:])) for row in table), "a pair has one level"
    attested = load_attested_pairs()
    assert attested.pairs["预算"] == 4 and "算预算" not in attested.pairs and "曰" not in attested.characters


def test_belief_weights() -> None:
    weights = {name: float(weight) for name, weight in rows("belief_weights.tsv")}
    assert weights["gain"] > 0 and weights["meant beside=4"] > weights["meant beside=0"]
    assert weights["read within=4"] < weights["read within=0"] and "always" in weights


def test_latin() -> None:
    table = rows("latin.tsv")
    assert len(table) > 150 and len({row[0] for row in table}) == len(table)
    assert all(re.compile(row[1]) for row in table)
    assert all(len(row) == 3 and 0 < float(row[2]) <= 1.5 for row in rows("latin_shapes.tsv"))


def test_contexts() -> None:
    for observed, intended, before, after, confidence, *firm in rows("contexts.tsv"):
        assert firm in ([], ["firm"])
        assert len(observed) == len(intended) == 1 and observed != intended and 0.5 < float(confidence) < 1
        assert re.compile(f"{before}({observed})(?={after})").groups == 1
