"""What a seal leaves of heads and figures of a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.check.tie_out import tie_out
from gouji.extract.report import report
from gouji.normalize.document import correct
from gouji.schemas.pages import Cell, Document, Grid
from gouji.schemas.record import Report
from tests.tables import document, grid

ROWS = [
    "项目资金（万元）|年初预算|调整后预算数|预算执行数|预算执行率",
    "年度预算总额|81.07|80.17|75.68|94.40%",
    "其中：财政拨款|60.00|60.00|57.00|95.00%",
    "其他资金|21.07|20.17|18.68|92.61%",
]


def spoiled(table: Grid, row: int, col: int, text: str, probs: tuple[float, ...]) -> Grid:
    """The table with one cell read as `text`, its glyphs so sure."""

    def changed(cell: Cell) -> Cell:
        if (cell.row, cell.col) != (row, col):
            return cell
        (line,) = cell.lines
        glyphs = [
            replace(line.glyphs[min(i, len(line.glyphs) - 1)], char=char, prob=prob)
            for i, (char, prob) in enumerate(zip(text, probs, strict=True))
        ]
        return replace(cell, lines=[replace(line, glyphs=glyphs)])

    return replace(table, cells=[changed(cell) for cell in table.cells])


def read(table: Grid) -> Report:
    found: Document = document([table])
    record = report(found, correct(found))
    record.findings = tie_out(record, "en", found)
    return record


@pytest.mark.parametrize(
    ("col", "text", "probs", "field"),
    [
        (4, "尊执行率", (0.67, 0.99, 0.99, 0.99), "execution_rate"),
        (3, "试策执行数", (0.2, 0.25, 0.6, 0.99, 0.57), "spent"),
        (3, "预集执行数", (0.99, 0.3, 0.99, 0.99, 0.99), "spent"),
    ],
)
def test_heads_of_which_a_part_was_guessed(col: int, text: str, probs: tuple[float, ...], field: str) -> None:
    record = read(spoiled(grid(ROWS), 0, col, text, probs))
    assert [leaf.text for row in record.budget if (leaf := getattr(row, field))] == [
        line.split("|")[col] for line in ROWS[1:]
    ]


@pytest.mark.parametrize("text", ["上年执行数", "上年支出", "未执行率"])
def test_a_head_that_was_surely_read_is_what_it_says(text: str) -> None:
    record = read(spoiled(grid(ROWS), 0, 3, text, (0.99,) * len(text)))
    assert [row.spent for row in record.budget if row.spent] == []


def test_a_figure_that_a_seal_made_illegible_costs_no_more_than_itself() -> None:
    record = read(spoiled(grid(ROWS), 3, 3, "息技-", (0.7, 0.7, 0.6)))
    lost = record.budget[2]
    assert (lost.name.text, lost.initial and lost.initial.text, lost.execution_rate and lost.execution_rate.text) == (
        "其他资金",
        "21.07",
        "92.61%",
    )
    assert lost.spent is not None
    assert lost.spent.value is None
    assert [
        (f.rule, f.fields) for f in record.findings if f.status == "unresolved" and "/budget/2/spent" in f.fields
    ] == [("unreadable", ["/budget/2/spent"])]
    summed = [f.fields for f in record.findings if f.rule == "sum-of-sources" and f.status == "consistent"]
    assert ["/budget/0/initial", "/budget/1/initial", "/budget/2/initial"] in summed
    assert not any("/budget/2/spent" in fields for fields in summed)


def test_a_row_of_words_is_no_line_of_money() -> None:
    record = read(grid([*ROWS, "年度总体目标|预期目标|按期完成全部任务|实际完成情况|已完成"]))
    assert [row.name.text for row in record.budget] == ["年度预算总额", "财政拨款", "其他资金"]


INDICATORS = [
    "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|实际完成值|权重|得分",
    "产出指标|数量指标|养护绿地面积|≥|55|万平方米|61|10|10",
    "^|^|维护路灯数量|≥|14639|盏|15225|10|10",
    "^|质量指标|绿化养护达标率|≥|98|%|99.3|10|10",
    "^|成本指标|项目总成本|≤|720.94||679.10|10|10",
]


def test_a_target_that_lost_its_unit_is_told() -> None:
    record = read(grid(INDICATORS))
    assert [(f.rule, f.fields) for f in record.findings if f.rule == "unreadable"] == [
        ("unreadable", ["/indicators/3/target", "/indicators/3/actual"])
    ]


def test_a_form_that_prints_no_units_is_left_in_peace() -> None:
    bare = [INDICATORS[0], *(row.replace("万平方米", "").replace("盏", "") for row in INDICATORS[1:])]
    assert not any(f.rule == "unreadable" for f in read(grid(bare)).findings)


def test_name_and_target_that_ran_together_are_two() -> None:
    rows = [
        "一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分",
        "产出指标|数量指标|养护绿地面积|≥55万平方米|61万平方米|10|10",
        "^|质量指标|较大以上安全责任事故≤0起|<|0起|7|7",
        "年度总体目标|<|按期完成全部养护任务|<|全部完成|<|<",
    ]
    found = read(grid(rows)).indicators
    assert [(i.name.text, i.target.text if i.target else None, i.score.text if i.score else None) for i in found] == [
        ("养护绿地面积", "≥55万平方米", "10"),
        ("较大以上安全责任事故", "≤0起", "7"),
    ]


def test_a_total_that_is_the_beginning_of_the_sum_is_no_contradiction() -> None:
    rows = [
        "项目资金（万元）|年初预算|全年预算数|全年执行数",
        "年度资金总额|5080.38|5080.38|{}",
        "其中：财政拨款|4623.15|4623.15|4130.44",
        "其他资金|457.23|457.23|408.50",
    ]
    for total, status in (
        ("4538", "unresolved"),
        ("4639", "inconsistent"),
        ("4358.94", "inconsistent"),
        ("4538.94", "consistent"),
    ):
        record = read(grid([rows[0], rows[1].format(total), *rows[2:]]))
        assert [f.status for f in record.findings if f.rule == "sum-of-sources" and "/budget/0/spent" in f.fields] == [
            status
        ], total
