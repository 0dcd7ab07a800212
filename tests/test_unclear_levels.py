"""Lists whose levels stand in columns of their own: no level is summed as if it were another."""

from __future__ import annotations

import gouji
from tests.reading import printed
from tests.tables import document, grid

HEAD = "采购大类 | 专项名称 | 采购物品 | 组织形式 | 预算数（万元）"
NESTED = [
    "一、货物 | < | < | < | 300.00",
    " | 设备购置费 |  |  | 180.00",
    " |  | 通用设备 | 集中采购 | 180.00",
    " | 被装购置费 |  |  | 120.00",
    " |  | 纺织品 | 分散采购 | 120.00",
    "二、工程 | < | < | < | 90.00",
    " | 商品和服务支出 |  |  | 90.00",
    " |  | 修缮工程 | 集中采购 | 90.00",
    "合计 | < | < | < | 390.00",
]


def test_levels_in_columns_of_their_own_are_not_summed_together() -> None:
    report = gouji.understand(document([grid([HEAD, *NESTED])], title="政府采购预算表"), lang="zh")
    assert [f.message for f in report.findings if f.status == "inconsistent"] == []
    assert {r.name.value for r in report.budget if r.part_of is not None} == set()
    assert [printed(r.adjusted) for r in report.budget if r.role == "total"] in ([], ["390.00万元"])
