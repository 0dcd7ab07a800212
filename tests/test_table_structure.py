"""Tables over page turns, rows the turn cuts, fused cells, printed group weights, totals at the top, sums of unknown tables."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Grid, Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import WIDTH, document, grid
from tests.test_tables import NATIONAL, failed, told

HEAD = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施"


def understood(*pages: list[str]) -> Report:
    return gouji.understand(document(*[[grid(rows, n)] for n, rows in enumerate(pages, 1)]), lang="zh")


CUT = [
    # The row's name ends on the next page.
    ("产出指标 | 数量指标 | 农村公路日常养护 | ≥96公里 | 96公里 | 25 | 25 | ", " |  | 里程 |  |  |  |  | "),
    # Its target does.
    ("产出指标 | 数量指标 | 农村公路日常养护里程 | ≥96公 | 96公里 | 25 | 25 | ", " |  |  | 里 |  |  |  | "),
    # Only its name stands before the turn.
    ("产出指标 | 数量指标 | 农村公路日常养护 |  |  |  |  | ", " |  | 里程 | ≥96公里 | 96公里 | 25 | 25 | "),
]


@pytest.mark.parametrize(("above", "below"), CUT)
@pytest.mark.parametrize("again", [True, False])
def test_a_row_that_the_page_turn_cuts(above: str, below: str, again: bool) -> None:
    first = [HEAD, f"^ | {above}"]
    second = [
        *([HEAD] if again else []),
        f"{'^' if again else ''} | {below}",
        "^ | 效益指标 | 社会效益指标 | 服务人次 | ≥5万人次 | 5.2万人次 | 20 | 20 | ",
    ]
    report = understood(first, second)
    assert told(report) == [
        ("产出指标", "数量指标", "农村公路日常养护里程", ">=96公里", "96公里", "25分", "25分"),
        ("效益指标", "社会效益指标", "服务人次", ">=5万人次", "5.2万人次", "20分", "20分"),
    ]
    (table,) = report.tables
    assert {cell.page for row in table.rows for cell in row if cell.text} == {1, 2}
    assert table.rows[-1][-2].page == 2


def test_whole_rows_on_both_sides_of_a_turn_stay_two() -> None:
    rows = [f"^ | 产出指标 | 数量指标 | 第{n}项 | ≥9公里 | 9公里 | 25 | 25 | " for n in "一二"]
    report = understood([HEAD, rows[0]], [rows[1].replace("^", "", 1)])
    assert [i[2] for i in told(report)] == ["第一项", "第二项"]


@pytest.mark.parametrize("again", [True, False])
def test_a_turn_right_after_the_head_cuts_no_row(again: bool) -> None:
    head = "子项目 | 年初预算 | 调整后预算 | 实际支出 | 执行率"
    report = understood(
        [head], [*([head] if again else []), "甲 | 1.00 | 1.00 | 1.00 | 100%", "乙 | 2.00 | 2.00 | 1.00 | 50%"]
    )
    assert [(value(row.name), printed(row.spent)) for row in report.budget] == [("甲", "1.00"), ("乙", "1.00")]


@pytest.mark.parametrize(("words", "parts"), [("— 1 —", 1), ("-i-", 1), ("—Z 一", 1), ("附表二", 2), ("i", 1)])
def test_a_page_number_of_which_a_letter_was_made_parts_no_table(words: str, parts: int) -> None:
    made = document(
        [grid([HEAD, f"^ | {CUT[2][0]}"])],
        [grid([f" | {CUT[2][1]}", "^ | 效益指标 | 社会效益指标 | 服务人次 | ≥5万人次 | 5.2万人次 | 20 | 20 | "], 2)],
    )
    low = max(cell.box[3] for cell in made.pages[0].tables[0].cells if cell.box) + 20
    made.pages[0].lines.append(
        Line(
            [Glyph(c, 0.99, page=1, box=(200.0 + 10 * i, low, 209.0 + 10 * i, low + 12)) for i, c in enumerate(words)],
            1,
            (200.0, low, 200.0 + 10 * len(words), low + 12),
        )
    )
    assert len(gouji.understand(made, lang="zh").tables) == parts


def test_two_tables_with_words_between_stay_two() -> None:
    made = document(
        [grid(NATIONAL[2:7])],
        [
            grid(
                [
                    "子项目 | 年初预算 | 调整后预算 | 实际支出 | 执行率 |  |  |  | ",
                    "甲 | 1.00 | 1.00 | 1.00 | 100% |  |  |  | ",
                ],
                2,
            )
        ],
    )
    words = [Glyph(c, 0.99, page=2, box=(10.0 * i, -30.0, 10.0 * i + 9, -18.0)) for i, c in enumerate("附表二资金明细")]
    made.pages[1].lines.append(Line(words, 2, (0.0, -30.0, 70.0, -18.0)))
    assert len(gouji.understand(made, lang="zh").tables) == 2
    made.pages[1].lines.clear()
    assert len(gouji.understand(made, lang="zh").tables) == 1


GROUPS = [
    "预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因",
    "^ | 总额 | 38.00 | 40.00 | 30.00 | 75% | 10 | 7.5 | 结余",
    "绩效指标（90分） | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 得分 | 备注",
    "^ | 产出指标（50分） | 数量指标（20分） | 图书 | ≥5册 | 5册 | 20 | 20 | ",
    "^ | ^ | 质量指标 | 准确率 | ≥95% | 97% | 30 | 30 | ",
    "^ | 效益指标(40分) | 社会效益指标 | 读者 | ≥5人 | 6人 | 40 | 40 | ",
]


def test_printed_weights_of_groups() -> None:
    report = understood(GROUPS)
    assert [(value(g.name), printed(g.weight), g.rows) for g in report.evaluation.groups] == [
        ("预算执行情况", "10分", []),
        ("绩效指标", "90分", [0, 1, 2]),
        ("产出指标", "50分", [0, 1]),
        ("数量指标", "20分", [0]),
        ("效益指标", "40分", [2]),
    ]
    assert [f.status for f in report.findings if f.rule == "weights-total"] == ["consistent"] * 5
    assert [i[:2] for i in told(report)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("产出指标（50分）", "产出指标（60分）", "产出指标"),
        ("情况（10分）", "情况（20分）", "预算执行情况"),
        ("数量指标（20分）", "数量指标（25分）", "数量指标"),
    ],
)
def test_a_group_weight_that_its_rows_do_not_make_up(old: str, new: str, name: str) -> None:
    report = understood([row.replace(old, new) for row in GROUPS])
    (wrong,) = [f for f in report.findings if f.status == "inconsistent"]
    assert (wrong.rule, wrong.message.split("：")[0]) == ("weights-total", name)


@pytest.mark.parametrize("top", ["自评总分：69", "自评得分: 69分", "总分：69"])
def test_the_total_over_the_table(top: str) -> None:
    report = understood(
        [f"项目名称 | 河道保洁 | {top} | ", "一级指标 | 三级指标 | 目标值 | 得分", "产出指标 | 保洁 | ≥3次 | 69"]
    )
    assert printed(report.evaluation.score) == "69分"
    assert [f.status for f in report.findings if f.rule == "scores-total"] == ["consistent"]


def test_the_total_over_the_table_in_a_cell_of_its_own() -> None:
    report = understood(
        ["项目名称 | 河道保洁 | 自评得分 | 69", "一级指标 | 三级指标 | 目标值 | 得分", "产出指标 | 保洁 | ≥3次 | 69"]
    )
    assert printed(report.evaluation.score) == "69分"


UNKNOWN = [
    "品名 | 数量 | 单价 | 甲方金额 | 乙方金额",
    "水泥 | 4 | 12.50 | 50.00 | 49.00",
    "砂石 | 10 | 3.10 | 31.00 | 31.00",
    "合计 | — | 15.60 | 81.00 | 80.00",
]


def test_columns_of_an_unknown_table_are_added_up() -> None:
    report = understood(UNKNOWN)
    sums = [f for f in report.findings if f.rule == "sum-of-parts"]
    assert [(f.status, f.fields) for f in sums] == [
        ("consistent", ["/tables/0/rows/3/3", "/tables/0/rows/1/3", "/tables/0/rows/2/3"]),
        ("consistent", ["/tables/0/rows/3/4", "/tables/0/rows/1/4", "/tables/0/rows/2/4"]),
    ]
    assert any(f.rule == "table-unknown" and "品名" in f.message for f in report.findings)


def test_a_wrong_sum_in_an_unknown_table_is_found_only_where_another_column_proves_the_rows() -> None:
    one = [row.replace("80.00", "88.00") for row in UNKNOWN]
    assert failed_sums(understood(one)) == ["88"]
    assert failed_sums(understood([row.replace("81.00", "18.00") for row in one])) == []


def failed_sums(report: Report) -> list[str | None]:
    return [f.observed for f in report.findings if f.rule == "sum-of-parts" and f.status == "inconsistent"]


def fused(words: list[str]) -> Grid:
    """The national line of the total with its first four figures in one cell, each glyph where it was printed."""
    made = grid([NATIONAL[2], "^ | 年度资金总额 | 0 | < | < | 10 | 100% | 10 | "])
    cell = next(c for c in made.cells if c.row == 1 and c.col == 2)
    glyphs = []
    for col, word in enumerate(words, start=2):
        step = WIDTH / (len(word) + 1)
        glyphs += [
            Glyph(c, 0.99, page=1, box=(col * WIDTH + i * step, 20.0, col * WIDTH + (i + 1) * step, 32.0))
            for i, c in enumerate(word)
        ]
    cell.lines = [Line(glyphs, 1, (120.0, 20.0, 300.0, 32.0))]
    return made


def test_cells_that_ran_together_are_parted_where_the_glyphs_stand() -> None:
    report = gouji.understand(document([fused(["64.8", "64.8", "64.8"])]), lang="zh")
    (row,) = report.budget
    assert [printed(row.initial), printed(row.adjusted), printed(row.spent), printed(row.execution_rate)] == [
        "64.8万元",
        "64.8万元",
        "64.8万元",
        "100%",
    ]
    assert [c.text for c in report.tables[0].rows[1]] == [
        "年度资金总额",
        "64.8",
        "64.8",
        "64.8",
        "10",
        "100%",
        "10",
        "",
    ]
    assert failed(report) == []


def test_words_across_columns_stay_one_cell() -> None:
    report = gouji.understand(document([fused(["详见", "附件", "3"])]), lang="zh")
    assert "详见附件3" in [c.text for c in report.tables[0].rows[1]]


SIGNS = [
    ("290%", "98%", ">=90%"),
    ("2100%", "100%", ">=100%"),
    ("工5%", "7%", ">=5%"),
    ("5=50%", "60%", ">=50%"),
    ("W10%", "3%", "<=10%"),
    ("W5次", "3次", "<=5次"),
    # A figure that can stand as it is stays.
    ("290次", "300次", "290次"),
    ("250%", "260%", "250%"),
    ("25%", "30%", "25%"),
    ("290%", "达成", "290%"),
]


@pytest.mark.parametrize(("seen", "actual", "wanted"), SIGNS)
def test_signs_of_comparison_read_as_something_else(seen: str, actual: str, wanted: str) -> None:
    rows = ["一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分", f"产出指标 | 某率 | {seen} | {actual} | 10 | 10"]
    report = understood(rows)
    assert told(report)[0][3] == wanted
    changed = [(c.before, c.reason) for c in report.corrections]
    assert changed == ([(seen, "比较符号误读，按指标值写法改正")] if wanted[0] in "<>" else [])
    target = report.indicators[0].target
    assert target is not None
    assert target.raw == seen
    assert target.confidence < 0.95 or not changed


def test_the_words_under_the_table_are_no_indicator() -> None:
    rows = [
        "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        "产出指标 | 巡查 | ≥5次 | 5次 | 100 | 100",
        "合计 | < | < | < | 100 | 100",
        "评价结论 | 总体良好，资金使用规范 | < | < | < | <",
    ]
    assert [i[2] for i in told(understood(rows))] == ["巡查"]


@pytest.mark.parametrize(("target", "status"), [("≥17.4万元", "inconsistent"), ("≤17.4万元", "consistent")])
def test_a_cost_is_not_to_be_exceeded(target: str, status: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        f"成本指标 | 经济成本指标 | 专项经费 | {target} | 17.40万元 | 10 | 10",
    ]
    (found,) = [f for f in understood(rows).findings if f.rule == "target-direction"]
    assert (found.status, found.severity) == (status, "warning" if status == "inconsistent" else "info")


FORMULAS = [
    ("≥300天", "280天", "18.67", "280 ÷ 300 × 20分"),
    ("≤160万元", "200万元", "16", "1600000 ÷ 2000000 × 20分"),
    ("≤160万元", "200万元", "15", "(1 − (2000000 − 1600000) ÷ 1600000) × 20分"),
    ("≤160万元", "386万元", "0", "(1 − (3860000 − 1600000) ÷ 1600000) × 20分"),
    ("≥300天", "280天", "12", None),
]


@pytest.mark.parametrize(("target", "actual", "score", "wanted"), FORMULAS)
def test_the_formula_that_gives_the_points_of_a_missed_target(
    target: str, actual: str, score: str, wanted: str | None
) -> None:
    rows = [
        "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        f"产出指标 | 某项 | {target} | {actual} | 20 | {score}",
    ]
    (found,) = [f for f in understood(rows).findings if f.rule == "target-met"]
    assert found.status == "consistent"
    assert found.equation.partition(" = ")[2] == (wanted or "")


@pytest.mark.parametrize("first", ["0.00", "145.96"])
def test_figures_of_two_columns_in_one_cell_are_not_read_as_one(first: str) -> None:
    """0.00 and 145.96 side by side, in whichever order they were read, are no 145,960.00."""
    rows = [
        "子项目（万元） | 年初预算 | 调整数 | 调整后预算 | 支出数 | 执行率",
        "甲 | 145.96 |  | < | 122.59 | 84.0%",
        "乙 | 56.64 | 6.50 | 63.14 | 58.42 | 92.5%",
    ]
    table = grid(rows)
    cell = next(c for c in table.cells if c.row == 1 and c.col == 2)
    placed = {"0.00": 2 * WIDTH + 20, "145.96": 3 * WIDTH + 10}
    for text in sorted(placed, key=lambda t: t != first):
        glyphs = [
            Glyph(c, 0.99, page=1, box=(placed[text] + 5 * i, 22.0, placed[text] + 5 * i + 5, 34.0))
            for i, c in enumerate(text)
        ]
        cell.lines.append(Line(glyphs, 1, (placed[text], 22.0, placed[text] + 30, 34.0)))
    (row, _) = gouji.understand(document([table]), lang="zh").budget
    assert (printed(row.adjustment), printed(row.adjusted)) == ("0.00万元", "145.96万元")
