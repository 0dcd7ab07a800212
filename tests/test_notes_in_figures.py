"""Numbers of notes behind figures, and the stars of Markdown, are no print; parts in brackets are no sources beside their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value


def read(tmp_path: Path, words: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(f"2031年度项目支出绩效自评报告\n一、资金情况\n{words}\n", encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


@pytest.mark.parametrize(
    "words",
    [
        "年初预算数260.00①万元，实际支出244.40②万元，执行率94.00%③。",
        "年初预算数260.00万元①，实际支出244.40万元②，执行率94.00①%。",
        "年初预算数**260.00**万元，实际支出**244.40万元**，**执行率94.00%**。",
    ],
)
def test_marks_are_no_part_of_a_figure(tmp_path: Path, words: str) -> None:
    (total,) = [row for row in read(tmp_path, words).budget if row.role == "total"]
    assert [printed(leaf) for leaf in (total.initial, total.spent, total.execution_rate)] == [
        "260.00万元",
        "244.40万元",
        "94.00%",
    ]


@pytest.mark.parametrize("words", ["①含支流2.1公里。", "面积为3*4**2的两倍。", "本项目分①②两期实施。"])
def test_other_marks_stay(tmp_path: Path, words: str) -> None:
    assert words.rstrip("。") in (read(tmp_path, words).document.pages[0].text or "")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "项目资金由两个渠道筹集，其中中央补助资金120.00万元（含上年结转20.00万元），县级财政资金80.00万元，合计200.00万元。",
            {"中央补助资金": "120.00万元", "县级财政资金": "80.00万元"},
        ),
        (
            "项目资金由两个渠道筹集，其中省级补助资金64.50万元（含上年结转4.50万元），县级财政资金35.50万元，合计100.00万元。",
            {"省级补助资金": "64.50万元", "县级财政资金": "35.50万元"},
        ),
        (
            "资金来源于市级财政资金30.00万元，县级财政资金70.00万元（包括上年结转8.00万元），合计100.00万元。",
            {"市级财政资金": "30.00万元", "县级财政资金": "70.00万元"},
        ),
    ],
)
def test_a_part_in_a_bracket_is_no_source_beside_its_own(tmp_path: Path, words: str, wanted: dict[str, str]) -> None:
    whole = "200.00" if "200.00" in words else "100.00"
    done = f"二、预算执行情况\n年初预算数{whole}万元，调整后预算{whole}万元，实际支出{whole}万元，执行率100.00%。"
    report = read(tmp_path, f"{words}\n{done}")
    assert {
        value(row.name): printed(row.allocated) for row in report.budget if row.role == "source"
    } == wanted
    assert [f.message for f in report.findings if f.status == "inconsistent"] == []
