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
    ("镇党委、政府设党政办公室、财政管理所、农业服务中心等3个内设机构。", 3, ["党政办公室", "财政管理所", "农业服务中心"], True),
    ("本专项有1个新采购项目，为审计服务项目。", 1, ["审计服务项目"], False),
    ("做好以下四项工作：一是加强学习；二是严格管理；三是规范采购。", 4, ["加强学习", "严格管理", "规范采购"], False),
    (
        "下设人工造林补助、有害生物防治费、护林防火经费等6个子项目。",
        6,
        ["人工造林补助", "有害生物防治费", "护林防火经费"],
        True,
    ),
    ("有2个项目，分别为有线电视项目、有害生物防治项目。", 2, ["有线电视项目", "有害生物防治项目"], False),
    ("做好以下三项工作:·一是加强学习;二是严格管理。", 3, ["加强学习", "严格管理"], False),
    # A comma that was read as a full stop; a sentence behind the list is none of its things.
    (
        "由3个子项目构成，分别为仓房改造费、轮换价差补贴。供应体系费。",
        3,
        ["仓房改造费", "轮换价差补贴", "供应体系费"],
        False,
    ),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。资金已全部到位。", 3, ["仓房改造费", "轮换价差补贴"], False),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。按时拨付经费。", 3, ["仓房改造费", "轮换价差补贴"], False),
    ("由3个子项目构成，分别为仓房改造费、轮换价差补贴。", 3, ["仓房改造费", "轮换价差补贴"], False),
    # The full stop between two sentences is lost.
    ("由业务科室牵头、财务科室配合项目由2个子项目构成，分别为甲电费、乙经费。", 2, ["甲电费", "乙经费"], False),
    ("完成甲系统、乙平台、丙数据库3个信息系统的运维。", 3, ["甲系统", "乙平台", "丙数据库"], False),
    ("供水覆盖东岭、西坪、南湾、北渡、中滩6个乡镇。", 6, ["东岭", "西坪", "南湾", "北渡", "中滩"], False),
    (
        "独立核算单位共4个，包括局本级和县图书馆、县文化馆、县博物馆。",
        4,
        ["局本级", "县图书馆", "县文化馆", "县博物馆"],
        False,
    ),
]


@pytest.mark.parametrize(("text", "announced", "items", "is_open"), CASES)
def test_counts(text: str, announced: int, items: list[str], is_open: bool) -> None:
    found = counts(passed(text))
    assert [
        (int(c.announced.value.number) if c.announced.value else None, [i.text for i in c.items], c.open) for c in found
    ] == [(announced, items, is_open)]


STATED = [
    ("项目覆盖5个乡镇（石桥镇、白沙镇、柳林乡、双河乡），受益农户1,260户。", "inconsistent"),
    ("项目覆盖4个乡镇（石桥镇、白沙镇、柳林乡、双河乡），受益农户1,260户。", "consistent"),
    ("本年实施项目3个（渠道衬砌项目、泵站更新项目），均已完工。", "inconsistent"),
    ("走访部门4个（财政局、发改局、审计局等），座谈5次。", "consistent"),
    ("拨付5家合作社（宏达合作社25万元、永兴合作社30万元）补助75万元。", "not claimed"),
    ("示范片位于罕苏木、哈日图苏木、白音镇、德嘎查国有农场全部五个苏木乡镇（场）。", "inconsistent"),
    ("先后出台4项管理制度：《维修资金管理办法》《工程验收细则》《档案管理规定》。", "inconsistent"),
    ("制定了3项制度：《采购管理办法》《合同管理办法》和《验收管理办法》。", "consistent"),
    ("先后出台《维修资金管理办法》《工程验收细则》《档案管理规定》两项管理制度。", "inconsistent"),
    ("先后出台《维修资金管理办法》《工程验收细则》《档案管理规定》3项管理制度。", "consistent"),
    ("示范片位于石桥镇、白沙镇、柳林乡全部四个乡镇，面积1,260亩。", "inconsistent"),
    ("示范片位于石桥镇、白沙镇、柳林乡三个乡镇，面积1,260亩。", "consistent"),
    ("主要开展四个方面工作：①摸底建档；②资金兑付；③技术培训。", "inconsistent"),
    ("主要开展三个方面工作：（1）摸底建档；（2）资金兑付；（3）技术培训。", "consistent"),
    ("主要开展两个方面工作：（1）摸底建档；（2）资金兑付；（3）技术培训。", "inconsistent"),
    ("典型案例3起：一是河口村违规发放案；二是石桥乡截留案；三是南岗镇虚报案；四是松溪社区套取案。", "inconsistent"),
    ("全年办理案件9起，其中典型案例3起：一是河口村案；二是石桥乡案；三是南岗镇案。", "consistent"),
    ("上述9处问题已整改3处：①合同缺页；②台账未更新；③票据未编号。", "consistent"),
    ("主要开展两个方面工作：一是摸底建档，做到①底数清；②责任明；③无遗漏；二是资金兑付。", "consistent"),
]


