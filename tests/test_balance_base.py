"""A figure that comes out from another amount than the one it was taken to be of."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.no_sum import is_no_sum
from tests.reading import figures, passed

CASES = [
    (
        "年初安排600万元，6月核减80万元，核减后为520万元。全年兑付507.65万元，占调整后预算97.6%，剩12.35万元年底收回。",
        [],
    ),
    ("年初预算480万元，年中追加60万元，调整后预算540万元。全年支出521.4万元，结余18.6万元。", []),
    ("全年预算540万元，全年支出521.4万元，结余16.8万元。", ["16.8"]),
]


@pytest.mark.parametrize(("text", "wrong"), CASES)
def test_balance(text: str, wrong: list[str]) -> None:
    every, claims, _ = figures(text)
    failed = [c.claimed for c in claims if not c.holds]
    assert [every[c.result].figure.found.quantity.number for c in failed] == wrong


def test_one_amount_in_two_units_is_no_rate() -> None:
    _, claims, _ = figures("全年实际支出29,731,840元，即2,973.184万元，执行率97.3%，未支出828,160元。")
    assert not [c for c in claims if c.claimed.form == "part" and not c.holds]


def test_one_amount_in_two_units_is_one_field() -> None:
    text = "年初预算30,560,000元，年末未调整。全年实际支出29,731,840元，即2,973.184万元，执行率97.3%，未支出828,160元。"
    every, _, roles = figures(text)
    spent = [role for context, (role, _) in zip(every, roles, strict=True) if context.amount == 29731840]
    assert spent == ["T.spent", "T.spent"]


def test_a_list_comes_out_with_the_line_above_it() -> None:
    lines = [
        "自评得分95.2分，等级“优”。其中：",
        "预算执行 9.7分（满分10分）",
        "产出 47分（满分50分）",
        "效益 29分（满分30分）",
        "满意度 9.5分（满分10分）",
    ]
    _, claims, _ = figures(*lines)
    assert not [c for c in claims if not c.holds]


BASES = [
    ("计划治理黑土滩8.5万亩，治理区共85.0万亩。治理完成8.2万亩，完成率96.5%。", []),
    ("年度“三公”经费决算21.60万元，预算27.00万元，完成预算的80.00%，比上年减少2.40万元，下降10.00%。", []),
    ("全年预算520万元，到位480万元。支出456万元，占全年预算的95.0%。", ["95.0"]),
]


@pytest.mark.parametrize(("text", "wrong"), BASES)
def test_a_rate_over_a_base_that_its_words_name(text: str, wrong: list[str]) -> None:
    every, claims, _ = figures(text)
    assert [every[c.claimed.result].figure.found.quantity.number for c in claims if not c.holds] == wrong


@pytest.mark.parametrize(
    ("text", "operands", "explained"),
    [
        (
            "全年支出合计914.52万元，其中：购置412.30万元（含进口100.00万元），调试256.18万元，培训146.04万元。",
            (1, 3, 4),
            False,
        ),
        (
            "全年支出914.52万元，其中：购置412.30万元，调试256.18万元，培训146.04万元；另有监理100.00万元。",
            (1, 2, 3),
            True,
        ),
    ],
)
def test_money_inside_a_part_is_no_further_part(text: str, operands: tuple[int, ...], explained: bool) -> None:
    """Who adds the part of a part, too, counts it twice: that the sum comes out with it excuses nothing."""
    assert is_no_sum(contexts(passed(text)), Claimed(0, "sum", operands), 2) is explained
