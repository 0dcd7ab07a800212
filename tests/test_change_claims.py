"""An amount with its change and the rate of that: the rate follows from both; sums with what was cut; lists that are added up."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Finding


def findings(tmp_path: Path, words: str, rule: str) -> list[Finding]:
    path = tmp_path / "report.txt"
    path.write_text(f"2031年度部门预算说明\n一、支出情况\n{words}\n", encoding="utf-8")
    return [f for f in gouji.read(path, lang="zh")[0].findings if f.rule == rule]


@pytest.mark.parametrize(
    "words",
    [
        "城乡社区支出418.6万元，与上年相比减少81.4万元，下降16.28%。",
        "培训费支出26.40万元，比上年增加3.60万元，增长15.79%。",
        "项目支出预算为1,286.35万元。与上年相比增加186.35万元，增长16.94%，主要原因是新增绿道养护。",
        "2.水利（款）防汛（项）支出640.25万元，较上年减少59.75万元，减少8.54%。",
        "全年受理案件1380件，同比增加180件，增长15%。",
    ],
)
def test_a_change_and_its_rate(tmp_path: Path, words: str) -> None:
    assert [f.status for f in findings(tmp_path, words, "growth")] == ["consistent"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("城乡社区支出418.6万元，与上年相比减少81.4万元，下降16.28%。", "16.28%", "1.63%"),
        ("培训费支出26.40万元，比上年增加3.60万元，增长15.79%。", "15.79%", "51.79%"),
        ("基本支出302.00万元，与上年相比增加1.81万元，增长0.60%。", "0.60%", "0.06%"),
    ],
)
def test_a_slip_in_the_rate_is_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    found = findings(tmp_path, right.replace(wrong, told), "growth")
    assert [(f.status, f.observed) for f in found] == [("inconsistent", told.rstrip("%").lstrip("-"))]


@pytest.mark.parametrize(
    "words",
    [
        "城乡社区支出418.6万元，与上年相比减少81.4万元，下降16.31%。",
        "城乡社区支出418.6万元，与上年相比减少81.4万元，占全部支出的7.05%。",
        "收入预算总计增加431.20万元，其中基本支出增加120.15万元，增长63.2%。",
        "城乡社区支出418.6万元，与上年相比减少81.4万元，下降37.02%。",
    ],
)
def test_what_was_reckoned_otherwise_accuses_nobody(tmp_path: Path, words: str) -> None:
    for rule in ("growth", "share"):
        assert "inconsistent" not in [f.status for f in findings(tmp_path, words, rule)]


@pytest.mark.parametrize(
    "words",
    [
        "支出预算比上年增加431.27万元，主要是基本支出增加144.76万元、项目支出减少20.00万元、预备费增加306.51万元。",
        "支出预算总计3317.25万元，比上年增加432.27万元，主要是取消平台租赁费200.00万元。其中：一般公共预算3317.25万元。",
        "本年支出比上年减少96.40万元，其中：工程费减少120.90万元、监理费增加24.50万元。",
    ],
)
def test_what_was_cut_counts_against_the_sum(tmp_path: Path, words: str) -> None:
    assert "inconsistent" not in [f.status for f in findings(tmp_path, words, "sum-of-parts")]


@pytest.mark.parametrize(
    "words",
    [
        "全局共有车辆7辆，其中：公务用车0辆、执法用车0辆、通信用车0辆、其他用车7辆。",
        "本部门包括21个内设机构、1个下属事业单位和1个派出机构，具体包括：",
        "下设17个大队、4个中队和1个服务中心。",
        "采购设备12台，包括：水泵5台、电机4台、阀门3台。",
    ],
)
def test_numbers_of_their_own_are_not_counted(tmp_path: Path, words: str) -> None:
    assert "inconsistent" not in [f.status for f in findings(tmp_path, words, "announced-count")]


def test_a_list_of_many_points_is_added_up_whole(tmp_path: Path) -> None:
    amounts = [f"{120 + 7 * n}.{n:02}" for n in range(18)]
    total = sum(round(float(a) * 100) for a in amounts) / 100
    points = "\n".join(f"{n}.第{n}类支出{amount}万元，主要用于日常工作。" for n, amount in enumerate(amounts, 1))
    found = findings(tmp_path, f"支出预算{total:.2f}万元，主要内容如下：\n{points}", "sum-of-parts")
    assert "inconsistent" not in [f.status for f in found]


@pytest.mark.parametrize(
    ("old", "own"),
    [("249.36万元，增长5.77%", "289.36万元，增长6.82%"), ("249.36万元，增长5.77%", "249.36万元，增长5.82%")],
)
def test_the_year_before_of_another_amount_in_another_paragraph_is_not_its_own(
    tmp_path: Path, old: str, own: str
) -> None:
    words = (
        f"2031年度部门支出预算安排与2030年度相比（2030年度部门支出预算安排为4,324.04万元），增加{old}。\n"
        f"1.财政拨款收入预算总计4,533.40万元。其中，一般公共预算收入预算4,533.40万元，与上年相比增加{own}。"
    )
    assert [f.message for f in findings(tmp_path, words, "growth") if f.status == "inconsistent"] == []
