"""The user's own sample, where it lies beside the project: it is not part of it, and these tests are skipped without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value

SEED = Path(__file__).parent.parent.parent / "shared/seed"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the user's sample is not here")


@pytest.fixture(scope="module")
def report() -> Report:
    return gouji.read(SEED / "report.txt", lang="zh")[0]


def test_every_figure_of_the_sub_projects(report: Report) -> None:
    wanted = json.loads((SEED / "record.json").read_text(encoding="utf-8"))["sub_projects"]
    assert len(report.budget) == len(wanted) == 4
    for row, truth in zip(report.budget, wanted, strict=True):
        assert value(row.name) == truth["name"]
        assert printed(row.initial or row.adjusted) == f"{truth['initial_budget']}万元"
        assert printed(row.adjustment) == (f"{truth['adjustment']}万元" if truth["adjustment"] else None)
        assert printed(row.execution_rate) == truth["execution_rate"]
        assert printed(row.spent) == (f"{truth['used']}万元" if isinstance(truth["used"], str) else None)


def test_correct_text_is_left_alone() -> None:
    assert gouji.read(SEED / "clean.txt", lang="zh")[0].corrections == []


def test_nothing_that_holds_is_called_a_contradiction(report: Report) -> None:
    assert [f.message for f in report.findings if f.status == "inconsistent"] == []


def test_dates_score_and_the_hidden_name(report: Report) -> None:
    contracts = [e.date.value for e in report.events if e.kind == "签订合同"]
    assert contracts == ["2022-12-19", "2022-06-22", "2022-09", "2022-06-02", "2022-07-28", "2022-12-07"]
    assert [e.date.value for e in report.events if e.kind == "评审"] == ["2022-04-11", "2022-05-12"]
    assert [f.status for f in report.findings if "/events/4/date" in f.fields and f.status != "consistent"] == ["misread"]
    assert printed(report.evaluation.score) == "98分"
    assert report.cover.project_name is not None
    assert report.cover.project_name.value is None
    assert ["/cover/project_name"] in [f.fields for f in report.findings]


def test_every_character_error_is_corrected(report: Report) -> None:
    text = report.document.pages[0].text
    listed = json.loads((SEED / "errors_and_relations.json").read_text(encoding="utf-8"))
    assert listed
    for wrong in (
        "各份",
        "各案",
        "各查",
        "储各",
        "眼务",
        "0rac1e",
        "0raGle",
        "信J",
        "憝",
        "￡",
        "⒛",
        "99,38",
        "99,5%",
        "1,7",
        "10O0",
        "2,17",
        "97,39",
        "甸",
        "-、",
    ):
        assert wrong not in text, wrong
    for right in ("中心各部门", "各项业务", "货比三家", "冲还贷", "0750-3829700", "微服务+云计算", "1380家", "贴息贷款", "（试行）》规定"):
        assert right in text, right


SEALS = SEED.parent / "scans/table_two_seals.jpeg"


@pytest.mark.scan
@pytest.mark.skipif(not SEALS.is_file(), reason="the scan is not here")
def test_every_figure_of_a_table_under_two_seals() -> None:
    lines = SEALS.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    wanted = {cells[0]: [c.replace("---", "———") for c in cells[1:]] for line in lines if len(cells := line.split("|")) == 10 and line[0] != "产"}
    (report,) = gouji.read(SEALS, lang="zh")
    (table,) = report.tables
    told = {row[-10].text: [cell.text for cell in row[-9:]] for row in table.rows if len(row) >= 10}
    assert len(wanted) == 8
    assert {name: told[name] for name in wanted} == wanted
    sums = [f.status for f in report.findings if f.rule == "sum-of-parts"]
    assert sums == ["consistent"] * 6
    stamped = [cell for row in table.rows for cell in row if cell.sealed and any(c.isdigit() for c in cell.text)]
    assert stamped
    assert all(cell.confidence < 0.9 for cell in stamped)
