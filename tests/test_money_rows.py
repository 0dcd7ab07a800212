"""The money of forms of many layouts: what names a row, what a row tells of the whole, which list parts what."""

from __future__ import annotations

import pytest

import gouji
from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.whole_rows import told_points
from gouji.schemas.glyph import Box
from gouji.schemas.record import Report
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell, cell_grids
from gouji.tables.inner_heads import with_inner_heads
from tests.reading import printed, value
from tests.tables import document, grid

FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate", "weight", "score")


def understood(*tables: list[str]) -> Report:
    return gouji.understand(document([grid(rows) for rows in tables]), lang="zh")


def lines(report: Report) -> list[tuple[str, str | None, str | None]]:
    return [(r.role, value(r.name), r.part_of) for r in report.budget]


def total(report: Report) -> dict[str, str | None]:
    whole = next(r for r in report.budget if r.role == "total")
    return {f: printed(leaf) for f in FIELDS if (leaf := getattr(whole, f))}


def failed(report: Report) -> list[str]:
    return [f.message for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("栏次 | 1 | 2 | 3=1+2 | 4 | 5=3-4 | 6=4/3", True),
        ("甲 | 乙 | 丙 | 1 | 2 | 3 | 4=2-3 | 5=3÷2", True),
        ("栏次 | - | 1 | 2 | 3 | 4=3÷2 | 5", True),
        ("4 | 栏次 | 9 | 10 | 11 | 12 | 13", True),
        ("栏次 | 1 |  | 3 | +:3/2 | 5 | 6", True),
        ("A | B | C=A-B | D | D/C | E | F", True),
        ("栏次 | 一 | (1) | (2) | (3) | (4) | (5) | (6)=(3)/(2)", True),
        ("甲 | 2 | 丙 |  | 1 | 2 | 3=1+2 | 4 | 5=3-4 | 6=4/3 | 7", True),
        ("甲 | 4 | 丙 | J | 1 | 2 | 3 | 4=2-3 | 5=3÷2 | 6 | 7 | 8", True),
        ("次 | 1 | 2 | 3 | 4=2+3 | 5 | 6=4-5 | 7-5:4 | 8 | 9", True),
        ("栏次 | 1 | 2 | 3=1+2 | 4 | 5=3-4 | 6=4÷378", True),
        ("序号 | 45 | 90 | 3 | 6", False),
        ("设备购置 | 3 | 5 | 2 | 7 | 4 | 9", False),
        ("培训班 | 3=1+2 | 12 | 40 | 15 | 9", False),
        ("合计 | 1 | 2 | 4 | 5 | 6 | 9", False),
        ("泵站 | 1200 | 1200 | 1180 | 20 | 98 | 9", False),
        ("甲 | 乙 | 丙 | 丁 | 8 | 9 | 10 | 11", True),
        ("产出 | 数量 | 丙 | 8 | 9 | 10", False),
    ],
)
def test_rows_that_number_the_columns(row: str, wanted: bool) -> None:
    assert is_numbering(cell_grids(document([grid([row])]))[0][0], 0) is wanted


@pytest.mark.parametrize(
    ("row", "weight", "score"),
    [
        ("预算执行得分（10分×执行率） | < | < | 9.5", "10分", "9.5分"),
        ("资金执行得分（分值10分） | 分值×执行率（支出数÷预算数）=9.5分 | < | <", "10分", "9.5分"),
        ("预算执行率（分值10分）得分 | < | 10 | 9.5", "10分", "9.5分"),
        ("预算执行得分 | 分值10，按执行率计分 | < | 9.5", "10分", "9.5分"),
    ],
)
def test_points_of_the_execution_in_a_row_of_their_own(row: str, weight: str, score: str) -> None:
    report = understood(
        [
            "资金来源 | 预算数 | 执行数 | 执行率",
            "合计 | 200.00 | 190.00 | 95.00%",
            "财政拨款 | 150.00 | 140.00 | 93.33%",
            "其他资金 | 50.00 | 50.00 | 100.00%",
            row,
        ]
    )
    assert total(report) == {
        "adjusted": "200.00",
        "spent": "190.00",
        "execution_rate": "95.00%",
        "weight": weight,
        "score": score,
    }
    assert len(report.budget) == 3
    assert failed(report) == []


