"""Figures that were read and came into no field are told: a column, a row, cells, lines outside tables."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import gouji
from gouji.archive.recheck import recheck
from gouji.ocr.document import read_document
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line
from gouji.schemas.record import Report
from gouji.schemas.texts import text
from gouji.show.summary import summary
from tests.tables import document, grid

MONEY = [
    "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    "年度资金总额 | 200.00 | 180.00 | 171.00 | 10 | 95.00% | 9.5",
]
LEVELS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
ROWS = [
    "产出指标 | 数量指标 | 改造泵站 | ≥12座 | 12座 | 30 | 30",
    "产出指标 | 质量指标 | 验收合格率 | ≥98% | 99% | 20 | 20",
    "效益指标 | 社会效益 | 受益人口 | ≥4.2万人 | 4.3万人 | 30 | 30",
    "满意度 | 满意度指标 | 群众满意度 | ≥90% | 93% | 10 | 10",
]


def told(report: Report) -> list[tuple[str, str, int]]:
    return [(each.kind, each.name, each.count) for each in report.unused]


def of_rows(*tables: list[str]) -> Report:
    return gouji.understand(document([grid(rows) for rows in tables]), lang="zh")


def beside(rows: list[str], column: list[str]) -> list[str]:
    """The rows with a further column before the last one."""
    return [
        " | ".join((*row.split(" | ")[:-1], more, row.split(" | ")[-1])) for row, more in zip(rows, column, strict=True)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [LEVELS, *ROWS],
        ["序号 | " + LEVELS, *(f"{n} | {row}" for n, row in enumerate(ROWS, 1))],
        beside([LEVELS, *ROWS], ["上年实际值", "10座", "97%", "4.0万人", "91%"]),
        beside([LEVELS, *ROWS], ["评分标准", "每少1座扣2分", "低1个百分点扣1分", "按比例得分", "低于90%不得分"]),
        ["1 | 2 | 3 | 4 | 5 | 6 | 7", LEVELS, *ROWS],
        ["项目名称 | 青溪泵站改造 | < | 项目编码 | 3401 | < | <", LEVELS, *ROWS],
        ["项目名称 | 青溪泵站改造 | < | 部门代码 | 425 | < | <", LEVELS, *ROWS],
        ["单位邮编 | 230.1 | < | 单位账号 | 88.02 | < | <", LEVELS, *ROWS],
        [LEVELS, *ROWS, "总分 | < | < | < | < | 90 | 90"],
    ],
)
def test_what_has_a_field_and_what_needs_none_is_not_told(rows: list[str]) -> None:
    assert told(of_rows(MONEY, rows)) == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (beside([LEVELS, *ROWS], ["执文", "12.5", "", "33.1", ""]), ("column", "执文", 2)),
        (beside([LEVELS, *ROWS], ["", "12.5", "7.25", "33.1", "6.8"]), ("column", "", 4)),
        (beside([LEVELS, *ROWS, *ROWS], ["", "12.5", "", "", "", "31.5", "", "", "6.8"]), ("column", "", 3)),
        (["机构数量 | 6个 | < | 编制人数 | 78人 | < | <", LEVELS, *ROWS], ("row", "机构数量", 2)),
        (["年度 | 财政供养人数 | — | 31人 | < | < | <", LEVELS, *ROWS], ("row", "财政供养人数", 1)),
        (["财政供养人数 | 31人 | < | < | < | < | <", LEVELS, *ROWS], ("row", "财政供养人数", 1)),
    ],
)
def test_a_column_or_row_that_came_into_no_field_is_told(rows: list[str], wanted: tuple[str, str, int]) -> None:
    report = of_rows(MONEY, rows)
    assert told(report) == [wanted]
    found = [each for each in report.findings if each.rule == "figures-unused"]
    assert [(each.status, each.severity, each.fields) for each in found] == [("unresolved", "info", ["/unused/0"])]
    assert report.unused[0].raw == report.unused[0].text
    assert report.unused[0].page == 1 and report.unused[0].bbox is not None and found[0].suggestion


def test_a_column_that_is_told_as_undecided_is_told_once() -> None:
    report = of_rows(MONEY, beside([LEVELS, *ROWS], ["执文", "12.5", "7.25", "33.1", "6.8"]))
    assert report.unused == [] and [each.undecided for each in report.tables] == [[], ["执文"]]


def lines(*texts: str) -> list[Line]:
    made = []
    for n, words in enumerate(texts):
        top = 400.0 + 20 * n
        glyphs = [Glyph(c, 0.99, page=1, box=(60.0 + 8 * i, top, 68.0 + 8 * i, top + 12)) for i, c in enumerate(words)]
        made.append(Line(glyphs, 1, (60.0, top, 60.0 + 8 * len(words), top + 12)))
    return made


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["执文甲 86.40 31.25 17", "执文乙 142.70 90.06 23"], [("lines", "", 2)]),
        (["甲 86.40 31.25 17 44.1"], [("lines", "", 1)]),
        (["甲 86.40 31.25"], []),
        (["联系电话 05513620417 05513620418", "联系电话 05513620419 05513620420"], []),
        (["2023年12月31日至2024年11月30日", "2023年12月31日至2024年11月30日"], []),
        (["县道86.4公里，乡道142.7公里。", "村道213.5公里，桥梁23.5米。"], []),
    ],
)
def test_lines_of_figures_outside_tables_are_told(texts: list[str], wanted: list[tuple[str, str, int]]) -> None:
    made = document([grid(MONEY)], [grid([LEVELS, *ROWS])])
    made.pages[0].lines += lines(*texts)
    assert told(gouji.understand(made, lang="zh")) == wanted


def test_lines_of_plain_text_have_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "\n".join(["|".join(row.split(" | ")) for row in ["机构数量 | 6个 | 编制人数 | 78人", *MONEY]]),
        encoding="utf-8",
    )
    report = gouji.understand(read_document(path), lang="en")
    assert all(each.line and each.page is None for each in report.unused)


def test_a_record_says_the_same_when_it_is_checked_again() -> None:
    report = of_rows(MONEY, beside([LEVELS, *ROWS], ["", "12.5", "7.25", "33.1", "6.8"]))
    again = recheck(Report.model_validate(json.loads(report.model_dump_json())), "zh")
    assert (
        [f.message for f in again.findings if f.rule == "figures-unused"]
        == [f.message for f in report.findings if f.rule == "figures-unused"]
        != []
    )


def test_many_figures_are_told_in_short() -> None:
    more = [f"{n}.{n}5" for n in range(12, 16)]
    rows = [
        LEVELS,
        *ROWS,
        *(row.replace("泵站", "水闸") for row in ROWS),
        *(row.replace("泵站", "涵洞") for row in ROWS),
    ]
    report = of_rows(MONEY, beside(rows, ["", *more * 3]))
    message = next(each.message for each in report.findings if each.rule == "figures-unused")
    assert message.endswith("…），按原样保留") and "12个" in message and report.unused[0].text.count("、") == 11


@pytest.mark.parametrize(("places", "more"), [(3, 0), (5, 2)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_shows_a_few_and_counts_the_rest(places: int, more: int, lang: str) -> None:
    report = of_rows(MONEY, beside([LEVELS, *ROWS], ["", "12.5", "7.25", "33.1", "6.8"]))
    found = next(each for each in report.findings if each.rule == "figures-unused")
    report.findings = [found.model_copy(update={"message": f"place {n}."}) for n in range(places)]
    console = Console(width=200, file=StringIO())
    summary(report, console, lang)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert [f"place {n}." in shown for n in range(places)] == [n < 3 for n in range(places)]
    assert (text("summary.more_unused", lang, count=more) in shown) == bool(more)
