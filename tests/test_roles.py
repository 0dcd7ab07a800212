"""What a table means: columns by head, cells and order together, rows by their names, lists by what stands over them."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.heads import find_heads
from gouji.schemas.record import Report
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import cell_grids
from tests.reading import printed, value
from tests.tables import document, grid

FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate", "weight", "score")


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)]), lang="zh")


def text(tmp_path: Path, words: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(words, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def lines(report: Report) -> list[tuple[str, str | None, dict[str, str | None]]]:
    return [(r.role, value(r.name), {f: printed(leaf) for f in FIELDS if (leaf := getattr(r, f))}) for r in report.budget]


def failed(report: Report) -> list[str]:
    return [f.message for f in report.findings if f.status == "inconsistent"]


def roles(rows: list[str]) -> list[list[str | None]]:
    (sheet,) = cell_grids(document([grid(rows)]))[0]
    return [[column.role for column in head.columns] for head in find_heads(sheet, load_grammar())]


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        ("支出方向 | 计划 | 支付 | 未支付 | 进度", "站点改造 | 168.0 | 161.2 | 6.8 | 95.95%", ["part", "adjusted", "spent", "balance", "execution_rate"]),
        ("方向 | 应有 | 实有 | 支出", "造林 | 820 | 800 | 790", ["part", "adjusted", "allocated", "spent"]),
        ("地区 | 下达数 | 支出数 | 执行率", "东河区 | 640.00 | 600.00 | 93.75%", ["area", "allocated", "spent", "execution_rate"]),
        ("序号 | 项目名称 | 实施科室 | 年初预算 | 结余结转数 | 等级", "1 | 堤防维护 | 河道科 | 630.02 | 23.01 | 优", ["number", "project", "office", "initial", "balance", "grade"]),
        ("一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分", "投入 | 25 | 目标设定 | 9 | 目标合理性 | 4 | 4", ["level1", "group_weight", "level2", "group_weight", "name", "weight", "score"]),
        ("项目 | 满分 | 得分", "产出 | 40 | 39", ["aspect", "weight", "score"]),
        ("项 | 满分 | 得分", "履职效益 | 20 | 19", ["aspect", "weight", "score"]),
        ("板块 | 分值 | 自评得分", "运行成本 | 15 | 14.5", ["aspect", "weight", "score"]),
        ("资金来源 | 上年执行数 | 全年预算数 | 执行军", "财政拨款 | 90.00 | 100.00 | 95.00", ["origin", "other_year", "adjusted", "spent"]),
    ],
)
def test_columns(head: str, row: str, wanted: list[str]) -> None:
    assert roles([head, row, row]) == [wanted]


@pytest.mark.parametrize("corner", ["来源金额", "金额来源", "项目金额", "资金来源金额", "支出内容金额", "金额项目名称"])
def test_a_corner_parted_by_a_slanting_line_heads_one_column(corner: str) -> None:
    """It says what the rows and what the columns tell; below it stand names alone."""
    rows = [f"{corner} | 年初预算数 | 全年预算数 | 全年执行数", "甲渠维修 | 150.00 | 165.00 | 155.10", "乙渠维修 | 50.00 | 55.00 | 50.60", "合计 | 200.00 | 220.00 | 205.70"]
    assert {name: figures for _, name, figures in lines(understood(rows))} == {
        "甲渠维修": {"initial": "150.00", "adjusted": "165.00", "spent": "155.10"},
        "乙渠维修": {"initial": "50.00", "adjusted": "55.00", "spent": "50.60"},
        "合计": {"initial": "200.00", "adjusted": "220.00", "spent": "205.70"},
    }


def test_a_target_and_what_was_reached_that_ran_together_are_no_corner() -> None:
    rows = ["一级指标 | 三级指标 | 年度指标值全年完成值 | < | 分值 | 得分", "产出指标 | 维护率 | 100%98.5% | < | 20 | 20", "产出指标 | 完好率 | ≥95%96.2% | < | 30 | 30",
            "效益指标 | 投诉率 | ≤5%4.1% | < | 40 | 40"]  # fmt: skip
    (found,) = roles(rows)
    assert found[2:4] == ["target", "actual"]


def test_a_row_of_levels_and_figures_is_no_head() -> None:
    rows = ["一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分", "产出指标 | 数量指标 | 巡查次数 | 健全 | 健全 | 20 | 20"]
    assert len(roles([*rows, rows[1]])) == 1


def test_rows_are_named_by_the_project_and_not_by_the_office() -> None:
    report = understood(["序号 | 项目名称 | 实施科室 | 全年预算数 | 全年执行数", "1 | 堤防维护 | 河道科 | 60.00 | 55.00", "2 | 泵站检修 | 排涝站 | 40.00 | 40.00", "合计 | < | < | 100.00 | 95.00"])
    assert [(role, name) for role, name, _ in lines(report)] == [("total", "合计"), ("subproject", "堤防维护"), ("subproject", "泵站检修")]


def test_a_group_of_heads_over_the_whole_and_a_part() -> None:
    rows = ["任务名称 | 预算数（万元） | < | 执行数（万元） | < | 执行率", "^ | 总额 | 其中：财政拨款 | 总额 | 其中：财政拨款 | ^", "抽检 | 186.50 | 180.00 | 182.14 | 178.00 | 97.66%", "合计 | 186.50 | 180.00 | 182.14 | 178.00 | 97.66%"]
    assert lines(understood(rows)) == [
        ("total", "合计", {"adjusted": "186.50万元", "spent": "182.14万元", "execution_rate": "97.66%"}),
        ("subproject", "抽检", {"adjusted": "186.50万元", "spent": "182.14万元", "execution_rate": "97.66%"}),
        ("source", "财政拨款", {"adjusted": "180.00万元", "spent": "178.00万元"}),
    ]


def test_points_may_stand_behind_the_score() -> None:
    rows = ["产出 | 数量 | 修渠 | 20公里 | 18公里 | 9 | 10 | 雨季延误", "产出 | 质量 | 合格率 | 100% | 100% | 8 | 8 |"]
    report = understood(["一级 | 二级 | 三级指标 | 指标值 | 完成值 | 得分 | 分值 | 未完成原因", *rows])
    assert [(printed(row.weight), printed(row.score)) for row in report.indicators] == [("10分", "9分"), ("8分", "8分")]


def test_columns_below_a_head_that_names_what_they_differ_by() -> None:
    rows = [
        "项目资金（万元） | 合计 | 按资金来源级次 | < | < | < | 分值 | 得分",
        "^ | ^ | 中央 | 省级 | 市级 | 县级 | ^ | ^",
        "全年预算数（A） | 500.00 | 200.00 | 150.00 | 90.00 | 60.00 | 10 | 9.2",
        "全年执行数（B） | 460.00 | 190.00 | 140.00 | 80.00 | 50.00 | ^ | ^",
        "执行率（B/A） | 92.00% | 95.00% | 93.33% | 88.89% | 83.33% | |",
    ]
    assert [(role, name, told["spent"]) for role, name, told in lines(understood(rows))] == [
        ("total", "合计", "460.00万元"), ("source", "中央", "190.00万元"), ("source", "省级", "140.00万元"),
        ("source", "市级", "80.00万元"), ("source", "县级", "50.00万元"),
    ]  # fmt: skip


def test_a_sum_column_beside_those_of_sources() -> None:
    report = understood(["子项目 | 调整后预算 | 省级资金 | 县级资金 | 实际支出", "管网改造 | 300 | 200 | 100 | 290", "泵站维修 | 200 | 150 | 50 | 180", "合计 | 500 | 350 | 150 | 470"])
    assert [(role, name, told.get("adjusted")) for role, name, told in lines(report)] == [
        ("total", "合计", "500"), ("subproject", "管网改造", "300"), ("subproject", "泵站维修", "200"), ("source", "省级资金", "350"), ("source", "县级资金", "150")
    ]  # fmt: skip


@pytest.mark.parametrize("head", [True, False])
def test_labels_and_figures_that_take_turns(head: bool) -> None:
    rows = ["预算安排情况 | < | 资金执行情况 | <"] if head else []
    report = understood([*rows, "预算数： | 2860.00 | 执行数： | 2723.68", "其中：财政资金 | 2800.00 | 其中：财政资金 | 2663.68", "其他 | 60.00 | 其他 | 60.00"])
    assert lines(report) == [
        ("total", "预算数", {"adjusted": "2860.00", "spent": "2723.68"}),
        ("source", "财政资金", {"adjusted": "2800.00", "spent": "2663.68"}),
        ("source", "其他", {"adjusted": "60.00", "spent": "60.00"}),
    ]


def test_each_row_another_figure_of_the_whole() -> None:
    report = understood(["预算情况 | 金额 | 说明", "年初预算 | 19,872,000 | 本级", "年中调整 | -480,000 | 压减", "调整预算 | 19,392,000 | ", "实际支出 | 18,810,240 | ", "执行率 | 97.00% | 自评得分9.7分（权重10分）"])
    (line,) = lines(report)
    assert line[2] == {"initial": "19872000", "adjustment": "-480000", "adjusted": "19392000", "spent": "18810240", "execution_rate": "97.00%", "weight": "10分", "score": "9.7分"}


@pytest.mark.parametrize(
    "rows",
    [
        ["一、基本支出 | 150 | 140", "1.人员经费 | 100 | 90", "2.公用经费 | 50 | 50", "二、设备购置 | 60 | 55"],
        ["1.基础设施 | 150 | 140", "1.1道路 | 100 | 90", "1.2桥梁 | 50 | 50", "2.设备购置 | 60 | 55"],
        ["道路 | 100 | 90", "桥梁 | 50 | 50", "小计 | 150 | 140", "承前页 | 150 | 140", "设备购置 | 60 | 55", "小计 | 60 | 55"],
    ],
)
@pytest.mark.parametrize(("whole", "errors"), [("210 | 195", 0), ("210 | 159", 1)])
def test_structural_rows_are_no_parts(rows: list[str], whole: str, errors: int) -> None:
    report = understood(["支出内容 | 全年预算数 | 执行数", *rows, f"合计 | {whole}"])
    assert len([m for m in failed(report) if m.startswith("合计")]) == errors


@pytest.mark.parametrize(("spent", "errors"), [("100", 0), ("109", 1)])
def test_a_code_within_a_code(spent: str, errors: int) -> None:
    report = understood(["科目编码 | 科目名称 | 年初预算数 | 决算数", f"205 | 教育支出 | 110 | {spent}", "20502 | 普通教育 | 70 | 60", "20503 | 职业教育 | 40 | 40", "208 | 社会保障支出 | 20 | 20"])
    assert len(failed(report)) == errors


def test_sources_within_a_source() -> None:
    report = understood(["资金来源 | 全年预算数 | 全年执行数", "合计 | 1050 | 1050", "其中：财政拨款 | 1050 | 1050", "省级补助 | 700 | 700", "县级资金 | 350 | 350"])
    assert [(value(r.name), r.part_of) for r in report.budget] == [("合计", None), ("财政拨款", None), ("省级补助", "财政拨款"), ("县级资金", "财政拨款")]
    assert failed(report) == []


# -- plain text --------------------------------------------------------------------------------------------------------------
LIST = "管网更换{by}1,186,400{by}占50.17%\n水处理设备{by}742,300{by}占31.39%\n检测{by}436,100{by}占18.44%\n加起来{by}2,364,800{by}占100%\n"


@pytest.mark.parametrize(("over", "field"), [("花在三处：", "spent"), ("共有三个渠道：", "allocated"), ("预算安排如下：", "adjusted")])
def test_a_list_without_a_head_is_what_stands_over_it(tmp_path: Path, over: str, field: str) -> None:
    told = lines(text(tmp_path, f"资金说明（单位均为元）\n{over}\n" + LIST.format(by="\t")))
    assert [(name, figures) for _, name, figures in told][:2] == [("加起来", {field: "2364800元"}), ("管网更换", {field: "1186400元"})]


def test_an_amount_is_what_the_names_are_of(tmp_path: Path) -> None:
    told = lines(text(tmp_path, "【支出明细】\n| 支出内容 | 单位数 | 标准 | 金额 |\n| 新建食堂 | 8家 | 50万元/家 | 400万元 |\n| 改扩建 | 6家 | 20万元/家 | 120万元 |\n"))
    assert told == [("subproject", "新建食堂", {"spent": "400万元"}), ("subproject", "改扩建", {"spent": "120万元"})]


STACKED = "子项目\n批复预算\n实际支出\n执行率\n128排设备(1台)\n1230.00\n1198.00\n97.40%\n救护车(4辆)\n230.00\n216.00\n93.91%\n合计\n1460.00\n1414.00\n96.85%\n"


def test_one_cell_a_line(tmp_path: Path) -> None:
    told = lines(text(tmp_path, "各子项目如下(单位:万元):\n" + STACKED + "以上设备都已验收。\n"))
    assert [(role, name, figures["spent"]) for role, name, figures in told] == [("total", "合计", "1414.00万元"), ("subproject", "128排设备（1台）", "1198.00万元"), ("subproject", "救护车（4辆）", "216.00万元")]


def test_slashes(tmp_path: Path) -> None:
    report = text(tmp_path, "自评打分\n一级指标/分值/得分:\n预算执行/10/9.73\n产出/50/48\n效益/40/37.5\n总分/100/95.23\n")
    assert [(value(p.name), printed(p.score)) for p in report.evaluation.parts] == [("预算执行", "9.73分"), ("产出", "48分"), ("效益", "37.5分")]
    assert printed(report.evaluation.score) == "95.23分"


def test_empty_cells_between_bars_count(tmp_path: Path) -> None:
    rows = "| 项目资金（万元） | | 全年预算数 | 全年执行数 | 分值 |\n| | 年度资金总额 | 320 | 300 | 10 |\n| | 其中：财政拨款 | 320 | 300 | — |\n"
    assert lines(text(tmp_path, rows))[0] == ("total", "年度资金总额", {"adjusted": "320万元", "spent": "300万元", "weight": "10分"})


def test_a_head_without_that_of_the_names_and_groups_of_rows(tmp_path: Path) -> None:
    rows = "绩效指标    三级指标    指标值    完成值    分值    得分\n数量\n    新造面积    3000亩    3016亩    10    10\n    低改面积    8000亩    8000亩    10    10\n质量\n    成活率    ≥90%    93.5%    8    8\n合计    ——    ——    ——    28    28\n"
    report = text(tmp_path, rows)
    assert [(value(i.level2), value(i.name), printed(i.weight)) for i in report.indicators] == [("数量", "新造面积", "10分"), ("数量", "低改面积", "10分"), ("质量", "成活率", "8分")]
    assert printed(report.evaluation.score) == "28分"


def test_each_table_has_the_unit_that_stands_over_it(tmp_path: Path) -> None:
    row = "子项目\t预算数\t支出数\n{name}\t{figure}\t{figure}\n{name}二\t{figure}\t{figure}\n"
    told = lines(text(tmp_path, "表1（单位：元）\n" + row.format(name="甲", figure="5000.00") + "以上为补助。\n表2（单位：万元）\n" + row.format(name="乙", figure="60.00")))
    assert [(name, figures["spent"]) for _, name, figures in told] == [("甲", "5000.00元"), ("甲二", "5000.00元"), ("乙", "60.00万元"), ("乙二", "60.00万元")]


# -- what is none of this year's figures, and signs in tables ----------------------------------------------------------------
def test_columns_of_another_year() -> None:
    report = understood(["支出项目 | 2022年预算数 | 2022年支出数 | 2023年预算数 | 2023年支出数 | 增减率", "泵站维修 | 60.00 | 57.00 | 70.00 | 68.60 | 20.35%", "合计 | 60.00 | 57.00 | 70.00 | 68.60 | 20.35%"])
    assert lines(report)[0] == ("total", "合计", {"adjusted": "70.00", "spent": "68.60"})
    assert failed(report) == []


@pytest.mark.parametrize("sign", ["△12.50", "▲12.50", "–12.50", "（12.50）", "-12.50"])
def test_amounts_below_zero(sign: str) -> None:
    report = understood(["支出项目 | 年初预算 | 预算调整 | 调整后预算 | 实际支出", f"泵站维修 | 82.50 | {sign} | 70.00 | 68.60", f"合计 | 82.50 | {sign} | 70.00 | 68.60"])
    assert [figures["adjustment"] for _, _, figures in lines(report)] == ["-12.50"] * 2
    assert failed(report) == []


def test_bold_cells_and_rows_carried_over_pages(tmp_path: Path) -> None:
    rows = "| 支出项目 | 年初预算 | 实际支出 |\n| --- | --- | --- |\n| 泵站维修 | 70.00 | 68.60 |\n| 过次页 | 70.00 | 68.60 |\n| 承前页 | 70.00 | 68.60 |\n| 闸门更换 | 30.00 | 29.40 |\n| **合计** | **100.00** | **98.00** |\n"
    report = text(tmp_path, rows)
    assert [(role, name) for role, name, _ in lines(report)] == [("total", "合计"), ("subproject", "泵站维修"), ("subproject", "闸门更换")]
    assert failed(report) == []


@pytest.mark.parametrize(("head", "told"), [("骡驿渠", True), ("备注", False), ("全年执行数", False)])
def test_a_column_of_figures_that_is_not_clear_is_told(head: str, told: bool) -> None:
    report = understood([f"支出项目 | 年初预算数 | 全年预算数 | {head}", "泵站维修 | 70.00 | 70.00 | 681.60", "闸门更换 | 30.00 | 30.00 | 219.40", "岸坡绿化 | 10.00 | 10.00 | 119.80", "合计 | 110.00 | 110.00 | 1020.80"])
    assert any(head in f.message for f in report.findings if f.rule == "table-unknown") == told
    assert all(("spent" in line) == (head == "全年执行数") for _, _, line in lines(report))


def test_a_long_list_of_words_that_might_be_heads_is_no_table(tmp_path: Path) -> None:
    report = text(tmp_path, "目录\n" + "子项目\n批复预算\n实际支出\n执行率\n" * 300)
    assert report.budget == []


def test_two_columns_that_ran_together_are_no_corner() -> None:
    """A lost rule put target and actual value into one cell in every row, and their heads into one."""
    rows = ["一级指标 | 二级指标 | 三级指标 | 年度指标值全年完成值 | 分值 | 得分", "产出指标 | 数量指标 | 修建水窖 | 120口118口 | 20 | 19", "^ | ^ | 铺设管道 | 80处79处 | 15 | 14", "^ | ^ | 添置水泵 | 15台15台 | 15 | 15", "效益指标 | 社会效益 | 受益农户 | 300户312户 | 20 | 20"]
    report = understood(rows)
    found = [(i.target and i.target.text, i.actual and i.actual.text) for i in report.indicators]
    assert found == [("120口", "118口"), ("80处", "79处"), ("15台", "15台"), ("300户", "312户")]


def test_levels_and_names_that_ran_together_are_no_corner() -> None:
    rows = ["一级指标 | 二级指标三级指标 | 年度指标值 | 全年完成值 | 分值 | 得分", "产出指标 | 修建水窖 | 120口 | 118口 | 20 | 19", "^ | 验收合格 | 100% | 97.5% | 15 | 14", "效益指标 | 受益农户 | 300户 | 312户 | 20 | 20"]
    sheet = cell_grids(document([grid(rows)]))[0][0]
    (head,) = find_heads(sheet, load_grammar())
    assert [column.role for column in head.columns][:3] == ["level1", "level2", "name"]


def test_heads_are_found_anew_when_the_table_has_changed() -> None:
    rows = ["项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率", "甲工程 | 120.00 | 118.00 | 106.20 | 90%", "乙工程 | 80.00 | 80.00 | 76.00 | 95%"]
    sheet, grammar = cell_grids(document([grid(rows)]))[0][0], load_grammar()
    first = find_heads(sheet, grammar)
    first.clear()
    assert [head.kind for head in find_heads(sheet, grammar)] == ["money"]
    for cell in sheet.own(0):
        cell.text = Traced.plain("")
    assert find_heads(sheet, grammar) == []