def test_a_rate_below_all_columns_is_that_of_the_whole() -> None:
    report = understood(
        [
            "经费（万元） | 年初批复 | 调整后预算 | 已下达 | 支出",
            "合计 | 80.00 | 70.00 | 70.00 | 63.00",
            "支出进度（4/2） | 90.00% | < | < | <",
        ]
    )
    assert total(report)["execution_rate"] == "90.00%"
    assert len(report.budget) == 1


def test_levels_of_government_side_by_side_with_points_below() -> None:
    rows = [
        "资金级次 | 合计 | 中央 | 自治区 | 盟市", "年初预算数 | 480.00 | 300.00 | 120.00 | 60.00", "调整后预算数（A） | 500.00 | 310.00 | 130.00 | 60.00",
        "预算执行数（B） | 450.00 | 290.00 | 110.00 | 50.00", "结余数 | 50.00 | 20.00 | 20.00 | 10.00", "预算执行率（B/A） | 90.00% | 93.55% | 84.62% | 83.33%", "分值 | 10 | 预算执行得分 | 9.00 | ",
    ]  # fmt: skip
    report = understood(rows)
    assert total(report) == {
        "initial": "480.00",
        "adjusted": "500.00",
        "spent": "450.00",
        "balance": "50.00",
        "execution_rate": "90.00%",
        "weight": "10分",
        "score": "9.00分",
    }
    assert {(role, name) for role, name, _ in lines(report)} == {
        ("total", "合计"),
        ("source", "中央"),
        ("source", "自治区"),
        ("source", "盟市"),
    }
    assert failed(report) == []


def test_levels_of_government_under_numbered_rows_with_rates_that_lack_their_sign() -> None:
    rows = [
        "行 | 经费 | 合计 | 中央 | 省级 | 自筹", "1 | 预算安排 | 300.00 | 200.00 | 60.00 | 40.00", "2 | 资金到位 | 290.00 | 200.00 | 60.00 | 30.00", "3 | 实际支出 | 285.00 | 195.00 | 60.00 | 30.00",
        "4 | 到位率（%） | 96.67 | 100.00 | 100.00 | 75.00", "5 | 支出率（%） | 95.00 | 97.50 | 100.00 | 75.00", "6 | 预算执行得分（满分10分，按合计支出率计算） | 9.50 | < | < | <",
        "行 | 类 | 项 | 指标 | 目标 | 完成", "7 | 产出 | 数量 | 修建水窖 | 120口 | 118口", "8 | ^ | 质量 | 验收合格率 | 100% | 100%", "9 | 效益 | 社会效益 | 受益农户 | 300户 | 312户",
    ]  # fmt: skip
    report = understood(rows)
    assert total(report) == {
        "adjusted": "300.00",
        "allocated": "290.00",
        "spent": "285.00",
        "execution_rate": "95.00%",
        "weight": "10分",
        "score": "9.50分",
    }
    assert [printed(line.execution_rate) for line in report.budget] == ["95.00%", "97.50%", "100.00%", "75.00%"]
    assert [(value(i.level1), value(i.level2), value(i.name), i.actual.text if i.actual else None) for i in report.indicators] == [
        ("产出", "数量", "修建水窖", "118口"), ("产出", "质量", "验收合格率", "100%"), ("效益", "社会效益", "受益农户", "312户"),
    ]  # fmt: skip
    assert failed(report) == []


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["项目资金（单位：万元） | 预算批复数 | 实际到位数 | 实际支出数", "^ | 480.00 | 480.00 | 451.20"], "项目资金"),
        (["行次 | 资金来源 | < | 预算数 | 支出数", " | 合 | 计 | 90.00 | 80.00", "2 | 市级财政补助 | < | 50.00 | 45.00", "3 | 单位自有资金 | < | 40.00 | 35.00"], "合计"),
        (["序号 | 项目名称 | 项目类别 | 年初预算数 | 实际支出数", " | 合计 |  | 60.00 | 55.00", *(f"{n} | {name} | 特定目标类 | 15.00 | 13.75" for n, name in enumerate(("堤防维护", "泵站检修", "水质监测", "岸线巡查"), 1))], "合计"),
    ],
)  # fmt: skip
def test_what_names_the_row_of_the_whole(rows: list[str], name: str) -> None:
    report = understood(rows)
    assert lines(report)[0][:2] == ("total", name)
    assert "特定目标类" not in {n for _, n, _ in lines(report)}


