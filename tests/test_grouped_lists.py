"""Lists of projects in groups by who gives, over a page: 一、中央财政补助, its projects, 二、县级财政安排, …."""

from __future__ import annotations

import gouji
from gouji.schemas.record import Report
from tests.tables import document, grid

HEAD = "序号 | 项目名称 | 项目单位 | 下达资金（万元） | 实际支出（万元） | 结余（万元） | 支出进度"
FIRST = [
    HEAD,
    "一、中央财政补助（2项） | < | < | 300.00 | 280.00 | 20.00 | 93.33%",
    "1 | 困难群众救助补助 | 县民政局 | 100.00 | 100.00 | 0.00 | 100.00%",
    "2 | 高标准农田建设 | 县农业农村局 | 200.00 | 180.00 | 20.00 | 90.00%",
    "二、县级财政安排（3项） | < | < | 150.00 | 140.00 | 10.00 | 93.33%",
    "3 | 城区清扫保洁 | 县综合执法局 | 60.00 | 60.00 | 0.00 | 100.00%",
]
SECOND = [
    HEAD,
    "4 | 法律服务体系建设 | 县司法局 | 40.00 | 36.00 | 4.00 | 90.00%",
    "5 | 校舍维修改造 | 县教育局 | 50.00 | 44.00 | 6.00 | 88.00%",
    "总计 | < | < | 450.00 | 420.00 | 30.00 | 93.33%",
]


def read(first: list[str], second: list[str]) -> Report:
    return gouji.understand(document([grid(first)], [grid(second, 2)], title="专项资金项目自评一览表"), lang="zh")


def test_projects_are_named_by_what_they_are_for_and_belong_to_their_group() -> None:
    lines = {line.name.value: line for line in read(FIRST, SECOND).budget}
    assert {name: line.part_of for name, line in lines.items() if line.part_of} == {
        "困难群众救助补助": "中央财政补助（2项）",
        "高标准农田建设": "中央财政补助（2项）",
        "城区清扫保洁": "县级财政安排（3项）",
        "法律服务体系建设": "县级财政安排（3项）",
        "校舍维修改造": "县级财政安排（3项）",
    }
    assert {lines[name].role for name in ("困难群众救助补助", "校舍维修改造")} == {"subproject"}


def test_groups_over_a_page_tie_out() -> None:
    sums = [f for f in read(FIRST, SECOND).findings if f.rule.startswith("sum-of")]
    assert len(sums) >= 3
    assert {f.status for f in sums} == {"consistent"}


def test_a_wrong_group_is_found() -> None:
    wrong = [row.replace("150.00 | 140.00 | 10.00", "150.00 | 104.00 | 46.00") for row in FIRST]
    found = [f for f in read(wrong, SECOND).findings if f.status == "inconsistent" and f.rule.startswith("sum-of")]
    assert any("104" in f.message for f in found)


def test_a_list_with_its_total_does_not_go_on() -> None:
    closed = [*FIRST, "总计 | < | < | 450.00 | 340.00 | 110.00 | 75.56%"]
    lines = {line.name.value: line for line in read(closed, SECOND[:3]).budget}
    assert lines["校舍维修改造"].part_of != "县级财政安排（3项）"
