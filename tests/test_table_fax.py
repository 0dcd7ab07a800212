"""Forms that came by fax: heads, units, signs and names of which only a part can be read. What can be told is, the rest stays unknown."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid

POINTS = "指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分"
LEVELS = "一级指标 | 二级指标 | 三级指标"


def understood(rows: list[str], sure: dict[str, float] | None = None) -> Report:
    """`sure`: how surely the cells with these words were read."""
    made = document([grid(rows)])
    for cell in made.pages[0].tables[0].cells:
        for line in (line for line in cell.lines if line.text in (sure or {})):
            line.glyphs = [Glyph(g.char, (sure or {})[line.text], g.alternatives, g.page, g.box) for g in line.glyphs]
    return gouji.understand(made, lang="zh")


@pytest.mark.parametrize(
    "levels", [LEVELS, "一级指 | 二级指标 | 级指标", "级指标 | 级指标 | 级指标", "一级指标 | 一级指标 | 三级指"]
)
def test_levels_are_told_by_their_order(levels: str) -> None:
    report = understood([f"{levels} | {POINTS}", "产出指标 | 数量指标 | 养护面积 | ≥ | 56 | 万平方米 | 59 | 9 | 9"])
    assert [(value(i.level1), value(i.level2), value(i.name)) for i in report.indicators] == [
        ("产出指标", "数量指标", "养护面积")
    ]


@pytest.mark.parametrize("unit", ["%", "%à", "%g", "%6", "0/0", "o/o"])
def test_a_percent_sign_with_dirt(unit: str) -> None:
    report = understood([f"{LEVELS} | {POINTS}", f"产出指标 | 质量指标 | 亮灯率 | ≥ | 99 | {unit} | 98.7 | 9 | 8"])
    (row,) = report.indicators
    assert isinstance(row.target, QuantityLeaf) and isinstance(row.actual, QuantityLeaf)
    assert (printed(row.target), printed(row.actual)) == ("99%", "98.7%")


@pytest.mark.parametrize(("sure", "most"), [(0.99, 1.0), (0.4, 0.4)])
def test_a_figure_is_no_surer_than_its_unit(sure: float, most: float) -> None:
    report = understood(
        [f"{LEVELS} | {POINTS}", "产出指标 | 数量指标 | 维修套数 | ≥ | 1173 | 宾 | 1173 | 9 | 9"], {"宾": sure}
    )
    (row,) = report.indicators
    assert row.target is not None
    assert row.target.confidence <= most
    assert row.target.confidence > most - 0.2


def test_columns_of_money_are_told_by_the_formula() -> None:
    rows = [
        "资金使用情况（万元） | 年初文体数 | 国号算数（A） | 全年仇行效（B） | 行率（B/A×100%）",
        "合计 | 863.46 | 863.46 | 817.33 | 94.66%",
        "其中：财政拨款 | 800.00 | 800.00 | 760.00 | 95.00%",
    ]
    report = understood(rows)
    assert [(printed(r.initial), printed(r.adjusted), printed(r.spent), printed(r.execution_rate)) for r in report.budget] == [
        ("863.46万元", "863.46万元", "817.33万元", "94.66%"), ("800.00万元", "800.00万元", "760.00万元", "95.00%")
    ]  # fmt: skip


def test_a_head_over_two_columns_is_parted_by_its_letters() -> None:
    rows = [
        "资金情况（万元） | 全军预数（A）全军执行效（B） | < | 行率（B/A）",
        "合计 | 863.46 | 817.33 | 94.66%",
        "其中：财政拨款 | 800.00 | 760.00 | 95.00%",
    ]
    assert [(printed(r.adjusted), printed(r.spent)) for r in understood(rows).budget] == [
        ("863.46万元", "817.33万元"),
        ("800.00万元", "760.00万元"),
    ]


def test_a_total_without_a_readable_name() -> None:
    rows = [
        "资金情况（万元） | 全年预算数 | 全年执行数 | 执行率",
        " | 863.46 | 817.33 | 94.66%",
        "其中：财政拨款 | 863.46 | 817.33 | 94.66%",
    ]
    report = understood(rows)
    assert [(r.role, value(r.name), printed(r.spent)) for r in report.budget] == [
        ("total", None, "817.33万元"),
        ("source", "财政拨款", "817.33万元"),
    ]


def test_a_row_of_strokes_is_struck_out() -> None:
    rows = [
        "资金情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
        "总额 | 255.73 | 255.73 | 238.68 | 93.33%",
        "其他资金 | / | / | 1 | !",
        "其他 | 1 | 1 | 1 | 100%",
    ]
    report = understood(rows)
    assert [printed(r.spent) for r in report.budget] == ["238.68万元", None, "1万元"]


@pytest.mark.parametrize(
    ("read", "sure", "wanted"),
    [
        ("8^", 0.4, "8分"),
        ("8\\", 0.4, None),
        ("8]", 0.4, None),
        ("8^", 0.95, None),
        ("≥90°", 0.9, "90%"),
        ("I≤8.50", 0.6, "8.50分"),
    ],
)
def test_strokes_beside_a_figure(read: str, sure: float, wanted: str | None) -> None:
    field = "score" if (wanted and wanted.endswith("分")) or wanted is None else "target"
    target, score = (read, "8") if field == "target" else ("≥9次", read)
    report = understood(
        [f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分", f"产出指标 | 数量指标 | 巡查 | {target} | 9次 | 15 | {score}"],
        {read: sure},
    )
    leaf = getattr(report.indicators[0], field)
    assert isinstance(leaf, QuantityLeaf)
    assert printed(leaf) == wanted


def test_a_line_of_dirt_below_a_figure() -> None:
    made = document(
        [grid([f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分", "产出指标 | 数量指标 | 巡查 | ≥9次 | 9次 | 15 | 15"])]
    )
    for cell in (c for c in made.pages[0].tables[0].cells if c.lines and c.lines[0].text == "15"):
        cell.lines.append(Line([Glyph(c, 0.5, page=1, box=(0, 30, 5, 42)) for c in "ì."], 1, (0, 30, 5, 42)))
    (row,) = gouji.understand(made, lang="zh").indicators
    assert (printed(row.weight), printed(row.score)) == ("15分", "15分")


@pytest.mark.parametrize(
    ("target", "actual", "wanted"),
    [("≥900", "93%", "90%"), ("≥1000", "98.5%", "100%"), ("≥120", "131%", "120%"), ("≥900", "93次", "900")],
)
def test_a_percent_sign_that_was_read_as_a_digit(target: str, actual: str, wanted: str) -> None:
    report = understood(
        [f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分", f"产出指标 | 质量指标 | 达标率 | {target} | {actual} | 9 | 9"]
    )
    (row,) = report.indicators
    assert isinstance(row.target, QuantityLeaf)
    assert (printed(row.target) or "").removesuffix("次") == wanted


def test_ten_thousands_of_a_budget_are_money() -> None:
    money = ["资金情况（万元） | 全年预算数 | 全年执行数 | 执行率", "总额 | 863.46 | 817.33 | 94.66%"]
    made = document(
        [
            grid(money),
            grid(
                [
                    f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分",
                    "产出指标 | 成本指标 | 成本控制数 | ≤863.46万 | 817.33万 | 9 | 9",
                    "^ | 数量指标 | 服务人次 | ≥863.5万 | 900.1万 | 9 | 9",
                ]
            ),
        ]
    )
    rows = gouji.understand(made, lang="zh").indicators
    assert [
        q.value.canonical_unit for r in rows for q in (r.target, r.actual) if isinstance(q, QuantityLeaf) and q.value
    ] == ["元", "元", "", ""]
    assert isinstance(rows[0].target, QuantityLeaf) and rows[0].target.value and rows[0].target.value.bound == "<="


def test_a_group_with_figures_behind_its_bracket_has_no_weight() -> None:
    report = understood(
        [
            f"绩效指标（9）1分 | {LEVELS} | 指标值 | 完成值 | 权重 | 得分",
            "^ | 产出指标（50分） | 数量指标 | 巡查 | ≥9次 | 9次 | 50 | 50",
        ]
    )
    assert [printed(g.weight) for g in report.evaluation.groups] == ["50分"]


def test_an_indicator_without_a_readable_name_keeps_its_points() -> None:
    report = understood(
        [
            f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分",
            "产出指标 | 数量指标 | 巡查 | ≥9次 | 9次 | 50 | 50",
            "^ | 质量指标 |  | ≥9% | 9% | 50 | 40",
            "总分 | < | < |  |  | 100 | 90",
        ]
    )
    assert [(value(i.name), printed(i.score)) for i in report.indicators] == [("巡查", "50分"), (None, "40分")]
    assert {f.status for f in report.findings if f.rule == "scores-total"} == {"consistent"}


def test_labels_and_values_with_a_lost_rule_or_an_empty_cell_between() -> None:
    report = understood(
        [
            "部门（单位）名称 |  | 岫安县林业技术推广站 | <",
            "填报人 |  | 沈砚秋联系电话 | 0691-3893985",
            "项目名称 | 造林补助项目 |  | ",
        ]
    )
    assert (value(report.cover.department), value(report.cover.contact_person), value(report.cover.contact_phone)) == (
        "岫安县林业技术推广站",
        "沈砚秋",
        "0691-3893985",
    )


def test_a_total_with_full_score_beside_it() -> None:
    report = understood(["总分 | 100 | 97.51"])
    assert (printed(report.evaluation.score), printed(report.evaluation.full_score)) == ("97.51分", "100分")


LOST = [
    "指标性质 | 指标值 | 度量位 | 完成值 | 权重 | 得分",  # a character of a head
    "指标性质 | 指标值 | ？ | 完成值 | 权重 | 得分",  # the unit's head
    "指标性质 | 指标值 | 度量单位 | 1 | 权重 | 得分",  # that of the actual value
    "指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得",  # those of the points
    "指标性质 | 指标值 | 度量单位 | 完成值 | 又 | 得分",
]


@pytest.mark.parametrize("heads", LOST)
def test_heads_that_are_lost_are_told_by_what_stands_below(heads: str) -> None:
    rows = [
        "产出指标 | 数量指标 | 机组数量 | ≥ | 8 | 台 | 9 | 11 | 11",
        "^ | ^ | 水库座数 | ≥ | 62 | 座 | 56 | 9 | 8.1",
        "^ | 质量指标 | 合格率 | = | 100 | % | 100 | 11 | 11",
        "效益指标 | 社会效益指标 | 灌溉面积 | = | 12 | 万亩 | 13 | 9 | 9",
    ]
    report = understood([f"{LEVELS} | {heads}", *rows])
    found = [
        (
            value(i.name),
            *(printed(q) if isinstance(q, QuantityLeaf) else None for q in (i.target, i.actual, i.weight, i.score)),
        )
        for i in report.indicators
    ]
    assert found == [
        ("机组数量", "8台", "9台", "11分", "11分"),
        ("水库座数", "62座", "56座", "9分", "8.1分"),
        ("合格率", "100%", "100%", "11分", "11分"),
        ("灌溉面积", "12万亩", "13万亩", "9分", "9分"),
    ]


def test_a_column_of_figures_that_are_no_points_is_no_score() -> None:
    rows = [f"产出指标 | 数量指标 | 第{n}项 | ≥9次 | 9次 | 10 | {n}50" for n in "123"]
    report = understood([f"{LEVELS} | 指标值 | 完成值 | 权重 | 备忘", *rows])
    assert [printed(i.score) for i in report.indicators] == [None] * 3


def test_drawn_signs_behind_figures_and_words() -> None:
    money = understood(["资金情况（万元） | 全年预算数 | 全年执行数", "总额 | 1090.90△ | 861..36"])
    assert [(printed(r.adjusted), printed(r.spent)) for r in money.budget] == [("1090.90万元", "861.36万元")]
    words = understood(
        [
            f"{LEVELS} | 指标值 | 完成值 | 权重 | 得分",
            "效益指标 | 生态效益指标 | 生态环境 | 持续优化° | 持续优化# | 10 | 10",
        ]
    )
    assert [(getattr(i.target, "value", None), getattr(i.actual, "value", None)) for i in words.indicators] == [
        ("持续优化", "持续优化")
    ]


def test_ones_that_were_surely_read_are_amounts() -> None:
    rows = [
        "资金情况（万元） | 年初预算数 | 调整数 | 全年预算数 | 全年执行数",
        "总额 | 256.73 | 0 | 256.73 | 239.68",
        "其他资金 | / | / | 1 | 1",
    ]
    assert [(printed(r.adjusted), printed(r.spent)) for r in understood(rows).budget] == [
        ("256.73万元", "239.68万元"),
        ("1万元", "1万元"),
    ]


def test_an_amount_with_a_percent_sign_is_doubted() -> None:
    report = understood(["资金情况（万元） | 全年预算数 | 全年执行数", "总额 | 100.20 | 90.10%"])
    (row,) = report.budget
    assert printed(row.spent) == "90.10万元"
    assert row.spent is not None
    assert row.spent.confidence <= 0.85


@pytest.mark.parametrize(
    ("read", "told"), [("符合要求。", "符合要求"), ("按计划推进，群众反映较好。", "按计划推进，群众反映较好。")]
)
def test_a_ring_behind_a_few_words_is_dirt(read: str, told: str) -> None:
    report = understood(
        [
            f"{LEVELS} | 年度指标值 | 实际完成值 | 分值 | 得分",
            f"决策指标 | 绩效目标 | 分配合理性 | 符合要求 | {read} | 1 | 1",
        ]
    )
    (row,) = report.indicators
    assert row.actual is not None and row.actual.value == told


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("9.8.", ("9.8万元", "<=")),
        ("12.40·", ("12.40万元", "<=")),
        ("9.8", ("9.8万元", "<=")),
        ("9.", None),
        ("12.4.5", None),
    ],
)
def test_a_speck_behind_a_figure_with_a_point_costs_it_neither_sign_nor_unit(
    cell: str, wanted: tuple[str, str] | None
) -> None:
    report = understood(
        [
            f"{LEVELS} | {POINTS}",
            f"产出指标 | 成本指标 | 单车年运行成本 | ≤ | {cell} | 万元 | 9.35 | 8 | 8",
            "^ | 数量指标 | 更新车辆 | = | 6 | 台 | 6 | 8 | 8",
        ]
    )
    target = report.indicators[0].target
    figure = target.value if isinstance(target, QuantityLeaf) else None
    assert ((printed(target), figure.bound) if isinstance(target, QuantityLeaf) and figure else None) == wanted
