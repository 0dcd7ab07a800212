"""Reports as another OCR left them: their truth tells lines, and what gouji reads of them holds by it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import gouji
from bench.cases.case import Order, make_case


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("typed")
    return [make_case(Order(number, 4107, "narrative", "text", 2), out) for number in range(6)]


def test_the_truth_stands_on_the_lines_that_it_tells(cases: list[Path]) -> None:
    found = 0
    for folder in cases:
        lines = (folder / "input.txt").read_text(encoding="utf-8").split("\n")
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        for figure in truth["figures"]:
            assert figure["page"] is None
            if figure["line"]:
                found += figure["text"] in lines[figure["line"] - 1].replace(" ", "")
    assert found > 100


def test_no_amount_of_the_total_is_silently_wrong(cases: list[Path]) -> None:
    checked = 0
    for folder in cases:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        record = gouji.read(folder / "input.txt", lang="zh")
        told = {pointer for finding in record.findings if finding.status != "consistent" for pointer in finding.fields}
        printed = next(row for row in truth["budget"] if row["role"] == "total")
        index, total = next((i, row) for i, row in enumerate(record.budget) if row.role == "total")
        for name in ("initial", "adjusted", "spent"):
            leaf = getattr(total, name)
            if name in printed and leaf is not None and leaf.value is not None:
                right = leaf.value.amount == Decimal(printed[name]["value"]["canonical"])
                assert right or f"/budget/{index}/{name}" in told or leaf.confidence < 0.9
                checked += right
    assert checked >= 12
