"""Forms in two languages, in traditional characters, or in one line; and what an erratum at the end puts right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import printed, read_text, total_line, value, yuan

BILINGUAL = """2031年度项目绩效自评表 / Self-evaluation Form
项目名称 Project name: 冰川观测 Glacier Monitoring
实施单位 Implementing unit: 雪岭县冰川观测站
Unit of amounts: RMB 10,000 yuan（万元）
全年预算数 Annual budget: 64.00
全年执行数 Amount spent: 60.80
执行率 Execution rate: 95.00%
观测点 Sites: 目标 target 12处，实际 actual 13处
自评得分 Total score: 94.5分
"""


def test_the_second_language_of_a_form_is_no_part_of_its_labels(tmp_path: Path) -> None:
    report = read_text(tmp_path, BILINGUAL)
    assert (yuan(total_line(report).adjusted), yuan(total_line(report).spent)) == (640000, 608000)
    assert value(report.cover.department) == "雪岭县冰川观测站"
    assert value(report.cover.project_name) == "冰川观测"
    assert report.evaluation is not None and printed(report.evaluation.score) == "94.5分"


def test_cells_in_two_languages_and_in_traditional_characters(tmp_path: Path) -> None:
    words = (
        "2031年度冰場維護項目自評表（單位：萬元）\n| 支出內容 Item | 年初預算數 Budget | 全年執行數 Spent |\n|---|---|---|\n| 製冰機組 Chiller | 21.00 | 20.00 |\n"
        "| 圍板 Boards | 9.00 | 8.80 |\n| 合計 Total | 30.00 | 28.80 |\n"
    )
    report = read_text(tmp_path, words)
    assert (yuan(total_line(report).initial), yuan(total_line(report).spent)) == (300000, 288000)
    assert "製冰機組" in [value(row.name) for row in report.budget]


def test_latin_words_of_a_form_in_one_language_stay(tmp_path: Path) -> None:
    report = read_text(
        tmp_path, "2031年度项目绩效自评表\n项目名称：引进 ERP System\n实施单位：河口港务局\n年初预算数：9.00万元\n"
    )
    assert value(report.cover.project_name) == "引进ERPSystem"


TRADITIONAL = """2031年度項目支出績效自評表
項目名稱：龍鬚埠擋潮閘維護
實施單位：東灣縣水閘管理所
年初預算數：88.00萬元
全年執行數：83.60萬元
執行率：95.00%
結餘：4.40萬元
檢修閘門：8扇（目標8扇）
自評得分：95.5分
自評等級：優
"""


def test_labels_in_traditional_characters_are_read_and_names_keep_theirs(tmp_path: Path) -> None:
    report = read_text(tmp_path, TRADITIONAL)
    row = total_line(report)
    assert [yuan(leaf) for leaf in (row.initial, row.spent, row.balance)] == [880000, 836000, 44000]
    assert value(report.cover.project_name) == "龍鬚埠擋潮閘維護"
    assert value(report.cover.department) == "東灣縣水閘管理所"
    assert report.evaluation is not None and value(report.evaluation.grade) == "优"


def test_a_whole_form_in_one_line_with_colons(tmp_path: Path) -> None:
    words = (
        "项目支出绩效自评表(2031年度) 项目名称:浮桥更新 主管部门:东湾县交通局 实施单位:东湾县渡管所 项目资金(万元) 年初预算数:30.00 全年预算数:28.00 "
        "全年执行数:26.60 分值:10 执行率:95.00% 得分:9.5 数量指标 更新浮箱≥40个 实际42个 分值50 得分50 满意度指标 旅客满意度≥90% 实际94% 分值40 得分40 "
        "总分100 自评得分99.5\n"
    )
    report = read_text(tmp_path, words)
    row = total_line(report)
    assert [yuan(leaf) for leaf in (row.initial, row.adjusted, row.spent)] == [300000, 280000, 266000]
    assert value(report.cover.supervising_department) == "东湾县交通局"
    assert value(report.cover.department) == "东湾县渡管所"
    assert report.evaluation is not None and printed(report.evaluation.score) == "99.5"


ERRATA = [
    ("【更正】上文数据有误：全年支出应为37.60万元，执行率应为94.00%。", 376000, "93分"),
    ("勘误说明：经复核，全年支出应为37.60万元，执行率应为94.00%，自评得分应为91分。", 376000, "91分"),
    ("说明：文中“全年支出”填报有误，更正为37.60万元，相应执行率更正为94.00%。", 376000, "93分"),
    ("整改措施：全年支出应为37.60万元以内。", 388000, "93分"),
]


@pytest.mark.parametrize(("said", "spent", "score"), ERRATA)
def test_an_erratum_at_the_end_names_what_it_puts_right(said: str, spent: int, score: str, tmp_path: Path) -> None:
    words = (
        "2031年度东湾县海草床修复项目绩效自评报告\n实施单位：东湾县海洋站\n\n一、年初预算40.00万元，全年支出38.80万元，执行率97.00%。\n"
        f"二、修复海草床18公顷，目标18公顷。\n三、自评得分93分。\n\n{said}\n"
    )
    report = read_text(tmp_path, words)
    assert yuan(total_line(report).spent) == spent
    assert report.evaluation is not None and printed(report.evaluation.score) == score
