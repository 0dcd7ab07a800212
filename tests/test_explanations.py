"""Which figures of a group were misread: several at once, two alike, and what keeps a bound as well."""

from __future__ import annotations

from typing import Any

import pytest

import gouji
from gouji.check.readings.candidates import candidates
from gouji.check.readings.observations import Look
from gouji.check.readings.posterior import Posteriors
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import sum_test
from gouji.check.verdicts.hypotheses import Choice, hypotheses
from gouji.check.verdicts.verdict import verdicts
from gouji.schemas.leaf import QuantityLeaf
from tests.tables import document, grid
from tests.test_evidence import cell, row


def total(name: str, *parts: QuantityLeaf) -> Relation:
    return Relation("sum-of-parts", name, parts, sum_test((1,) * (len(parts) - 1), 2))


def test_three_misreadings_in_one_group_are_put_together() -> None:
    """Two at a time explain no more than two of the three totals."""
    parts = [cell("335.07", at1=("5", 0.4)), cell("711.34", at4=("5", 0.4)), cell("228.46", at5=("8", 0.4))]
    rest = cell("100.00")
    group = [
        total("甲", cell("455.07"), parts[0], rest),
        total("乙", cell("811.54"), parts[1], rest),
        total("丙", cell("328.48"), parts[2], rest),
    ]
    assert {v.status for v in verdicts(group)} == {"misread"}
    assert {c.candidate.text for v in verdicts(group) for c in v.choices} == {"355.07", "711.54", "228.48"}
    options = [Choice(leaf, r) for leaf in parts for r in candidates(leaf).others]
    told = hypotheses(group, [], options)
    assert told[0].choices == () and len(told[0].failing) == 3
    assert max(told, key=lambda e: e.weight).failing == frozenset()


def test_a_second_figure_misread_alike_is_looked_for() -> None:
    """Adjusted and spent are printed alike and misread alike: their rate of 100 % holds all the same."""
    adjusted, spent = cell("37.41", at0=("5", 0.3)), cell("37.41", at0=("5", 0.3))
    whole = total("合计", cell("865.49"), cell("808.08"), adjusted)
    same = Relation("execution-rate", "专项", (spent, adjusted), sum_test((1,), 2))
    first, second = verdicts([whole, same])
    assert (first.status, second.status) == ("misread", "consistent")
    assert {id(c.leaf) for c in first.choices} == {id(adjusted), id(spent)}
    assert {c.candidate.text for c in first.choices} == {"57.41"}


def test_without_a_second_misreading_nothing_is_corrected_that_breaks_what_holds() -> None:
    adjusted, spent = cell("37.41", at0=("5", 0.3)), cell("37.41")
    whole = total("合计", cell("865.49"), cell("808.08"), adjusted)
    same = Relation("execution-rate", "专项", (spent, adjusted), sum_test((1,), 2))
    assert all(not v.choices for v in verdicts([whole, same]))


def test_a_reading_that_nothing_needs_is_not_put_in_beside_one_that_is() -> None:
    """What else stands in a relation at stake may be read otherwise, likelier even: it is left alone."""
    adjusted, part, beside = cell("37.41", at0=("5", 0.45)), cell("808.08", at1=("2", 0.06)), cell("20.00", at0=("8", 0.55))
    whole = total("合计", cell("865.49"), part, adjusted)
    same = sum_test((1,), 2)
    printed = cell("808.08")
    twice = Relation("same-figure", "本级", (printed, part, beside), lambda figures: same(figures[:2]))
    first, second = verdicts([whole, twice])
    assert (first.status, second.status) == ("misread", "consistent")
    assert {id(c.leaf) for c in first.choices} == {id(adjusted)}


