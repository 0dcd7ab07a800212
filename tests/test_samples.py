"""The sample reports, as their scans were read once: the record against the truth, and against the record kept beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import gouji
from gouji.schemas.pages import Document
from gouji.schemas.record import Report
from tests.reading import value
from tests.test_tables import shown

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ("report_seal", "report_errors", "report_poor", "table_two_pages", "table_seal")
MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")
Replay = Callable[[Path], Document]


@pytest.fixture(scope="module", params=NAMES)
def sample(request: pytest.FixtureRequest, recorded: Replay) -> tuple[str, dict[str, Any], Report]:
    name = request.param
    truth = json.loads((SAMPLES / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return name, truth, gouji.understand(recorded(SAMPLES / f"{name}.pdf"), lang="zh")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").lstrip("+").rstrip("%万元分"))


def test_the_record_is_the_one_that_was_reviewed(sample: tuple[str, Any, Report], golden: Callable[[Path, str], None]) -> None:
    name, _, report = sample
    golden(SAMPLES / "expected" / f"{name}.json", report.model_dump_json(indent=1) + "\n")


def test_every_budget_figure(sample: tuple[str, dict[str, Any], Report]) -> None:
    _, truth, report = sample
    for line in truth["budget"]:
        row = next(r for r in report.budget if r.role == line["role"] and (r.role == "total" or r.name.value == line["name"]))
        for field in (f for f in MONEY if f in line):
            leaf = getattr(row, field)
            if leaf is None and field == "initial":
                leaf = row.adjusted  # printed once, never changed
            assert leaf is not None, (line["name"], field)
            assert Decimal(leaf.value.number) == number(line[field]), (line["name"], field)


def test_score(sample: tuple[str, dict[str, Any], Report]) -> None:
    _, truth, report = sample
    score = report.evaluation.score
    assert score is not None
    assert score.value is not None
    assert Decimal(score.value.number) == number(truth["evaluation"]["score"])


def test_every_indicator_of_a_table(sample: tuple[str, dict[str, Any], Report]) -> None:
    name, truth, report = sample
    if not name.startswith("table"):
        return
    told = [(value(i.level1), value(i.name), shown(i.target), shown(i.actual), shown(i.weight), shown(i.score)) for i in report.indicators]
    wanted = [tuple(row[key] for key in ("level1", "name", "target", "actual", "weight", "score")) for row in truth["indicators"]]
    assert told == [tuple(text.replace("≥", ">=").replace("≤", "<=") for text in row) for row in wanted]


def test_a_table_over_two_pages_is_one(sample: tuple[str, dict[str, Any], Report]) -> None:
    name, _, report = sample
    if name == "table_two_pages":
        (table,) = report.tables
        assert {cell.page for row in table.rows for cell in row} == {1, 2}


def test_exactly_the_errors_of_the_report_itself(sample: tuple[str, dict[str, Any], Report]) -> None:
    _, truth, report = sample
    found = sorted(f.rule for f in report.findings if f.status == "inconsistent")
    assert found == sorted(e["rule"] for e in truth["errors"])


def test_dates_of_contracts(sample: tuple[str, dict[str, Any], Report]) -> None:
    _, truth, report = sample
    wanted = {(e["kind"], e["date"]) for e in truth["events"] if e["kind"] == "签订合同"}
    found = {(e.kind, e.date.value) for e in report.events}
    missing = wanted - found
    assert missing == set()


def test_what_the_seal_hides_is_asked_of_a_person(sample: tuple[str, dict[str, Any], Report]) -> None:
    name, _, report = sample
    if name == "report_seal":
        assert report.cover.project_name is not None
        assert report.cover.project_name.value is None
        assert any(f.fields == ["/cover/project_name"] and f.status == "unresolved" for f in report.findings)


def test_every_figure_has_its_place(sample: tuple[str, dict[str, Any], Report]) -> None:
    _, _, report = sample
    for row in report.budget:
        for leaf in (getattr(row, f) for f in MONEY):
            assert leaf is None or (leaf.page and leaf.bbox and leaf.raw and 0 < leaf.confidence <= 1)
