"""A whole report as a poor OCR left it, plain text: everything that can be known of it, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value

DIRTY = Path(__file__).parent / "data/dirty_report.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return gouji.read(DIRTY, lang="zh")[0]


def test_cover_cut_by_the_seal(report: Report) -> None:
    cover = report.cover
    assert (cover.project_name and cover.project_name.value, cover.project_name and cover.project_name.text) == (
        None,
        "城东小学体育",
    )
    assert value(cover.department) == "澄湖市学校体育设施中心"
    assert (value(cover.contact_person), value(cover.contact_phone), value(cover.report_date)) == (
        "苏小满",
        "0781-5550133",
        "2024-03-15",
    )
    assert value(cover.fiscal_year) == "2023"
    assert [f.fields for f in report.findings if f.rule == "unreadable"] == [["/cover/project_name"]]


def test_corrections(report: Report) -> None:
    made = {(c.before, c.after) for c in report.corrections}
    assert {
        ("-", "一"),
        ("归档各查", "归档备查"),
        ("信J息化", "信息化"),
        ("95,55", "95.55"),
        ("2。", "2."),
        ("9O.5", "90.5"),
        ("10O0/0", "100%"),
    } <= made
    assert {("0rac1e", "Oracle"), ("12O0", "1200"), ("⒛", "20"), ("￡月18日", "5月18日")} <= made
    assert len(report.corrections) == 11
    assert all(c.reason and 0 < c.confidence <= 1 and c.line for c in report.corrections)


def test_budget(report: Report) -> None:
    rows = [
        (
            value(r.name),
            printed(r.initial),
            printed(r.adjustment),
            printed(r.adjusted),
            printed(r.spent),
            printed(r.execution_rate),
        )
        for r in report.budget
    ]
    assert rows == [
        ("运动场地维护经费", "168.40万元", "-8.4万元", "160万元", "152.88万元", "95.55%"),
        ("体育器材购置经费", None, None, "90.5万元", "90.5万元", "100%"),
        ("机动经费", "4万元", "-4万元", "0万元", None, None),
    ]


def test_raw_and_text_stand_side_by_side(report: Report) -> None:
    rate = report.budget[0].execution_rate
    assert rate is not None
    assert (rate.raw, rate.text, rate.page, rate.bbox, rate.line) == ("95,55%", "95.55%", None, None, 45)


def test_the_damaged_date_is_no_fact_without_a_word(report: Report) -> None:
    assert [(e.kind, value(e.subject), value(e.date)) for e in report.events] == [
        ("评审", "跑道翻新工程项目", "2023-03-06"),
        ("评审", "跑道翻新工程项目", "2023-05-18"),
        ("签订合同", "跑道翻新工程项目", "2023-05-30"),
    ]
    assert [(f.status, f.fields) for f in report.findings if f.observed == "￡ 月 18日"] == [
        ("misread", ["/events/1/date"])
    ]
    assert report.events[1].date.confidence < 0.9


def test_nothing_is_inconsistent(report: Report) -> None:
    assert [f.message for f in report.findings if f.status == "inconsistent"] == []
    assert {f.rule for f in report.findings if f.status == "consistent"} >= {
        "execution-rate",
        "adjusted-budget",
        "announced-count",
        "growth",
        "date-order",
        "fiscal-year",
    }


def test_outline(report: Report) -> None:
    assert [(s.number, value(s.title)) for s in report.sections] == [
        ("一", "项目概况"),
        ("二", "项目组织实施情况"),
        ("三", "项目绩效情况"),
        ("四", "自评结论"),
    ]
    assert [(s.number, value(s.title)) for s in report.sections[0].children] == [
        ("一", "运动场地维护经费"),
        ("二", "体育器材购置经费"),
        ("三", "机动经费"),
    ]


def test_reading_what_was_written_out_clean_changes_nothing(report: Report, tmp_path: Path) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(report.document.pages[0].text, encoding="utf-8")
    assert gouji.read(clean, lang="zh")[0].corrections == []


LISTED = """\
一、项目概况
项目下设甲区绿化养护经费、路灯运行电费、节庆氛围营造费等3个子项目。
1.甲区绿化养护经费主要用于公园绿地修剪。
2.路灯运行电费。资金用于公园照明用电。
3.节庆氛围营造费。资金用于灯饰布置。
二、资金情况
1.甲区绿化养护经费年初批复预算100.00万元，因任务增加调增10.00万元，调整后预算为110.00万元，全年支出99.00万元，执行率为90%。
2.路灯运行电费全年预算50.00万元，年内没有调整，实际支出50.00万元，预算执行率100%。
3.节庆氛围营造费。安排预算20.00万元，实际支出19.00万元，执行率为95%。
三、组织实施情况
年度内共有2个采购项目，分别是灯具采购项目、绿化养护服务项目灯具采购项目采用竞争性磋商方式采购，于2023年3月18日完成评审。
绿化养护服务项目经比选确定供应商，2023年1月30日签订合同。
"""


def test_names_of_the_document_tell_where_a_full_stop_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(LISTED, encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    assert [value(r.name) for r in report.budget] == ["甲区绿化养护经费", "路灯运行电费", "节庆氛围营造费"]
    assert [(printed(r.adjusted), printed(r.spent)) for r in report.budget][:2] == [
        ("110.00万元", "99.00万元"),
        ("50.00万元", "50.00万元"),
    ]
    assert [(e.kind, value(e.subject)) for e in report.events] == [
        ("评审", "灯具采购项目"),
        ("签订合同", "绿化养护服务项目"),
    ]
    assert sum(c.kind == "punctuation" for c in report.corrections) == 4
