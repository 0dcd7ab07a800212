"""The archive in a notebook: DataFrames with the types that counting and plotting need, and the figures to the last digit."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import gouji
from gouji.archive.frames import Archive
from gouji.archive.sql_tables import DATA
from gouji.archive.store import open_store
from gouji.schemas.errors import GoujiError
from tests.archived import put, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401

TEXTS = [
    report(year=2022, books="10.00万册"),
    report(books="12.50万册，比上年增长31%"),
    report(unit="白石县文化馆", rate="93.00") + "2023年6月5日签订《设备采购合同》。\n",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path):
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as store:
        put(store, write(tmp_path, TEXTS))
    with gouji.open_archive(address) as opened:
        yield opened


def test_every_table_is_a_frame(archive: Archive) -> None:
    for name, table in DATA.items():
        found = getattr(archive, name)()
        assert isinstance(found, pd.DataFrame)
        hidden = {"contact_person", "contact_phone"} if name == "reports" else set()
        assert set(found.columns) >= {column.name for column in table.c} - hidden
        assert {"source", "department", "project_name", "fiscal_year"} <= set(found.columns)
    assert len(archive.reports()) == len(archive.budget()) == 3
    assert "contact_phone" in archive.reports(contacts=True)
    assert set(archive.documents().state) == {"done"}


def test_types_and_figures(archive: Archive) -> None:
    budget = archive.budget()
    assert budget.spent_yuan.dtype == "float64" and budget.fiscal_year.dtype == "Int64" and budget.name.dtype == "string"
    assert budget.spent_yuan.sum() == 3 * 1_108_600
    assert budget.adjusted_yuan.isna().all() and budget.spent_page.isna().all()
    assert set(archive.budget(exact=True).spent_yuan) == {Decimal("1108600")}
    assert archive.budget().groupby("department").execution_rate_percent.mean().round(2).to_dict() == {
        "白石县文化馆": 93.0,
        "青屏县文化馆": 92.0,
    }


def test_filters(archive: Archive) -> None:
    wrong = archive.findings(status="inconsistent")
    assert list(wrong.rule) == ["execution-rate"] and list(wrong.department) == ["白石县文化馆"]
    assert archive.findings(status="inconsistent", unit="青屏").empty
    assert set(archive.findings(year=2022).fiscal_year) == {2022}
    assert len(archive.events(kind="签订合同")) == len(archive.events()) >= 1
    assert len(archive.facts(unit="青屏", year=2023)) == 1
    with pytest.raises(TypeError, match="status"):
        archive.findings(state="inconsistent")


def test_findings_between_reports_have_the_evidence_of_both(archive: Archive) -> None:
    (row,) = archive.cross_findings(rule="prior-year").to_dict("records")
    assert row["status"] == "inconsistent" and row["source"] == "002.txt" and row["other_source"] == "001.txt"
    assert row["excerpt"] == "31%" and row["other_excerpt"] == "10.00万册" and row["line"] > 1 and row["other_line"] > 1
    assert row["field"].startswith("/facts/") and row["other_field"].startswith("/facts/")
    assert [figure["text"] for figure in json.loads(row["evidence"])] == ["31%", "12.50万册", "10.00万册"]
    record, other = archive.record(row["report_id"]), archive.record(row["other_report_id"])
    assert record is not None and other is not None and other.document.source == row["other_source"]
    assert archive.paths(row["report_id"])[0].endswith("002.txt")


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(GoujiError) as caught:
        gouji.open_archive(tmp_path / "none.db")
    assert caught.value.key == "archive_missing"
