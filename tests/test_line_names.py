"""What a line of the budget is called, and which lines are one."""

from __future__ import annotations

import pytest

from gouji.extract.statements.budget_lines import budget_lines
from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.line_names import line_names
from gouji.extract.statements.sources import giver, only_giver
from gouji.schemas.record import BudgetRow
from tests.reading import passed, printed

NAMES: list[tuple[str, dict[str, str]]] = [
    ("钱花在三处：第一，渠道改造，每公里30万元，7公里共210万元；第二，泵站更新，按合同结算，共120万元。", {"210": "渠道改造", "120": "泵站更新"}),
    ("第一大块是渠道改造，共210万元。", {"210": "渠道改造"}),
    ("支出分配情况为更新管网269万元，维修泵站118万元。", {"269": "更新管网", "118": "维修泵站"}),
    ("购房补贴按每人一次性8万元发放150人，共1,200万元。", {"1200": "购房补贴"}),
    ("分库支出：南塘水库312.5万元，北坳水库268.3万元，其余6座382.5万元。", {"382.5": "其余6座"}),
    ("按性质分为基本支出562.4万元和项目支出725.6万元。", {"562.4": "基本支出", "725.6": "项目支出"}),
    ("内镜中心（二期）一套，支付742万元。", {"742": "内镜中心（二期）"}),
    ("其中专业队人员经费702.4万元，用于队员工资、社保和伙食。", {"702.4": "专业队人员经费"}),
    ("直补资金支出349.2万元，项目资金481.3万元。", {"349.2": "直补资金", "481.3": "项目资金"}),
    ("全市共支出17,499万元，其中市本级2,515万元，县区14,984万元。", {"14984": "县区"}),
    ("造林补助支出336万元；管网监测一项支出38.2万元。", {"38.2": "管网监测"}),
    ("其中基本支出预算318.40万元，项目支出预算96.25万元。", {"318.40": "基本支出", "96.25": "项目支出"}),
    ("主要为渠道改造210万元、泵站更新120万元。", {"210": "渠道改造", "120": "泵站更新"}),
]  # fmt: skip
MONTHS = "市级分三批拨付，分别为3月15,000万元、6月12,000万元、12月7,600万元；渠道改造支出210万元。"


def test_money_of_a_month_is_of_no_line() -> None:
    every = contexts(passed(MONTHS))
    told = line_names(every, spent(every))
    assert [named.words for named in told.values()] == ["渠道改造"]


SHORT = [
    ("渔港市场预算120万元。渔港支出111.5万元，执行率92.92%。", ["渔港市场"]),
    ("耕地质量监测支出38.2万元。监测一项预算40万元，结余1.8万元。", ["耕地质量监测"]),
    ("农村公路养护预算120万元。公路养护支出111.5万元，执行率88.00%。", ["农村公路养护", "公路养护"]),
]


@pytest.mark.parametrize(("text", "names"), SHORT)
def test_a_short_name_is_of_the_line_that_its_figures_fit(text: str, names: list[str]) -> None:
    fields = {"预算": "adjusted", "支出": "spent", "执行率": "execution_rate", "结余": "balance"}
    every = contexts(passed(text))
    roles = [(f"S.{next(f for w, f in fields.items() if c.lead.endswith(w))}", 0.9) for c in every]
    assert [row.name.value for row in budget_lines(every, roles, line_names(every, roles))] == names


def spent(every: list[Context], **roles: str) -> list[tuple[str, float]]:
    """Every amount is a line's spending but those that are given another role by their number."""
    other = {key.removeprefix("n").replace("_", "."): role for key, role in roles.items()}
    return [(other.get(c.figure.found.quantity.number, "S.spent" if c.kind == "money" else "O"), 0.9) for c in every]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_a_line_is_named_by_the_phrase_that_names_it(text: str, names: dict[str, str]) -> None:
    every = contexts(passed(text))
    told = line_names(every, spent(every))
    assert {n: told[_place(every, n)].words for n in names} == names


