"""Tables in plain text: cells parted by tabs, bars or blanks, and rows of which nobody can tell which cell is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.forms.text_tables import with_text_tables
from gouji.ocr.text.text_file import text_page
from gouji.schemas.record import Report
from tests.reading import printed, value

BLANKS = """\
一、项目概况
表1 2023年项目资金执行情况
单位：万元
支出项目    年初预算    调整后预算    支出数    执行率
水源地整治    28.50    30.00    29.10    97.00%
管网维修    36.20    36.20    35.81    98.92%
合计    64.70    66.20    64.91    98.05%
二、绩效完成情况
维修管网12.6公里。
"""
BARS = """\
一、项目概况
单位：万元
| 支出项目 | 年初预算 | 调整后预算 | 支出数 | 执行率 |
|---|---|---|---|---|
| 水源地整治 | 28.50 | 30.00 | 29.10 | 97.00% |
| 管网维修 | 36.20 | 36.20 | 35.81 | 98.92% |
| 合计 | 64.70 | 66.20 | 64.91 | 98.05% |
二、绩效完成情况
"""
TABS = """\
项目支出绩效自评表
（2023年度）
项目名称\t农村供水工程维修养护
主管部门\t绿湖县水利局\t实施单位\t绿湖镇人民政府
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t维修管网长度\t≥12公里\t12.6公里\t50\t50
\t质量指标\t水质达标率\t≥95%\t98.3%\t40\t39
"""


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


@pytest.mark.parametrize("text", [BLANKS, BARS])
def test_money(tmp_path: Path, text: str) -> None:
    record = read(tmp_path, text)
    assert [
        (value(r.name), printed(r.initial), printed(r.adjusted), printed(r.spent), printed(r.execution_rate))
        for r in record.budget
    ] == [
        ("合计", "64.70万元", "66.20万元", "64.91万元", "98.05%"),
        ("水源地整治", "28.50万元", "30.00万元", "29.10万元", "97.00%"),
        ("管网维修", "36.20万元", "36.20万元", "35.81万元", "98.92%"),
    ]
    assert record.budget[1].spent is not None
    assert record.budget[1].spent.line == 5
    assert {f.status for f in record.findings if f.rule in ("execution-rate", "sum-of-parts")} == {"consistent"}


def test_the_page_s_text_keeps_the_table_in_its_place(tmp_path: Path) -> None:
    words = read(tmp_path, BLANKS).document.pages[0].text
    assert words.index("单位：万元") < words.index("水源地整治") < words.index("二、绩效完成情况")


def test_a_form(tmp_path: Path) -> None:
    record = read(tmp_path, TABS)
    assert (value(record.cover.project_name), value(record.cover.department)) == (
        "农村供水工程维修养护",
        "绿湖镇人民政府",
    )
    assert [
        (value(i.level1), value(i.name), (i.actual and i.actual.text), printed(i.score)) for i in record.indicators
    ] == [
        ("产出指标", "维修管网长度", "12.6公里", "50分"),
        ("产出指标", "水质达标率", "98.3%", "39分"),
    ]


def test_an_empty_cell_is_told_by_what_stands_under_which_head() -> None:
    page = with_text_tables(
        text_page(
            "子项目      年初预算    全年预算    支出数\n甲          28.50       30.00       29.10\n乙                      36.20       35.81\n".encode()
        )
    )
    (grid,) = page.tables
    assert [(c.row, c.col, c.lines[0].text) for c in grid.cells if c.row == 2] == [
        (2, 0, "乙"),
        (2, 2, "36.20"),
        (2, 3, "35.81"),
    ]


def test_a_row_that_nobody_can_place_leaves_the_lines_as_they_are() -> None:
    page = with_text_tables(
        text_page(
            "子项目  年初预算  全年预算  支出数\n甲  28.50  30.00  29.10\n乙                                  36.20  35.81\n".encode()
        )
    )
    assert page.tables == []
    assert len(page.lines) == 3


@pytest.mark.parametrize(
    "text",
    ["项目名称：甲项目    填报单位：乙局\n联系人：丙    电话：0001-5550000\n", "一  二\n三  四\n", "本年支出5万元。\n"],
)
def test_no_table(text: str) -> None:
    assert with_text_tables(text_page(text.encode())).tables == []


def test_an_empty_line_after_every_line_parts_no_rows(tmp_path: Path) -> None:
    record = read(tmp_path, BLANKS.replace("\n", "\n\n"))
    assert [(value(r.name), printed(r.spent)) for r in record.budget] == [
        ("合计", "64.91万元"),
        ("水源地整治", "29.10万元"),
        ("管网维修", "35.81万元"),
    ]
    assert record.budget[1].spent is not None and record.budget[1].spent.line == 9


@pytest.mark.parametrize("name", ["水源地整治", "水源地\n整治"])
def test_a_name_that_stands_above_its_figures(tmp_path: Path, name: str) -> None:
    record = read(tmp_path, BLANKS.replace("水源地整治    ", f"{name}\n"))
    assert [(value(r.name), printed(r.initial), printed(r.spent)) for r in record.budget][1:] == [
        ("水源地整治", "28.50万元", "29.10万元"),
        ("管网维修", "36.20万元", "35.81万元"),
    ]


WRAPPED = """\
一、项目概况
资金安排及支出情况详见下表
表1 2023年项目货金执行情况
单位：元
项目内容  年初预算  预算调整
调整后预
算
全年执行
数
结余  执行率
水源地整治工
程
508,545.2
2
-26,000
482,545.2
2
401,670.6
4
80,874.58  83.24%
管网维修  1,300,000  o  1,300,000  1,287,500  12,5 00  99,04%
{turn}合计  1,808,545.22  -26,000  1,782,545.22
1,689,170
.64
93,374.58  94.76%
二、绩效完成情况
维修管网12.6公里。
"""
AGAIN = """



