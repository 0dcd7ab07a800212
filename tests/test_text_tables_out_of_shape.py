"""Tables of plain text that lost their shape: cut names, turned pages, heads told by a sentence, forms in one line, points for commas."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.normalize.figures.declared_money import declared_money
from gouji.schemas.record import Report
from gouji.tables.wrapped_names import parts_of_names
from tests.reading import printed, value

HEAD = "2023年度浅滩芦苇复育项目绩效自评报告\n实施单位：大洼县湿地站\n"
TURNED = """
支出明细（单位：元）
科目|预算|支出|结余
苗种采购|820,000|803,600|16,400
  - 5 -
大洼县湿地站
科目|预算|支出|结余
放流运输|60,000|60,000|0
合计|880,000|863,600|16,400
"""
TOLD = """
下表从左到右依次为项目名称、年初预算、全年预算、全年执行数（万元）。
防浪桩|35|40|39.2
水位计|22|22|20.9
合计|57|62|60.1
"""
LEADERS = """
收支情况（单位：元，左列为预算数，右列为决算数）
基本支出…………3,200,000…………3,184,000
项目支出………… 800,000………… 776,000
合计……………… 4,000,000………… 3,960,000
"""
FLAT = (
    "项目支出绩效自评表 项目名称 岸线复绿工程 主管部门 大洼县水利局 项目单位 大洼县湿地站 联系人 谭一苇 资金情况（万元） 预算数 到位数 支出数 执行率 "
    "资金总额 120.00 120.00 114.00 95% 中央资金 80.00 80.00 76.00 95% 地方资金 40.00 40.00 38.00 95% 自评总分 96.5\n"
)
SINGLE_BLANK = """
资金来源      年初预算数    全年执行数    执行率
年度资金总额 1,250,000.00  1,187,500.00  95%
财政拨款 1,000,000.00  950,000.00  95%
其他资金 250,000.00  237,500.00  95%
单位：元
"""
NAMELESS = """
资金情况    金额单位：万元
年初预算数    预算调整数    调整后预算数    决算支出数    执行率
300.00       (24.00)      276.00        270.48       98.0%
"""
BACKWARDS = """
单位：万元

