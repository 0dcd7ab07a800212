"""Layouts of forms: points behind names, words that part the whole before a name, 其中 in a cell of its own, two figures in one
column, values cut by false boundaries, totals without a name that can be read, labels joined otherwise, bars without a frame."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.rows import RowSeen, row_roles
from gouji.normalize.figures.units import lacks_digits
from gouji.schemas.record import Report
from gouji.schemas.traced import Traced
from tests.tables import document, grid

MONEY = "资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"
TOTAL = "部门支出总额 | 300.00 | 320.00 | 310.00 | 96.88%"
INDICATORS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分"


def read(*rows: str) -> Report:
    return gouji.understand(document([grid(list(rows))]), lang="zh")


def money(report: Report) -> list[tuple[str, str | None, str | None]]:
    return [(line.role, line.name.value, line.part_of) for line in report.budget]


@pytest.mark.parametrize("behind", ["（10分）", "(10分)", "【10分】", "（权重10分）", "（分值：10）", "（权重：10%）"])
def test_points_behind_a_name_are_its_weight(behind: str) -> None:
    report = read(
        INDICATORS,
        f"产出指标 | 质量指标 | 船艇适航率{behind} | ≥95% | 96% | 10",
        f"效益指标 | 社会效益指标 | 案件查处率{behind} | ≥98% | 99% | 9",
    )
    assert [i.name.value for i in report.indicators] == ["船艇适航率", "案件查处率"]
    assert [i.weight and i.weight.value and i.weight.value.number for i in report.indicators] == ["10", "10"]


@pytest.mark.parametrize("name", ["新增床位（张）", "培训班次（10期）", "监测点（10）", "满意率（10分制）"])
def test_other_brackets_behind_a_name_stay(name: str) -> None:
    report = read(
        INDICATORS,
        f"产出指标 | 数量指标 | {name} | ≥95 | 96 | 10",
        "效益指标 | 社会效益指标 | 案件查处率 | ≥98% | 99% | 9",
    )
    assert report.indicators[0].name.value == name
    assert report.indicators[0].weight is None


def test_points_behind_a_name_that_a_column_contradicts_stay() -> None:
    report = read(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 质量指标 | 船艇适航率（8分） | ≥95% | 96% | 10 | 10",
        "效益指标 | 社会效益指标 | 案件查处率（9分） | ≥98% | 99% | 9 | 9",
    )
    assert [i.name.value for i in report.indicators] == ["船艇适航率（8分）", "案件查处率"]
    assert [i.weight and i.weight.value and i.weight.value.number for i in report.indicators] == ["10", "9"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("（一）按来源：", "（二）按结构："), ("按资金来源分：", "按支出性质分："), ("1.按资金来源：", "2.按支出内容：")],
)
def test_words_that_part_the_whole_stand_before_a_name(first: str, second: str) -> None:
    report = read(
        MONEY,
        TOTAL,
        f"{first}财政拨款 | 250.00 | 270.00 | 265.00 | 98.15%",
        "其他资金 | 50.00 | 50.00 | 45.00 | 90.00%",
        f"{second}基本支出 | 200.00 | 210.00 | 205.00 | 97.62%",
        "项目支出 | 100.00 | 110.00 | 105.00 | 95.45%",
    )
    assert {name: role for role, name, _ in money(report)} == {
        "部门支出总额": "total",
        "财政拨款": "source",
        "其他资金": "source",
        "基本支出": "subproject",
        "项目支出": "subproject",
    }
    assert not [f for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize("last", ["专项资金", "其他项目", "运转类项目"])
def test_parts_beside_among_in_a_cell_of_its_own(last: str) -> None:
    report = read(
        "支出类别 | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
        "本年支出合计 | < | 300.00 | 320.00 | 310.00 | 96.88%",
        "基本支出 | < | 200.00 | 210.00 | 205.00 | 97.62%",
        "其中 | 人员经费 | 150.00 | 160.00 | 158.00 | 98.75%",
        "^ | 公用经费 | 50.00 | 50.00 | 47.00 | 94.00%",
        "项目支出 | < | 100.00 | 110.00 | 105.00 | 95.45%",
        "其中 | 常规性项目 | 60.00 | 65.00 | 62.00 | 95.38%",
        f"^ | {last} | 40.00 | 45.00 | 43.00 | 95.56%",
    )
    assert [(name, above) for _, name, above in money(report)] == [
        ("本年支出合计", None),
        ("基本支出", None),
        ("人员经费", "基本支出"),
        ("公用经费", "基本支出"),
        ("项目支出", None),
        ("常规性项目", "项目支出"),
        (last, "项目支出"),
    ]
    assert not [f for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize("whole", ["96.88%/9.69", "96.88% / 9.69", "96.88%／9.69分"])
def test_the_rate_and_its_score_in_one_column(whole: str) -> None:
    report = read(
        "项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率/得分",
        f"年度资金总额 | 300.00 | 320.00 | 310.00 | 10 | {whole}",
        "财政拨款 | 250.00 | 270.00 | 265.00 | — | 98.15%",
        "其他资金 | 50.00 | 50.00 | 45.00 | — | 90.00%",
    )
    assert [
        line.execution_rate and line.execution_rate.value and line.execution_rate.value.number for line in report.budget
    ] == [
        "96.88",
        "98.15",
        "90.00",
    ]
    assert [line.score and line.score.value and line.score.value.number for line in report.budget] == [
        "9.69",
        None,
        None,
    ]


def test_a_value_cut_by_false_boundaries_is_whole() -> None:
    report = read(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | < | 实际完成值 | 得分",
        "产出指标 | 数量指标 | 配置终端 | 36台 | （套） | 31台（套） | 10",
        "^ | 质量指标 | 验收合格率 | ≥95% | < | 96% | 10",
        "效益指标 | 社会效益指标 | 服务人数 | ≥ | 860人 | 904人 | 10",
        "^ | ^ | 群众满意度 | 3 | 93% | 94% | 10",
    )
    targets = [i.target and i.target.text for i in report.indicators]
    assert targets[:3] == ["36台（套）", "≥95%", "≥860人"]
    assert targets[3] != "393%"


@pytest.mark.parametrize(("words", "lacks"), [("（套）", True), ("台（套）", True), ("有效（好）", False), ("", False)])
def test_a_unit_in_brackets_is_no_value(words: str, lacks: bool) -> None:
    assert lacks_digits(words) is lacks


@pytest.mark.parametrize("name", ["合计人流", "合", "总计～"])
def test_a_total_whose_name_was_not_read(name: str) -> None:
    report = read(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 质量指标 | 船艇适航率 | ≥95% | 96% | 60 | 60",
        "效益指标 | 社会效益指标 | 案件查处率 | ≥98% | 97% | 40 | 38",
        f"{name} | < | < | < | < | 100 | 98",
        "自评结论 | 总体较好。 | < | < | < | < | <",
    )
    assert report.evaluation.score and report.evaluation.score.text == "98"
    assert len(report.indicators) == 2


@pytest.mark.parametrize("name", ["部门预算资金支出率", "部门预算资金执行情况"])
def test_an_indicator_that_sounds_like_a_sum_of_money_is_one(name: str) -> None:
    report = read(
        "一级指标 | 二级指标 | 三级指标 | 评分标准 | 分值 | 得分",
        "履职效能 | 整体效能 | 产出指标完成率 | 按完成比例计分。 | 20 | 19.2",
        f"^ | ^ | {name} | 得分=支出率×10分。 | 10 | 9.62",
        "管理效率 | 财务管理 | 财务合规性 | 发现一个问题扣1分。 | 70 | 67",
        "合计 | < | < | —— | 100 | 95.82",
    )
    assert [i.name.value for i in report.indicators] == ["产出指标完成率", name, "财务合规性"]
    assert report.evaluation.score and report.evaluation.score.text == "95.82"


@pytest.mark.parametrize("label", ["经办人/电话", "经办人（电话）", "经办人、联系电话"])
def test_labels_of_a_person_and_a_number(label: str) -> None:
    report = read(
        f"项目名称 | 村道硬化 | {label} | 裘安澜0578-5550416", MONEY.rsplit(" | ", 1)[0], TOTAL.rsplit(" | ", 1)[0]
    )
    assert report.cover.contact_person and report.cover.contact_person.value == "裘安澜"
    assert report.cover.contact_phone and report.cover.contact_phone.value == "0578-5550416"


@pytest.mark.parametrize("label", ["填报人", "填报人："])
def test_a_number_in_a_cell_of_its_own_beside_a_person(label: str) -> None:
    report = read(
        f"项目名称 | 村道硬化 | < | {label} | 晏知秋 | 0281-5552906",
        "主管部门 | 嘉溪区水务局 | < | 实施单位 | 嘉溪区水利站 | <",
    )
    assert report.cover.contact_phone and report.cover.contact_phone.value == "0281-5552906"


@pytest.mark.parametrize("far", ["中央主管部门", "省级主管部门", "自治区主管部门"])
def test_the_nearest_supervisor(far: str) -> None:
    report = read("项目名称 | 农村供水", f"{far} | 水务厅", "市县主管部门 | 洛桥县水务局")
    assert report.cover.supervising_department and report.cover.supervising_department.value == "洛桥县水务局"


def test_a_table_between_bars_without_a_frame_keeps_its_empty_first_cells(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(
        "项目支出绩效自评表\n"
        "年度总体目标 | 预期目标 |  |  |  | 实际完成情况 |  |  | \n"
        " | 义诊24场。 |  |  |  | 义诊26场。 |  |  | \n"
        " | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因\n"
        "绩效指标 | 产出指标 | 数量指标 | 巡回义诊场次 | ≥24场 | 26场 | 10 | 10 | —\n"
        " |  |  | 培训人数 | ≥150人 | 163人 | 10 | 10 | —\n"
        " | 效益指标 | 社会效益指标 | 服务人次 | ≥5000人次 | 5620人次 | 15 | 15 | —\n"
        "总分 |  |  |  |  |  | 35 | 35 | 优\n",
        encoding="utf-8",
    )
    (report,) = gouji.read(path, lang="zh")
    assert [i.name.value for i in report.indicators] == ["巡回义诊场次", "培训人数", "服务人次"]
    assert [i.weight and i.weight.text for i in report.indicators] == ["10", "10", "15"]


def test_indicators_behind_money_without_a_head_of_their_own_are_no_money() -> None:
    report = read(
        "年度主要任务 | 任务名称 | 主要内容 | 预算金额 | 执行金额 | 得分",
        "^ | 图书馆开放 | 全年开放。 | 286.40 | 281.35 | —",
        "^ | 文物保护 | 巡查41处。 | 352.50 | 338.94 | —",
        "^ | 金额合计 | < | 638.90 | 620.29 | —",
        "产出指标 | 质量指标 | 验收合格率 | 95% | 100% | 10",
        "^ | 时效指标 | 按期完成率 | 90% | 95% | 10",
        "效益指标 | 社会效益指标 | 在线率 | 97% | 98.5% | 10",
        "满意度指标 | 满意度指标 | 读者满意度 | 90% | 92.7% | 10",
    )
    assert [line.name.value for line in report.budget] == ["金额合计", "图书馆开放", "文物保护"]
    assert not [f for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(("strange", "role"), [(0, "source"), (3, "outside")])
def test_rows_with_rates_for_amounts_are_none_of_the_table(strange: int, role: str) -> None:
    money = [("年度资金总额", 0), ("财政拨款", 0), ("其他资金", 0), ("验收合格率", strange), ("在线率", strange)]
    rows = [RowSeen(Traced.plain(name), ("95.5", "96.5", "97.5"), strange=count) for name, count in money]
    assert [each.role for each in row_roles(rows, "source", load_grammar())][3:] == [role, role]


def test_among_in_the_middle_of_parts_says_not_what_they_are_parts_of() -> None:
    report = read(
        " | 资金项目 | 批复数 | 调整后预算 | 支出数",
        " | 合计 | 126.80 | 131.54 | 128.77",
        " | 一、一般公共预算 | 126.80 | 126.80 | 124.03",
        "按来源 | 二、上年结转 | — | 4.74 | 4.74",
        " | 1.收集点运转 | 46.80 | 46.80 | 46.23",
        "其中 | 2.冷链运输 | 62.00 | 66.74 | 65.19",
        " | 3.防疫员补助 | 18.00 | 18.00 | 17.35",
    )
    assert not [f for f in report.findings if f.status == "inconsistent"]