顷目内容  年初预箅  预算调整
调整后预
算
全年执行
数
结余  拭行率
"""


@pytest.mark.parametrize("turn", ["", AGAIN])
@pytest.mark.parametrize("spaced", [False, True])
def test_cells_that_run_over_lines_of_their_own(tmp_path: Path, turn: str, spaced: bool) -> None:
    """The head too, and once more where the page turns, with characters misread."""
    text = WRAPPED.replace("{turn}", turn.lstrip() if spaced else turn)
    record = read(tmp_path, text.replace("\n", "\n\n") if spaced else text)
    assert [
        (
            value(r.name),
            *(
                leaf and leaf.value and leaf.value.number
                for leaf in (r.initial, r.adjustment, r.adjusted, r.spent, r.balance, r.execution_rate)
            ),
        )
        for r in record.budget
    ] == [
        ("合计", "1808545.22", "-26000", "1782545.22", "1689170.64", "93374.58", "94.76"),
        ("水源地整治工程", "508545.22", "-26000", "482545.22", "401670.64", "80874.58", "83.24"),
        ("管网维修", "1300000", "0", "1300000", "1287500", "12500", "99.04"),
    ]
    assert {f.status for f in record.findings if f.rule in ("execution-rate", "sum-of-parts", "balance")} == {
        "consistent"
    }
    assert [s.text for s in record.sections] == ["资金安排及支出情况详见下表", "维修管网12.6公里。"]
    doubted = record.budget[2].balance
    assert doubted is not None and doubted.raw == "12,5 00" and doubted.confidence < 0.9


def test_cells_that_make_no_even_rows_are_no_such_table() -> None:
    text = "子项目  年初预算  支出数\n甲工程\n12.50\n11.20\n乙工程\n13.50\n"
    assert with_text_tables(text_page(text.encode())).tables == []


def test_rows_without_a_head_say_nothing_by_the_head_of_another_table(tmp_path: Path) -> None:
    """Indicators after the money, their head on lines of its own: no money."""
    text = BLANKS.replace(
        "维修管网12.6公里。\n",
        "维修管网12.6公里。\n\n甲管网长度    ≥12公里    12.6公里    10    10\n乙合格率    ≥95%    96%    10    10\n",
    )
    record = read(tmp_path, text)
    assert [value(r.name) for r in record.budget] == ["合计", "水源地整治", "管网维修"]


STACKED = """\
项目支出绩效自评表
{head}
年初预算数
全年预算数
全年执行数
分值
执行率
得分
年度资金总额
140.00
138.00
136.24
10
98.72%
9.87
上级补助
80.00
80.00
80.00
本级财政
60.00
58.00
56.24
年度总体目标
维修管网12公里以上，保证供水不断。
"""


@pytest.mark.parametrize("head", ["项目资金（万元）", "项目资金\n（万元）", "预算执行（万元）"])
def test_rows_of_one_cell_a_line_end_before_the_next_name(tmp_path: Path, head: str) -> None:
    """A source has no points: its row is shorter than the head, and no name stands among the figures."""
    record = read(tmp_path, STACKED.replace("{head}", head))
    assert [
        (value(r.name), printed(r.initial), printed(r.adjusted), printed(r.spent), printed(r.score))
        for r in record.budget
    ] == [
        ("年度资金总额", "140.00万元", "138.00万元", "136.24万元", "9.87分"),
        ("上级补助", "80.00万元", "80.00万元", "80.00万元", None),
        ("本级财政", "60.00万元", "58.00万元", "56.24万元", None),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "品名\n数量（台）\n单价（元）\n金额（元）\n扫雪机\n14\n12,800\n179,200\n撒布机\n3\n9,000\n27,000\n合计\n17\n—\n206,200\n",
        "类别|数量（台）|金额（元）|占比\n扫雪机|14|179,200|86.9%\n撒布机|3|27,000|13.1%\n合计|17|206,200|100.0%\n",
    ],
)
def test_a_list_of_amounts_is_what_its_sum_is_in_the_prose(tmp_path: Path, table: str) -> None:
    """金额 speaks against no field, and a dash is a cell with nothing in it."""
    record = read(
        tmp_path,
        f"除雪机具购置项目自评说明\n（2024年度）\n预算21万元，全年支出20.62万元，购置清单：\n\n{table}\n机具分到9个社区。\n",
    )
    assert [(value(r.name), printed(r.spent)) for r in record.budget if r.role == "subproject"] == [
        ("扫雪机", "179200元"),
        ("撒布机", "27000元"),
    ]
