"""The labelled corpus: every truth fits its text, no source stands on two sides, and the scorer tells right from wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.corpus.check import breakdown_holds, faults, ratio_holds
from bench.corpus.score import TEXTS, score_budget, score_findings

TRUTHS = sorted(TEXTS.glob("*/*.json"))


def test_the_corpus_is_there() -> None:
    assert len(TRUTHS) == len(list(TEXTS.glob("*/*.txt"))) >= 88
    told = (TEXTS.parent / "README.md").read_text(encoding="utf-8")
    rows = [line for line in told.splitlines() if line.startswith(("| fitting", "| choosing", "| first look"))]
    for source in {path.parent.name for path in TRUTHS}:
        assert sum(source in row for row in rows) == 1, source


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_truth_fits_its_text(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize(
    ("kind", "result", "of", "base", "holds"),
    [
        ("execution_rate", "94%", "3628.4万元", "3860万元", True),
        ("execution_rate", "97.2%", "3628.4万元", "3860万元", False),
        ("growth", "5.22%", "131.1万元", "124.6万元", True),
        ("decline", "73.81%", "11个", "42个", True),
        ("balance", "231.6万元", "3628.4万元", "3860万元", True),
        ("difference", "4.5个百分点", "53.1%", "48.6%", True),
        ("average", "7,500元", "7.5万元", "10人", True),
        ("unit", "1.2亿元", "12,000万元", "12,000万元", True),
        ("share", "5‰", "1元", "200元", True),
    ],
)
def test_ratios(kind: str, result: str, of: str, base: str, holds: bool) -> None:
    assert ratio_holds(kind, result, of, base) is holds


def test_sums_hold_to_the_printed_place() -> None:
    assert breakdown_holds("86所", ["61所", "18所", "7所"])
    assert not breakdown_holds("1580万元", ["620万元", "760万元", "180万元"])


def _quantity(canonical: str) -> dict[str, object]:
    return {"value": {"number": canonical, "unit": "", "canonical": canonical}}


def test_the_scorer_tells_lines_and_fields_apart() -> None:
    truth = {"budget": [{"name": "合计", "role": "total", "adjusted": "200万元", "spent": "190万元", "execution_rate": "95%"}]}
    row = {"name": {"value": "合计"}, "role": "total", "adjusted": None, "initial": _quantity("2000000"), "balance": _quantity("1900000")}
    other = {"name": {"value": "截至目前"}, "role": "subproject", "execution_rate": _quantity("95")}
    count, notes = Counter[str](), list[str]()
    score_budget(truth, {"budget": [row, other]}, count, notes)
    assert count == {"leaves": 3, "leaf_right": 1, "leaf_in_any_plan": 1, "leaf_other_field": 1, "leaf_other_line": 1}


def test_the_only_plan_of_a_line_may_have_either_name_and_a_cut_no_sign() -> None:
    line = {"name": "合计", "role": "total", "adjustment": "80万元"}
    row = {"name": {"value": "合计"}, "role": "total", "initial": _quantity("2000000"), "adjustment": _quantity("-800000")}
    for told, right in (({"adjusted": "200万元"}, 2), ({"adjusted": "200万元", "initial": "280万元"}, 1)):
        count = Counter[str]()
        score_budget({"budget": [line | told]}, {"budget": [row]}, count, [])
        assert count["leaf_right"] == right


def test_the_scorer_tells_true_alarms_from_false_ones() -> None:
    error = {"rules": ["sum-of-parts"], "figure": "1580万元", "right": "1560万元", "why": "620+760+180=1560"}
    truth = {"errors": [error], "relations": [{"rules": ["share"], "figure": "47%"}]}
    told = {"equation": "", "observed": None, "expected": None}
    findings = [
        {"rule": "sum-of-sources", "status": "inconsistent", "message": "620 + 760 + 180 = 1560，文中为1580", **told},
        {"rule": "share", "status": "inconsistent", "message": "151.2 ÷ 236.88 = 63.83%，文中为30%", **told},
        {"rule": "execution-rate", "status": "consistent", "message": "236.88 ÷ 504.01 = 47%，与文中一致", **told},
    ]
    count, notes = Counter[str](), list[str]()
    score_findings(truth, {"findings": findings, "corrections": []}, count, notes)
    assert (count["errors_found"], count["inconsistent"], count["false_alarms"], count["relations_told"]) == (1, 2, 1, 1)
    masked = {"findings": [], "corrections": [{"before": "1580万元", "after": "1560万元"}]}
    count = Counter[str]()
    score_findings(truth, json.loads(json.dumps(masked)), count, notes)
    assert count["errors_masked"] == 1