项目    支出    预算    结余
芦苇苗  57.00   60.00   3.00
围堰    9.00    10.00   1.00
合计    66.00   70.00   4.00
"""


def report_of(text: str, folder: Path, head: str = HEAD) -> Report:
    path = folder / "r.txt"
    path.write_text(head + text, encoding="utf-8")
    (report,) = gouji.read(path)
    return report


def total(report: Report, *fields: str) -> list[str | None]:
    (row,) = [row for row in report.budget if row.role == "total"]
    return [printed(getattr(row, f)) for f in fields]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([["名称", "预算"], ["堤岸植草及", ""], ["巡护", "3.00", "2.00"]], {}),
        ([["项目", "预算"], ["堤岸植草及"], ["日常巡护", "3.00"], ["合计", "3.00"]], {2: (1, 0)}),
        ([["项目", "预算"], ["水位自动监", "3.00"], ["测站维护"], ["合计", "3.00"]], {1: (0, 1)}),
        ([["项目", "预算"], ["管护站（含"], ["3.00", "2.00"], ["码头）"], ["合计", "3.00"]], {2: (1, 1)}),
        ([["项目", "预算"], ["产业发展"], ["油茶抚育", "3.00"], ["竹林抚育", "4.00"]], {}),
        ([["项目", "预算"], ["其中："], ["油茶抚育", "3.00"], ["竹林抚育", "4.00"]], {}),
    ],
)
def test_a_line_belongs_to_a_name_where_it_ends_as_no_name_does(
    rows: list[list[str]], parts: dict[int, tuple[int, int]]
) -> None:
    assert parts_of_names(rows) == parts


def test_a_page_that_turns_parts_no_table(tmp_path: Path) -> None:
    report = report_of(TURNED, tmp_path)
    assert len(report.tables) == 1
    assert total(report, "adjusted", "spent", "balance") == ["880000元", "863600元", "16400元"]


def test_another_table_behind_the_turn_stays_one_of_its_own(tmp_path: Path) -> None:
    text = TURNED.replace("科目|预算|支出|结余\n放流", "科目|支出|预算|结余\n放流")
    assert len(report_of(text, tmp_path).tables) == 2


@pytest.mark.parametrize(
    ("text", "fields", "figures"),
    [
        (TOLD, ("initial", "adjusted", "spent"), ["57万元", "62万元", "60.1万元"]),
        (LEADERS, ("adjusted", "spent"), ["4000000元", "3960000元"]),
        (SINGLE_BLANK, ("initial", "spent"), ["1250000.00元", "1187500.00元"]),
        (NAMELESS, ("initial", "adjustment", "adjusted", "spent"), ["300.00万元", "-24.00万元", "276.00万元", "270.48万元"]),
        (BACKWARDS, ("adjusted", "spent", "balance"), ["70.00万元", "66.00万元", "4.00万元"]),
        ("资金（万元）预算数/执行数/执行率：26.00/25.48/98%\n", ("adjusted", "spent", "execution_rate"), ["26.00万元", "25.48万元", "98%"]),
        ("年初预算40万元　执行数38万元　执行率95%\n", ("initial", "spent", "execution_rate"), ["40万元", "38万元", "95%"]),
    ],
)  # fmt: skip
def test_the_whole_of_a_table_out_of_shape(
    text: str, fields: tuple[str, ...], figures: list[str], tmp_path: Path
) -> None:
    assert total(report_of(text, tmp_path), *fields) == figures


def test_a_form_in_one_line_has_its_cover_and_its_rows(tmp_path: Path) -> None:
    report = report_of(FLAT, tmp_path, "")
    assert [
        value(report.cover.project_name),
        value(report.cover.supervising_department),
        value(report.cover.department),
    ] == [
        "岸线复绿工程",
        "大洼县水利局",
        "大洼县湿地站",
    ]
    assert [(value(row.name), printed(row.adjusted), printed(row.spent)) for row in report.budget] == [
        ("资金总额", "120.00万元", "114.00万元"),
        ("中央资金", "80.00万元", "76.00万元"),
        ("地方资金", "40.00万元", "38.00万元"),
    ]


def test_labels_of_a_cover_without_marks_part_their_values(tmp_path: Path) -> None:
    line = "项目名称浅滩芦苇复育主管部门大洼县水利局项目单位大洼县湿地站填报日期2024年3月1日\n"
    cover = report_of(line, tmp_path, "").cover
    assert [value(cover.project_name), value(cover.supervising_department), value(cover.department)] == [
        "浅滩芦苇复育",
        "大洼县水利局",
        "大洼县湿地站",
    ]


def test_points_between_thousands_are_commas_where_a_text_writes_so(tmp_path: Path) -> None:
    clear = "年初预算1.860.000元，调整后预算2.100.000.00元，实际支出1.995.000元，结余105.000元。样本均重2.125千克。\n"
    report = report_of(clear, tmp_path)
    assert total(report, "initial", "adjusted", "spent", "balance") == [
        "1860000元",
        "2100000.00元",
        "1995000元",
        "105000元",
    ]
    assert [printed(fact.value) for fact in report.facts] == ["2.125千克"]


def test_a_single_point_is_one_where_nothing_shows_another_use(tmp_path: Path) -> None:
    report = report_of("年初预算1860元，实际支出1650元，每份成本12.500元。\n", tmp_path)
    assert total(report, "initial", "spent") == ["1860元", "1650元"]
    assert "12500元" not in [printed(fact.value) for fact in report.facts]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("收支情况（元，左列为预算数）", "元"),
        ("依次为甲、乙、全年执行数（万元）。", "万元"),
        ("补助（每户，万元起）", None),
    ],
)
def test_a_line_declares_its_unit_among_other_words(words: str, unit: str | None) -> None:
    assert declared_money(words) == unit


def test_labels_between_bars_are_parted_already(tmp_path: Path) -> None:
    text = "项目名称｜浅滩芦苇复育\n主管部门｜大洼县水利局　｜实施单位｜大洼县湿地站\n填表人｜谭一苇　｜联系电话｜0700-0004321　｜填表日期｜2024年1月29日\n"
    cover = report_of(text, tmp_path, "").cover
    assert [value(cover.supervising_department), value(cover.department), value(cover.contact_person)] == [
        "大洼县水利局",
        "大洼县湿地站",
        "谭一苇",
    ]


STACKED = """
| 资金来源 | 年初预算（万元） | 支出（万元） |
|---|---|---|
| 合计<br>其中：省级资金<br>县级资金 | 30.00<br>20.00<br>10.00 | 28.50<br>19.00<br>9.50 |
"""
GLUED = """
单位：万元
项目名称年初预算支出结余执行率
芦苇苗60.0057.003.0095%
围堰1,010.00909.00101.0090%
合计1,070.00966.00104.0090.28%
"""
RULED = """
单位：万元

                预算安排              资金执行
