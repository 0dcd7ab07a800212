"""Figures that a report denies or puts right, examples of a template that were left in it, figures of names counted before."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value

HEAD = "2022年度河湖管护项目绩效自评报告\n实施单位：清溪县水务局\n一、资金情况\n"


def report_of(text: str, folder: Path) -> Report:
    path = folder / "r.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    (report,) = gouji.read(path)
    return report


def money(report: Report, *fields: str) -> list[tuple[str | None, ...]]:
    return [(value(row.name), *(printed(getattr(row, f)) for f in fields)) for row in report.budget]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算并非52万元（该数为上报数），而是40万元，全年支出38.6万元，执行率96.5%。\n",
        "年初预算不是36万元，应为40万元，全年支出38.6万元，执行率96.5%。\n",
        "年初预算40万元，全年支出36.8万元，执行率96.5%。\n二、其他\n机构运转正常。\n勘误：因笔误，“全年支出36.8万元”应为“全年支出38.6万元”。\n",
        "年初预算40万元，全年支出36.8万元，执行率96.5%。\n二、其他\n机构运转正常。\n更正说明：全年支出36.8万元更正为38.6万元。\n",
    ],
)
def test_a_figure_that_the_report_denies_gives_way_to_the_one_in_its_place(text: str, tmp_path: Path) -> None:
    report = report_of(text, tmp_path)
    assert money(report, "initial", "spent", "execution_rate") == [("合计", "40万元", "38.6万元", "96.5%")]
    assert [f.rule for f in report.findings if f.status == "inconsistent"] == []


def test_a_figure_that_is_denied_alone_is_no_line(tmp_path: Path) -> None:
    text = "年初预算40万元，全年支出38.6万元，结余1.4万元而不是4.1万元。\n"
    assert money(report_of(text, tmp_path), "initial", "spent", "balance") == [
        ("合计", "40万元", "38.6万元", "1.4万元")
    ]


def test_what_is_wrong_without_an_erratum_stays_as_it_is_printed(tmp_path: Path) -> None:
    text = "年初预算40万元，全年支出36.8万元，执行率96.5%。\n"
    report = report_of(text, tmp_path)
    assert money(report, "spent") == [("合计", "36.8万元")]
    assert [f.rule for f in report.findings if f.status == "inconsistent"] == ["execution-rate"]


@pytest.mark.parametrize(
    "left",
    [
        "【填写说明：填写预算和支出。例：“年初预算200万元，全年支出180万元，执行率90%。”写完请删除。】\n",
        "填写示例：年初预算200万元，全年支出180万元，执行率90%。\n",
        "（示例：年初预算200万元，全年支出180万元，执行率90%）",
    ],
)
def test_an_example_of_the_template_is_nobodys_figure(left: str, tmp_path: Path) -> None:
    report = report_of(left + "年初预算40万元，全年支出38.6万元，执行率96.5%。\n", tmp_path)
    assert money(report, "initial", "spent") == [("合计", "40万元", "38.6万元")]
    assert "200万元" not in [printed(fact.value) for fact in report.facts]


@pytest.mark.parametrize(
    "names", ["本年度实施了河道保洁、岸线巡查、监测站运维3项任务", "项目分为河道保洁、岸线巡查和监测站运维三个子项目"]
)
def test_figures_in_order_take_the_names_counted_before_them(names: str, tmp_path: Path) -> None:
    text = f"{names}，年初预算依次为18.5万元、9万元和12.5万元，合计40万元；全年支出分别为18万元、8.6万元、12万元，共计38.6万元，执行率96.5%。\n"
    spent = {row[0]: row[1] for row in money(report_of(text, tmp_path), "spent")}
    assert spent == {"合计": "38.6万元", "河道保洁": "18万元", "岸线巡查": "8.6万元", "监测站运维": "12万元"}


@pytest.mark.parametrize("together", ["两个年度合计支付71万元", "自项目实施以来累计支出71万元", "近三年共支出71万元"])
def test_amounts_of_several_years_together_are_not_those_of_the_year(together: str, tmp_path: Path) -> None:
    report = report_of(f"2022年年初预算40万元，支出38.6万元，执行率96.5%。\n{together}，每公里约3.2万元。\n", tmp_path)
    assert money(report, "spent")[0] == ("合计", "38.6万元")


def test_the_score_of_a_reviewer_beside_that_of_the_unit_contradicts_nothing(tmp_path: Path) -> None:
    text = "评价维度\t分值\t自评得分\t财政复核得分\n产出\t60\t58\t55\n效益\t40\t38\t37\n合计\t100\t96\t92\n最终得分以复核为准，为92分，等级为优。\n"
    findings = report_of(text, tmp_path).findings
    assert [f.rule for f in findings if f.status == "inconsistent"] == []
    told = report_of(text.replace("为92分", "为94分"), tmp_path).findings
    assert "same-figure" in [f.rule for f in told if f.status == "inconsistent"]


def test_a_sentence_with_an_amount_is_told_before_the_first_heading_too(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(
        "绩效自评报告（2023年度）\n项目单位：清溪县水务局\n\n全年项目预算为95万元。具体使用见下表：\n用途 / 金额（万元）\n"
        "岸线巡查 / 41.50\n河道保洁 / 33.20\n监测站运维 / 15.55\n上述三项共计支出90.25万元，执行率95%。\n",
        encoding="utf-8",
    )
    (report,) = gouji.read(path)
    (whole,) = [row for row in report.budget if row.role == "total"]
    assert [printed(whole.initial or whole.adjusted), printed(whole.spent)] == ["95万元", "90.25万元"]
