"""Real scans read end to end, with the recogniser: what the replayed tests rest on still comes out of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from gouji.show.page_drawings import page_drawings
from tests.reading import printed, value

SAMPLES = Path(__file__).parent.parent / "samples"
pytestmark = pytest.mark.scan


@pytest.fixture(scope="module")
def report() -> Report:
    return gouji.read(SAMPLES / "report_poor.pdf", lang="zh")[0]


def test_the_poor_scan_as_it_was_reviewed(report: Report) -> None:
    reviewed = Report.model_validate_json((SAMPLES / "expected/report_poor.json").read_text(encoding="utf-8"))
    figures = [[printed(leaf) for leaf in (r.initial, r.adjustment, r.adjusted, r.spent, r.execution_rate)] for r in report.budget]
    assert figures == [
        [printed(leaf) for leaf in (r.initial, r.adjustment, r.adjusted, r.spent, r.execution_rate)] for r in reviewed.budget
    ]
    assert [(f.rule, f.status) for f in report.findings] == [(f.rule, f.status) for f in reviewed.findings]
    assert [(e.kind, value(e.date)) for e in report.events] == [(e.kind, value(e.date)) for e in reviewed.events]


def test_the_turned_page_was_set_upright(report: Report) -> None:
    assert [p.rotation for p in report.document.pages] == [0, 0, 180, 0]
    assert {p.kind for p in report.document.pages} == {"scanned"}


def test_pictures_of_every_page(report: Report) -> None:
    drawn = dict(page_drawings(SAMPLES / "report_poor.pdf", [report], "zh"))
    assert sorted(drawn) == [1, 2, 3, 4]
    assert all(png.startswith(b"\x89PNG") for png in drawn.values())
