"""Budget lines in the wordings that reports use."""

from __future__ import annotations

import pytest

from tests.reading import printed, told_budget

FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")
CASES: list[tuple[str, dict[str, str]]] = [
    (
        "1.绿化养护专项支出。预算费用120.50万元，根据厉行节约要求调减6万元，实际预算费用为114.50万元，实际使用110.2万元，使用率96.24%。",
        {"initial": "120.50万元", "adjustment": "-6万元", "adjusted": "114.50万元", "spent": "110.2万元", "execution_rate": "96.24%"},
    ),
    ("2.绿化改造专项支出。预算费用5万元，实际使用费用为5万元，使用率100%。", {"adjusted": "5万元", "spent": "5万元", "execution_rate": "100%"}),
    ("3.绿化管护经费。年初预算33.70万元，年中未作调整，实际支出29.32万元，预算执行率87%。", {"adjusted": "33.70万元", "spent": "29.32万元", "execution_rate": "87%"}),
    ("4.预留资金，预算费用8万元，因工作需要调减8万元，实际预算费用0万元。", {"initial": "8万元", "adjustment": "-8万元", "adjusted": "0万元"}),
    ("5.设备更新。年初预算数20万元，追加1.5万元，全年预算数21.5万元，全年执行数21万元，执行率97.67%。",
     {"initial": "20万元", "adjustment": "1.5万元", "adjusted": "21.5万元", "spent": "21万元", "execution_rate": "97.67%"}),
    ("6.系统运维。批复预算86.40万元，核减3.2万元后为83.2万元，支付81.95万元，支出进度98.50%。",
     {"initial": "86.40万元", "adjustment": "-3.2万元", "adjusted": "83.2万元", "spent": "81.95万元", "execution_rate": "98.50%"}),
    ("7.消防演练。安排资金120万元，实际到位120万元，实际支出118.6万元，结余1.4万元，资金支出率98.83%。",
     {"adjusted": "120万元", "allocated": "120万元", "spent": "118.6万元", "balance": "1.4万元", "execution_rate": "98.83%"}),
    ("8.设施购置。年初安排464.03万元，年度执行中增加82.6万元，全年预算546.63万元，已使用466万元，使用率85.25%。",
     {"initial": "464.03万元", "adjustment": "82.6万元", "adjusted": "546.63万元", "spent": "466万元", "execution_rate": "85.25%"}),
]  # fmt: skip


OTHERS = (
    "三、资金执行情况",
    "1.甲养护经费。年初预算60万元，实际支出60万元，执行率100%。",
    "2.乙养护经费。全年预算100万元，实际支出90万元，执行率90%。",
)
"""A line alone is the report's whole money: only beside others is it one of several."""


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_one_line(text: str, expected: dict[str, str]) -> None:
    name = text[2:].split("。")[0].split("，")[0]
    (row,) = (r for r in told_budget(*OTHERS, text) if r.name.value == name)
    assert row.role == "subproject"
    assert {f: printed(getattr(row, f)) for f in FIELDS if getattr(row, f)} == expected


def test_total_and_sources_are_lines_of_their_own() -> None:
    rows = told_budget(
        *OTHERS[:2],
        "2.乙养护经费。年初预算100万元，实际支出90万元，执行率90%。",
        "综上，项目年初预算合计160万元，实际支出合计150万元，总体使用率93.75%。",
        "资金来源方面，到位资金共160万元，其中财政拨款140万元，上年结转20万元。",
    )  # fmt: skip
    assert [(r.role, r.name.value) for r in rows] == [
        ("total", "合计"),
        ("subproject", "甲养护经费"),
        ("subproject", "乙养护经费"),
        ("source", "财政拨款"),
        ("source", "上年结转"),
    ]
    assert printed(rows[0].allocated) == "160万元"
    assert [printed(r.allocated) for r in rows[3:]] == ["140万元", "20万元"]


@pytest.mark.parametrize(
    "lead", ["按来源划分，项目到位资金共160万元，其中：", "资金到位方面，全年到位资金160万元，其中"]
)
def test_what_arrived_in_all_is_not_the_last_sub_project_s(lead: str) -> None:
    rows = told_budget(
        "二、资金使用情况",
        "1.甲养护经费。年初预算60万元，实际支出60万元，执行率100%。",
        "2.乙养护经费：年初预算100万元，实际支出90万元，执行率90%。",
        lead + "省级资金140万元，县级资金20万元。",
    )  # fmt: skip
    assert [(r.role, r.name.value, printed(r.allocated)) for r in rows] == [
        ("total", "合计", "160万元"),
        ("subproject", "甲养护经费", None),
        ("subproject", "乙养护经费", None),
        ("source", "省级资金", "140万元"),
        ("source", "县级资金", "20万元"),
    ]


def test_what_arrived_under_a_sub_project_s_own_heading_is_its_own() -> None:
    rows = told_budget(
        "二、资金使用情况",
        "（一）甲养护经费",
        "年初预算60万元，实际支出60万元，执行率100%。到位资金60万元。",
        "（二）乙养护经费",
        "年初预算100万元，实际支出90万元，执行率90%。",
    )
    assert [(r.role, printed(r.allocated)) for r in rows] == [("subproject", "60万元"), ("subproject", None)]


