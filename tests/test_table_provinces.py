"""The layout families E to H, M and O of the self-evaluation tables, and the oddities of forms, by their labels."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid
from tests.test_table_families import money, understood
from tests.test_tables import failed, told


def points(report: Report) -> list[tuple[str | None, ...]]:
    return [(i[2], i[5], i[6]) for i in told(report)]


# -- E: sources side by side, the total at the top --------------------------------------------------------------------------
E_HEADS = [
    ("中央", "省、地", "本级", "其他"),
    ("中央资金", "省级资金", "本级资金", "其他资金"),
    ("中央", "省级", "县级", "自筹"),
]


@pytest.mark.parametrize("heads", E_HEADS)
@pytest.mark.parametrize("named", [True, False])
def test_e_sources_side_by_side(heads: tuple[str, ...], named: bool) -> None:
    lead, row = (["项目资金（万元）", ""], ["^", "预算执行"]) if named else (["项目资金（万元）"], ["^"])
    rows = [
        " | ".join([*lead, *heads, "合计", "执行数", "执行率"]),
        " | ".join([*row, "20.00", "10.00", "30.00", "0.00", "60.00", "57.00", "95%"]),
    ]
    report = understood(rows)
    total, *sources = money(report)
    assert total[1] == ("预算执行" if named else "合计")
    assert (total[0], total[3], total[4], total[5]) == ("total", "60.00万元", "57.00万元", "95%")
    assert [(s[0], s[1], s[3]) for s in sources] == [
        ("source", h, f) for h, f in zip(heads, ("20.00万元", "10.00万元", "30.00万元", "0.00万元"), strict=True)
    ]
    assert failed(report) == []
    assert {f.rule for f in report.findings} >= {"sum-of-sources", "execution-rate"}


def test_e_points_of_decision_management_and_effect() -> None:
    rows = [
        "项目名称 | 村道硬化 | < | < | 自评总分：95 | <",
        "一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 自评分",
        "决策（2分） | 立项 | 立项规范 | 规范 | 规范 | 2",
        "管理（13分） | 资金管理 | 专款专用 | 100% | 100% | 13",
        "绩效（85分） | 产出 | 硬化里程 | ≥9公里 | 9.2公里 | 80",
    ]
    report = understood(rows)
    assert points(report) == [("立项规范", None, "2分"), ("专款专用", None, "13分"), ("硬化里程", None, "80分")]
    assert printed(report.evaluation.score) == "95分"
    assert [f.status for f in report.findings if f.rule == "scores-total"] == ["consistent"]
    assert [(value(g.name), printed(g.weight)) for g in report.evaluation.groups] == [
        ("决策", "2分"),
        ("管理", "13分"),
        ("绩效", "85分"),
    ]


# -- F: the adjusted budget between the opening one and what was spent, the points at the top --------------------------------
@pytest.mark.parametrize("adjusted", ["调整预算数（A）", "调整后预算数（A）", "调整预算数"])
@pytest.mark.parametrize("top", ["自评得分", "自评总分", "自评得分（分）"])
def test_f_points_at_the_top(adjusted: str, top: str) -> None:
    rows = [
        f"项目名称 | 水库除险 | < | {top} | 97.5",
        f"资金使用情况（万元） | 年初预算数 | {adjusted} | 全年执行数（B） | 执行率（B/A）",
        "资金总额 | 80.00 | 90.00 | 81.00 | 90.00%",
        "其中：财政拨款 | 60.00 | 70.00 | 63.00 | 90.00%",
        "自筹资金 | 20.00 | 20.00 | 18.00 | 90.00%",
    ]
    report = understood(rows)
    assert money(report)[0] == ("total", "资金总额", "80.00万元", "90.00万元", "81.00万元", "90.00%", None, None)
    assert [r[1] for r in money(report)] == ["资金总额", "财政拨款", "自筹资金"]
    assert printed(report.evaluation.score) == "97.5分"
    assert failed(report) == []


# -- G: money by level, and how it was managed -------------------------------------------------------------------------------
G_LEVELS = [
    ("其中：中央补助", "自治区资金", "盟市资金", "旗县资金", "其他资金"),
    ("其中：中央财政资金", "自治区本级资金", "盟市级资金", "旗县级资金", "其他"),
]
MANAGED = ["分配科学性", "下达及时性", "拨付合规性", "使用规范性", "执行准确性", "预算绩效管理情况", "支出责任履行情况"]


@pytest.mark.parametrize("levels", G_LEVELS)
def test_g_money_by_level(levels: tuple[str, ...]) -> None:
    figures = ["65.00", "20.00", "10.00", "5.00", "0.00"]
    rows = [
        "资金投入情况（万元） | < | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A×100%）",
        "^ | 年度资金总额 | 100.00 | 100.00 | 100.00%",
        *(f"^ | {name} | {sum_} | {sum_} | 100.00%" for name, sum_ in zip(levels, figures, strict=True)),
        "资金管理情况 | < | 情况说明 | < | 存在问题和改进措施",
        *(f"^ | {name} | 按办法执行，合规 | < | 无" for name in MANAGED),
    ]
    report = understood(rows)
    assert [r[1] for r in money(report)] == ["年度资金总额", *(name.removeprefix("其中：") for name in levels)]
    assert {r[0] for r in money(report)[1:]} == {"source"}
    assert report.indicators == []
    assert failed(report) == []


# -- H: numbers of rows and columns among the values -------------------------------------------------------------------------
def test_h_numbers_of_rows_and_columns() -> None:
    rows = [
        "行次 | 子项目名称 | 预算数（万元） | 到位资金 | 实际支出 | 执行率",
        "栏次 | < | 1 | 2 | 3 | 4",
        "1 | 退耕还林补助 | 52.800000 | 52.800000 | 50.000000 | 94.70%",
        "2 | 森林管护 | 47.200000 | 47.200000 | 47.200000 | 100.00%",
        "3 | 合计 | 100.000000 | 100.000000 | 97.200000 | 97.20%",
    ]
    report = understood(rows)
    assert [(r.role, value(r.name), printed(r.adjusted), printed(r.spent)) for r in report.budget] == [
        ("total", "合计", "100.000000万元", "97.200000万元"),
        ("subproject", "退耕还林补助", "52.800000万元", "50.000000万元"),
        ("subproject", "森林管护", "47.200000万元", "47.200000万元"),
    ]
    assert failed(report) == []
    assert [f.status for f in report.findings if f.rule == "sum-of-parts"]


@pytest.mark.parametrize(
    "numbers",
    [
        "栏次 | < | < | 1 | 2 | 3 | 4 | 5",
        "甲 | 乙 | 丙 | 1 | 2 | 3 | 4 | 5",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        " |  |  | ① | ② | ③ | ④ | ⑤",
    ],
)
def test_h_a_row_of_column_numbers_is_no_indicator(numbers: str) -> None:
    rows = [
        "序号 | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注",
        numbers,
        "1 | 产出指标 | 造林面积 | ≥300亩 | 310亩 | 60 | 60 | ",
        "2 | 效益指标 | 带动农户 | ≥50户 | 52户 | 40 | 40 | ",
        "合计 | < | < | < | < | 100 | 100 | ",
    ]
    report = understood(rows)
    assert points(report) == [("造林面积", "60分", "60分"), ("带动农户", "40分", "40分")]
    assert failed(report) == []


# -- M: a whole department -----------------------------------------------------------------------------------------------------
def test_m_a_whole_department() -> None:
    rows = [
        "部门（单位）名称 | < | 青杨县林业局 | < | < | < | < | <",
        "预算编码 | < | 219001 | < | 报告日期 | 2024年3月15日 | < | <",
        "部门整体支出（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        "^ | 部门整体支出总额 | 900.00 | 1000.00 | 950.00 | 10 | 95.00% | 9.5",
        "^ | 其中：基本支出 | 600.00 | 600.00 | 600.00 | — | 100.00% | —",
        "^ | 人员经费 | 500.00 | 500.00 | 500.00 | — | 100.00% | —",
        "^ | 公用经费 | 100.00 | 100.00 | 100.00 | — | 100.00% | —",
        "^ | 项目支出 | 300.00 | 400.00 | 350.00 | — | 87.50% | —",
    ]
    report = understood(rows)
    assert value(report.cover.department) == "青杨县林业局"
    assert value(report.cover.report_date) == "2024-03-15"
    assert [r[:2] for r in money(report)] == [
        ("total", "部门整体支出总额"),
        ("subproject", "基本支出"),
        ("subproject", "人员经费"),
        ("subproject", "公用经费"),
        ("subproject", "项目支出"),
    ]
    assert failed(report) == ["large-adjustment"]  # 项目支出 rose by a third
    assert len([f for f in report.findings if f.rule == "sum-of-parts"]) == 6
    wrong = understood([row.replace("公用经费 | 100.00", "公用经费 | 110.00") for row in rows])
    assert [(f.rule, f.status) for f in wrong.findings if f.status == "inconsistent"] == [
        ("sum-of-parts", "inconsistent")
    ]


# -- O: a matrix of standards ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("standard", ["评价标准", "评分标准", "指标解释", "评价要点", "指标说明", "评分细则"])
def test_o_a_matrix_of_standards(standard: str) -> None:
    rows = [
        f"一级指标 | 二级指标 | 三级指标 | 分值 | {standard} | 得分",
        "决策（20分） | 项目立项 | 立项依据充分性 | 10 | ①符合法规5分；②符合规划5分，缺一项扣2分 | 10",
        "^ | 绩效目标 | 目标合理性 | 10 | 目标与预算匹配得10分，每项不符扣1分 | 9",
        "过程（80分） | 资金管理 | 预算执行率 | 80 | 执行率×80分，执行率≥100%得满分 | 78",
        "总分 | < | < | 100 |  | 97",
    ]
    report = understood(rows)
    assert points(report) == [
        ("立项依据充分性", "10分", "10分"),
        ("目标合理性", "10分", "9分"),
        ("预算执行率", "80分", "78分"),
    ]
    assert (printed(report.evaluation.score), printed(report.evaluation.full_score)) == ("97分", "100分")
    assert failed(report) == []


# -- oddities ----------------------------------------------------------------------------------------------------------------------
def test_what_a_form_adds_beside_its_own_points() -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 自评分 | 复核分",
        "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 100 | 96 | 95",
        "合计 | < | < | < | < | 100 | 96 | 95",
    ]
    report = understood(rows)
    assert points(report) == [("巡查次数", "100分", "96分")]
    assert printed(report.evaluation.score) == "96分"


@pytest.mark.parametrize("header", ["二级指标三级指标", "二级指标 三级指标"])
def test_heads_that_ran_together(header: str) -> None:
    rows = [
        f"一级指标 | {header} | < | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 60 | 60",
        "^ | 质量指标 | 办结率 | ≥95% | 97% | 40 | 40",
    ]
    report = understood(rows)
    assert [i[:3] for i in told(report)] == [("产出指标", "数量指标", "巡查次数"), ("产出指标", "质量指标", "办结率")]
    assert points(report) == [("巡查次数", "60分", "60分"), ("办结率", "40分", "40分")]


@pytest.mark.parametrize(
    "heads",
    [("年初预算数预", "算调整调", "整后预算全", "年执行数"), ("年初预算数", "预算调", "整调整后预算", "全年执行数")],
)
def test_heads_that_were_cut_in_the_wrong_places(heads: tuple[str, ...]) -> None:
    rows = [
        " | ".join(["支出项目", *heads, "执行率"]),
        "渠道衬砌费 | 163.00 | 33.00 | 196.00 | 98.00 | 50%",
        "合计 | 163.00 | 33.00 | 196.00 | 98.00 | 50%",
    ]
    report = understood(rows)
    total = next(row for row in report.budget if row.role == "total")
    assert [printed(each) for each in (total.initial, total.adjustment, total.adjusted, total.spent)] == [
        "163.00",
        "33.00",
        "196.00",
        "98.00",
    ]
    assert failed(report) == []


def test_a_head_two_rows_high() -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | < | 评分 | <",
        "^ | ^ | ^ | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 100 | 96",
    ]
    report = understood(rows)
    assert told(report) == [("产出指标", "数量指标", "巡查次数", ">=120次", "131次", "100分", "96分")]


@pytest.mark.parametrize(
    ("level", "actual"),
    [
        ("-级指标", "实际完成值"),
        ("一级指标", "全年际完成售"),
        ("一级指标", "全年实际完戌直"),
        ("一级指标", "实际完成直"),
    ],
)
def test_heads_that_the_scan_has_spoiled(level: str, actual: str) -> None:
    rows = [
        f"{level} | 二级指标 | 三级指标 | 年度指标值 | {actual} | 分值 | 得分",
        "产出指标 | 数量指标 | o巡查次数 | ≥120次 | 131次 | 100 | 96",
    ]
    made = document([grid(rows)])
    for cell in made.pages[0].tables[0].cells:
        for line in cell.lines if cell.row == 0 else []:
            line.glyphs = [type(g)(g.char, 0.6, g.alternatives, g.page, g.box) for g in line.glyphs]
    assert told(gouji.understand(made, lang="zh")) == [
        ("产出指标", "数量指标", "巡查次数", ">=120次", "131次", "100分", "96分")
    ]