项目      --------------------    ------------
          年初数        调整数        支出数
芦苇苗     60.00         -2.00         57.00
围堰       10.00          2.00          9.00
合计       70.00          0.00         66.00
"""
STROKES = """
资金用途（万元）
用途 / 年初预算 / 支出
芦苇苗（元/株） / 60.00 / 57.00
围堰 / 10.00 / 9.00
合计 / 70.00 / 66.00
"""
JSON = """{"项目名称": "浅滩复育", "实施单位": "大洼县湿地站", "单位": "万元", "年度": 2023,
 "资金": [{"来源": "合计", "年初预算": 70.0, "支出": 66.00, "执行率": null}, {"来源": "省级资金", "年初预算": 70, "支出": 66, "执行率": "94.3%"}]}
"""
YAML = """项目名称: 浅滩复育
实施单位: 大洼县湿地站
单位: 万元
资金:
  - 来源: 合计
    年初预算: 70.0
    支出: 66.00
  - 来源: 省级资金
    年初预算: 70
    支出: 66
"""


@pytest.mark.parametrize(
    ("text", "head", "figures"),
    [
        (STACKED, HEAD, ["30.00万元", "28.50万元"]),
        (GLUED, HEAD, ["1070.00万元", "966.00万元"]),
        (RULED, HEAD, ["70.00万元", "66.00万元"]),
        (STROKES, HEAD, ["70.00万元", "66.00万元"]),
        (JSON, "", ["70.0万元", "66.00万元"]),
        (YAML, "", ["70.0万元", "66.00万元"]),
    ],
    ids=["stacked", "glued", "ruled", "strokes", "json", "yaml"],
)
def test_the_whole_of_rows_that_ran_together_or_apart(text: str, head: str, figures: list[str], tmp_path: Path) -> None:
    report = report_of(text, tmp_path, head)
    assert total(report, "initial", "spent") == figures
    assert value(report.cover.department) == ("大洼县湿地站")


def test_a_break_in_one_cell_alone_parts_no_rows(tmp_path: Path) -> None:
    text = "\n| 资金来源 | 年初预算（万元） | 支出（万元） |\n|---|---|---|\n| 合计<br>（全年） | 30.00 | 28.50 |\n| 省级资金 | 30.00 | 28.50 |\n"
    assert [len(row) for row in report_of(text, tmp_path).tables[0].rows] == [3, 3, 3]


def test_text_that_only_begins_like_json_is_read_as_it_stands(tmp_path: Path) -> None:
    text = "{草稿} 年初预算40万元，全年支出38.6万元，执行率96.5%。\n"
    assert total(report_of(text, tmp_path, ""), "initial", "spent") == ["40万元", "38.6万元"]
