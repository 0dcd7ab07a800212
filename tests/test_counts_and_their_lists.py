"""Counts whose list begins behind a full stop, stands under a heading, or tells one of each; and counts that are members of a list."""

from __future__ import annotations

import pytest

from gouji.extract.prose.announced_counts import counts
from tests.reading import passed

LISTS = [
    ("归纳起来有三个方面。一是职责交叉，岸坡没人管。二是人手不足。三是运距长。四是处置费高。", 3, 4),
    ("工作中还有两点不足。第一，人民调解员年龄偏大；第二，案件回访比例低；第三，宣传形式单一。", 2, 3),
    ("五、三点不足|（一）县里用地手续慢。|（二）部分村店账目不全。|六、打算|（一）加快手续。", 3, 2),
    ("年度目标有六项，逐项完成情况为：|（1）适配辅具210件。|（2）康复训练38人。|（3）无障碍改造60户。", 6, 3),
    ("评价小组由计财股、造林股、资源股、办公室各抽调1人，共6人组成。", 6, 4),
    ("核查组由审计科、法规科和纪检组各派一名，合计3人。", 3, 3),
    ("扶持了五类经营主体，分别是家庭农场、专业合作社、农业企业和农机大户。", 5, 4),
    (
        "内设机构5个，分别是党政办公室、民政和社区事务办公室、平安建设办公室、财政办公室。",
        5,
        4,
    ),
]
NONE = [
    "工作专班由区自然资源局、水利局、三个沿海街道参加。",
    "评价小组由计财股、造林股各抽调1人，加上分管局长和外聘专家，共6人组成。",
    "门店早上8点前开门，晚上九点以后关门，下午三点半交接。",
    "全县共有三个乡镇。县城在东边。",
]


@pytest.mark.parametrize(("said", "announced", "listed"), LISTS)
def test_a_count_is_held_against_its_list(said: str, announced: int, listed: int) -> None:
    (found,) = counts(passed(*said.split("|")))
    assert found.announced.value is not None
    assert (int(found.announced.value.amount), len(found.items)) == (announced, listed)


@pytest.mark.parametrize("said", NONE)
def test_a_count_that_no_list_belongs_to_is_held_against_none(said: str) -> None:
    assert not counts(passed(said))