def test_a_head_that_a_false_rule_cuts() -> None:
    report = understood(
        [
            "项目 | 预算数 | 执行数 |  | 执行率",
            "财政拨款 | 174.00 | 168.20 | < | 96.67%",
            "其他资金 | 40.00 | 38.14 | < | 95.35%",
            "合计 | 214.00 | 206.34 | < | 96.42%",
        ]
    )
    assert total(report) == {"adjusted": "214.00", "spent": "206.34", "execution_rate": "96.42%"}


def test_heads_of_the_rate_and_of_its_points() -> None:
    whole = {"adjusted": "200.00", "spent": "190.00", "execution_rate": "95.00%", "weight": "10分", "score": "9.50分"}
    apart = [
        "项目资金 | 全年预算数 | 全年执行数 | 执行率（%） | 执行率权重（%） | 执行率得分",
        "合计 | 200.00 | 190.00 | 95.00% | 10 | 9.50",
    ]
    assert total(understood(apart)) == whole


def test_blocks_of_labels_and_figures_side_by_side() -> None:
    rows = [
        "计划投资额（万元） | 546.5 | 实际到位资金（万元） | 516.5 | 实际使用情况（万元） | 509.66",
        "其中：省财政 | 320 | 其中：省财政 | 320 | 其中：省财政 | 318.46",
        "市县财政 | 226.5 | 市县财政 | 196.5 | 市县财政 | 191.2",
    ]
    report = understood(rows)
    assert total(report) == {"adjusted": "546.5万元", "allocated": "516.5万元", "spent": "509.66万元"}
    assert [(value(r.name), printed(r.spent)) for r in report.budget[1:]] == [
        ("省财政", "318.46万元"),
        ("市县财政", "191.2万元"),
    ]
    assert failed(report) == []


def test_sources_below_a_numbered_one_are_its_parts() -> None:
    rows = [
        "资金来源 | 预算数 | 执行数",
        "合计 | 386.40 | 358.72",
        "1.财政拨款 | 341.40 | 315.22",
        "其中：省补助 | 120.00 | 120.00",
        "区本级 | 221.40 | 195.22",
        "2.其他资金 | 45.00 | 43.50",
    ]
    report = understood(rows)
    assert lines(report) == [
        ("total", "合计", None),
        ("source", "财政拨款", None),
        ("source", "省补助", "财政拨款"),
        ("source", "区本级", "财政拨款"),
        ("source", "其他资金", None),
    ]
    assert failed(report) == []


WHOLE = [
    "资金用途 | 全年预算数 | 执行数",
    "部门预算支出合计 | 300.00 | 290.00",
    "1.基本支出 | 180.00 | 178.00",
    "2.项目支出 | 120.00 | 112.00",
]


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["任务名称 | 预算资金 | 执行资金", "普惠托育 | 70.00 | 66.00", "人员轮训 | 50.00 | 46.00"], "项目支出"),
        (["任务名称 | 预算资金 | 执行资金", "普惠托育 | 70.00 | 66.00", "人员轮训 | 50.00 | 46.00", "任务合计（等于项目支出） | 120.00 | 112.00"], "任务合计（等于项目支出）"),
    ],
)  # fmt: skip
def test_tasks_of_a_department_are_no_further_parts_of_its_total(rows: list[str], whole: str) -> None:
    report = understood(WHOLE, rows)
    assert [p for role, n, p in lines(report) if n in ("普惠托育", "人员轮训")] == [whole, whole]
    assert failed(report) == []


def test_a_wrong_sum_of_tasks_is_told() -> None:
    report = understood(
        WHOLE, ["任务名称 | 预算资金 | 执行资金", "普惠托育 | 70.00 | 66.00", "人员轮训 | 53.00 | 46.00"]
    )
    assert len(failed(report)) == 1


