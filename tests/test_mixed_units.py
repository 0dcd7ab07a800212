"""Tables whose rows, or columns, name different units of money, and sums where a cancelled line has empty cells."""

from __future__ import annotations

import gouji
from gouji.schemas.record import Report
from tests.tables import document, grid


def record(*rows: str, title: str = "2031年度专项资金使用情况 金额单位：万元") -> Report:
    return gouji.understand(document([grid(list(rows))], title=title), lang="zh")


def amounts(report: Report, field: str) -> dict[str, str]:
    return {str(row.name.value): getattr(row, field).value.canonical.split(".")[0] for row in report.budget}


def test_each_row_has_the_unit_of_its_name() -> None:
    report = record(
        "资金来源|预算数|支出数|执行率",
        "中央补助资金（亿元）|1.50|1.44|96.00%",
        "省级资金|2600.00|2548.00|98.00%",
        "县级配套（元）|7500000.00|7275000.00|97.00%",
    )
    assert amounts(report, "spent") == {
        "中央补助资金": "144000000",
        "省级资金": "25480000",
        "县级配套": "7275000",
    }


def test_each_column_has_the_unit_of_its_head() -> None:
    report = record(
        "项目|预算数（万元）|支出数（元）|执行率",
        "码头疏浚|140.00|1372000.00|98.00%",
        "航道养护|65.00|624000.00|96.00%",
        "合计|205.00|1996000.00|97.37%",
        title="2031年度专项资金使用情况",
    )
    assert amounts(report, "spent")["码头疏浚"] == "1372000"
    assert amounts(report, "adjusted")["码头疏浚"] == "1400000"
    assert "inconsistent" not in {f.status for f in report.findings}


def test_one_unit_beside_the_first_row_is_that_of_the_table() -> None:
    report = record(
        "项目资金|年初预算数|全年预算数|全年执行数|执行率",
        "年度资金总额（万元）|320.00|320.00|313.60|98.00%",
        "其中：财政拨款|200.00|200.00|196.00|98.00%",
        "其他资金|120.00|120.00|117.60|98.00%",
        title="项目支出绩效自评表",
    )
    assert set(amounts(report, "spent").values()) == {"3136000", "1960000", "1176000"}


CANCELLED = (
    "项目名称|年初预算|调整预算|支出数|执行率",
    "路灯维护|125.00|118.00|115.64|98.00%",
    "公厕改造|210.00||||",
    "绿化补植|96.50|102.00|99.96|98.00%",
)


def test_empty_cells_of_a_cancelled_line_count_nothing() -> None:
    report = record(*CANCELLED, "合计|431.50|220.00|215.60|98.00%")
    assert "inconsistent" not in {f.status for f in report.findings if f.rule == "sum-of-parts"}


def test_a_wrong_total_is_told_beside_a_cancelled_line() -> None:
    report = record(*CANCELLED, "合计|431.50|290.00|215.60|74.34%")
    assert "inconsistent" in {f.status for f in report.findings if f.rule == "sum-of-parts"}


POINTS = (
    "项目资金|年初预算数|全年预算数|全年执行数|执行率|得分",
    "年度资金总额|860.00|845.50|801.24|94.77%|9.48",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
)


def points(total: str, weight: str = "90") -> set[str]:
    money = grid(list(POINTS[:2]))
    rows = grid(
        [
            POINTS[2],
            "产出指标|数量指标|改造管网长度|≥18.6公里|19.2公里|40|40",
            "效益指标|社会效益指标|受益居民|≥7300户|7186户|40|39.4",
            "满意度指标|服务对象满意度指标|居民满意度|≥92%|95.4%|10|10",
            f"总分|<|<|<|<|{weight}|{total}",
        ]
    )
    found = gouji.understand(document([money], [rows]), lang="zh").findings
    return {f.status for f in found if f.rule == "scores-total"}


def test_a_total_may_leave_out_the_score_of_the_execution_rate() -> None:
    assert points("89.4") == {"consistent"}


def test_a_wrong_total_of_points_is_told() -> None:
    assert points("91.4") == {"inconsistent"}
