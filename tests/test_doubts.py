"""A doubt is told where another reading is likely; the summary shows the ten least sure and counts the rest."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import gouji
from gouji.check.verdicts.review_items import review_items
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Finding, Report
from gouji.schemas.texts import text
from gouji.schemas.traced import Traced
from gouji.show.summary import summary
from tests.tables import document, grid


def report(rows: int = 2) -> Report:
    lines = [f"第{n}渠 | {100 + n}.10 | {90 + n}.20" for n in range(rows)]
    return gouji.understand(document([grid(["项目名称 | 年初预算数 | 全年执行数", *lines])]), lang="zh")


def named(name: str, weak: str, prob: float) -> list[Finding]:
    found = report()
    read = Traced.of([Glyph(c, prob if c in weak else 0.995, page=1, box=(0, 0, 9, 9)) for c in name])
    found.cover.project_name = TextLeaf.of(read, name)
    items = review_items(found, set(), lambda leaf: (_ for _ in ()).throw(AssertionError), "zh")
    return [each for each in items if each.rule == "doubtful-reading"]


@pytest.mark.parametrize(
    ("name", "weak", "prob", "told"),
    [
        ("农村公路养护项目（2024年度）", "（）", 0.4, []),
        ("柳河县“三馆一站”免费开放补助资金项目（二期）", "", 0.4, []),
        ("城乡环卫一体化·清扫保洁项目", "·", 0.3, []),
        ("农村公路养护项目（2024年度）", "养", 0.38, ["38%"]),
        ("农村公路养护项目（2024年度）", "4", 0.45, ["45%"]),
    ],
)
def test_names(name: str, weak: str, prob: float, told: list[str]) -> None:
    found = named(name, weak, prob)
    assert len(found) == len(told)
    assert all(words in each.message for each, words in zip(found, told, strict=True))


@pytest.mark.parametrize(("count", "more"), [(3, 0), (10, 0), (14, 4)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ten_least_sure(count: int, more: int, lang: str) -> None:
    found = report(20)
    rest = [each for each in found.findings if each.rule != "doubtful-reading"]
    for n in range(count):
        leaf = found.budget[n].initial
        assert leaf is not None
        leaf.confidence = round(0.9 - 0.05 * n, 2)
        rest.append(doubt(f"/budget/{n}/initial", f"doubt{n}."))
    found.findings = rest
    console = Console(file=io.StringIO(), width=200)
    summary(found, console, lang)
    out = console.file.getvalue()  # type: ignore[attr-defined]
    shown = [n for n in range(count) if f"doubt{n}." in out]
    assert shown == list(range(max(0, count - 10), count))
    assert out.index(f"doubt{count - 1}.") < out.index(f"doubt{shown[0]}.")
    assert (text("summary.more_doubts", lang, count=more) in out) == bool(more)


def doubt(pointer: str, message: str) -> Finding:
    return Finding(rule="doubtful-reading", status="unresolved", severity="warning", message=message, equation="", observed=None, expected=None, tolerance=None, fields=[pointer], suggestion=None)
