"""Words of neighbouring columns in one cell, rows read as two, and rests of tables without a head."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.pages import Cell, Grid, Line
from gouji.schemas.record import Indicator, Report
from tests.reading import value
from tests.tables import HEIGHT, WIDTH, document, grid

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
ROWS = [
    "产出指标 | 数量指标 | 修剪行道树株数 | ≥300株 | 320株 | 30 | 30 | ",
    "效益指标 | 社会效益指标 | 市民投诉处理率 | ≥90% | 92% | 20 | 20 | ",
]
STEP = 5.0


def line(words: str, left: float, top: float) -> Line:
    glyphs = [
        Glyph(c, 0.99, page=1, box=(left + i * STEP, top, left + (i + 1) * STEP, top + 8)) for i, c in enumerate(words)
    ]
    return Line(glyphs, 1, (left, top, left + len(words) * STEP, top + 8))


def fused(column: int, span: int, *lines: tuple[float, str]) -> Grid:
    """The form with a third row of which `span` columns from `column` on are one cell; each line begins so far behind its edge."""
    made = grid([HEAD, *ROWS, "效益指标 | 生态效益指标 | 绿地完好情况 | 良好 | 良好 | 40 | 38 | "])
    kept = [c for c in made.cells if c.row != 3 or not column <= c.col < column + span]
    left, top = column * WIDTH, 3 * HEIGHT
    placed = [line(words, left + at, top + 9 * number) for number, (at, words) in enumerate(lines)]
    cell = Cell(3, column, placed, 1, (left, top, left + span * WIDTH, top + HEIGHT), 1, span)
    return Grid([*kept, cell], 1, made.box)


def said(leaf: QuantityLeaf | TextLeaf | None) -> str | None:
    return leaf.text if leaf else None


def last(made: Grid) -> Indicator:
    return gouji.understand(document([made]), lang="zh").indicators[-1]


def read(*grids: list[Grid]) -> Report:
    return gouji.understand(document(*grids), lang="zh")


@pytest.mark.parametrize(
    ("lines", "target", "actual"),
    [
        ([(4, "基本"), (66, "有所"), (4, "完好"), (66, "改善")], "基本完好", "有所改善"),
        ([(10, "完好"), (64, "基本完好")], "完好", "基本完好"),
        ([(2, "2023年6月"), (62, "2023年7月"), (10, "底前"), (70, "9日")], "2023年6月底前", "2023年7月9日"),
    ],
)
def test_words_of_two_columns_in_one_cell(lines: list[tuple[float, str]], target: str, actual: str) -> None:
    row = last(fused(3, 2, *lines))
    assert (said(row.target), said(row.actual)) == (target, actual)


def test_a_level_and_a_name_in_one_cell() -> None:
    assert value(last(fused(1, 2, (4, "生态效益"), (64, "绿地完好"), (4, "指标"), (64, "情况"))).name) == "绿地完好情况"


def test_a_cell_that_is_merged_stays_whole_and_is_not_sure() -> None:
    row = last(fused(3, 2, (30, "详见附件所列材料")))
    assert said(row.target) == said(row.actual) == "详见附件所列材料"
    assert row.target is not None and row.target.confidence <= 0.5


def test_a_row_that_was_read_as_two() -> None:
    halves = [
        "效益指标 |  | 绿地养护拨款时间 | 每季度首月 | 1月9日、 |  |  | ",
        " | 生态效益指标 |  | 十日前 | 4月8日 | 10 | 8 | 假期顺延",
    ]
    report = read([grid([HEAD, *ROWS, *halves])])
    row = report.indicators[-1]
    assert len(report.indicators) == 3
    assert (said(row.target), said(row.actual), said(row.weight), said(row.score)) == (
        "每季度首月十日前",
        "1月9日、4月8日",
        "10",
        "8",
    )


REST = [
    "生态效益指标 | 绿地完好率 | ≥95% | 96% | 20 | 20 | ",
    "服务对象满意度指标 | 市民满意度 | ≥90% | 91% | 10 | 9 | 问卷偏少",
]


def test_the_rest_of_a_table_without_a_head() -> None:
    report = read([grid([HEAD, *ROWS]), below(grid(REST))])
    assert [value(i.name) for i in report.indicators][2:] == ["绿地完好率", "市民满意度"]
    assert [said(i.score) for i in report.indicators][2:] == ["20", "9"]
    assert not any(f.rule == "table-unknown" for f in report.findings)


def below(made: Grid) -> Grid:
    """The same lower down the page, where the column at the left has no rulings."""
    for cell in made.cells:
        for each in cell.lines:
            each.glyphs = [Glyph(g.char, g.prob, page=1, box=moved(g.box)) for g in each.glyphs]
            each.box = moved(each.box)
        cell.box = moved(cell.box)
    made.box = moved(made.box)
    return made


def moved(box: tuple[float, float, float, float] | None) -> tuple[float, float, float, float]:
    assert box is not None
    return box[0] + WIDTH, box[1] + 300, box[2] + WIDTH, box[3] + 300


def test_another_table_below_has_no_indicators() -> None:
    other = ["姓名 | 职务 | 单位 | 签字", "陆知远 | 站长 | 青崖园林站 | "]
    assert len(read([grid([HEAD, *ROWS]), below(grid(other))]).indicators) == 2


def test_a_group_of_which_nobody_knows_where_it_begins_is_not_accused() -> None:
    rows = [
        "产出指标（50分） | 数量指标 | 修剪行道树株数 | ≥300株 | 320株 | 30 | 30 | ",
        " | 时效指标 | 修剪完成时间 | 6月底前 | 6月20日 | 20 | 20 | ",
    ]
    more = [
        " | 社会效益指标 | 投诉处理率 | ≥90% | 92% | 20 | 20 | ",
        "效益指标（40分） | 生态效益指标 | 绿地完好率 | ≥95% | 96% | 20 | 20 | ",
    ]
    report = read([grid([HEAD, *rows, *more])])
    told = [f.status for f in report.findings if f.rule == "weights-total"]
    assert told == ["unresolved", "unresolved"]


def test_a_group_whose_rows_are_ruled_is_accused() -> None:
    rows = [
        "产出指标（50分） | 数量指标 | 修剪行道树株数 | ≥300株 | 320株 | 30 | 30 | ",
        "^ | 时效指标 | 修剪完成时间 | 6月底前 | 6月20日 | 10 | 10 | ",
    ]
    report = read([grid([HEAD, *rows, "效益指标（20分） | 社会效益指标 | 投诉处理率 | ≥90% | 92% | 20 | 20 | "])])
    assert [f.status for f in report.findings if f.rule == "weights-total"] == ["inconsistent", "consistent"]


@pytest.mark.parametrize(
    ("words", "level", "name"),
    [
        ("可持续影响河岸巡护机制", 5, "河岸巡护机制"),
        ("生态效益指标绿地完好情况", 6, "绿地完好情况"),
        ("生态效益指标", 6, "生态效益指标"),  # no name stands behind it
        ("质量绿地完好情况", 2, "质量绿地完好情况"),  # a short word may begin a name
        ("可持续影响河岸巡护机制", 9, "可持续影响河岸巡护机制"),  # the column of levels ends elsewhere
    ],
)
def test_a_level_before_the_name_of_an_indicator(words: str, level: int, name: str) -> None:
    """`level` characters of the cell stand left of the edge between the columns."""
    indicator = last(fused(1, 2, (WIDTH - level * STEP, words)))
    assert value(indicator.name) == name
    assert name == words or value(indicator.level2) == words.removesuffix(name)