def test_what_is_left_of_the_money_that_arrived() -> None:
    head = "项目名称 | 预算安排 | 资金下达 | 实际支出 | 结余"
    rows = [head, "标识建设 | 320 | 320 | 308 | 12", "民宿引导 | 180 | 165 | 148 | 17", "合计 | 500 | 485 | 456 | 29"]
    assert failed(understood(rows)) == []
    wrong = [head, "标识建设 | 320 | 320 | 308 | 13", "民宿引导 | 180 | 165 | 148 | 17", "合计 | 500 | 485 | 456 | 29"]
    assert len(failed(understood(wrong))) == 1


def test_a_single_rate_of_the_old_budget_is_a_mistake() -> None:
    report = understood(
        ["资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率", "合计 | 200.00 | 160.00 | 152.00 | 76.00%"]
    )
    assert len(failed(report)) == 1


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("项目资金 | 年初预算：215.00 | 全年预算：216.00 | 支出：216.00 | 执行率100%", {"initial": "215.00", "adjusted": "216.00", "spent": "216.00", "execution_rate": "100%"}),
        ("预算安排： | 2,150.00万元 | 资金到位：2,150.00万元 | 实际支出： | 2,064.00万元 | 执行率： | 96.00% | 复核机构： | 绩效科", {"adjusted": "2150.00万元", "allocated": "2150.00万元", "spent": "2064.00万元", "execution_rate": "96.00%"}),
    ],
)  # fmt: skip
def test_labels_and_figures_that_share_cells(row: str, wanted: dict[str, str]) -> None:
    assert total(understood(["项目名称 | 助学金发放 | 主管部门 | 河东市教育局", row])) == wanted


def test_the_only_line_of_money_is_all_of_it() -> None:
    report = understood(["经费（万元） | 年初批复 | 调整后预算 | 支出", "区本级财力 | 86.40 | 79.20 | 76.43"])
    assert lines(report) == [("total", "区本级财力", None)]


def test_a_rate_below_two_heads_is_no_point() -> None:
    report = understood(
        [
            "资金类别 | 全年预算 | 实际支出 | 执行率 | 分值 | 得分",
            "资金总额 | 500.00 | 480.00 | 96.00% | 10 | 9.60",
            "财政拨款 | 400.00 | 380.00 | 95.00% | < | ",
        ]
    )
    assert [(printed(r.execution_rate), printed(r.weight)) for r in report.budget] == [
        ("96.00%", "10分"),
        ("95.00%", None),
    ]


def test_the_unit_in_a_cell_of_the_form() -> None:
    report = understood(
        [
            "联系人 | 卢远 | 资金单位 | 万元",
            "资金性质 | 年初预算安排 | 实际支出 | 结转结余",
            "财政拨款 | 128.40 | 121.93 | 6.47",
        ]
    )
    assert total(report) == {"initial": "128.40万元", "spent": "121.93万元", "balance": "6.47万元"}


def test_points_of_the_execution_in_one_cell() -> None:
    report = understood(
        [
            "资金来源 | 预算下达 | 实际支出 | 支出进度",
            "合计 | 200.00 | 190.00 | 95.00%",
            "中央补助 | 150.00 | 140.00 | 93.33%",
            "区级配套 | 50.00 | 50.00 | 100.00%",
            "资金执行得分（满分10分，按支出进度计）：9.50分 | < | < | <",
        ]
    )
    assert (total(report)["weight"], total(report)["score"]) == ("10分", "9.50分")
    assert len(report.budget) == 3


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("资金执行得分（满分10分，按支出进度计）：9.66分", {"weight": "10分", "score": "9.66分"}),
        ("预算执行率得分：9.5", {"score": "9.5分"}),
        ("自评得分：98.5分", {}),
        ("经测算，预算执行得分：9.5分，满意度得分10分", {}),
    ],
)
def test_points_of_the_execution_in_a_line_of_their_own(words: str, wanted: dict[str, str]) -> None:
    assert {name: printed(leaf) for name, leaf in told_points(Traced.plain(words), load_grammar()).items()} == wanted


POINTED = ["项目资金 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分", "合计 | 200.00 | 190.00 | 95.00% | 10 | 9.50"]