def test_a_rate_is_of_the_line_whose_spending_it_follows_from() -> None:
    from gouji.extract.statements.claims import claims

    every = contexts(
        passed("建设类支出296.2万元（预算322万元，执行率91.99%），运维类支出166.94万元（预算176万元，执行率94.85%）。")
    )
    roles = spent(every, n322="S.adjusted", n176="S.adjusted", n91_99="S.execution_rate", n94_85="S.execution_rate")
    told = line_names(every, roles, [claim.claimed for claim in claims(every)])
    assert told[_place(every, "91.99")].words == told[_place(every, "296.2")].words
    assert told[_place(every, "94.85")].words == told[_place(every, "166.94")].words


def _place(every: list[Context], number: str) -> int:
    return next(i for i, c in enumerate(every) if c.figure.found.quantity.number == number)


def _rows(text: str, project: str | None = None, **roles: str) -> list[BudgetRow]:
    every = contexts(passed(text))
    told = spent(every, **roles)
    return budget_lines(every, told, line_names(every, told), project)


def test_a_line_named_by_who_gives_is_that_source() -> None:
    text = "中央资金下达486万元。中央资金支出465.6万元。"
    (row,) = _rows(text, n486="F.allocated")
    assert (row.role, bool(row.allocated), bool(row.spent)) == ("source", True, True)


def test_lines_of_one_name_are_one_unless_their_amounts_differ() -> None:
    text = "安排情况为渠道衬砌269万元。渠道衬砌支出260万元。"
    assert len(_rows(text, n269="S.adjusted")) == 1
    assert len(_rows("老城区渠道衬砌269万元。渠道衬砌260万元。")) == 2


def test_a_line_named_like_the_project_is_the_total() -> None:
    text = "2022年甘泉渠道维护项目预算326万元，支出315万元。"
    (row,) = _rows(text, "甘泉渠道维护项目", n326="S.adjusted")
    assert row.role == "total"
    (other,) = _rows(text, "城乡供水项目", n326="S.adjusted")
    assert other.role == "subproject"


@pytest.mark.parametrize(
    ("name", "who", "only"),
    [
        ("中央资金", "central", True),
        ("省级渔业发展补助资金", "province", False),
        ("市县配套", "below", True),
        ("地方配套资金", "below", True),
        ("本级财政", "here", True),
        ("市本级财政", "city", True),
        ("望海区", None, False),
        ("企业自筹", "own", False),
    ],
)
def test_who_gives_a_source(name: str, who: str | None, only: bool) -> None:
    assert (giver(name), only_giver(name)) == (who, only)


def test_an_opening_budget_that_was_never_changed_is_the_budget_of_the_year() -> None:
    (row,) = _rows("渠道衬砌年初预算133.70万元，年中未作调整，支出129.32万元。", **{"n133_70": "S.initial"})
    assert (row.initial, bool(row.adjusted)) == (None, True)
    (row,) = _rows("渠道衬砌年初预算133.70万元，支出129.32万元。", **{"n133_70": "S.initial"})
    assert (bool(row.initial), row.adjusted) == (True, None)


def test_what_was_planned_stays_the_plan_beside_what_arrived() -> None:
    (row,) = _rows("2022年度计划资金1,420万元，实际到位1,385万元。", n1420="T.adjusted", n1385="T.allocated")
    assert (printed(row.adjusted), printed(row.allocated)) == ("1420万元", "1385万元")
    (row,) = _rows("项目资金由两个渠道筹集，合计200万元。", n200="T.adjusted")
    assert (row.adjusted, printed(row.allocated)) == (None, "200万元")


def test_another_line_is_not_joined_for_the_end_of_its_name() -> None:
    text = "农村公路养护安排120万元。公路养护支出260万元。"
    assert len(_rows(text, n120="S.adjusted")) == 2


def test_a_part_of_a_project_of_two_things_is_not_its_total() -> None:
    (row,) = _rows("绿化管护支出110万元。", "道路养护和绿化管护项目")
    assert row.role == "subproject"


def test_a_smaller_amount_in_brackets_is_a_part_of_the_one_before() -> None:
    (row,) = _rows("渠道衬砌支出120万元（含上年结转20万元）。")
    assert printed(row.spent) == "120万元"
