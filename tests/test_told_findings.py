"""What findings say: no names of the record's own, and no seal where none was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import gouji
from gouji.schemas.record import BudgetRow, Cover, Evaluation, Indicator, Report
from gouji.schemas.texts import has_text, text
from tests.tables import document, grid

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(
    {name for part in (Cover, BudgetRow, Indicator, Evaluation) for name in part.model_fields} - {"role", "source"}
)
INTERNAL = re.compile(rf"\b(?:{'|'.join(NAMES)})\b")

TWICE = """青槐县档案馆2023年度库房改造项目绩效自评报告
一、预算执行情况
全年预算合计200.00万元，实际支出合计194.80万元，执行率97.40%。
二、自评结论
自评得分96.50分，等级为优。
三、附表
资金\t年初预算数（万元）\t全年预算数（万元）\t全年执行数（万元）\t执行率
合计\t200.00\t200.00\t{table}\t97.40%
其中：财政拨款\t120.00\t120.00\t116.88\t97.40%
"""


def read(words: str, folder: Path, lang: str) -> Report:
    path = folder / "report.txt"
    path.write_text(words, encoding="utf-8")
    return gouji.read(path, lang=lang)[0]


def told(report: Report) -> Iterator[str]:
    for found in report.findings:
        yield from (words for words in (found.message, found.suggestion) if words)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_name_that_people_know(name: str) -> None:
    assert has_text(f"field.{name}")
    assert "_" not in text(f"field.{name}", "zh") + text(f"field.{name}", "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", sorted((SAMPLES / "expected").glob("*.json")), ids=lambda path: path.stem)
def test_no_message_of_a_sample_has_a_name_of_the_record(
    path: Path, lang: str, recorded: Callable[[Path], Any]
) -> None:
    report = gouji.understand(recorded(SAMPLES / f"{path.stem}.pdf"), lang=lang)
    assert [
        words
        for words in told(report)
        if (INTERNAL.search(words) if lang == "zh" else re.search(r"[a-z]_[a-z]", words))
    ] == []


@pytest.mark.parametrize(("lang", "column"), [("zh", "实际支出"), ("en", "spent")])
@pytest.mark.parametrize(("table", "status"), [("194.80", "consistent"), ("194.08", "inconsistent")])
def test_a_figure_told_twice_is_called_by_its_column(
    lang: str, column: str, table: str, status: str, tmp_path: Path
) -> None:
    report = read(TWICE.format(table=table), tmp_path, lang)
    (found,) = [
        f for f in report.findings if f.rule == "same-figure" and table in f.message and f.fields[0].endswith("/spent")
    ]
    assert found.status == status and f"合计 {column}" in found.message
    assert lang == "en" or not INTERNAL.search(found.message)


@pytest.mark.parametrize("cell", ["1.2#E+06", "**100.00", "#REF!x9"])
@pytest.mark.parametrize(("lang", "seal", "says"), [("zh", "印章", "无法辨认"), ("en", "seal", "illegible")])
def test_a_text_has_no_seal(cell: str, lang: str, seal: str, says: str, tmp_path: Path) -> None:
    report = read(TWICE.format(table=cell), tmp_path, lang)
    (found,) = [f for f in report.findings if f.rule == "unreadable" and f.fields == ["/budget/0/spent"]]
    assert seal not in found.message and says in found.message and cell in found.message


@pytest.mark.parametrize(("sealed", "says"), [(True, "得分被印章遮挡"), (False, "得分无法辨认")])
def test_the_seal_is_blamed_where_one_was_found(sealed: bool, says: str) -> None:
    made = document(
        [
            grid(
                [
                    "三级指标|指标值|完成值|分值|得分",
                    "改造面积|≥300平方米|320平方米|10|10",
                    "设备完好率|≥95%|97%|10|甲乙",
                ]
            )
        ]
    )
    for cell in (cell for cell in made.pages[0].tables[0].cells if cell.col == 4 and cell.row == 2):
        for line in cell.lines:
            line.glyphs = [replace(glyph, sealed=sealed) for glyph in line.glyphs]
    messages = list(told(gouji.understand(made, lang="zh")))
    assert any(says in words for words in messages), messages
    assert any("印章" in words for words in messages) == sealed


def test_a_name_whose_end_the_seal_covers(recorded: Callable[[Path], Any]) -> None:
    report = gouji.understand(recorded(SAMPLES / "report_seal.pdf"), lang="zh")
    (found,) = [f for f in report.findings if f.fields == ["/cover/project_name"]]
    assert "项目名称被印章遮挡（可见“" in found.message


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "项目名称处没有读到内容"), ("en", "nothing could be read for “project name”")]
)
def test_a_field_with_nothing_behind_its_label(lang: str, says: str, tmp_path: Path) -> None:
    report = read(
        "项目绩效自评报告\n项目名称：\n青槐县档案馆（公章）\n一、项目概况\n全年预算200.00万元。\n", tmp_path, lang
    )
    (found,) = [f for f in report.findings if f.fields == ["/cover/project_name"]]
    assert says in found.message and report.cover.project_name is not None and report.cover.project_name.line == 2
