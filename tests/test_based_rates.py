"""A rate whose words name its base, and that comes out over another one."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.statements.based_rates import based_rates, fields
from tests.reading import figures

MONEY = "年初预算1,240万元，9月追加60万元，调整后预算1,300万元，实际到位1,270万元。"
CASES = [
    # the words name the budget as it was changed, the figure is over the opening budget or over what arrived
    (MONEY + "全年支出1,170万元，占调整后预算的94.35%。", ("94.35", "1300")),
    (MONEY + "全年支出1,170万元，占调整后预算的90.00%。", None),
    (MONEY + "累计支付1,170万元，预算执行率（支出数÷调整后预算数）为92.13%。", ("92.13", "1300")),
    (MONEY + "实际支出1,170万元。按调整后预算计算，执行率为94.35%。", ("94.35", "1300")),
    (MONEY + "实际支出1,170万元，以年初预算为基数的执行率为90.00%。", ("90.00", "1240")),
    (MONEY + "全年支出1,170万元。以全年预算计算，预算执行率为92.13%。", ("92.13", "1300")),
    (MONEY + "全年支出1,170万元。以全年预算计算，预算执行率为90.00%。", None),
    # the words name both figures: no deviation silences it, though it comes out over nothing that the text tells
    (MONEY + "全年支出1,170万元，占调整后预算的71.50%。", ("71.50", "1300")),
    # words that leave the base open
    (MONEY + "全年支出1,170万元，占预算的94.35%。", None),
    (MONEY + "全年支出1,170万元，执行率94.35%。", None),
    # the whole is called by other words than before
    (
        "年度支出合计12,690,884.36元。其中：基本支出8,375,983.68元，占总支出的66.00%；项目支出4,314,900.68元，占总支出的34.00%。",
        None,
    ),
    # any other figure that the words name
    ("发放问卷260份，收回有效问卷250份，其中满意235份，占有效问卷的90.38%。", ("90.38", "250")),
    ("发放问卷260份，收回有效问卷250份，其中满意235份，占有效问卷的94.00%。", None),
    # the same words name two figures: they leave the base open
    ("甲镇有效问卷250份，乙镇有效问卷240份，共发放260份，其中满意235份，占有效问卷的90.38%。", None),
]


@pytest.mark.parametrize(("text", "wrong"), CASES)
def test_a_rate_over_another_base_than_its_words_name(text: str, wrong: tuple[str, str] | None) -> None:
    every, found, roles = figures(text)
    told = [c for c in based_rates(every, roles, found) if every[c.claimed.result].kind == "rate" and not c.holds]
    numbers = [
        tuple(every[i].figure.found.quantity.number for i in (c.claimed.result, c.claimed.operands[1])) for c in told
    ]
    assert numbers == ([wrong] if wrong else [])


def test_a_line_is_measured_by_its_own_budget() -> None:
    text = "年初批复本项目预算3,000万元。其中：工资2,000.00万元，被装1,000万元。实际支出2,939万元。各项支出情况是：工资1,970.00万元，为预算的98.50%。"
    every, _, roles = figures(text)
    assert all(claim.holds for claim in based_rates(every, roles, []))


def test_a_rate_that_holds_over_the_named_base_is_told_over_no_other() -> None:
    every, found, roles = figures(MONEY + "全年支出1,170万元，占年初预算的94.35%，占调整后预算的90.00%。")
    told = [c for c in based_rates(every, roles, found) if every[c.claimed.result].kind == "rate"]
    assert all(c.holds for c in told)
    assert {every[c.claimed.operands[1]].figure.found.quantity.number for c in told} == {"1240", "1300"}


def test_every_name_of_a_base_means_a_field_of_the_budget() -> None:
    assert set(fields().values()) == {"initial", "adjusted", "allocated", "spent"}


SAID = [
    ("年初预算1,240万元，年中追加60万元，调整后预算1,300万元。全年支出1,170万元，占调整后预算的94.35%。", "年初预算"),
    ("共发放问卷260份，收回有效问卷250份。表示满意的235份，占有效问卷的90.38%。", "260份"),
]


@pytest.mark.parametrize(("text", "base"), SAID)
def test_the_finding_says_over_which_base_it_would_hold(tmp_path: Path, text: str, base: str) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(f"某县渠道维护项目绩效自评报告\n一、项目情况\n{text}\n", encoding="utf-8")
    (report,) = gouji.read(paper, lang="zh")
    (wrong,) = [f for f in report.findings if f.status == "inconsistent"]
    assert base in (wrong.suggestion or "")