@pytest.mark.parametrize(("sentence", "status"), STATED)
def test_a_list_in_brackets_of_titles_or_counted_off_is_held_against_its_count(sentence: str, status: str) -> None:
    relations = list(count_relations(counts(passed(sentence))))
    assert [v.status for v in verdicts(relations)] == [status] * (status != "not claimed")


@pytest.mark.parametrize(
    "sentence",
    [
        "全县12个乡镇（含街道、农场）全部参保。",
        "全县抽查3个村（2023年1月、6月），均合格。",
        "示范片位于石桥镇、白沙镇、柳林乡6个村，面积1,260亩。",
        "依据《预算法》《会计法》，制定了3项制度，已全部执行。",
        "道路积雪事件3起，其中结冰2起、落石1起。",
        "抽查企业12家（规模以上：宏达公司、永兴公司），均合格。",
    ],
)
def test_words_beside_a_count_that_list_something_else(sentence: str) -> None:
    assert counts(passed(sentence)) == []


def test_a_count_whose_things_stand_in_brackets_is_a_fact_as_well() -> None:
    passages = passed("项目覆盖5个乡镇（石桥镇、白沙镇、柳林乡、双河乡）。")
    counts(passages)
    assert not passages[0].figures[0].taken


@pytest.mark.parametrize(
    ("texts", "announced", "items"),
    [
        (
            ["本年主要承担以下四项工作：", "1.通网提升；", "2.道路养护，已完成；", "3.补助发放。"],
            4,
            ["通网提升", "道路养护", "补助发放"],
        ),
        (["典型案例3起：", "一是河口村案。已退款。", "二是石桥乡案。"], 3, ["河口村案", "石桥乡案"]),
        (["存在问题2个：", "一是缺页。已整改：一是补；二是问；三是查。", "二是未更新。"], 2, ["缺页", "未更新"]),
        (["本年查处案件3起：一是河口村案，已退款；", "二是石桥乡案。"], 3, ["河口村案", "石桥乡案"]),
        (["改造提升站点5处：", "①河口站；②石桥站；③南岗站。新增床位40张。"], 5, ["河口站", "石桥站", "南岗站"]),
        (["本次核对发现不一致9处，具体如下：", "①合同缺页。", "②台账未更新。"], 9, ["合同缺页", "台账未更新"]),
        (["现将9处问题列示如下。", "①合同缺页。", "②台账未更新。"], 9, ["合同缺页", "台账未更新"]),
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


@pytest.mark.parametrize(
    "text", ["举办讲座、展览、培训53场。", "更新设备7台。", "以货比三家的方式确定供应商。", "按照三项制度执行。"]
)
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
def test_a_list_with_deng_is_whole_where_the_budget_tells_of_just_these(
    announced: str, rows: list[str], status: str
) -> None:
    found = counts(passed(f"本项目包括甲类经费、乙类经费等{announced}个子项目。"))
    budget = [BudgetRow(name=TextLeaf.of(Traced.plain(name), name), role="subproject") for name in rows]
    assert [v.status for v in verdicts(list(count_relations(found, budget)))] == [status]
