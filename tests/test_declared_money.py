"""Where lines, cells and corners of tables declare the unit of their money, and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.normalize.figures.declared_money import declared_money, money_alone
from tests.reading import printed, value
from tests.test_foreign_tables import read


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("金额：千元", "千元"),
        ("（单位：元，按凭证汇总）", "元"),
        ("计量单位：户、百万元", "百万元"),
        ("填报部门：青溪县林业局        （万元、分）", "万元"),
        ("表3 到位与使用              亿元", "亿元"),
        ("资金情况（千万元）：", "千万元"),
        ("单位：元谋县水务局", None),
        ("单位：万美元", "万美元"),
        ("住宅（单元）", None),
        ("补助标准（元/亩）", None),
        ("年度支出共计万元", None),
    ],
)
def test_declared(words: str, unit: str | None) -> None:
    assert declared_money(words) == unit


@pytest.mark.parametrize(
    ("words", "unit"), [("（人民币万元）", "万元"), ("货币单位：元", "元"), ("万元以上", None), ("单元", None)]
)
def test_alone(words: str, unit: str | None) -> None:
    assert money_alone(words) == unit


def test_unit_in_a_cell_of_the_table(tmp_path: Path) -> None:
    text = (
        "2021年度部门项目汇总\t\t\n填报单位：青溪县林业局（千元、分）\t\t金额：千元\n项目\t预算\t支出\n护林\t640\t608\n"
        "防火\t200\t190\n合计\t840\t798\n平均\t420\t399\n自评得分\t95\t\n"
    )
    record = read(tmp_path, text)
    assert value(record.cover.department) == "青溪县林业局"
    assert [(value(r.name), printed(r.spent)) for r in record.budget] == [
        ("合计", "798千元"),
        ("护林", "608千元"),
        ("防火", "190千元"),
    ]
    assert record.evaluation is not None and printed(record.evaluation.score) == "95分"


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("最终自评得分是91.5分。", "91.5分"),
        ("注：到位率95%，自评得分92.5分。", "92.5分"),
        ("分值10分，得分8.8分。项目自评总分93分。", "93分"),
        ("评价结论：自评得分90分以上为优。", None),
        ("上年自评得分90分。", None),
    ],
)
def test_score_below_a_table(tmp_path: Path, line: str, score: str | None) -> None:
    text = f"2021年度护林项目绩效自评报告\n\n项目|预算（万元）|支出（万元）\n护林|64|60\n防火|20|19\n\n{line}\n"
    found = read(tmp_path, text).evaluation
    assert (printed(found.score) if found is not None and found.score else None) == score


def test_spread_name_of_a_sum(tmp_path: Path) -> None:
    text = (
        "2021年度护林项目绩效自评报告\n金额单位：万元\n\n"
        "资金来源                年初预算      预算调整    调整后预算      实际支出\n"
        "县级财政拨款              150.00                      150.00        146.75\n"
        "上级补助资金                             15.50         15.50         15.50\n"
        "总      计                150.00         15.50        165.50        162.25\n"
    )
    total = read(tmp_path, text).budget[0]
    assert [printed(leaf) for leaf in (total.initial, total.adjustment, total.adjusted, total.spent)] == [
        "150.00万元",
        "15.50万元",
        "165.50万元",
        "162.25万元",
    ]


def test_block_of_money_named_in_each_row(tmp_path: Path) -> None:
    text = (
        "| 预算执行情况（万元） | 资金 | 预算数 | 执行数 | 执行率 | 得分 |\n|---|---|---|---|---|---|\n"
        "| 预算执行情况（万元） | 年度资金总额 | 40.00 | 37.00 | 92.5% | 9.25 |\n"
        "| 预算执行情况（万元） | 其中：财政拨款 | 40.00 | 37.00 | 92.5% | - |\n"
        "| 自评总分 | 自评总分 | 95.25 | 95.25 | 95.25 | 95.25 |\n"
    )
    record = read(tmp_path, text)
    assert record.budget[0].weight is None and printed(record.budget[0].score) == "9.25分"
    assert record.evaluation is not None and record.evaluation.full_score is None
    assert not [f for f in record.findings if f.status == "inconsistent"]
