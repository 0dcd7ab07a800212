"""Reports as another OCR left them: their truth tells lines, and what gouji reads of them holds by it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import gouji
from bench.cases.case import Order, make_case
from bench.cases.compose import compose
from bench.cases.people import draw_setting
from bench.cases.random import Dice
from bench.cases.styling import draw_look, draw_paper
from bench.cases.typed import typewriter
from bench.cases.writer import draw_report


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
        (record,) = gouji.read(folder / "input.txt", lang="zh")
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


def test_no_table_runs_over_the_end_of_its_page() -> None:
    """Where not even its head fits below the text, it begins on the next page."""
    tables = 0
    for number in range(60):
        dice = Dice(f"end of page/{number}")
        report = draw_report(dice, draw_setting(dice, None), "narrative", None, draw_look(dice, False))
        paper = draw_paper(dice, False)
        for sheet in compose(report.blocks, paper, typewriter):
            tables += bool(sheet.rules)
            assert all(line[0].y <= paper.bottom for line in sheet.lines if line)
    assert tables > 10