def test_lines_pair_by_name_and_not_by_position() -> None:
    rows = told_budget(
        "甲养护经费年初预算60万元；乙改造经费年初预算40万元。", "乙改造经费实际支出38万元；甲养护经费实际支出59万元。"
    )
    assert {r.name.value: printed(r.spent) for r in rows} == {"甲养护经费": "59万元", "乙改造经费": "38万元"}


LISTS: list[tuple[list[str], list[tuple[str, str, str, str]]]] = [
    (["2023年县级财政批复预算158万元，其中：文献购置费60万元、读者活动费98万元。全年实际支出149.6万元。"],
     [("total", "合计", "initial", "158万元"), ("subproject", "文献购置费", "initial", "60万元"), ("subproject", "读者活动费", "initial", "98万元")]),
    (["调整后预算数为1400.00万元。其中：中央资金800万元，省级资金360万元，县级配套资金240万元。"],
     [("total", "合计", "adjusted", "1400.00万元"), ("source", "中央资金", "adjusted", "800万元"), ("source", "省级资金", "adjusted", "360万元"),
      ("source", "县级配套资金", "adjusted", "240万元")]),
    (["全年共支出6015万元，预算执行率98%。其中：城乡低保支出4015万元，临时救助支出2000万元。"],
     [("total", "合计", "spent", "6015万元"), ("subproject", "城乡低保", "spent", "4015万元"), ("subproject", "临时救助", "spent", "2000万元")]),
    (["项目累计支付资金2211万元，占到位资金的93.40%，其中：罩面工程支付1385万元，人行道改造支付826万元。"],
     [("total", "合计", "spent", "2211万元"), ("subproject", "罩面工程", "spent", "1385万元"), ("subproject", "人行道改造", "spent", "826万元")]),
    (["全年预算90万元，实际支付79.13万元，执行率87.92%。主要用于三个方面：（1）水源地整治28.5万元；（2）管网维修36.2万元；（3）水质检测14.43万元。"],
     [("total", "合计", "adjusted", "90万元"), ("subproject", "水源地整治", "spent", "28.5万元"), ("subproject", "管网维修", "spent", "36.2万元"),
      ("subproject", "水质检测", "spent", "14.43万元")]),
    # Some of the parts only: lines, though they do not make up the whole.
    (["全年实际支出1000万元，其中：培训费20万元，差旅费10万元。"],
     [("total", "合计", "spent", "1000万元"), ("subproject", "培训费", "spent", "20万元"), ("subproject", "差旅费", "spent", "10万元")]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), LISTS)
def test_what_a_figure_is_made_of(texts: list[str], expected: list[tuple[str, str, str, str]]) -> None:
    rows = told_budget(*texts)
    assert [
        (r.role, r.name.value, f, printed(getattr(r, f))) for r, (_, _, f, _) in zip(rows, expected, strict=True)
    ] == expected


def test_paid_parts_pair_with_their_budgets() -> None:
    rows = told_budget(
        "全年预算98万元，其中：文献购置费60万元、读者活动费38万元。",
        "文献购置费支出58.9万元，使用率98.17%；读者活动费支出34.2万元，使用率90%。",
    )
    assert [(r.name.value, printed(r.adjusted), printed(r.spent), printed(r.execution_rate)) for r in rows] == [
        ("合计", "98万元", None, None),
        ("文献购置费", "60万元", "58.9万元", "98.17%"),
        ("读者活动费", "38万元", "34.2万元", "90%"),
    ]


@pytest.mark.parametrize(
    "text", ["收缴垃圾处理费486.23万元，同比增长3.98%。", "节约开支，惠及群众3万人。", "预算编制科学，执行规范。"]
)
def test_prose_without_budget_figures_gives_no_line(text: str) -> None:
    assert told_budget(text) == []


def test_what_arrived_behind_the_total_is_the_totals_though_the_paragraph_is_that_of_a_sub_project() -> None:
    """The line breaks between the last sub-project, the total and what arrived are lost."""
    text = "3.护林防火经费。年初批复预算1747.3万元，全年支出1717.23万元。各子项目合计，年初预算2279.18万元，实际支出2249.56万元。按来源划分，项目到位资金共2431.58万元，其中：省级资金2265.97万元，县级资金165.61万元。"
    rows = {r.name.value: printed(r.allocated) for r in told_budget(*OTHERS, text) if r.role != "source"}
    assert rows["合计"] == "2431.58万元"
    assert rows["护林防火经费"] is None


def test_money_inside_a_source_is_no_source_of_its_own() -> None:
    rows = told_budget(
        "项目资金由两个渠道筹集，其中中央补助资金120.00万元，县级财政资金80.00万元（含一般债券资金50.00万元），合计200.00万元。",
        "年初预算数200.00万元，实际支出186.40万元，执行率93.20%。",
    )
    assert [row.name.value for row in rows if row.role == "source"] == ["中央补助资金", "县级财政资金"]
