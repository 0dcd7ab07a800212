"""Points and rows of forms that stand elsewhere than in columns of their own: heads, titles, notes, tables laid across, lost rulings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import gouji
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Cell, Grid, Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import HEIGHT, WIDTH, document, grid

MONEY = "资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"
TOTAL = "年度资金总额 | 100.00 | 200.00 | 190.00 | 95.00%"
SOURCES = ["财政拨款 | 80.00 | 150.00 | 145.00 | 96.67%", "其他资金 | 20.00 | 50.00 | 45.00 | 90.00%"]
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
ROWS = [
    "产出指标 | 数量指标 | 清理河道长度 | ≥12公里 | 12公里 | 50 | 50",
    "效益指标 | 社会效益指标 | 岸线整洁 | 良好 | 良好 | 40 | 38",
]


def read(*grids: Grid) -> Report:
    return gouji.understand(document(list(grids)), lang="zh")


def below(made: Grid) -> Grid:
    """The same table further down the page."""
    for cell in made.cells:
        assert cell.box is not None
        cell.lines = [_moved(line) for line in cell.lines]
        cell.box = (cell.box[0], cell.box[1] + 400, cell.box[2], cell.box[3] + 400)
    made.box = (0.0, 400.0, made.box[2], made.box[3] + 400) if made.box else None
    return made


def _moved(line: Line) -> Line:
    glyphs = [replace(g, box=(g.box[0], g.box[1] + 400, g.box[2], g.box[3] + 400)) for g in line.glyphs if g.box]
    assert line.box is not None
    return replace(line, glyphs=glyphs, box=(line.box[0], line.box[1] + 400, line.box[2], line.box[3] + 400))


def failed(report: Report) -> list[str]:
    return [f.message for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("rows", "weight", "score"),
    [
        ([f"{MONEY} | 得分（满分10分）", f"{TOTAL} | 9.5"], "10分", "9.5分"),
        ([f"{MONEY} | 自评得分（权重20）", f"{TOTAL} | 19"], "20分", "19分"),
        (["一、资金投入与执行（权重10分，得分9.50分） | < | < | < | <", MONEY, TOTAL], "10分", "9.50分"),
        (["一、部门预算执行情况（分值20分，得分19分） | < | < | < | <", MONEY, TOTAL], "20分", "19分"),
        (
            [f"{MONEY} | 得分", f"{TOTAL} | 14.25", "注：资金执行标准分15分，得分=15×执行率。 | < | < | < | < | <"],
            "15分",
            "14.25分",
        ),
        (
            [f"{MONEY} | 得分", f"{TOTAL} | 14.25", "说明：预算执行得分＝15×执行率。 | < | < | < | < | <"],
            "15分",
            "14.25分",
        ),
        ([f"{MONEY} | 得分", f"{TOTAL} | 9.5"], None, "9.5分"),
        (["一、绩效指标（权重90分，得分80分） | < | < | < | <", MONEY, TOTAL], None, None),
        (["二、资金管理（权重10分，得分8分） | < | < | < | <", MONEY, TOTAL], None, None),
    ],
)
def test_points_of_the_execution(rows: list[str], weight: str | None, score: str | None) -> None:
    (whole,) = [line for line in read(grid(rows)).budget if line.role == "total"]
    assert (printed(whole.weight), printed(whole.score)) == (weight, score)


@pytest.mark.parametrize(
    "rows",
    [
        ["构成 | 预算执行 | 产出 | 效益 | 总分", "满分 | 10 | 50 | 40 | 100", "自评得分 | 9.5 | 48 | 38 | 95.5"],
        ["预算执行（10分） | 产出（50分） | 效益（40分） | 总得分（100分）", "9.5 | 48 | 38 | 95.5"],
    ],
)
def test_points_side_by_side(rows: list[str]) -> None:
    verdict = read(grid(rows), below(grid([MONEY, TOTAL]))).evaluation
    assert (printed(verdict.score), printed(verdict.full_score)) == ("95.5分", "100分")
    part = verdict.parts[0]
    assert (value(part.name), printed(part.weight), printed(part.score)) == (
        "预算执行",
        "10分",
        "9.5分",
    )


def test_a_part_of_the_points_that_does_not_add_up_is_told() -> None:
    rows = ["构成 | 预算执行 | 产出 | 效益 | 总分", "满分 | 10 | 50 | 40 | 100", "自评得分 | 9.5 | 48 | 38 | 96.5"]
    assert any("96.5" in message for message in failed(read(grid(rows))))


def test_what_could_be_had_before_the_own_score(tmp_path: Path) -> None:
    rows = [row.replace("|", "\t") for row in (HEAD, *ROWS)]
    path = tmp_path / "form.txt"
    path.write_text(
        "\n".join(["项目支出绩效自评表", *rows, "总分：90　　自评得分：88　　自评等级：良"]), encoding="utf-8"
    )
    verdict = gouji.read(path, lang="zh")[0].evaluation
    assert (printed(verdict.score), printed(verdict.full_score)) == ("88分", "90分")


def test_a_total_whose_points_ran_together_accuses_nobody() -> None:
    report = read(grid([HEAD, *ROWS, "总分 | < | < | < | < | 9088 | <"]))
    assert report.evaluation.score is None or report.evaluation.score.value is None
    assert not failed(report)


def test_a_total_whose_cells_lie_under_no_head() -> None:
    report = read(grid([HEAD, *ROWS, "总分 | < | 90 | < | 88 | < | 良"]))
    assert (printed(report.evaluation.score), printed(report.evaluation.full_score)) == ("88分", "90分")


def test_a_blank_may_be_no_budget_at_first() -> None:
    """Beside figures that add up without it, a budget that came in the year is none of the start."""
    rows = ["项目名称 | 年初预算数 | 全年预算数 | 全年执行数", "道路养护 | 100.00 | 120.00 | 118.00", "桥梁检测 |  | 60.00 | 55.00",
            "路灯维修 | 50.00 | 50.00 | 50.00", "合计 | {} | 230.00 | 223.00"]  # fmt: skip
    assert not failed(read(grid([row.format("150.00") for row in rows])))
    assert not failed(read(grid([row.format("210.00") for row in rows])))
    assert failed(read(grid([row.format("155.00") for row in rows])))


@pytest.mark.parametrize(
    "levels", ["中央 省级 市级 县级", "中央 省 市 县（区）", "中央 自治区 州 县区", "中央 省级 市（州） 乡镇"]
)
def test_sources_of_all_levels_side_by_side(levels: str) -> None:
    rows = [
        f"资金级次 | 合计 | {levels.replace(' ', ' | ')}",
        "年初预算 | 100.00 | 10.00 | 20.00 | 30.00 | 40.00",
        "全年执行 | 90.00 | 9.00 | 18.00 | 27.00 | 36.00",
    ]
    report = read(grid(rows))
    assert [value(line.name) for line in report.budget if line.role == "source"] == levels.split()
    assert not failed(report)


def test_two_sources_under_one_head_accuse_nobody() -> None:
    rows = ["资金级次 | 合计 | 中央补助 | 省级补助 | 本级财政群众自筹30.0040.00 | <", "年初预算 | 100.00 | 10.00 | 20.00 | 30.00 | 40.00",
            "全年预算 | 100.00 | 10.00 | 20.00 | 30.00 | 40.00", "全年执行 | 90.00 | 9.00 | 18.00 | 27.00 | 36.00"]  # fmt: skip
    report = read(grid(rows))
    assert "中央补助" in [value(line.name) for line in report.budget]
    assert not failed(report)


def test_rows_of_figures_with_numbers_and_formulas() -> None:
    rows = ["资金来源 | 合计 | 省级补助 | 县级配套", "预算安排数① | 100.00 | 60.00 | 40.00", "实际到位数② | 100.00 | 60.00 | 40.00",
            "实际支出数③ | 90.00 | 54.00 | 36.00", "结余数④=②-③ | 10.00 | 6.00 | 4.00", "预算执行率⑤=③÷① | 90.00% | 90.00% | 90.00%",
            "自评得分 | 满分10分，按预算执行率合计数折算，得9.00分。 | < | <"]  # fmt: skip
    report = read(grid(rows))
    assert report.evaluation.full_score is None
    whole = next(line for line in report.budget if line.role == "total")
    assert (printed(whole.balance), printed(whole.execution_rate)) == ("10.00", "90.00%")
    assert (printed(whole.weight), printed(whole.score)) == ("10分", "9.00分")


def test_a_second_row_of_remarks_is_no_indicator() -> None:
    rows = [HEAD, "产出指标 | 数量指标 | 清理河道长度 | ≥12公里 | 11公里 | 50 | 46", "^ | ^ | ^ | 评分标准：按比例计分 | < | 扣分原因：雨季停工 | <",
            "效益指标 | 社会效益指标 | 岸线整洁 | 良好 | 良好 | 40 | 38", "^ | ^ | ^ | 评分标准：酌情 | < | 扣分原因：一 | <"]  # fmt: skip
    found = read(grid(rows)).indicators
    assert [(value(i.name), printed(i.weight), printed(i.score), value(i.deviation)) for i in found] == [
        ("清理河道长度", "50分", "46分", "雨季停工"),
        ("岸线整洁", "40分", "38分", None),
    ]


@pytest.mark.parametrize(
    ("name", "target", "actual", "read_as", "sure"),
    [
        ("改造校舍面积", "≥860m", "872m", ("860㎡", "872㎡"), True),
        ("单方造价", "≤1500元/m", "1462元/m", ("1500元/㎡", "1462元/㎡"), True),
        ("布展规模", "≥860m", "872㎡", ("860㎡", "872㎡"), True),
        ("护栏安装", "≥860m", "872m", ("860m", "872m"), False),
        ("护栏安装", "≥860米", "872米", ("860米", "872米"), True),
    ],
)
def test_square_metres_read_as_metres(
    name: str, target: str, actual: str, read_as: tuple[str, str], sure: bool
) -> None:
    (first, *_) = read(
        grid([HEAD, f"产出指标 | 数量指标 | {name} | {target} | {actual} | 50 | 50", *ROWS[1:]])
    ).indicators
    units = [
        leaf.value.number + leaf.value.unit
        for leaf in (first.target, first.actual)
        if isinstance(leaf, QuantityLeaf) and leaf.value is not None
    ]
    assert units == list(read_as)
    assert all(leaf is not None and (leaf.confidence > 0.79) is sure for leaf in (first.target, first.actual))


def test_the_columns_of_a_dark_head() -> None:
    """Between white words on a dark band no ruling is seen: the head is one cell."""
    made = grid([HEAD, *ROWS])
    heads = [cell for cell in made.cells if cell.row == 0]
    made.cells = [cell for cell in made.cells if cell.row] + [_joined(heads)]
    assert [value(i.name) for i in read(made).indicators] == ["清理河道长度", "岸线整洁"]


def _joined(heads: list[Cell]) -> Cell:
    first = heads[0]
    line = Line([g for cell in heads for g in cell.lines[0].glyphs], 1, (0.0, 0.0, WIDTH * len(heads), 12.0))
    return Cell(
        0, 0, [line], 1, (0.0, 0.0, WIDTH * len(heads), HEIGHT), 1, sum(cell.colspan for cell in [first, *heads[1:]])
    )


def test_a_head_without_a_ruling_below_it() -> None:
    made = grid([HEAD, *ROWS])
    for cell in [cell for cell in made.cells if cell.row == 1]:
        head = next(c for c in made.cells if c.row == 0 and c.col == cell.col)
        head.lines += cell.lines
        head.box = (cell.col * WIDTH, 0.0, (cell.col + 1) * WIDTH, 2 * HEIGHT)
    made.cells = [cell for cell in made.cells if cell.row != 1]
    for cell in made.cells:
        cell.row -= cell.row > 1
    assert [value(i.name) for i in read(made).indicators] == ["清理河道长度", "岸线整洁"]
