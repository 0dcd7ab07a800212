"""Announced counts and the lists beside them."""

from __future__ import annotations

import pytest

from gouji.check.relations.announced_counts import count_relations
from gouji.check.verdicts.verdict import verdicts
from gouji.extract.prose.announced_counts import counts
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.schemas.traced import Traced
from tests.reading import passed

CASES: list[tuple[str, int, list[str], bool]] = [
    ("本项目包括甲类经费、乙类经费、丙类经费等3个子项目。", 3, ["甲类经费", "乙类经费", "丙类经费"], True),
    ("本项目由甲类经费、乙类经费、丙类经费3个部分组成。", 3, ["甲类经费", "乙类经费", "丙类经费"], False),
    ("有2个新采购项目，分别为平台升级项目、监理服务项目。", 2, ["平台升级项目", "监理服务项目"], False),
    (
        "有4个新采购项目，分别为甲运维项目、乙运维项目、平台升级项目及监理服务项目。",
        4,
        ["甲运维项目", "乙运维项目", "平台升级项目", "监理服务项目"],
        False,
    ),
    ("有3个项目，分别为开放及数字化建设项目、甲运维项目。", 3, ["开放及数字化建设项目", "甲运维项目"], False),
    ("本专项有1个新采购项目，为审计服务项目。", 1, ["审计服务项目"], False),
    ("做好以下四项工作：一是加强学习；二是严格管理；三是规范采购。", 4, ["加强学习", "严格管理", "规范采购"], False),
    ("下设人工造林补助、有害生物防治费、护林防火经费等6个子项目。", 6, ["人工造林补助", "有害生物防治费", "护林防火经费"], True),
    ("有2个项目，分别为有线电视项目、有害生物防治项目。", 2, ["有线电视项目", "有害生物防治项目"], False),
    ("做好以下三项工作:·一是加强学习;二是严格管理。", 3, ["加强学习", "严格管理"], False),
    # A comma that was read as a full stop; a sentence behind the list is none of its things.
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。供应体系费。", 3, ["仓房改造费", "轮换价差补贴", "供应体系费"], False),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。资金已全部到位。", 3, ["仓房改造费", "轮换价差补贴"], False),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。按时拨付经费。", 3, ["仓房改造费", "轮换价差补贴"], False),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。", 3, ["仓房改造费", "轮换价差补贴"], False),
    # The full stop between two sentences is lost.
    ("由业务科室牵头、财务科室配合项目由2个子项目构成，分别为甲电费、乙经费。", 2, ["甲电费", "乙经费"], False),
    ("完成甲系统、乙平台、丙数据库3个信息系统的运维。", 3, ["甲系统", "乙平台", "丙数据库"], False),
    ("供水覆盖东岭、西坪、南湾、北渡、中滩6个乡镇。", 6, ["东岭", "西坪", "南湾", "北渡", "中滩"], False),
    ("独立核算单位共4个，包括局本级和县图书馆、县文化馆、县博物馆。", 4, ["局本级", "县图书馆", "县文化馆", "县博物馆"], False),
]


@pytest.mark.parametrize(("text", "announced", "items", "is_open"), CASES)
def test_counts(text: str, announced: int, items: list[str], is_open: bool) -> None:
    found = counts(passed(text))
    assert [(int(c.announced.value.number) if c.announced.value else None, [i.text for i in c.items], c.open) for c in found] == [
        (announced, items, is_open)
    ]


@pytest.mark.parametrize(
    ("texts", "announced", "items"),
    [
        (["本年主要承担以下四项工作：", "1.通网提升；", "2.道路养护，已完成；", "3.补助发放。"], 4, ["通网提升", "道路养护", "补助发放"]),
        (["奖补按三类发放：", "A类：领军人才；", "B类：骨干人才；"], 3, ["A类", "B类"]),
    ],
)
def test_paragraphs_are_counted_off_below_the_count(texts: list[str], announced: int, items: list[str]) -> None:
    (found,) = counts(passed(*texts))
    assert found.announced.value is not None and found.announced.value.amount == announced
    assert [item.text for item in found.items] == items
    assert found.numbered


@pytest.mark.parametrize(
    "texts",
    [
        ["下属单位4个，其中参公单位1个，其他单位3个，分别是执法大队、文化馆、图书馆、文管所。"],  # four names for four
        ["共有3个问题需要说明。", "1.资金到位偏晚；", "2.档案不全。"],  # not announced by a colon
        ["完成以下三项工作，具体情况见附件：", "二、资金"],
    ],
)
def test_a_list_of_something_else_is_not_counted(texts: list[str]) -> None:
    assert [c for c in counts(passed(*texts)) if c.announced.value and c.announced.value.amount == 3] == []


@pytest.mark.parametrize("text", ["举办讲座、展览、培训53场。", "更新设备7台。", "以货比三家的方式确定供应商。", "按照三项制度执行。"])
def test_no_list_no_count(text: str) -> None:
    assert counts(passed(text)) == []


@pytest.mark.parametrize(
    ("announced", "rows", "status"),
    [
        ("3", ["甲类经费", "乙类经费"], "inconsistent"),
        ("2", ["甲类经费", "乙类经费"], "consistent"),
        ("3", ["甲类经费", "乙类经费", "丙类经费"], "consistent"),
        ("3", [], "consistent"),
    ],
)
def test_a_list_with_deng_is_whole_where_the_budget_tells_of_just_these(announced: str, rows: list[str], status: str) -> None:
    found = counts(passed(f"本项目包括甲类经费、乙类经费等{announced}个子项目。"))
    budget = [BudgetRow(name=TextLeaf.of(Traced.plain(name), name), role="subproject") for name in rows]
    assert [v.status for v in verdicts(list(count_relations(found, budget)))] == [status]