@pytest.mark.parametrize(("summed", "wrong"), [("90", 0), ("100", 0), ("95", 1)])
def test_a_sum_of_the_indicators_weights_alone(summed: str, wrong: int) -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
    rows = [
        "产出指标 | 数量指标 | 新建公厕 | 5座 | 5座 | 50 | 50",
        "效益指标 | 社会效益指标 | 受益群众 | ≥100人 | 120人 | 40 | 40",
    ]
    report = understood(POINTED, [head, *rows, f"合计 | < | < | < | < | {summed} | 99.50"])
    assert len([f for f in report.findings if f.rule == "weights-total" and f.status == "inconsistent"]) == wrong


def test_a_sum_of_indicators_is_none_of_them() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
    report = understood(
        [
            head,
            "产出指标 | 数量指标 | 新建公厕 | 5座 | 5座 | 50 | 50",
            "效益指标 | 社会效益指标 | 受益群众 | ≥100人 | 120人 | 40 | 40",
            " |  | 指标得分小计 |  |  | 90 | 90",
        ]
    )
    assert [value(i.name) for i in report.indicators] == ["新建公厕", "受益群众"]


def placed(page: int | None, box: Box, rows: list[list[tuple[str, float, float]]], height: float = 20.0) -> CellGrid:
    edges = sorted({x for row in rows for _, *xs in row for x in xs})
    cells = [
        GridCell(
            Traced.plain(words),
            n,
            edges.index(a),
            1,
            edges.index(b) - edges.index(a),
            page,
            (a, box[1] + n * height, b, box[1] + (n + 1) * height),
        )
        for n, row in enumerate(rows)
        for words, a, b in row
    ]
    return CellGrid(page, box, cells, {}, 0, 0).reindexed()


@pytest.mark.parametrize(("behind", "count"), [("", 1), ("说明", 2)])
def test_a_head_found_as_a_table_of_its_own(behind: str, count: int) -> None:
    row = [("", 0.0, 100.0), ("", 100.0, 200.0), (behind, 200.0, 300.0)]
    outer = placed(
        1,
        (0.0, 0.0, 300.0, 80.0),
        [
            [("项目", 0.0, 100.0), ("水库", 100.0, 300.0)],
            row,
            [("合计", 0.0, 100.0), ("9", 100.0, 200.0), ("8", 200.0, 300.0)],
            row,
        ],
    )
    inner = placed(
        1, (1.0, 20.0, 299.0, 40.0), [[("来源", 1.0, 98.0), ("预算数", 98.0, 203.0), ("执行数", 203.0, 299.0)]]
    )
    tables = with_inner_heads([outer, inner])
    assert len(tables) == count
    assert [c.words for c in tables[0].own(1)] == (["来源", "预算数", "执行数"] if count == 1 else ["", "", behind])
    assert [c.words for c in tables[0].own(2)] == ["合计", "9", "8"]


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_line_without_a_name_is_the_total_of_the_others(place: str) -> None:
    items = ["1 | 调解补贴 | 延续 | 96.00 | 90.00 | 88.74", "2 | 普法宣传 | 新增 | 128.00 | 128.00 | 121.65"]
    whole = " |  | 一 | 224.00 | 218.00 | 210.39"
    rows = [whole, *items] if place == "first" else [*items, whole]
    report = understood(["序号 | 项目名称 | 项目属性 | 年初预算数 | 全年预算数 | 全年执行数", *rows])
    assert {(r.role, value(r.name), printed(r.spent)) for r in report.budget} == {
        ("total", None, "210.39"),
        ("subproject", "调解补贴", "88.74"),
        ("subproject", "普法宣传", "121.65"),
    }


def test_a_line_without_a_name_that_sums_up_nothing_is_no_total() -> None:
    report = understood(
        [
            "序号 | 项目名称 | 项目属性 | 年初预算数 | 全年预算数 | 全年执行数",
            " |  | 一 | 230.00 | 218.00 | 200.39",
            "1 | 调解补贴 | 延续 | 96.00 | 90.00 | 88.74",
            "2 | 普法宣传 | 新增 | 128.00 | 128.00 | 121.65",
        ]
    )
    assert [value(r.name) for r in report.budget] == ["调解补贴", "普法宣传"]
