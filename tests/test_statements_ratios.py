"""Which figure a text claims to be the rate, the growth, the difference, the average or the product of which."""

from __future__ import annotations

import pytest

from tests.reading import claimed, printed

Told = tuple[str, str | None, list[str | None]]


def ratios(*texts: str) -> list[Told]:
    return [(c.form, printed(c.result), [printed(o) for o in c.operands]) for c in claimed(*texts) if c.form not in ("sum", "met", "atmost", "within")]


TOLD: list[tuple[str, list[Told]]] = [
    ("全年预算420万元，实际支出399万元，执行率95%。", [("part", "95%", ["399万元", "420万元"])]),
    ("实际支出399.84万元，占全年预算420万元的95.2%。", [("part", "95.2%", ["399.84万元", "420万元"])]),
    ("发放问卷620份，收回589份，有效回收率95%。", [("part", "95%", ["589份", "620份"])]),
    ("就诊人数由上年的30.08万人次增加到32.94万人次，增长9.51%。", [("up", "9.51%", ["32.94万人次", "30.08万人次"])]),
    ("投诉由上年的120件减少到93件，下降22.5%。", [("down", "22.5%", ["93件", "120件"])]),
    ("合格率96.4%，比上年的94.1%提高2.3个百分点。", [("less", "2.3个百分点", ["96.4%", "94.1%"])]),
    ("设置床位320张，较上年的256张增加64张。", [("less", "64张", ["320张", "256张"])]),
    ("全年预算860万元，支出817万元，结余43万元。", [("less", "43万元", ["860万元", "817万元"])]),
    ("检修水表380块，是上年200块的1.9倍。", [("multiple", "1.9倍", ["380块", "200块"])]),
    ("为256户发放补助，每户1200元，共计30.72万元。", [("product", "30.72万元", ["256户", "1200元"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_ratios(text: str, expected: list[Told]) -> None:
    told = ratios(text)
    assert [each for each in expected if each not in told] == [], told


@pytest.mark.parametrize(
    "text",
    [
        "群众满意率96.4%。",
        "完成绿化12.5公里，成活率98%。",
        "全年培训6期，参训率100%，覆盖18个乡镇。",
    ],
)
def test_rates_of_nothing_that_is_told(text: str) -> None:
    assert ratios(text) == []


def test_a_bound_proves_nothing() -> None:
    """Nearly every figure agrees with a difference to 60分以下."""
    told = ratios("60分以下为差。对照评分表，决策20分得19.5分，过程20分得18.2分。")
    assert told == []


def test_differences_are_as_exact_as_the_money_of_the_document() -> None:
    """800.60 − 400 is not 400: the document prints money with two decimals."""
    told = ratios("1.甲工程。年初预算850.60万元，调整后预算800.60万元，实际支出760.57万元。", "2.乙工程。年初预算400万元，调整后预算400万元，实际支出380万元。")
    assert [each for each in told if each[0] == "less"] == []


WRONG: list[tuple[str, Told]] = [
    ("年初预算300.20万元，调整后预算344.90万元，实际支出331.76万元，执行率96.91%。", ("part", "96.91%", ["331.76万元", "344.90万元"])),
    # The growth was divided by the new figure.
    ("临时救助1158人次，上年1050人次，增长9.33%。", ("up", "9.33%", ["1158人次", "1050人次"])),
    ("全年预算1250.40万元，支出1186.25万元，结余46.15万元。", ("less", "46.15万元", ["1250.40万元", "1186.25万元"])),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_ratio_that_is_wrong_is_claimed(text: str, expected: Told) -> None:
    assert expected in ratios(text)
    assert next(c.premise for c in claimed(text) if printed(c.result) == expected[1]) > 0.6
