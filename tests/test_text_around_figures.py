"""What stands around the figures of a plain text: notes and their marks, stamps of printing programs, instructions, lines of labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.normalize.figures.declared_money import declared_money
from gouji.normalize.layout.print_stamps import is_print_stamp
from tests.reading import printed, read_text, total_line, yuan

HEAD = "2031年度项目支出绩效自评表\n"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("注：本表金额均以“千元”列示，保留一位小数。", "千元"),
        ("说明：上列数据以亿元为单位。", "亿元"),
        ("备注：除另有说明外，表内资金按百万元计算。", "百万元"),
        ("资金按每户3万元计算。", None),
        ("全年收支按月列报。", None),
    ],
)
def test_a_note_says_in_what_a_table_counts(words: str, unit: str | None) -> None:
    assert declared_money(words) == unit


def test_the_unit_of_a_table_may_stand_below_it(tmp_path: Path) -> None:
    table = "| 项目 | 年初预算数 | 全年执行数 |\n|---|---|---|\n| 疏浚 | 61.0 | 58.0 |\n| 护岸 | 39.0 | 38.0 |\n| 合计 | 100.0 | 96.0 |\n"
    report = read_text(tmp_path, f"{HEAD}\n{table}\n执行率96%。\n注：表中数字以千元为单位。\n")
    assert yuan(total_line(report).spent) == 96000


@pytest.mark.parametrize(
    "words",
    [
        "年初预算数：70.00[1]万元\n全年执行数：66.50〔2〕万元\n执行率：95.00%[3]\n自评得分：93[4]分\n",
        "年初预算数：70.00①万元\n全年执行数：66.50【2】万元\n执行率：95.00％③，\n自评得分：93④分\n",
    ],
)
def test_marks_of_notes_in_brackets_are_no_part_of_a_figure(words: str, tmp_path: Path) -> None:
    report = read_text(tmp_path, f"{HEAD}项目名称：苗圃改造\n实施单位：临泽林场\n{words}")
    assert [printed(leaf) for leaf in (total_line(report).initial, total_line(report).spent)] == ["70.00万元", "66.50万元"]
    assert report.evaluation is not None and printed(report.evaluation.score) == "93分"


@pytest.mark.parametrize(
    ("words", "stamp"),
    [
        ("打印时间：2034/11/07 09:41:26　　第1页/共1页", True),
        ("系统导出　2034-11-07", True),
        ("导出日期：2034年11月7日　操作：", False),
        ("打印人：管理员  第2页 共3页", True),
        ("第 2 页，共 3 页　　　下载时间：2034/3/3 8:05", True),
        ("财务管理平台 V2.1 导出 2034/3/3 8:05", True),
        ("第2页 共3页", False),
        ("打印费2034元", False),
        ("打印资料：宣传册 1200份", False),
        ("填报日期：2034年3月9日", False),
    ],
)
def test_stamps_of_printing_programs(words: str, stamp: bool) -> None:
    assert is_print_stamp(words) == stamp


def test_the_day_of_printing_is_no_date_of_the_report(tmp_path: Path) -> None:
    words = (
        "打印日期：2034-06-15 10:22　打印人：管理员\n2031年度石垒村拦沙坝项目绩效自评报告\n年初预算35.00万元，全年支出34.30万元，执行率98%。\n"
        "2032年4月2日\n导出时间：2034-06-15 10:23\n"
    )
    cover = read_text(tmp_path, words).cover
    assert cover.fiscal_year is not None and cover.fiscal_year.value == "2031"
    assert cover.report_date is not None and cover.report_date.value == "2032-04-02"


def test_an_example_left_in_the_form_is_nobodys_figure(tmp_path: Path) -> None:
    words = (
        f"{HEAD}填报要求：金额保留两位小数，例如“年初预算数800.00万元，全年执行数720.00万元，执行率90.00%”；得分示例：71.5分。（上报前删除）\n\n"
        "项目名称：渡口修缮\n实施单位：下港渡口管理站\n年初预算数：21.00万元\n全年执行数：21.00万元\n执行率：100.00%\n自评得分：94.0分\n"
    )
    report = read_text(tmp_path, words)
    assert yuan(total_line(report).spent) == 210000
    assert report.cover.project_name is not None and report.cover.project_name.value == "渡口修缮"
    assert report.evaluation is not None and printed(report.evaluation.score) == "94.0分"


def test_each_line_of_a_label_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    words = f"{HEAD}项目名称：引水渠清淤\n实施单位：汀溪县水利工程养护中心第三养护站\n主管部门：汀溪县水利局\n年初预算数：52.00万元\n全年执行数：49.40万元\n"
    text = read_text(tmp_path, words).document.pages[0].text or ""
    assert "主管部门：汀溪县水利局" in text.splitlines()


def test_values_stand_behind_empty_lines_below_their_labels(tmp_path: Path) -> None:
    labels = "项目名称\n实施单位\n年初预算数（万元）\n全年执行数（万元）\n执行率\n自评得分\n"
    values = "果园防雹网\n东坪镇农技站\n18.00\n17.10\n95.00%\n92.5\n"
    report = read_text(tmp_path, f"{HEAD}\n{labels}\n\n{values}")
    assert report.cover.project_name is not None and report.cover.project_name.value == "果园防雹网"
    assert yuan(total_line(report).spent) == 171000
    assert report.evaluation is not None and printed(report.evaluation.score) == "92.5"


def test_values_that_an_empty_line_parts_from_their_labels_may_be_words_alone(tmp_path: Path) -> None:
    words = f"{HEAD}项目名称\n主管部门\n实施单位\n联系人\n\n泉眼保护\n西岭县水务局\n西岭县水资源站\n顾小溪\n\n年初预算数：8.00万元\n全年执行数：7.60万元\n"
    cover = read_text(tmp_path, words).cover
    assert cover.project_name is not None and cover.project_name.value == "泉眼保护"
    assert cover.department is not None and cover.department.value == "西岭县水资源站"
