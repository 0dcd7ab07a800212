"""Of two figures that one name was given to, the one nearer to it has it; what stands before or behind a name is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gouji.extract.merge import tell_wholes_of_lists
from gouji.extract.statements.budget_lines import budget_lines
from gouji.extract.statements.double_names import give_double_names
from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.line_names import Named, line_names
from gouji.extract.statements.trimmed_names import NameCandidate
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced
from tests.reading import passed, printed

NAMED = [
    ("其中城乡医疗救助资金860万元，彩票公益金结转提取215万元。", "F.initial", {"860": "城乡医疗救助资金", "215": "彩票公益金结转提取"}),
    ("省级补助730万元，县级财政安排415万元，余下的60万元由合作社从历年积累中自筹。", "F.adjusted", {"415": "县级财政", "60": "合作社"}),
    ("市级补助640万元，剩下的318.5万元都由区本级财政负担。", "F.adjusted", {"640": "市级补助", "318.5": "区本级财政"}),
    ("按学段分：小学702.5万元（含教学点3处，41.2万元），初中318.6万元。", "S.spent", {"702.5": "小学", "318.6": "初中"}),
    ("支付设备款212.4万元（按合同付95%，验收满一年后支付），支付其他费用6.35万元。", "S.spent", {"212.4": "设备款", "6.35": "其他费用"}),
    ("截止年底泵站改造支出305.2万元、闸门更换71万元。", "S.spent", {"305.2": "泵站改造", "71": "闸门更换"}),
    ("县（市、区）配套2,460万元，实际到位2,310万元。", "F.allocated", {"2460": "县（市、区）配套"}),
    ("青石县支出1,204万元；云溪区支出986万元。", "S.spent", {"1204": "青石县", "986": "云溪区"}),
    ("按项目看：◎路面修复512万元 ◎边坡防护（挡墙、截水沟）268万元", "S.spent", {"512": "路面修复", "268": "边坡防护"}),
    ("支出. 退牧补助兑付836.2万元，补播补助兑付214.6万元。", "S.spent", {"836.2": "退牧补助", "214.6": "补播补助"}),
    ("C级房屋加固支出96万元，D级房屋重建支出228万元。", "S.spent", {"96": "C级房屋加固", "228": "D级房屋重建"}),
    ("政府采购预算486万元。", "S.adjusted", {"486": "政府采购"}),
]  # fmt: skip


def _names(text: str, role: str) -> tuple[list[Context], dict[int, Named]]:
    every = contexts(passed(text))
    told = [(role if c.kind == "money" else "O", 0.9) for c in every]
    return every, line_names(every, told)


@pytest.mark.parametrize(("text", "role", "names"), NAMED)
def test_each_figure_has_its_own_name(text: str, role: str, names: dict[str, str]) -> None:
    every, told = _names(text, role)
    places = {c.figure.found.quantity.number.replace(",", ""): i for i, c in enumerate(every)}
    assert {number: told[places[number]].words for number in names} == names


def test_a_name_from_a_heading_is_left_to_the_line_that_it_names() -> None:
    every = contexts(passed("项目支出：调整后4,300万元。", "（2）外贸稳增长奖补：调整后1,360万元。"))
    whole, part = (NameCandidate(way, Traced.plain("项目支出")) for way in ("sentence0", "title0"))
    own = NameCandidate("own1", Traced.plain("外贸稳增长奖补"))
    told = {0: [(whole, 1.0)], 1: [(part, 0.5), (own, 0.4)]}
    for role, name in (("S.adjusted", own), ("S.spent", part)):
        chosen = {0: (whole, 1.0), 1: (part, 0.5)}
        assert give_double_names(every, [("S.adjusted", 0.9), (role, 0.9)], told, chosen) == set()
        assert chosen[1][0] is name


def test_a_sum_of_several_lines_is_none_of_them() -> None:
    text = "通道整治兑付412万元，渠系清淤兑付188万元，两项合计兑付600万元。"
    every, told = _names(text, "S.spent")
    rows = budget_lines(every, [("S.spent", 0.9)] * len(every), told)
    assert {row.name.value: printed(row.spent) for row in rows} == {"通道整治": "412万元", "渠系清淤": "188万元"}
    assert every[-1].figure.taken


def test_the_rate_that_is_called_that_of_the_execution_is_it() -> None:
    every = contexts(passed("全年支出463万元，占到位资金的97.89%。预算执行率92.60%。"))
    roles = [
        ("T.spent" if c.kind == "money" else "T.execution_rate", 0.6 if c.lead.endswith("率") else 0.9) for c in every
    ]
    (row,) = budget_lines(every, roles, {})
    assert printed(row.execution_rate) == "92.60%"


def _row(role: Role, name: str, spent: str) -> BudgetRow:
    return BudgetRow(name=TextLeaf.of(Traced.plain(name), name), role=role, spent=_leaf(spent))


def _leaf(text: str) -> QuantityLeaf:
    return QuantityLeaf.of(Traced.plain(text), parse_quantity(text))


def _list(total: str, *prose: BudgetRow) -> tuple[Sequence[BudgetRow], list[BudgetRow]]:
    rows = [
        _row("subproject", "东岭乡", "512万元"),
        _row("subproject", "西岭乡", "538万元"),
        _row("total", "合计", total),
    ]
    return rows, tell_wholes_of_lists(prose, [rows])


def test_a_list_that_parts_some_lines_together_is_not_the_whole() -> None:
    whole = _row("total", "合计", "1086万元")
    whole.adjusted = _leaf("1100万元")
    lines = [
        _row("subproject", "轮牧补助", "640万元"),
        _row("subproject", "补播补助", "410万元"),
        _row("subproject", "工作经费", "36万元"),
    ]
    rows, left = _list("1050万元", whole, *lines)
    assert left == [rows[-1]] and {row.part_of for row in rows[:2]} == {"小计"}
    rows, left = _list("1051万元", whole, *lines)
    assert left == [] and {row.part_of for row in rows[:2]} == {None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("省级林业改革资金318万元。省级资金支出302万元。", "省级林业改革资金"),
        ("2023年中央下达640万元。中央补助支出618万元。", "中央补助"),
    ],
)
def test_a_source_is_called_as_it_is_told_first_in_full(text: str, name: str) -> None:
    every = contexts(passed(text))
    told = [("F.allocated", 0.9), ("F.spent", 0.9)]
    (row,) = budget_lines(every, told, line_names(every, told))
    assert row.name.value == name
