"""The wording of published accounts: changes since another year, tables that compare two years, rows of a form on one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.name_phrases import name_candidates
from gouji.extract.statements.no_sum import is_no_sum
from gouji.extract.statements.role_labels import MONEY
from gouji.extract.statements.telling_ends import is_plan, is_ruled_out
from gouji.schemas.record import Report
from tests.reading import claimed, figures, told_budget


def read(folder: Path, text: str) -> Report:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    return report


def accused(report: Report) -> list[str]:
    return [f.message for f in report.findings if f.status == "inconsistent"]


CHANGES = (
    "2021年度“三公”经费支出决算总额为7.30万元，比去年增加1.35万元，增长22.7%。其中，公务用车运行维护费支出比上年增加0.85万元，"
    "增长17.2%，主要是检测任务增加；公务接待费支出同比增加0.50万元，增长50%。具体情况如下：",
    "（一）公务用车购置及运行费支出5.80万元。其中：公务用车购置支出0万元。公务用车运行支出5.80万元。",
)


def test_what_something_changed_by_is_no_part_of_what_there_is() -> None:
    every, _, _ = figures(*CHANGES)
    at = {str(c.figure.found.quantity.number): c.order for c in every}
    wrong = Claimed(at["7.30"], "sum", (at["0.85"], at["5.80"]))
    assert is_no_sum(every, wrong, 2)


def test_parts_of_a_change_are_summed() -> None:
    found = [
        c for c in claimed("全年支出比上年增加120万元，其中人员经费增加80万元、公用经费增加40万元。") if c.form == "sum"
    ]
    assert len(found) == 1


TWO_YEARS = """\
“三公”经费预算情况表
单位：万元
项目 | {first} | {second} | {change} | 增减原因 |
合计 | 1,250.30 | 1,310.80 | 60.50 | |
1、因公出国（境）费用 | 0 | 0 | 0 | 无安排。 |
2、公务接待费 | 520.10 | 470.60 | -49.50 | 减少接待。 |
3、公务用车费 | 730.20 | 840.20 | 110.00 | |
说明：1、按照有关规定，“三公”经费包括因公出国（境）费、公务用车购置及运行费和公务接待费。 | | | | |
2023年全市部门汇总“三公”经费预安排1310.80万元，较上年预算增加60.50万元。
"""


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [("2022年预算数", "2023年预算数", "2023年预算数增减"), ("上年预算数", "本年预算数", "增减额")],
)
def test_a_change_between_two_years_is_no_adjustment(tmp_path: Path, first: str, second: str, change: str) -> None:
    report = read(tmp_path, TWO_YEARS.format(first=first, second=second, change=change))
    assert accused(report) == []
    assert {row.adjustment for row in report.budget} == {None}
    total = next(row for row in report.budget if row.role == "total")
    plan = total.adjusted or total.initial
    assert plan is not None and plan.value is not None
    assert plan.value.number == "1310.80"
    assert not any("说明" in (row.name.value or "") for row in report.budget)


def test_an_adjustment_beside_the_year_before_is_one(tmp_path: Path) -> None:
    text = (
        "单位：万元\n项目 | 上年决算数 | 年初预算数 | 调整数 | 调整后预算数 | 支出数 |\n"
        "合计 | 300.00 | 330.00 | 20.00 | 350.00 | 340.00 |\n"
        "档案整理 | 100.00 | 90.00 | 20.00 | 110.00 | 105.00 |\n窗口服务 | 200.00 | 240.00 | 0 | 240.00 | 235.00 |\n"
    )
    total = next(row for row in read(tmp_path, text).budget if row.role == "total")
    assert total.adjustment is not None and total.adjustment.value is not None
    assert total.adjustment.value.number == "20.00"


@pytest.mark.parametrize(
    ("text", "open_to"),
    [
        ("商品和服务支出预算61,599.55元，占基本支出预算6.66%", {"initial", "adjustment", "adjusted", "allocated"}),
        ("一般公共预算安排“三公”经费决算数236万元", {"spent"}),
        ("年末滚存结余654亿元", {"balance"}),
        ("全年事业收入合计654万元", {"initial", "adjustment", "adjusted", "allocated"}),
        ("完成预算120万元", set(MONEY)),
        ("上年结转20万元", set(MONEY)),
        ("比上年决算数14.90亿元", set(MONEY)),
        ("完成支出120万元", set(MONEY)),
    ],
)
def test_the_words_before_an_amount_say_what_it_can_be(text: str, open_to: set[str]) -> None:
    every, _, _ = figures(text)
    assert {field for field in MONEY if not is_ruled_out(every[0], f"S.{field}")} == open_to


def test_what_a_fund_has_left_is_no_budget() -> None:
    text = "2016年，全市社会保险基金总收入501亿元，比上年增长8.1%；总支出436亿元，比上年增长11.5%；本年收支结余65亿元，年末滚存结余654亿元。分项情况如下："
    assert all(row.adjusted is None for row in told_budget(text))


ONE_LINE = (
    "项目支出绩效自评表 (2022年度) 项目名称 河道保洁项目 主管部门 青溪镇人民政府 项目资金 (万元) 年初预算数 全年预算数 全年执行数 "
    "分值 执行率 得分 年度资金总额: 60 60 58.2 10 97% 9.7 其中:本年财政拨款 60 60 58.2 绩效指标 一级指标 二级指标 三级指标 "
    "年度指标值 实际完成值 分值 得分 产出指标(50分) 数量指标 保洁河道长度 ≥12公里 12.5 15 15 质量指标 验收合格率 100% 100% 15 15 "
    "成本指标 项目总成本 ≤60万元 58.2 20 20 效益指标(30分) 社会效益指标 河道环境 明显改善 达成预期指标 30 30 满意度指标(10分) "
    "公众满意度 ≥90% 95% 10 10\n"
)


def test_a_satisfaction_is_no_execution_rate(tmp_path: Path) -> None:
    rates = [row.execution_rate.value for row in read(tmp_path, ONE_LINE).budget if row.execution_rate is not None]
    assert not any(rate is not None and rate.number == "95" for rate in rates)


def test_no_name_is_cut_inside_a_word_or_a_title() -> None:
    before = "2018年度本部门一般公共预算财政拨款支出情况如下。"
    names = [
        r.name.value
        for r in told_budget(before + "其中：因公出国（境）支出3.20万元，年初预算为3.50万元，原因为压缩开支。")
    ]
    assert "因公出国（境）" in names and not any((name or "").endswith("一般公") for name in names)
    every, _, _ = figures("用于落实《乡村公路养护计划纲要》的支出为126.80万元。")
    assert all(c.words.count("《") == c.words.count("》") for c in name_candidates(every, 0, None))


def test_letters_of_a_template_are_no_name() -> None:
    text = "20xx年，用于乡村振兴建设任务安排资金1920.40万元。其中，央省1405.90万元、市级129.90万元、县级384.60万元，资金已全部到位。"
    assert not any("xx" in (row.name.value or "") for row in told_budget(text))


FORM = (
    "河道保洁项目绩效自评表 数量指标 保洁河道数量 ≥12条 12 10 10 单项成本 ≤5万元 5 10 10 生态效益指标 水质改善 "
    "明显改善 达成预期指标 10 10 成本控制 达成预期指标 8 8 单项业务成本 达成预期指标 10 10\n"
)


def test_two_cells_before_a_word_are_no_split_figure(tmp_path: Path) -> None:
    assert [c.after for c in read(tmp_path, FORM).corrections if c.kind == "spacing"] == []


PLAN = (
    "（二）按支出结构分类划分，分为基本支出预算和项目支出预算。",
    "1.基本支出预算814,289.60元，占支出总预算的96.74%，同比减少16,271.40元，下降1.96%。",
    "2.项目支出29,700元，占支出总预算的3.26%，同比减少13,900元，下降31.88%。主要用于支付租金。",
)


def test_what_a_budget_is_to_spend_was_not_spent() -> None:
    assert all(row.spent is None and row.balance is None for row in told_budget(*PLAN))
    assert is_plan(figures(*PLAN)[0])
    assert not is_plan(figures(*PLAN, "3.2022年执行率98%。")[0])


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入完成28,583万元，占调整预算105.47%；从征收部门来看，税务部门完成13,866万元，财政部门完成14,717万元。",
        "全区完成财政收入2,961万元，占年初预算的27.7%。其中，国税完成1,176万元，占年初预算的25%；地税完成1,785万元。",
    ],
)
def test_what_came_in_was_not_spent(text: str) -> None:
    every, _, _ = figures(text)
    assert all(is_ruled_out(context, "T.spent") for context in every if context.kind == "money")


def test_the_unit_said_again_is_no_amount() -> None:
    every, _, _ = figures("单位：万元 10000 yuan", "宣传推广 132.40")
    assert [context.kind for context in every] == ["bare", "money"]


def test_what_an_amount_belongs_to_is_not_its_name() -> None:
    every, _, _ = figures("住房公积金76,209.31元，全部是基本支出。")
    assert "基本支出" not in {candidate.words for candidate in name_candidates(every, 0, None)}
