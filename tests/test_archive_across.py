"""Relations between reports: each case a handful of reports and what must be found between them, no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from gouji.archive.matching_names import name_key
from gouji.archive.sql_tables import cross_findings
from gouji.archive.store import open_store
from tests.archived import put, report, write

LAST = report(year=2022, books="10.00万册")
WHOLE = (
    "2023年度项目绩效自评报告\n项目名称：文化惠民综合项目\n单位名称：青屏县文化馆\n填报日期：2024年3月15日\n一、项目概况\n（一）项目资金情况\n"
    "1.图书流转服务。年初预算120.50万元，实际支出110.86万元，预算执行率92.00%。\n"
    "2.戏曲进村演出。年初预算60.00万元，实际支出{second}万元，预算执行率{rate}%。\n"
    "合计年初预算180.50万元，实际支出{total}万元，预算执行率{all}%。\n三、自评结论\n自评得分95分。\n"
)
OPERA = report(project="戏曲进村演出项目", budget="60.00", spent="57.00", rate="95.00", books="1.00万册")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([report()], set(), id="alone"),
        pytest.param([report(), report(unit="白石县文化馆")], set(), id="other unit"),
        pytest.param([report(), report(project="农家书屋补充项目")], set(), id="other project"),
        pytest.param([LAST, report(books="12.50万册，比上年增长25%")], {("prior-year", "consistent")}, id="growth holds"),
        pytest.param([LAST, report(books="12.50万册，比上年增长31%")], {("prior-year", "inconsistent")}, id="growth does not hold"),
        pytest.param([LAST, report(books="12.50万册，比计划增长31%")], set(), id="growth over something else"),
        pytest.param([report(year=2021), report(books="12.50万册，比上年增长31%")], set(), id="the year before is not there"),
        pytest.param([report(), report() + "附件一份。\n"], {("same-document", "consistent")}, id="one paper twice"),
        pytest.param(
            [report(), report(spent="110.36", rate="91.59")], {("same-document", "unresolved")}, id="one paper twice, read differently"
        ),
        pytest.param(
            [WHOLE.format(second="57.00", rate="95.00", total="167.86", all="93.00"), report(), OPERA],
            {("same-project", "consistent"), ("unit-sum", "consistent")},
            id="a unit and its projects",
        ),
        pytest.param(
            [WHOLE.format(second="54.00", rate="90.00", total="164.86", all="91.34"), report(), OPERA],
            {("same-project", "consistent"), ("same-project", "inconsistent"), ("unit-sum", "consistent"), ("unit-sum", "inconsistent")},
            id="a unit that tells another figure",
        ),
        pytest.param(
            [WHOLE.format(second="57.00", rate="95.00", total="167.86", all="93.00"), report()],
            {("same-project", "consistent")},
            id="no sum where a project is missing",
        ),
    ],
)
def test_what_is_found_between_reports(tmp_path: Path, texts: list[str], expected: set[tuple[str, str]]) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        tally = put(store, write(tmp_path, texts))
        with store.engine.connect() as connection:
            rows = connection.execute(select(cross_findings)).all()
        assert {(row.rule, row.status) for row in rows} == expected
        assert tally.relations == len(rows)
        assert all(row.report_id != row.other_report_id for row in rows)


def test_a_report_that_comes_later_is_compared_and_nothing_twice(tmp_path: Path) -> None:
    first, second = write(tmp_path, [LAST, report(books="12.50万册，比上年增长31%")])
    with open_store(tmp_path / "a.db", create=True) as store:
        assert put(store, [first]).relations == 0
        assert put(store, [second]).inconsistent == 1
        assert put(store, []).relations == 0
        with store.engine.connect() as connection:
            assert len(connection.execute(select(cross_findings)).all()) == 1


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("219001-青屏县文化馆", "青屏县文化馆", True),
        ("[155]青屏县文化馆", "青屏县 文化馆", True),
        ("“图书流转”项目", "图书流转经费", True),
        ("青屏县文化馆", "青屏县文化局", False),
    ],
)
def test_names_are_compared_bare(name: str, other: str, same: bool) -> None:
    assert (name_key(name) == name_key(other)) is same
