"""A relation that fails and that the report likely never claimed leaves no finding."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import gouji
from gouji.check.relations.gathered import gathered, premise_of
from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.check.verdicts.verdict import MIN_PREMISE, verdicts
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report
from gouji.schemas.traced import Traced

HEAD = "项目支出绩效自评报告\n项目名称：渠道清淤项目\n填报日期：2024年3月12日\n一、项目资金情况\n"


def leaf(text: str) -> QuantityLeaf:
    return QuantityLeaf.of(Traced.plain(text), parse_quantity(text))


def relation(rule: str, *figures: str, premise: float = 1.0) -> Relation:
    test = (
        sum_test((1,) * (len(figures) - 1), 2)
        if rule.startswith("sum")
        else ratio_test(percent=True, minus_one=False, decimals=None)
    )
    return Relation(rule, "甲", tuple(leaf(each) for each in figures), test, premise=premise)


def amount(text: str) -> Decimal:
    found = parse_quantity(text)
    assert found is not None
    return found.amount


HOLDS = ("sum-of-parts", "860.25万元", "520.15万元", "340.10万元")
SLIPPED = ("sum-of-parts", "860.25万元", "520.15万元", "340.70万元")
UNLIKE = ("sum-of-parts", "860.25万元", "52.15万元", "34.10万元")


def test_what_holds_is_meant() -> None:
    assert premise_of(relation(*HOLDS), 0.3) == 1.0


def test_a_slip_is_meant_and_wrong_anything_else_was_never_meant() -> None:
    assert premise_of(relation(*SLIPPED), 0.3) > 0.6 > 0.1 > premise_of(relation(*UNLIKE), 0.3)


def test_only_relations_over_figures_told_here_and_there_are_weighed() -> None:
    unlike = relation(*UNLIKE)
    assert [r.premise for r in gathered([unlike], frozenset())] == [1.0]
    (weighed,) = gathered([unlike], frozenset({id(unlike.leaves[1])}))
    assert weighed.premise < MIN_PREMISE
    claimed = relation(*UNLIKE, premise=0.8)
    assert [r.premise for r in gathered([claimed], frozenset({id(claimed.leaves[1])}))] == [0.8]


@pytest.mark.parametrize(("premise", "told"), [(MIN_PREMISE, 1), (MIN_PREMISE - 0.01, 0)])
def test_a_relation_that_fails_is_told_if_it_was_likely_claimed(premise: float, told: int) -> None:
    assert len(verdicts([relation(*SLIPPED, premise=premise)])) == told
    assert len(verdicts([relation(*HOLDS, premise=premise)])) == 1


def read(words: str, folder: Path) -> Report:
    path = folder / "a.txt"
    path.write_text(HEAD + words + "\n", encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    return report


@pytest.mark.parametrize(
    "words",
    [
        "项目全年预算420.00万元，实际支出399.00万元。委托第三方抽查，合格率96.30%。",
        "全年支出860.00万元，其中：设备购置220.00万元、人员培训15.00万元等。",
        "2021年投入320.00万元，2022年投入415.00万元，2023年投入508.00万元，三年累计完成计划的86.30%。",
        "合同价186.40万元，已付款93.20万元，审减率4.41%。",
    ],
)
def test_figures_that_the_report_does_not_relate_accuse_nobody(words: str, tmp_path: Path) -> None:
    assert [f.message for f in read(words, tmp_path).findings if f.status == "inconsistent"] == []


@pytest.mark.parametrize(
    ("words", "rule", "figure"),
    [
        ("项目全年预算420.00万元，实际支出399.84万元，执行率92.50%。", "execution-rate", "92.50%"),
        (
            "全年支出1864.30万元，其中：路基工程1028.60万元、路面工程612.45万元、绿化工程222.25万元。",
            "sum-of-parts",
            "1864.30万元",
        ),
        ("受益人口由上年的8620人增加到9147人，增长6.71%。", "growth", "6.71%"),
        ("项目全年预算1250.40万元，实际支出1186.25万元，结余46.15万元。", "balance", "46.15万元"),
    ],
)
def test_a_claim_that_fails_is_told_with_its_premise(words: str, rule: str, figure: str, tmp_path: Path) -> None:
    wrong = [f for f in read(words, tmp_path).findings if f.status == "inconsistent"]
    assert [(f.rule, Decimal(str(f.observed))) for f in wrong] == [(rule, amount(figure))]
    assert all(f.premise is None or MIN_PREMISE <= f.premise < 1 for f in wrong)


FAR = [
    ("资金拨付到位250万元，全年支出232.5万元。\n二、产出情况\n巡查里程4,600公里。\n三、结论\n预算执行率96%，得满分。", ["inconsistent"]),
    ("资金拨付到位250万元，全年支出232.5万元。\n二、产出情况\n巡查里程4,600公里。\n三、结论\n预算执行率93%，得满分。", ["consistent"]),
    ("年初批复320万元，由监测费210万元、检定费110万元组成；年中调出检定费20万元，预算为300万元。全年执行294.3万元；其中监测费执行207.9万元（99%），检定费执行86.4万元（96%）。", ["consistent"]),
    ("批复预算310万元，到位资金300万元，全年支出279万元，占预算的90%。", ["consistent"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), FAR)
def test_a_rate_of_execution_is_of_the_money_of_its_line_wherever_it_is_told(
    words: str, told: list[str], tmp_path: Path
) -> None:
    found = [f.status for f in read(words, tmp_path).findings if f.rule in ("execution-rate", "share")]
    assert found == told
