"""`gouji explain`: one figure of a record, in both languages, with the picture of its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest
from typer.testing import CliRunner

import gouji
from gouji.archive.digest import digest
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from gouji.schemas.evidence import FieldEvidence, FieldReading, LookSeen
from gouji.schemas.record import Report
from gouji.show.resolve_pointer import resolve_pointer

SAMPLES = Path(__file__).parent.parent / "samples"
SCAN = SAMPLES / "report_errors.pdf"
RATE = "/budget/2/execution_rate"


@pytest.fixture
def record(recorded: Callable[[Path], Any], tmp_path: Path) -> Path:
    report = gouji.understand(recorded(SCAN), lang="en")
    readings = [
        FieldReading(field=RATE, text=t, value=t[:-1], probability=p) for t, p in (("94.28%", 0.91), ("94.23%", 0.08))
    ]
    looks = [
        LookSeen(source="first", text="94.28%", probability=0.93),
        LookSeen(source="layer", text="94.28%", probability=0.8),
    ]
    report.evidence = [FieldEvidence(field=RATE, readings=readings, looks=looks, unknown=0.01)]
    path = tmp_path / "report_errors.json"
    path.write_text(report.model_dump_json(), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["8.00%", "old text layer", "contradicts itself", "page "]),
        ("zh", ["8.00%", "原有文字层", "自身矛盾", "原读"]),
    ],
)
def test_it_tells_readings_witnesses_relations_and_the_decision(
    record: Path, tmp_path: Path, lang: str, words: list[str]
) -> None:
    told = CliRunner().invoke(
        app, ["explain", str(record), RATE, "--source", str(SCAN), "--out", str(tmp_path), "--lang", lang]
    )
    assert told.exit_code == 0, told.output
    assert [word for word in words if word not in told.output] == []
    assert len(list(tmp_path.glob("report_errors-*-budget-2-execution_rate.png"))) == 1


def test_a_pointer_to_nothing_and_another_file_are_told(record: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["explain", str(record), "/budget/99/spent"]).exit_code == 2
    assert (
        CliRunner().invoke(app, ["explain", str(record), RATE, "--source", str(SAMPLES / "report_poor.pdf")]).exit_code
        == 2
    )


def test_without_the_scan_there_is_no_picture(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["explain", str(record), RATE, "--lang", "en"])
    assert told.exit_code == 0 and "--source" in told.output
    assert list(tmp_path.glob("explained/*")) == []


def told(record: Path, pointer: str, tmp_path: Path, lang: str) -> str:
    run = CliRunner().invoke(
        app, ["explain", str(record), pointer, "--source", str(SCAN), "--out", str(tmp_path / "out"), "--lang", lang]
    )
    assert run.exit_code == 0, run.output
    return run.output


@pytest.mark.parametrize(
    "asked",
    [
        "/budget/2/spent",
        "budget/2/spent",
        "budget[2].spent",
        "$.budget[2].spent",
        "$['budget'][2]['spent']",
        "#/budget/2/spent",
        " budget.02.spent ",
    ],
)
def test_a_field_may_be_named_in_many_ways(record: Path, asked: str) -> None:
    ((pointer, leaf),) = resolve_pointer(Report.model_validate_json(record.read_text(encoding="utf-8")), asked)
    assert (pointer, leaf.text) == ("/budget/2/spent", "160.43万元")


def test_of_a_row_its_fields_are_listed(record: Path, tmp_path: Path) -> None:
    output = told(record, "budget/2", tmp_path, "zh")
    assert "/budget/2/spent  160.43万元" in output and "/budget/1/" not in output and not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("/budget/99/spent", "/budget/2/spent"),
        ("budget/2/spend", "/budget/2/spent"),
        ("budget.2.rate", "/budget/2/execution_rate"),
        ("cover/projectname", "/cover/project_name"),
        ("cover/report", "/cover/report_date"),
        ("zzz", None),
        ("", None),
        ("/", None),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_for_a_field_that_is_not_there_near_ones_are_told_on_one_line(
    record: Path, asked: str, near: str | None, lang: str
) -> None:
    run = CliRunner().invoke(app, ["explain", str(record), asked, "--lang", lang])
    assert run.exit_code == 2 and len(run.output.strip().splitlines()) == 1
    assert near is None or near in run.output
    with pytest.raises(GoujiError) as err:
        resolve_pointer(Report.model_validate_json(record.read_text(encoding="utf-8")), asked)
    assert err.value.key == ("no_field_near" if near else "no_field_there")


def test_the_picture_has_a_box_on_each_line_and_a_name_of_its_report(record: Path, tmp_path: Path) -> None:
    report = Report.model_validate_json(record.read_text(encoding="utf-8"))
    index = next(i for i, row in enumerate(report.budget) if row.allocated and len(row.allocated.boxes) == 2)
    other = tmp_path / "other" / "report_errors.json"
    other.parent.mkdir()
    report.document.sha256 = "f" * 64
    other.write_text(report.model_dump_json(), encoding="utf-8")
    told(record, f"budget/{index}/allocated", tmp_path, "zh")
    run = CliRunner().invoke(
        app, ["explain", str(other), f"budget/{index}/allocated", "--source", str(SCAN), "--lang", "en"]
    )
    assert run.exit_code == 2  # not the file that this record was made from
    (made,) = (tmp_path / "out").iterdir()
    image = cv2.imread(str(made))
    assert made.name == f"report_errors-{digest(str(SCAN))[:8]}-budget-{index}-allocated.png" and image is not None
    red = ((image[:, :, 2] > 180) & (image[:, :, 1] < 60) & (image[:, :, 0] < 60)).astype("uint8")
    count, _, stats, _ = cv2.connectedComponentsWithStats(red, connectivity=8)
    boxes = [stats[i] for i in range(1, count) if stats[i][cv2.CC_STAT_WIDTH] > 40]
    assert len(boxes) == 2
    # Over and under the boxes, and beside them, there is paper.
    assert min(box[cv2.CC_STAT_TOP] for box in boxes) > 15 and image.shape[1] > 2 * max(
        box[cv2.CC_STAT_WIDTH] for box in boxes
    )


ALONE = {"zh": "比较过：字形没有给出别的读法", "en": "compared: the character shapes suggest no alternative"}


@pytest.mark.parametrize(
    ("odds", "zh", "en"),
    [
        (0.0, "几乎可以肯定是报告本身有误", "almost certainly an error in the report"),
        (0.0002, "几乎可以肯定是报告本身有误", "almost certainly an error in the report"),
        (0.05, "报告本身有误的可能约为看错了数的20倍", "an error in the report is about 20 times as likely"),
        (1.0, "可能相当", "equally likely"),
        (2.5, "看错了数的可能约为报告本身有误的2.5倍", "a misreading is about 2.5 times as likely"),
        (90000.0, "几乎可以肯定是看错了数", "almost certainly a misreading"),
    ],
)
def test_odds_are_told_in_words(record: Path, tmp_path: Path, odds: float, zh: str, en: str) -> None:
    report = Report.model_validate_json(record.read_text(encoding="utf-8"))
    found = next(f for f in report.findings if f.rule == "sum-of-sources" and f.status == "inconsistent")
    found.odds = odds
    record.write_text(report.model_dump_json(), encoding="utf-8")
    for lang, words in (("zh", zh), ("en", en)):
        output = told(record, found.fields[0], tmp_path, lang)
        assert words in output and ALONE[lang] in output
        assert ":1" not in output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_was_changed_is_not_called_the_only_reading(
    recorded: Callable[[Path], Any], tmp_path: Path, lang: str
) -> None:
    """The seal's project name: one character was changed by a known word, and the end is hidden."""
    path = tmp_path / "sealed.json"
    path.write_text(
        gouji.understand(recorded(SAMPLES / "report_seal.pdf"), lang=lang).model_dump_json(), encoding="utf-8"
    )
    output = CliRunner().invoke(app, ["explain", str(path), "cover.project_name", "--lang", lang]).output
    assert "住房公积全" in output and "住房公积金" in output
    assert {"zh": "没有比较其他读法", "en": "no alternatives were compared"}[lang] in output
    assert {"zh": "改正：由", "en": "correction: “"}[lang] in output
    words = CliRunner().invoke(app, ["explain", str(path), "cover.title", "--lang", lang]).output
    assert {"zh": "这是文字", "en": "this is text"}[lang] in words and "改正" not in words and "correction" not in words


def test_a_picture_of_somebody_else_stays(record: Path, tmp_path: Path) -> None:
    def explained() -> set[str]:
        assert (
            CliRunner()
            .invoke(app, ["explain", str(record), RATE, "--source", str(SCAN), "--out", str(tmp_path / "o")])
            .exit_code
            == 0
        )
        return {path.name for path in (tmp_path / "o").iterdir()}

    (name,) = explained()
    assert explained() == {name}
    (tmp_path / "o" / name).write_bytes(b"mine")
    assert len(explained()) == 2 and (tmp_path / "o" / name).read_bytes() == b"mine"
