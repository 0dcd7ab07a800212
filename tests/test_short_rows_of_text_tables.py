"""Rows of text tables that lack cells: sources without the points of the whole, a total whose count is wider than its column."""

from __future__ import annotations

from pathlib import Path

from tests.plain_report import read
from tests.reading import printed

TITLE = "2023年度校车购置项目绩效自评表\n填报单位：云岭县教育局\n\n"
MONEY = [
    "项目资金（元）      年初预算    全年预算    实际支出    执行率    分值    得分",
    "资金总额            760000      731500      719204      98.32%    10      9.83",
    "其中：省级补助      450000      450000      446850      99.30%",
    "      区级财政      310000      281500      272354      96.75%",
]
BOUGHT = [
    "购置明细",
    "名称            数量        单价        金额",
    "校车            2辆         268000元    536000元",
    "车载监控        4套         31301元     125204元",
    "安全座椅        116个       500元       58000元",
    "合计            122件（辆、套）         719204元",
    "",
    "绩效指标        目标值      完成值      分值    得分",
    "购置校车        2辆         2辆         20      20",
    "验收合格率      100%        100%        20      20",
    "按期完成率      100%        100%        20      20",
]


def test_sources_lack_the_points_of_the_whole(tmp_path: Path) -> None:
    rows = {row.name.value: row for row in read(TITLE + "\n".join(MONEY) + "\n", tmp_path).budget}
    assert [printed(rows["省级补助"].initial), printed(rows["省级补助"].spent)] == ["450000元", "446850元"]
    assert [printed(rows["区级财政"].adjusted), printed(rows["区级财政"].execution_rate)] == ["281500元", "96.75%"]
    assert rows["区级财政"].score is None


def test_a_list_of_purchases_ends_where_another_table_begins(tmp_path: Path) -> None:
    report = read(TITLE + "\n".join([*MONEY, "", *BOUGHT]) + "\n", tmp_path)
    spent = {row.name.value: printed(row.spent) for row in report.budget if row.role == "subproject"}
    assert spent == {"校车": "536000元", "车载监控": "125204元", "安全座椅": "58000元"}
    assert {each.name.value for each in report.indicators} >= {"购置校车", "验收合格率"}


def test_what_introduces_a_table_of_one_cell_a_line_is_no_head(tmp_path: Path) -> None:
    lines = ["项目资金，单位万元：", "", "资金来源", "预算", "到位", "支出"]
    lines += ["省级", "24.00", "24.00", "23.50", "区级", "16.00", "12.00", "12.00", "小计", "40.00", "36.00", "35.50"]
    rows = {row.name.value: row for row in read(TITLE + "\n".join(lines) + "\n", tmp_path).budget}
    assert [printed(rows["区级"].allocated), printed(rows["区级"].spent)] == ["12.00万元", "12.00万元"]
