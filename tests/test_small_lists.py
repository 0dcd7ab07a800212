"""Small tables of money inside a text: who got what, what the sums of columns say, and whose total a list has."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.schemas.record import Report
from tests.plain_report import read
from tests.reading import printed

TITLE = "2023年度冬季取暖补贴项目绩效自评报告\n填报单位：云岭县供热中心\n"
PROSE = "一、资金。全年预算1040万元，支出1000.48万元，执行率96.2%。\n"


def told(lines: str, folder: Path) -> Report:
    return read(TITLE + lines + "三、打算。明年继续做好发放工作。\n", folder)


def lines(report: Report, field: str) -> dict[str | None, str | None]:
    return {row.name.value: printed(getattr(row, field)) for row in report.budget if getattr(row, field)}


def sums(report: Report, status: str) -> set[str | None]:
    return {f.observed for f in report.findings if f.rule.startswith("sum-of") and f.status == status}


@pytest.mark.parametrize(
    ("lead", "head", "field"),
    [
        ("资金分解下达：", "单位 | 省级资金 | 市级资金 | 小计", "allocated"),
        ("各单位支出：", "单位 | 省级资金 | 市级资金 | 小计", "spent"),
    ],
)
def test_units_with_the_sum_of_their_sources(lead: str, head: str, field: str, tmp_path: Path) -> None:
    rows = [head, "云岭中心小学 | 310 | 150 | 460", "南坡镇卫生院 | 210 | 50 | 260", "合计 | 520 | 200 | 720"]
    report = told(PROSE + lead + "\n" + "\n".join(rows) + "\n（单位：万元）\n", tmp_path)
    found = lines(report, field)
    assert found["云岭中心小学"] == "460万元"
    assert found["南坡镇卫生院"] == "260万元"
    assert (found["省级资金"], found["市级资金"]) == ("520万元", "200万元")
    assert {"520", "200"} <= sums(report, "consistent")


def test_kinds_of_money_side_by_side_are_lines_where_they_add_up(tmp_path: Path) -> None:
    rows = [
        "县（市、区）  直补资金  项目资金  小计（万元）",
        "云岭县  742  1,108  1,850",
        "南坡县  1,536  2,174  3,710",
    ]
    report = told(PROSE + "分配情况如下：\n" + "\n".join([*rows, "合计  2,278  3,282  5,560"]) + "\n", tmp_path)
    assert lines(report, "allocated") == {
        "合计": "5560万元", "云岭县": "1850万元", "南坡县": "3710万元", "直补资金": "2278万元", "项目资金": "3282万元"
    }  # fmt: skip
    other = told(PROSE + "分配情况如下：\n" + "\n".join([*rows, "合计  2,278  3,281  5,560"]) + "\n", tmp_path)
    assert "直补资金" not in lines(other, "allocated")


@pytest.mark.parametrize(
    ("head", "field", "amount"),
    [
        ("乡镇|任务（户）|完成（户）|下达补助（万元）", "allocated", "84.60万元"),
        ("类别|户数|月标准（元）|全年发放（万元）", "spent", "84.60万元"),
        ("区名|户数|人数|补贴（万元）", "spent", "84.60万元"),
    ],
)
def test_counts_and_prices_beside_money_are_none(head: str, field: str, amount: str, tmp_path: Path) -> None:
    rows = [head, "黄坡|38|41|84.60", "白塔|31|36|68.20", "三汊|31|36|62.10", "合计|100|113|214.90"]
    report = told(PROSE + "二、完成情况\n" + "\n".join(row.replace("|", "    ") for row in rows) + "\n", tmp_path)
    assert lines(report, field)["黄坡"] == amount
    assert not any(lines(report, other).get("黄坡") for other in ("initial", "adjusted", "balance"))


@pytest.mark.parametrize(("total", "wrong"), [("100|113", set()), ("100|110", {"110"})])
def test_counts_of_a_list_are_summed(total: str, wrong: set[str], tmp_path: Path) -> None:
    rows = ["乡镇|任务（户）|完成（户）|下达补助（万元）", "黄坡|38|41|84.60", "白塔|31|36|68.20", "三汊|31|36|62.10"]
    report = told(
        PROSE + "二、完成情况\n" + "\n".join([*rows, f"合计|{total}|214.90"]).replace("|", "\t") + "\n", tmp_path
    )
    assert sums(report, "inconsistent") == wrong
    assert "100" in sums(report, "consistent")


def test_the_total_of_a_list_of_one_kind_of_spending_is_no_total(tmp_path: Path) -> None:
    text = (
        "（一）全年预算2,200.00万元，全年支出2,134.00万元，执行率97.00%。\n"
        "（二）基本支出1,298.72万元。\n（三）项目支出835.28万元，安排项目2个，见下表：\n\n"
        "项目\t全年预算（万元）\t支出（万元）\t执行率\n文献购置\t470.00\t467.50\t99.5%\n古籍保护\t428.00\t367.78\t85.9%\n"
        "小计\t898.00\t835.28\t93.0%\n\n"
    )
    report = told(text, tmp_path)
    assert lines(report, "adjusted")["项目支出"] == "898.00万元"
    (total,) = [row for row in report.budget if row.role == "total"]
    assert (printed(total.adjusted), printed(total.spent)) == ("2200.00万元", "2134.00万元")
    assert {row.name.value for row in report.budget if row.part_of == "项目支出"} == {"文献购置", "古籍保护"}
    assert not sums(report, "inconsistent")


YEARS = "资金情况(万元)\n年度 | 预算 | 支出 | 结余 | 执行率\n2022年 | 170.0 | 157.4 | {left} | 92.6%\n2023年 | 185.0 | 177.6 | 7.4 | 96.0%\n"


def test_of_a_row_for_each_year_that_of_the_report_is_the_total(tmp_path: Path) -> None:
    report = told(YEARS.format(left="12.6"), tmp_path)
    (total,) = report.budget
    assert (total.role, printed(total.adjusted), printed(total.spent), printed(total.balance)) == (
        "total", "185.0万元", "177.6万元", "7.4万元"
    )  # fmt: skip
    held = {(f.rule, f.observed) for f in report.findings if f.status == "consistent"}
    assert {("balance", "126000"), ("balance", "74000"), ("execution-rate", "92.6"), ("execution-rate", "96")} <= held


def test_a_slip_in_the_row_of_another_year_is_told(tmp_path: Path) -> None:
    report = told(YEARS.format(left="16.2"), tmp_path)
    assert [(f.rule, f.observed) for f in report.findings if f.status == "inconsistent"] == [("balance", "162000")]


def test_years_of_something_else_are_no_total(tmp_path: Path) -> None:
    report = told(PROSE + YEARS.format(left="12.6"), tmp_path)
    (total,) = [row for row in report.budget if row.role == "total"]
    assert (printed(total.adjusted), printed(total.spent)) == ("1040万元", "1000.48万元")


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        ("磁源县　　9,260万元\n丛西区　　4,380万元\n经济开发区　　2,300万元\n", "subproject"),
        ("中央补助　　9,260万元\n省级补助　　4,380万元\n县级水费返还　　2,300万元\n", "source"),
    ],
)
def test_a_list_of_what_was_allocated_names_sources_or_those_who_got_it(rows: str, role: str, tmp_path: Path) -> None:
    report = told("（一）资金分解情况\n市财政局将资金分解下达，具体为：\n" + rows + "一、其他。无。\n", tmp_path)
    assert [(row.role, printed(row.allocated)) for row in report.budget] == [
        (role, "9260万元"), (role, "4380万元"), (role, "2300万元")
    ]  # fmt: skip


def test_the_caption_of_a_list_is_no_part_of_the_paragraph_below_it(tmp_path: Path) -> None:
    text = (
        PROSE + "支出明细如下（单位：万元）：\n冰雕制作  286.00\n宣传推广  132.40\n赛事  66.00\n合  计  484.40\n\n"
        "冰雕制作占比最大。\n"
    )
    found = lines(told(text, tmp_path), "spent")
    assert (found["冰雕制作"], found["宣传推广"], found["赛事"]) == ("286.00万元", "132.40万元", "66.00万元")
