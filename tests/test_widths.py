"""No figure is cut or broken, however narrow the terminal is."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gouji
from gouji.check.pointers import leaves
from gouji.cli import app
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report
from gouji.schemas.retold import retold
from gouji.show.budget_view import COLUMNS
from gouji.show.console import console
from gouji.show.figure_text import figure_text, group_digits
from gouji.show.summary import findings, summary

ROOT = Path(__file__).parent.parent
YUAN = """一、项目基本情况
1.绿道养护及设施更新改造经费。年初预算12345678.90元，调整后预算13000000.55元，实际支出12864000.55元，执行率98.95%。
2.市民服务热线运行维护经费。年初预算1234567890.12元，调整后预算1234567890.12元，实际支出1234567890.12元，执行率100%。
自评得分98.85分。
"""
WIDTHS = [*range(20, 130), 160, 200]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Report:
    file = tmp_path_factory.mktemp("in") / "报告.txt"
    file.write_text(YUAN, encoding="utf-8")
    return gouji.read(file, lang="zh")[0]


def sample(name: str) -> Report:
    return Report.model_validate_json((ROOT / f"samples/expected/{name}.json").read_text(encoding="utf-8"))


def shown(record: Report, width: int, lang: str = "zh") -> str:
    out = io.StringIO()
    summary(record, console(file=out, width=width), lang)
    findings(record, console(file=out, width=width), lang)
    return out.getvalue()


def figures(record: Report) -> list[str]:
    """Every figure of the lines of money, and the score, as it is to be seen, without a unit that may stand over the table."""
    found = [figure_text(leaf) for row in record.budget for c in COLUMNS if (leaf := getattr(row, c))]
    return [f.removesuffix("元").removesuffix("万") for f in [*found, figure_text(record.evaluation.score)] if f]


def assert_whole(record: Report, width: int, lang: str) -> None:
    words = shown(record, width, lang)
    wanted = figures(record)
    assert len(wanted) >= 5
    for one in set(wanted):
        assert words.count(one) >= wanted.count(one), (width, one)
    for found in record.findings:
        assert retold(found.message, lang, found.rule) in words
        assert not found.suggestion or retold(found.suggestion, lang, found.rule) in words
    assert "…" not in words.replace("  …", "")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_is_whole_at_every_width(record: Report, width: int) -> None:
    assert_whole(record, width, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [20, 37, 58, 80, 101, 200])
@pytest.mark.parametrize("name", ["report_errors", "table_two_pages"])
def test_the_samples_are_whole(name: str, width: int, lang: str) -> None:
    assert_whole(sample(name), width, lang)


def test_wide_terminals_have_a_table_and_narrow_ones_a_list(record: Report) -> None:
    assert "┃" in shown(record, 120) and "┃" not in shown(record, 50)


@pytest.mark.parametrize(
    ("number", "words"),
    [("12345678.90", "12,345,678.90"), ("-6000", "-6,000"), ("999", "999"), ("0.50", "0.50"), ("0012", "0012"), ("1e9", "1e9"), ("", "")],
)
def test_groups_of_three(number: str, words: str) -> None:
    assert group_digits(number) == words


def test_what_is_no_terminal_has_no_broken_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    record = ROOT / "samples/expected/report_errors.json"
    result = CliRunner().invoke(app, ["check", str(record), "--lang", "zh"])
    for found in sample("report_errors").findings:
        assert any(found.message in line for line in result.stdout.splitlines())
    assert max(map(len, result.stdout.splitlines())) < 1000


def test_every_quantity_of_the_sample_is_a_figure() -> None:
    """The table of the test above is not empty because nothing was found."""
    assert sum(isinstance(leaf, QuantityLeaf) for _, leaf in leaves(sample("report_errors"))) > 10


def check(*args: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["check", *map(str, args), "--lang", "zh"])
    return result.exit_code, result.stdout, result.stderr


GOOD, BAD = ROOT / "samples/expected/table_seal.json", ROOT / "samples/expected/report_errors.json"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("missing.json", None, "不存在"),
        ("no.json", "not json", "不是 JSON"),
        ("deep.json", "[" * 100_000, "不是 JSON"),
        ("bytes.json", b"\xff\xfe\x00", "不是 JSON"),
        ("other.json", '{"schema_version": "1"}', "不符"),
        ("list.json", "[]", "不符"),
    ],
)
def test_one_bad_record_does_not_hide_the_others(tmp_path: Path, name: str, data: str | bytes | None, word: str) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    code, out, err = check(GOOD, file, BAD)
    assert code == 2
    assert "table_seal.pdf" in out and "report_errors.pdf" in out
    (line,) = err.splitlines()
    assert str(file) in line and word in line and "Errno" not in line


def test_a_folder_of_records_is_checked(tmp_path: Path) -> None:
    below = tmp_path / "2023"
    below.mkdir()
    (below / "a.json").write_bytes(BAD.read_bytes())
    (tmp_path / "b.json").write_bytes(GOOD.read_bytes())
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": []}))
    code, out, err = check(tmp_path)
    assert (code, err) == (1, "")
    assert "report_errors.pdf" in out and "table_seal.pdf" in out and "另有 1 个 JSON" in out


def test_a_folder_without_records_is_told(tmp_path: Path) -> None:
    code, out, err = check(tmp_path)
    assert (code, out) == (2, "") and "没有 gouji 的记录" in err and len(err.splitlines()) == 1
