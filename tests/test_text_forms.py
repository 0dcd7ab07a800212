"""Forms (自评表) in plain text: cells row by row, wrapped ones on lines of their own, merged ones printed once."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.forms.text_tables import with_text_tables
from gouji.ocr.text.text_file import text_page
from gouji.schemas.record import Report
from tests.reading import printed, value

HEAD = """\
项目支出绩效自评表
(2023年度)
项目名称  农村供水工程维修养护项目
主管部门
绿湖县水利局
实施单位(盖
章)
绿湖县供水服务站
项目负责人及电
话
苏小满0781-5550133  填报日期  2024年3月1日
"""
MONEY = """\
项目资金
(万元)
年初预算数  全年预算数
全年执行
数
分值  执行率  得分
年度资金总额  120.00  110.00  99.00  10  90.00%  9
其中:财政拨款  100.00  90,00  81.00
　　　上年结转资
金
20.00  20.00  18.00
　　　其他资金
"""
INDICATORS = """\
绩效
指标
{head}产出指标
数量指标
维修管网长度  ≥12公里
12.6公里  20  20  无
新增用水户数  ≥3 10户  298户  10  9.6
受天气影响
工期顺延,
已调整计划
质量指标
水质检测合格
率
≥95%  98.3%  20  20  无
{turn}效益指标
社会效益指
标
受益人口  ≥5万人  5万人  15  15  无
长效机制  基本健全
部分达成预
期指标
15  12  建设周期较长
满意度指标  服务对象满意度指标  用水户满意度  ≥90%  92%  10  10  无
总分  100
95.6
评价结论  项目管理较为规范。
"""
COLUMNS = """\
一级指标  二级指标  三级指标  年度指标值
实际完成
值
分值  得分
偏差原因分
析
"""


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "form.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


@pytest.mark.parametrize("turn", ["", "\n\n\n\n" + COLUMNS.replace("指标值", "指标植")])
@pytest.mark.parametrize("spaced", [False, True])
def test_a_form(tmp_path: Path, turn: str, spaced: bool) -> None:
    """Also where the page turns and the head is printed once more, a character misread; and with an empty line after every line."""
    text = HEAD + MONEY + INDICATORS.format(head=COLUMNS, turn=turn)
    record = read(tmp_path, text.replace("\n", "\n\n") if spaced else text)
    cover = record.cover
    assert (value(cover.project_name), value(cover.supervising_department), value(cover.department)) == (
        "农村供水工程维修养护项目",
        "绿湖县水利局",
        "绿湖县供水服务站",
    )
    assert (value(cover.contact_person), value(cover.contact_phone), value(cover.report_date)) == (
        "苏小满",
        "0781-5550133",
        "2024-03-01",
    )
    assert [
        (
            value(r.name),
            printed(r.initial),
            printed(r.adjusted),
            printed(r.spent),
            printed(r.execution_rate),
            printed(r.score),
        )
        for r in record.budget
    ] == [
        ("年度资金总额", "120.00万元", "110.00万元", "99.00万元", "90.00%", "9分"),
        ("财政拨款", "100.00万元", "90.00万元", "81.00万元", None, None),
        ("上年结转资金", "20.00万元", "20.00万元", "18.00万元", None, None),
        ("其他资金", None, None, None, None, None),
    ]
    assert [
        (
            value(i.level1),
            value(i.level2),
            value(i.name),
            i.target and i.target.text,
            i.actual and i.actual.text,
            printed(i.weight),
            printed(i.score),
        )
        for i in record.indicators
    ] == [
        ("产出指标", "数量指标", "维修管网长度", "≥12公里", "12.6公里", "20分", "20分"),
        ("产出指标", "数量指标", "新增用水户数", "≥310户", "298户", "10分", "9.6分"),
        ("产出指标", "质量指标", "水质检测合格率", "≥95%", "98.3%", "20分", "20分"),
        ("效益指标", "社会效益指标", "受益人口", "≥5万人", "5万人", "15分", "15分"),
        ("效益指标", "社会效益指标", "长效机制", "基本健全", "部分达成预期指标", "15分", "12分"),
        ("满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%", "92%", "10分", "10分"),
    ]
    assert record.indicators[1].deviation is not None and record.indicators[
        1
    ].deviation.text == "受天气影响工期顺延,已调整计划".replace(",", "，")
    assert (printed(record.evaluation.score), printed(record.evaluation.full_score)) == ("95.6分", "100分")
    assert {f.rule for f in record.findings if f.status == "inconsistent"} == set()
    assert {
        f.status for f in record.findings if f.rule in ("scores-total", "weights-total", "sum-of-sources", "rate-score")
    } == {"consistent"}


@pytest.mark.parametrize(
    ("rows", "spent"),
    [
        ("年度资金总额\n1,120,00\n0.00\n1,110,000\n.00\n999,000.00  10  90.00%  9\n", "999000.00万元"),
        # Two of three amounts: nobody knows which.
        ("年度资金总额  120.00  99.00  10  90.00%  9\n", None),
        ("年度资金总额  120.00  99.00\n", None),
        # An amount whose end is nowhere.
        ("年度资金总额\n1,120,00\n110.00  99.00  10  90.00%  9\n", "99.00万元"),
        ("年度资金总额\n1,120,0\n110.00  99.00  10  90.00%  9\n", None),
    ],
)
def test_a_row_of_money_has_all_its_figures_or_is_not_told(tmp_path: Path, rows: str, spent: str | None) -> None:
    record = read(tmp_path, HEAD + MONEY.split("年度资金总额")[0] + rows)
    assert [printed(r.spent) for r in record.budget] == ([spent] if spent else [])
    assert any(not table.understood for table in record.tables) == (spent is None)


def test_what_an_untold_table_has_is_missing_from_no_sum(tmp_path: Path) -> None:
    """100 points beside 90 that were read are no error of the report where the other ten stand in a table that was not."""
    broken = MONEY.replace("120.00  110.00  99.00  10", "120.00  99.00  10")
    record = read(tmp_path, HEAD + broken + INDICATORS.format(head=COLUMNS, turn=""))
    assert len(record.indicators) == 6
    assert {f.rule for f in record.findings if f.status == "inconsistent"} == set()
    assert "table-unknown" in {f.rule for f in record.findings}


@pytest.mark.parametrize(
    "text",
    [
        # A table of money whose first head is none of a form, and which does not come out as a stream of cells.
        "子项目\n年初预算\n数\n全年预算\n数\n执行数  结余\n甲工程  1.00  2.00  3.00\n乙工程  1.00  2.00  3.00  4.00\n",
        "年初预算数较上年增加。\n执行率  得分\n",
        "一级指标  二级指标\n决策\n",
    ],
)
def test_no_form(text: str) -> None:
    heads = [
        "".join(line.text for cell in grid.cells if cell.row == 0 for line in cell.lines)
        for grid in with_text_tables(text_page(text.encode())).tables
    ]
    assert not any("预算" in head and len(head) > 4 for head in heads)


def test_indicators_without_a_total_end_where_the_text_goes_on(tmp_path: Path) -> None:
    text = INDICATORS.format(head=COLUMNS, turn="").split("总分")[0]
    record = read(tmp_path, HEAD + text + "一、其他说明\n无其他说明事项。\n")
    assert len(record.indicators) == 6
    assert [s.title.text for s in record.sections] == ["其他说明"]


def test_points_of_a_level_that_stand_rows_below_its_name(tmp_path: Path) -> None:
    text = INDICATORS.format(head=COLUMNS, turn="").replace("新增用水户数", "(50分)\n新增用水户数")
    assert [value(i.level1) for i in read(tmp_path, HEAD + text).indicators][:3] == ["产出指标"] * 3
