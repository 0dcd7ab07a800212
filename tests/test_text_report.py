"""A whole report as a poor OCR left it, plain text: everything that can be known of it, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from schemas.record import Report
from tests.reading import printed, value

DIRTY = Path(__file__).parent / "data/dirty_report.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return gouji.read(DIRTY, lang="zh")


def test_cover_cut_by_the_seal(report: Report) -> None:
    cover = report.cover
    assert (cover.project_name and cover.project_name.value, cover.project_name and cover.project_name.text) == (None, "城东小学体育")
    assert value(cover.department) == "澄湖市学校体育设施中心"
    assert (value(cover.contact_person), value(cover.contact_phone), value(cover.report_date)) == ("苏小满", "0781-5550133", "2024-03-15")
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
        (value(r.name), printed(r.initial), printed(r.adjustment), printed(r.adjusted), printed(r.spent), printed(r.execution_rate))
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
    assert [(f.status, f.fields) for f in report.findings if f.observed == "￡ 月 18日"] == [("misread", ["/events/1/date"])]
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
    assert gouji.read(clean, lang="zh").corrections == []
