"""`gouji explain`: one figure of a record, in both languages, with the picture of its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import gouji
from cli import app
from schemas.evidence import FieldEvidence, FieldReading, LookSeen

SAMPLES = Path(__file__).parent.parent / "samples"
SCAN = SAMPLES / "report_errors.pdf"
RATE = "/budget/2/execution_rate"


@pytest.fixture
def record(recorded: Callable[[Path], Any], tmp_path: Path) -> Path:
    report = gouji.understand(recorded(SCAN), lang="en")
    readings = [FieldReading(field=RATE, text=t, value=t[:-1], probability=p) for t, p in (("94.28%", 0.91), ("94.23%", 0.08))]
    looks = [LookSeen(source="first", text="94.28%", probability=0.93), LookSeen(source="layer", text="94.28%", probability=0.8)]
    report.evidence = [FieldEvidence(field=RATE, readings=readings, looks=looks, unknown=0.01)]
    path = tmp_path / "report_errors.json"
    path.write_text(report.model_dump_json(), encoding="utf-8")
    return path


@pytest.mark.parametrize(("lang", "words"), [("en", ["8.00%", "old text layer", "contradicts itself", "page "]), ("zh", ["8.00%", "原有文字层", "自身矛盾", "原读"])])
def test_it_tells_readings_witnesses_relations_and_the_decision(record: Path, tmp_path: Path, lang: str, words: list[str]) -> None:
    told = CliRunner().invoke(app, ["explain", str(record), RATE, "--source", str(SCAN), "--out", str(tmp_path), "--lang", lang])
    assert told.exit_code == 0, told.output
    assert [word for word in words if word not in told.output] == []
    assert (tmp_path / "budget-2-execution_rate.png").read_bytes()[:4] == b"\x89PNG"


def test_a_pointer_to_nothing_and_another_file_are_told(record: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["explain", str(record), "/budget/99/spent"]).exit_code == 2
    assert CliRunner().invoke(app, ["explain", str(record), RATE, "--source", str(SAMPLES / "report_poor.pdf")]).exit_code == 2


def test_without_the_scan_there_is_no_picture(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["explain", str(record), RATE, "--lang", "en"])
    assert told.exit_code == 0 and "--source" in told.output
    assert list(tmp_path.glob("explained/*")) == []
