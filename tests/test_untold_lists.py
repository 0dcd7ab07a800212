"""Small tables inside narratives whose heads, delimiters or places tell little: what the prose says of their sums tells the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.label_lines import label_lines
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line
from gouji.schemas.record import Report
from tests.plain_report import read
from tests.reading import printed

TITLE = "2022年度果园灌溉改造项目绩效自评报告\n填报单位：云岭县果业服务中心\n"
PROSE = "一、资金。年初预算1,250万元，全年支出1,186.45万元，执行率94.92%，结余63.55万元。\n"
END = "三、打算。明年继续做好管护工作。\n"
ROWS = ("蓄水池修建", "612.30"), ("管道铺设", "388.95"), ("水泵购置", "185.20")


def told(lines: str, folder: Path, prose: str = PROSE) -> Report:
    return read(TITLE + prose + lines + END, folder)


def lines(report: Report, field: str = "spent", role: str = "subproject") -> dict[str | None, str | None]:
    return {
        row.name.value: printed(getattr(row, field))
        for row in report.budget
        if row.role == role and getattr(row, field)
    }


def wrong_sums(report: Report) -> list[str | None]:
    return [f.observed for f in report.findings if f.rule == "sum-of-parts" and f.status == "inconsistent"]


SPENT = {"蓄水池修建": "612.30万元", "管道铺设": "388.95万元", "水泵购置": "185.20万元"}


@pytest.mark.parametrize(
    ("head", "row", "total"),
    [
        ("内容\t2022年\t2021年", "{name}\t{figure}\t1{figure}", "合计\t1,186.45\t4,186.45"),
        ("内容\t核付（万元）", "{name}\t{figure}", "合计\t1,186.45"),
        (
            "内容 | 长度（公里） | 完成投资（万元） | 备注",
            "{name} | 12.5 | {figure} | 已完工",
            "合计 | 37.5 | 1,186.45 |",
        ),
        ("| 1.工程类 | 1,001.25 |", "| {name} | {figure} |", "| 合计 | 1,186.45 |"),
    ],
)
def test_the_sum_that_the_prose_tells_says_what_a_column_holds(head: str, row: str, total: str, tmp_path: Path) -> None:
    rows = [row.format(name=name, figure=figure) for name, figure in ROWS]
    if head.startswith("| 1."):
        rows = ["| 项目 | 金额 |", head, *rows[:2], "| 2.设备类 | 185.20 |", rows[2]]
    else:
        rows = [head, *rows]
    report = told("二、明细见下（单位：万元）：\n\n" + "\n".join([*rows, total]) + "\n\n", tmp_path)
    assert lines(report).items() >= SPENT.items()
    assert not wrong_sums(report)
    assert [row.role for row in report.budget].count("total") == 1


def test_rows_below_numbered_rows_are_their_parts(tmp_path: Path) -> None:
    rows = ["| 项目 | 金额 |", "| 1.工程类 | 1,001.25 |", "| 蓄水池修建 | 612.30 |", "| 管道铺设 | 388.95 |"]
    rows += ["| 2.设备类 | 185.20 |", "| 水泵购置 | 185.20 |", "| 合计 | 1,186.45 |"]
    report = told("二、明细见下（单位：万元）：\n\n" + "\n".join(rows) + "\n\n", tmp_path)
    assert {row.name.value: row.part_of for row in report.budget if row.role == "subproject"} == {
        "工程类": None, "蓄水池修建": "工程类", "管道铺设": "工程类", "设备类": None, "水泵购置": "设备类"
    }  # fmt: skip


def test_a_total_that_does_not_add_up_is_found_all_the_same(tmp_path: Path) -> None:
    prose = PROSE.replace("1,186.45", "1,186.54").replace("63.55", "63.46")
    rows = ["内容\t核付", *("\t".join(row) for row in ROWS), "合计\t1,186.54"]
    report = told("二、明细见下（单位：万元）：\n\n" + "\n".join(rows) + "\n\n", tmp_path, prose)
    assert lines(report) == SPENT
    assert wrong_sums(report) == ["11865400"]
    rows = ["内容\t核付", *("\t".join(row) for row in ROWS), "合计\t1,168.45"]
    report = told("二、明细见下（单位：万元）：\n\n" + "\n".join(rows) + "\n\n", tmp_path)
    assert lines(report) == SPENT
    assert any("1,168.45" in f.message for f in report.findings if f.status == "inconsistent")


@pytest.mark.parametrize(
    ("head", "total"),
    [
        ("内容\t2021年", "1,186.45"),  # another year's column, by chance with the same sum
        ("内容\t面积（亩）", "1,186.45"),  # counted in something else
        ("内容\t核付", "1,190.45"),  # no sum that the prose tells
    ],
)
def test_columns_that_nothing_tells_are_no_lines(head: str, total: str, tmp_path: Path) -> None:
    rows = ["\t".join(row) for row in ROWS[:2]] + ["水泵购置\t" + ("189.20" if total.endswith("90.45") else "185.20")]
    report = told("二、明细见下：\n\n" + "\n".join([head, *rows, f"合计\t{total}"]) + "\n\n", tmp_path)
    assert lines(report) == {}


def test_a_plan_and_what_arrived_alike_leave_the_column_open(tmp_path: Path) -> None:
    prose = "一、资金。年初预算1,250.40万元，全年预算1,180.65万元，到位1,180.65万元，支出1,100.20万元。\n"
    rows = ["内容\t数额", "蓄水池修建\t606.50", "管道铺设\t388.95", "水泵购置\t185.20", "合计\t1,180.65"]
    report = told("二、明细见下（单位：万元）：\n\n" + "\n".join(rows) + "\n\n", tmp_path, prose)
    assert lines(report) == lines(report, "adjusted") == lines(report, "allocated") == {}


STACKED = ["内容", "预算", "实际", "占比"]


def test_a_cell_a_line_below_heads_without_a_number(tmp_path: Path) -> None:
    cells = [*STACKED, "蓄水池修建", "640", "612.30", "51.61%", "管道铺设", "410", "388.95", "32.78%"]
    cells += ["水泵购置", "200", "185.20", "15.61%", "合计", "1,250", "1,186.45", "100%"]
    report = told("表1 支出构成\n单位：万元\n" + "\n".join(cells) + "\n\n", tmp_path)
    assert lines(report) == SPENT
    assert lines(report, "adjusted") == {"蓄水池修建": "640万元", "管道铺设": "410万元", "水泵购置": "200万元"}


def test_a_cell_a_line_with_numbers_and_a_sum_of_fewer_cells(tmp_path: Path) -> None:
    cells = ["序号", "路段名称", "里程（公里）", "投资（万元）", "完工日期"]
    for number, (name, figure) in enumerate(ROWS, 1):
        cells += [str(number), name, f"{number}.25", figure, f"2022.6.{number}0"]
    report = told("二、路段清单如下。\n" + "\n".join([*cells, "小计", "6.75", "1,186.45"]) + "\n\n", tmp_path)
    assert lines(report) == SPENT


def test_single_blanks_part_columns(tmp_path: Path) -> None:
    rows = ["内容 预算 支出 执行率", "蓄水池 修建 640.00 612.30 95.67%", "管道铺设 410.00 388.95 94.87%"]
    text = "二、重点内容（单位：万元）\n" + "\n".join([*rows, "两项小计 1,050.00 1,001.25 95.36%"]) + "\n"
    report = told(text, tmp_path)
    assert lines(report) == {"蓄水池修建": "612.30万元", "管道铺设": "388.95万元"}
    assert lines(report, "spent", "total") == {"合计": "1186.45万元"}
    report = told(text.replace("1,001.25", "1,010.25"), tmp_path)
    assert wrong_sums(report) == ["1010.25"]


def test_words_between_single_blanks_are_no_table(tmp_path: Path) -> None:
    report = told("二、成效 资金 管理 规范\n新建 水池 12 个 管道 8 公里\n培训 农户 35 户\n", tmp_path)
    assert report.tables == []


LABELS = [
    "二 资金情况（元）",
    "预算数：1,250,000.00",
    "  其中 蓄水池修建：700,000.00",
    "       管道铺设：550,000.00",
    "执行数：1,187,500.00    执行率：95.00%",
    "  其中 蓄水池修建：660,000.00",
    "       管道铺设：527,500.00",
    "2021年执行数：915,300.00",
    "结余：62,500.00",
]


def test_lines_of_labels_tell_the_total_and_its_parts(tmp_path: Path) -> None:
    report = told("\n".join(LABELS) + "\n", tmp_path, prose="")
    (total,) = [row for row in report.budget if row.role == "total"]
    assert [printed(leaf) for leaf in (total.adjusted, total.spent, total.balance, total.execution_rate)] == [
        "1250000.00元", "1187500.00元", "62500.00元", "95.00%"
    ]  # fmt: skip
    assert lines(report) == {"蓄水池修建": "660000.00元", "管道铺设": "527500.00元"}
    assert lines(report, "adjusted") == {"蓄水池修建": "700000.00元", "管道铺设": "550000.00元"}
    report = told("\n".join(LABELS).replace("527,500.00", "572,500.00") + "\n", tmp_path, prose="")
    assert wrong_sums(report) == ["1187500"]


@pytest.mark.parametrize(
    "line",
    [
        "年度预算：125万元（县级财政全额安排）　　实际支出：118.75万元　　执行率：95%　　结余：6.25万元",
        "资金（万元）\t预算 125　支出 118.75　执行率 95%　结余 6.25",
    ],
)
def test_several_labels_in_a_line(line: str, tmp_path: Path) -> None:
    report = read(TITLE + line + "\n\n二、成效\n新建水池12个，受益农户35户。\n", tmp_path)
    (total,) = [row for row in report.budget if row.role == "total"]
    assert [printed(leaf) for leaf in (total.adjusted, total.spent, total.balance, total.execution_rate)] == [
        "125万元", "118.75万元", "6.25万元", "95%"
    ]  # fmt: skip
    assert lines(report, "adjusted", "source") == ({"县级财政": "125万元"} if "县级" in line else {})


def test_labels_of_two_totals_are_nobodys() -> None:
    text = "预算：125万元　支出：118.75万元\n乙项目\n预算：80万元　支出：76万元"
    page = [Line([Glyph(char, line=n) for char in line], number=n) for n, line in enumerate(text.split("\n"), 1)]
    assert label_lines(page[:1], 2022, load_grammar())
    assert label_lines(page, 2022, load_grammar()) == []


FORM = [
    "项目名称\t果园灌溉改造",
    "主管部门\t云岭县农业农村局\t实施单位\t云岭县果业服务中心",
    "资金情况\t年初预算\t调整预算\t实际支出\t执行率",
    "资金总额\t1,250,000.00\t1,200,000.00\t1,140,000.00\t95.00%",
    "其中：省级直达\t800,000.00\t800,000.00\t800,000.00\t100.00%",
    "县级配套\t450,000.00\t400,000.00\t340,000.00\t85.00%",
    "完成情况\t新建水池12个，铺设管道8公里，受益农户35户",
    "指标1\t产出\t数量\t新建水池\t12个\t12个\t20\t20",
    "指标2\t产出\t数量\t铺设管道\t8公里\t8公里\t20\t20",
    "填表人\t苏小满\t审核人\t江一帆\t填报时间\t2023.1.10",
]


def test_money_inside_of_a_form_that_tabs_part(tmp_path: Path) -> None:
    report = read("项目支出绩效自评表\n" + "\n".join(FORM) + "\n", tmp_path)
    assert lines(report, "spent", "source") == {"省级直达": "800000.00", "县级配套": "340000.00"}
    assert lines(report, "adjusted", "total") == {"资金总额": "1200000.00"}
