"""Columns of money that no head tells, cells under two heads, totals without a name, rates that lost their sign."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid

ROWS = [
    "路灯运行电费 | 140.98 | 0 | 140.98 | 128.02 | 90.81%",
    "绿化养护经费 | 159.58 | -6.7 | 152.88 | 132.95 | 86.96%",
    "市政设施维修费 | 621.08 | -124.8 | 496.28 | 429.72 | 86.59%",
]
TOTAL = "总计 | 921.64 | -131.5 | 790.14 | 690.69 | 87.41%"


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)], title="表1 项目资金执行情况（单位：万元）"), lang="zh")


@pytest.mark.parametrize("head", ["年初预算数 | 全预算调整 | 年预算数", "年初预算数 | 三算网三 | 今年顶算", "年初预算数 | | "])
def test_budget_and_adjustment_are_told_by_what_the_rows_come_to(head: str) -> None:
    report = understood([f"项目内容 | {head} | 支出数 | 预算执行率", *ROWS, TOTAL])
    assert [(printed(r.adjustment), printed(r.adjusted)) for r in report.budget] == [
        ("-131.5万元", "790.14万元"), ("0万元", "140.98万元"), ("-6.7万元", "152.88万元"), ("-124.8万元", "496.28万元")
    ]  # fmt: skip
    assert {f.status for f in report.findings if f.rule in ("execution-rate", "adjusted-budget", "sum-of-parts")} == {"consistent"}


def test_a_column_that_does_not_come_out_is_not_the_budget() -> None:
    odd = [row.replace("140.98 | 128", "141.88 | 128").replace("152.88", "125.88").replace("496.28", "469.28").replace("790.14", "709.14") for row in [*ROWS, TOTAL]]
    report = understood(["项目内容 | 年初预算数 | 三算网三 | 今平顶笫 | 支出数 | 预算执行率", *odd])
    assert all(r.adjusted is None and r.adjustment is None for r in report.budget)


def test_a_figure_under_two_heads_is_nobodys() -> None:
    rows = ["支出项目 | 年初预算数 | 预算调整 | 全年预算数 | 支出数 | 预算执行率", *ROWS, "总计 | 174.70 | < | 790.14 | 690.69 | 87.41%"]
    made = document([grid(rows)], title="表1 项目资金执行情况（单位：万元）")
    for cell in (c for c in made.pages[0].tables[0].cells if c.lines and c.lines[0].text == "174.70"):
        cell.lines[0].glyphs = [type(g)(g.char, 0.8, g.alternatives, g.page, g.box) for g in cell.lines[0].glyphs]
    report = gouji.understand(made, lang="zh")
    total = report.budget[0]
    assert total.initial is not None and total.adjustment is not None
    assert (total.initial.value, total.adjustment.value, total.initial.text) == (None, None, "174.70")
    assert not [f for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(("last", "role"), [(" | 921.64 | -131.5 | 790.14 | 690.69 | 87.41%", "total"), (" | 92.64 | -13.5 | 79.14 | 69.69 | 87.41%", None)])
def test_the_last_line_without_a_name_is_the_total_where_it_sums_up(last: str, role: str | None) -> None:
    report = understood(["支出项目 | 年初预算数 | 预算调整 | 全年预算数 | 支出数 | 预算执行率", *ROWS, last])
    assert [(r.role, value(r.name)) for r in report.budget if r.role == "total"] == ([("total", None)] if role else [])


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("90.815", "90.81%"),
        ("90.81", "90.81%"),  # a rate without its sign
        ("190.8155", None),  # four places
    ],
)
def test_a_sign_that_was_read_as_a_digit(read: str, wanted: str | None) -> None:
    report = understood(["支出项目 | 年初预算数 | 预算调整 | 全年预算数 | 支出数 | 预算执行率", ROWS[0].replace("90.81%", read), *ROWS[1:], TOTAL])
    rate = next(r for r in report.budget if value(r.name) == "路灯运行电费").execution_rate
    assert printed(rate) == (wanted or f"{read}%")
    assert bool([c for c in report.corrections if c.before == read]) == (read == "90.815")


def test_rates_with_three_places_keep_them() -> None:
    rows = [row.replace("%", "5") for row in [*ROWS, TOTAL]]
    report = understood(["支出项目 | 年初预算数 | 预算调整 | 全年预算数 | 支出数 | 预算执行率", *rows])
    assert [r.execution_rate.text for r in report.budget if r.execution_rate] == ["87.415", "90.815", "86.965", "86.595"]


def test_heads_that_ran_together_with_their_formula() -> None:
    rows = ["资金情况（万元） | 全年预算数（A） | 全年执行数（B） | 分值执行率（B/A） | < | 得分", "年度资金总额 | 32.8 | 29.74 | 10 | 90.7% | 9.1", "其中：财政拨款 | 32.8 | 29.74 | — | 90.7% | —"]
    (total, _) = understood(rows).budget
    assert (printed(total.weight), printed(total.execution_rate), printed(total.score)) == ("10分", "90.7%", "9.1分")


def test_a_figure_that_a_false_rule_cuts_is_not_its_end() -> None:
    rows = ["资金情况（万元） | 全年预算数（A） | < | 全年执行数（B） | 执行率（B/A）", "年度资金总额 | 1 | 46 | 105.04 | 89.4%", "其中：财政拨款 | 112.46 | < | 105.04 | 89.4%"]
    report = understood(rows)
    assert [r.adjusted and r.adjusted.value and r.adjusted.value.number for r in report.budget] == [None, "112.46"]


@pytest.mark.parametrize(("read", "wanted"), [("99.27.。", "99.27分"), ("99.2.。", None)])
def test_dirt_behind_points(read: str, wanted: str | None) -> None:
    """Points have two places at the most; behind one place the dirt may be the second."""
    report = understood(["自评总分 | <", f"自评得分 | {read}", "资金情况（万元） | 全年预算数"])
    assert printed(report.evaluation.score) == wanted


def test_a_head_whose_bracket_was_not_closed() -> None:
    rows = ["预算执行情况（万元）（20分） | 预算总额 | 执行数（B） | 执行率（B/A） | 得分（20分×执行率", "年度财政资金总额 | 3624.93 | 3317.64 | 91.52% | 18.3"]
    (total,) = understood(rows).budget
    assert (printed(total.score), printed(total.weight)) == ("18.3分", "20分")


def test_a_figure_under_a_head_that_cannot_be_read_names_no_line() -> None:
    rows = ["子项目 | 年鱼顶箅米 | 调整后预算 | 全年执行数 | 预算执行率", "房屋维修养护费 | 660.98 | 572.38 | 473.41 | 82.7%", "公共设施改造费 | 669.32 | 574.92 | 508.74 | 88.5%"]
    assert [value(r.name) for r in understood(rows).budget] == ["房屋维修养护费", "公共设施改造费"]