def test_what_is_told_of_other_relations_is_told_of_the_mended_figures() -> None:
    rows = ["支出项目 | 年初预算 | 调整后预算 | 支出数 | 执行率", "甲 | 335.07 | 335.07 | 335.07 | 100%", "乙 | 100.00 | 100.00 | 100.00 | 100%"]
    rows += ["合计 | 455.07 | 455.07 | 455.07 | 100%"]
    made = document([grid(rows)], title="项目支出绩效自评报告")
    for glyphs in (line.glyphs for c in made.pages[0].tables[0].cells for line in c.lines):
        if "".join(g.char for g in glyphs) == "335.07":
            glyphs[:] = row("335.07", at1=("5", 0.4))
    report = gouji.understand(made, lang="zh")
    mended = [f for f in report.findings if f.status == "misread"]
    assert {f"/budget/1/{name}" for name in ("initial", "adjusted", "spent")} <= {
        e.field for e in report.evidence if {r.text for r in e.readings} >= {"335.07", "355.07"}
    }
    assert [c.after for c in report.corrections] == ["355.07"] * 3
    assert len(mended) == 3 and all("335.07" in f.message and "355.07" in f.message for f in mended)
    rate = next(f for f in report.findings if f.rule == "execution-rate" and f.status == "consistent" and "355.07" in f.equation)
    assert rate.observed == "100"
    assert not any(f.status == "consistent" and "335.07" in f.equation for f in report.findings)


def bounded(text: str, sure: float) -> QuantityLeaf:
    leaf = cell(text, "%")
    leaf.confidence = sure
    return leaf


def kept(figures: Any) -> Any:
    actual, target = figures
    holds = actual.amount >= target.amount if target.bound != ">" else actual.amount > target.amount
    return Outcome("exact" if holds else "violation", actual.canonical, target.canonical, "0", "")


def looked(leaf: QuantityLeaf, *texts: str) -> Posteriors:
    return Posteriors(lambda each: [Look(way, row(text)) for way, text in zip(("enlarged", "contrast", "softened"), texts, strict=False)] if each is leaf else [])


@pytest.mark.parametrize(("actual", "status"), [("95.1%", "consistent"), ("90%", "unresolved")])
def test_a_bar_in_doubt_is_no_doubt_where_the_bound_is_kept_with_and_without(actual: str, status: str) -> None:
    target = bounded("≥90%", 0.3)
    relation = Relation("target-met", "满意度", (bounded(actual, 0.99), target), kept)
    (verdict,) = verdicts([relation], looked(target, ">90%", ">90%", ">90%"))
    assert verdict.status == status


def test_what_no_look_names_says_nothing_of_a_bound() -> None:
    """Half of all figures would keep it; a missed target stays one."""
    target = bounded("≥90%", 0.99)
    relation = Relation("target-met", "满意度", (bounded("84%", 0.99), target), kept)
    dim = looked(target, "≥90%", "≥90%", "≥90%")
    dim.dimness = {target.page or 0: 0.05}
    assert dim.calibrated(target).unnamed
    assert [v.status for v in verdicts([relation], dim.calibrated)] == ["inconsistent"]


def test_a_small_percent_is_taken_for_a_digit_but_no_digit_for_a_percent() -> None:
    bare = QuantityLeaf.of(cell("97.771", "%").trace, cell("97.771", "%").value)
    seen = [r.text for r in candidates(bare, lambda _: [Look("softened", row("97.77%"))]).others]
    assert seen == ["97.77%"]
    assert candidates(cell("97.77%", "%"), lambda _: [Look("softened", row("97.771"))]).others == []


def test_the_weight_of_an_indicator_that_is_no_figure_is_told() -> None:
    rows = ["一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分", "产出指标 | 数量指标 | 甲项 | ≥5次 | 5次 | d2 | 12"]
    rows += ["产出指标 | 数量指标 | 乙项 | ≥5次 | 5次 | 15 | —"]
    report = gouji.understand(document([grid(rows)], title="项目支出绩效自评表"), lang="en")
    told = [(f.rule, f.fields) for f in report.findings if f.rule == "unreadable"]
    assert told == [("unreadable", ["/indicators/0/weight"])]
