"""Lists that their words call complete, or whose last part is called the rest, held against their whole."""

from __future__ import annotations

import pytest

from gouji.extract.statements.closed_lists import closed_lists, unmet_lists
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.no_sum import is_no_sum
from gouji.extract.statements.rest_claims import unmet_rests
from tests.reading import passed

UNMET = [
    (
        "全年支出300万元，执行率100%。支出去向如下：设备购置182万元；场地改造76万元，其中电路改造21万元；师资培训32万元。",
        3,
    ),
    ("办理借书证860张，分为成人证520张、少儿证310张。", 2),
    (
        "资金来源为：中央补助310万元、省级补助120万元和县级配套80万元；总投入合计后报备。总额500万元，来源如下：甲310万元、乙120万元、丙80万元。",
        3,
    ),
    ("本年支出64.5万元，具体为：药品采购28万元，人员补助246000元，冷链维护10.4万元。", 3),
    ("设施类240万元（大棚建设130万元、机耕道100万元），服务类60万元（培训35万元、检测25万元）。", 2),
    ("全年轮训76名教师，按学段分三类：小学教师34名，初中教师22名，高中教师10名。", 3),
    ("满意度指标20分细分为：服务态度8分、办理时限8分、环境6分。", 3),
]
MET = [
    "全年支出480万元，按用途分：补贴发放420万元，占87.5%；宣传培训36万元，占7.5%；核查费用24万元，占5%。",
    "年初预算500万元，资金来源为：中央资金300万元、省级资金120万元和县级配套80万元。",
    "补贴机具1200台（拖拉机400台、收割机300台、插秧机500台）。",
]
OPEN = [
    "全年轮训76名教师，按学段分三类：小学教师34名，初中教师22名。",  # a third kind is told elsewhere
    "全年轮训76名教师，分三期：第一期34名，第二期22名，第三期20名。",
    "组织活动42场，主要包括讲座20场、展览12场。",
    "支出80万元（图书购置45万元、设备维护20万元，均已验收）。",
    "采购农机60台，具体为：拖拉机20台、收割机18台等。",
    "预算500万元，具体如下：年初安排420万元，年中追加60万元。",
    "可用资金90万元，使用情况如下：到位85万元，支出60万元，结余25万元。",
    "支出约90万元，具体为：甲类40万元、乙类20万元。",
]


@pytest.mark.parametrize(("said", "parts"), UNMET)
def test_a_complete_list_that_does_not_make_up_its_whole_is_told(said: str, parts: int) -> None:
    found = list(unmet_lists(contexts(passed(said)), 2))
    assert [len(each.claimed.operands) for each in found] == [parts]


@pytest.mark.parametrize("said", MET)
def test_a_complete_list_that_comes_out_is_found_and_not_accused(said: str) -> None:
    every = contexts(passed(said))
    assert list(closed_lists(every))
    assert not list(unmet_lists(every, 2))


@pytest.mark.parametrize("said", OPEN)
def test_a_list_that_may_be_open_or_tells_stages_accuses_nobody(said: str) -> None:
    assert not list(unmet_lists(contexts(passed(said)), 2))


def test_parts_that_make_up_another_figure_accuse_nobody() -> None:
    said = "年初预算310.5万元，全年支出300万元，具体为：甲类182万元，乙类96.5万元，丙类32万元。"
    assert not list(unmet_lists(contexts(passed(said)), 2))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("受理投诉126件，其中办结98件，其余18件正在办理。", 1),
        ("结转资金38.6万元，用途已经明确：22.4万元支付尾款，其余15.2万元用于设备更新。", 1),
        ("受理投诉126件，其中办结98件，其余28件正在办理。", 0),
        ("发放问卷300份，其中满意212份、基本满意66份，其余22份为不满意。", 0),
        ("检查企业84家，其中合格76家，其余6家限期整改，2家停业。", 0),
        ("培训党员186人，其中女性60人。其余科室培训30人。", 0),
        ("支出500万元，其中工程款320万元，设备款150万元，其余30万元为其他费用。", 0),
    ],
)
def test_the_rest_makes_up_the_whole(said: str, expected: int) -> None:
    every = contexts(passed(said))
    found = [each for each in unmet_rests(every, 2) if not is_no_sum(every, each.claimed, 2)]
    assert len(found) == expected
