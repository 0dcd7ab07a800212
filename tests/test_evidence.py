"""Readings by all looks, dates read otherwise, old layers and second prints as witnesses, probabilities as measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import gouji
from gouji.check.readings.calibration import calibrated
from gouji.check.readings.candidates import candidates
from gouji.check.readings.likelihood import likelihood
from gouji.check.readings.observations import Look, looks, no_looks
from gouji.check.readings.positions import row_slots
from gouji.check.readings.posterior import Posteriors
from gouji.check.relations.dates import DateRelation, order_relation
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import sum_test
from gouji.check.verdicts.model_findings import model_findings
from gouji.check.verdicts.second_look import figures_and_dates
from gouji.check.verdicts.verdict import verdicts
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.text.correct import correct_characters
from gouji.ocr.pdf.old_layer import earlier_ocr_glyphs
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import Leaf, QuantityLeaf, TextLeaf
from gouji.schemas.measured_models import MAX_UNMEASURED_CONFIDENCE
from gouji.schemas.pages import Document, Line, Page, Reader
from gouji.schemas.traced import Traced
from tests.tables import document, grid

SURE = 0.999
SCAN = Path(__file__).parent.parent / "samples" / "report_poor.pdf"


def row(text: str, **rivals: tuple[str, float]) -> tuple[Glyph, ...]:
    """Glyphs of a line; `at3=("5", 0.3)` makes sign 3 doubtful."""
    out = []
    for i, char in enumerate(text):
        other = rivals.get(f"at{i}")
        out.append(Glyph(char, 1 - other[1] if other else SURE, (other,) if other else (), 1, (9.0 * i, 100.0, 9.0 * i + 8, 112.0)))
    return tuple(out)


def cell(text: str, unit: str | None = "万元", **rivals: tuple[str, float]) -> QuantityLeaf:
    return QuantityLeaf.of(Traced.of(row(text, **rivals)), parse_quantity(text, unit))


def day(text: str, iso: str, **rivals: tuple[str, float]) -> TextLeaf:
    return TextLeaf.of(Traced.of(row(text, **rivals)), iso)


def test_a_cell_has_other_readings_in_its_headers_unit() -> None:
    (other,) = candidates(cell("257.45", at2=("1", 0.3))).others
    assert (other.text, getattr(other.value, "canonical", None)) == ("251.45", "2514500.00")
    assert other.odds == pytest.approx(0.3 / 0.7, rel=0.01)


def test_a_lost_point_and_a_lost_first_digit_are_readings() -> None:
    point = Line(list(row("30887万次")), 1, (0, 100, 63, 112), gaps=[(3, ".", 0.3)])
    leaf = QuantityLeaf.of(Traced.of(point.with_near_misses()), parse_quantity("30887万次"))
    assert [r.text for r in candidates(leaf).others] == ["308.87万次"]
    first = Line(list(row("2.50万元")), 1, (0, 100, 63, 112), gaps=[(0, "1", 0.3)])
    leaf = QuantityLeaf.of(Traced.of(first.with_near_misses()), parse_quantity("2.50万元"))
    assert [r.text for r in candidates(leaf).others] == ["12.50万元"]


def test_no_sum_makes_a_reading() -> None:
    assert candidates(cell("257.45")).others == []
    assert candidates(QuantityLeaf.of(Traced.plain("257.45"), parse_quantity("257.45", "万元"))).others == []


@pytest.mark.parametrize(("seen", "best"), [("251.45", "251.45"), ("257.45", "257.45"), ("支251.45元", "251.45")])
def test_further_looks_move_the_odds(seen: str, best: str) -> None:
    leaf = cell("257.45", at2=("1", 0.45))
    found = candidates(leaf, lambda _: [Look("enlarged", row(seen)), Look("contrast", row(seen)), Look("softened", row(seen))])
    (other,) = found.others
    assert (other.odds > 1) is (best == "251.45")
    assert found.taken + found.taken * other.odds + found.unknown == pytest.approx(1.0, abs=1e-6)


def test_looks_that_see_the_same_are_no_more_sure_for_it() -> None:
    leaf = cell("257.45", at2=("1", 0.2))
    same = row("257.45", at2=("1", 0.2))
    often = candidates(leaf, lambda _: [Look(way, same) for way in ("enlarged", "contrast", "softened")])
    assert often.others[0].odds == pytest.approx(candidates(leaf).others[0].odds, rel=0.02)


def test_an_old_layer_moves_the_odds_but_never_corrects_alone() -> None:
    part, total = cell("257.45", at2=("1", 0.02)), cell("351.45")
    relation = Relation("sum-of-parts", "合计", (total, part, cell("100.00")), sum_test((1, 1), 2))
    layer = [Look("layer", tuple(Glyph(g.char, 0.95, (), 1, g.box) for g in row("251.45")))]
    candidates_of = Posteriors(lambda leaf: layer if leaf is part else [])
    assert candidates_of(part).others[0].odds > 2 * candidates(part).others[0].odds
    assert [v.status for v in verdicts([relation], candidates_of)] == ["unresolved"]


def test_a_layer_is_as_sure_as_it_was_right_on_the_page() -> None:
    from gouji.ocr.pdf.characters import LayerChar

    page = Page(1, 595.0, 842.0, "scanned", [Line(list(row("12345678901234567890")), 1, (0, 100, 180, 112))])

    def chars(text: str) -> list[LayerChar]:
        return [LayerChar(c, (9.0 * i, 100.0, 9.0 * i + 8, 112.0), 10.0, 0.0, False, True) for i, c in enumerate(text)]

    assert {g.prob for g in earlier_ocr_glyphs(chars("12345678901234567899"), page)} == {round(20 / 22, 3)}
    assert earlier_ocr_glyphs(chars("99999999999999999999"), page) == []
    assert earlier_ocr_glyphs(chars("123"), page) == []
    page.layer = earlier_ocr_glyphs(chars("12345678901234567899"), page)
    leaf: Leaf[Any] = QuantityLeaf.of(Traced.of(page.lines[0].glyphs[17:]), parse_quantity("890"))
    found = looks(Document("x", "0", "scanned", [page], Reader("", "", "")))(leaf)
    assert ["".join(g.char for g in look.row) for look in found] == ["899"]


@pytest.mark.parametrize(
    ("late", "rivals", "status"),
    [("2022年3月1日", {}, "inconsistent"), ("2022年3月1日", {"at5": ("8", 0.48)}, "misread"), ("2022年3月1日", {"at5": ("8", 0.1)}, "unresolved")],
)
def test_dates_are_weighed_as_figures_are(late: str, rivals: dict[str, tuple[str, float]], status: str) -> None:
    early, after = day("2022年5月20日", "2022-05-20"), day(late, "2022-03-01", **rivals)
    (verdict,) = verdicts([order_relation(DateRelation("date-order", "某采购", early, after, "中标", "签订合同"))])
    assert verdict.status == status
    assert [c.candidate.text for c in verdict.choices] == (["2022年8月1日"] if status == "misread" else [])


def test_a_bare_sign_may_have_lost_its_bar() -> None:
    target = QuantityLeaf.of(Traced.of(row("248")), parse_quantity("248", "台"))
    assert target.value is not None
    target.value = target.value.model_copy(update={"bound": ">"})
    assert [(r.text, getattr(r.value, "bound", None)) for r in candidates(target).others] == [("≥248", ">=")]


def test_likelihoods_are_those_of_the_glyphs() -> None:
    slots = row_slots(row("31.5", at0=("8", 0.25)))
    assert likelihood("31.5", slots, True) > likelihood("81.5", slots, True) > likelihood("71.5", slots, True) > likelihood("1234", slots, True)
    assert likelihood("31.5", row_slots(row("为31.5元")), False) == pytest.approx(likelihood("31.5", row_slots(row("31.5")), True))


def test_the_table_of_certainty_rises() -> None:
    told = [calibrated(n / 200) for n in range(201)]
    assert all(a <= b for a, b in pairwise(told))
    assert told[0] >= 0.0 and told[-1] == 1.0 and calibrated(0.99999) < 1.0


@pytest.mark.parametrize("stated", [0.3, 0.7, 0.95, 0.9999, 1.0])
def test_what_a_model_states_that_nobody_measured_is_never_raised(stated: float) -> None:
    assert calibrated(stated, measured=False) == min(stated, calibrated(stated), MAX_UNMEASURED_CONFIDENCE)
    leaf = cell("257.45", at2=("1", 1 - stated))
    for each_look in (looked_at("257.45", at2=("1", 1 - stated)), no_looks):
        raw = Posteriors(each_look)(leaf).taken
        known, unknown = (Posteriors(each_look, unmeasured=each).calibrated(leaf) for each in (frozenset(), frozenset({1})))
        assert unknown.taken <= min(known.taken, raw, MAX_UNMEASURED_CONFIDENCE) and unknown.unknown >= known.unknown


def test_a_record_says_that_its_models_were_never_measured(recorded: Callable[[Path], Document]) -> None:
    found = recorded(SCAN)
    assert not model_findings(gouji.understand(found), "zh")
    found.reader = replace(found.reader, model="mine:12345678")
    report = gouji.understand(found, lang="en")
    [finding] = [f for f in report.findings if f.rule == "models-unmeasured"]
    assert "mine:12345678" in finding.message and finding.severity == "info"
    figures = [leaf for _, leaf in figures_and_dates(report)]
    assert figures and max(leaf.confidence for leaf in figures) <= MAX_UNMEASURED_CONFIDENCE


@pytest.mark.parametrize("text", ["签订各份合同并归档", "各份合同均已签订", "各份材料齐全", "对各份档案逐一核对", "各份数据已核对", "各案件均已办结"])
def test_each_copy_is_no_backup(text: str) -> None:
    assert correct_characters(Traced.plain(text))[1] == []


def test_a_stale_copy_is_named() -> None:
    from gouji.check.verdicts.error_types import copied_from
    from gouji.schemas.record import BudgetRow, Report

    def row_of(name: str, **figures: Any) -> BudgetRow:
        return BudgetRow(name=TextLeaf.of(Traced.plain(name), name), role="subproject", **figures)

    stale = cell("318.40")
    rows = [row_of("甲经费", initial=cell("318.40"), spent=cell("300.00")), row_of("乙经费", spent=stale)]
    rows[0].initial.bbox = (0.0, 0.0, 1.0, 1.0)  # type: ignore[union-attr]
    relation = Relation("sum-of-parts", "合计", (stale, cell("100.00"), cell("200.00")), sum_test((1, 1), 2))
    outcome = relation.outcome()
    assert outcome is not None and not outcome.holds
    assert copied_from(relation, outcome, Report.model_construct(budget=rows)) == "甲经费 initial"


@pytest.mark.parametrize("seen", ["725.89万元", "725.89万元,", "725.89万元，", "，725.89万元。", "725.89 万元", "725.89万元。"])
def test_a_comma_of_the_sentence_or_a_blank_is_no_doubt(seen: str) -> None:
    leaf = cell("725.89万元", None)
    page = Page(1, 595.0, 842.0, "scanned", [], look=lambda _: [(way, Line(list(row(seen)), 1)) for way in ("enlarged", "contrast", "softened")])
    found = candidates(leaf, looks(Document("x", "0", "scanned", [page], Reader("", "", ""))))
    assert found.taken > 0.99
    assert len(found.seen) == 4


def test_a_comma_behind_a_bare_figure_may_be_its_point() -> None:
    leaf = cell("725")
    found = candidates(leaf, lambda _: [Look(way, row("725,")) for way in ("enlarged", "contrast", "softened")])
    assert found.taken < 0.9


def test_a_unit_parted_by_the_end_of_the_line_is_not_looked_for() -> None:
    glyphs = [*row("97.53万人"), Glyph("次", SURE, (), 1, (20.0, 130.0, 30.0, 142.0))]
    leaf = QuantityLeaf.of(Traced.of(glyphs), parse_quantity("97.53万人次"))
    leaf.bbox = (0.0, 100.0, 62.0, 112.0)
    found = candidates(leaf, lambda _: [Look(way, row("97.53万人")) for way in ("enlarged", "contrast", "softened")])
    assert found.taken > 0.98
    other = candidates(leaf, lambda _: [Look(way, row("97.58万人")) for way in ("enlarged", "contrast", "softened")])
    assert [r.text for r in other.others] == ["97.58万人次"]


def looked_at(text: str, **rivals: tuple[str, float]) -> Any:
    return lambda leaf: [Look(way, row(text, **rivals)) for way in ("enlarged", "contrast", "softened")]


def test_rivals_are_as_likely_as_they_were_measured_to_be() -> None:
    """On a dim page what no glyph names is likelier; a rival that was told with less odds is less likely."""
    leaf, fainter = cell("257.45", at2=("1", 0.3)), cell("257.45", at2=("1", 0.1))
    clear, dim = Posteriors(looked_at("257.45", at2=("1", 0.3))), Posteriors(looked_at("257.45", at2=("1", 0.3)), dimness={leaf.page or 0: 0.4})
    assert clear.calibrated(leaf).unknown < dim.calibrated(leaf).unknown
    assert clear.calibrated(leaf).taken > dim.calibrated(leaf).taken
    assert clear.calibrated(fainter).others[0].odds < clear.calibrated(leaf).others[0].odds
    for found in (clear.calibrated(leaf), dim.calibrated(leaf)):
        assert found.taken * (1 + sum(r.odds for r in found.others if not r.by_form)) + found.unknown == pytest.approx(1.0)


def test_of_a_place_looked_at_once_the_first_looks_share_is_known() -> None:
    """Of figures told with 0.7 far more than 7 in 10 are right: the rival shrinks, and what no glyph names with it."""
    leaf = cell("257.45", at2=("1", 0.3))
    candidates_of = Posteriors()
    raw, measured = candidates_of(leaf), candidates_of.calibrated(leaf)
    assert measured.taken == calibrated(raw.taken) > raw.taken
    assert measured.others[0].odds < raw.others[0].odds
    assert measured.taken * (1 + measured.others[0].odds) + measured.unknown == pytest.approx(1.0, abs=1e-3)


def test_what_no_look_names_is_a_doubt_by_digits_that_are_mistaken_for_another() -> None:
    leaf = cell("257.45", at2=("x", 0.02))
    found = Posteriors(looked_at("257.45", at2=("x", 0.02)), dimness={leaf.page or 0: 0.4}).calibrated(leaf)
    texts = {r.text: r.odds for r in found.unnamed}
    assert "251.45" in texts and "253.45" not in texts  # a 7 is taken for a 1, never for a 3
    assert texts["251.45"] == max(texts.values())  # the sign that is doubted, not the ones that are sure
    assert all(r.page_odds == 0.0 for r in found.unnamed) and sum(texts.values()) < found.unknown / found.taken


def test_what_was_not_measured_stays_as_told() -> None:
    leaf = cell("257.45", at2=("1", 0.3))
    leaf.sealed = True
    candidates_of = Posteriors()
    assert candidates_of.calibrated(leaf) == candidates_of(leaf)
    bare = QuantityLeaf.of(Traced.of(row("248", at1=("1", 0.2))), parse_quantity("248", "台"))
    assert bare.value is not None
    bare.value = bare.value.model_copy(update={"bound": ">"})
    candidates_of = Posteriors()
    by_form = [[r.odds for r in found.others if r.by_form] for found in (candidates_of(bare), candidates_of.calibrated(bare))]
    assert by_form[0] == by_form[1] != []


def test_a_colon_between_digits_is_their_point() -> None:
    """63:23 put right to 63.23 is as sure as its digits: every look that sees the colon speaks for the point."""
    corrected = Traced.of(row("63:23")).replace(2, 3, ".", 0.9)
    leaf = QuantityLeaf.of(corrected, parse_quantity(corrected.text, "万元"))
    found = candidates(leaf, lambda _: [Look("enlarged", row("63:23", at2=(".", 0.1)))])
    assert found.taken > 0.95
    assert found.others == []


def _reached(values: Sequence[Any]) -> Outcome | None:
    asked, done = values
    return Outcome("exact" if done.amount >= asked.amount else "violation", str(done.amount), str(asked.amount), "0", "")


def test_a_layer_alone_does_not_shake_a_figure_that_misses_its_bound() -> None:
    """78.2 % where 92 % was aimed at: that an old layer has 42 % says nothing against what every look at the page sees."""
    target = cell("92.05")
    points = Relation("target-met", "满意度", (target, cell("78.20")), _reached)
    layer = [Look("layer", tuple(Glyph(g.char, 0.9, (), 1, g.box) for g in row("42.05")))]
    seen = [Look(way, row("92.05")) for way in ("enlarged", "contrast", "softened")]
    candidates_of = Posteriors(lambda leaf: [*seen, *layer] if leaf is target else [])
    assert candidates_of(target).others[0].text == "42.05"
    assert [v.status for v in verdicts([points], candidates_of)] == ["inconsistent"]


@pytest.mark.parametrize(("read", "most"), [(">24", 0.8), ("≥24", 1.0)])
def test_a_bare_sign_is_never_sure(read: str, most: float) -> None:
    """The reader is as sure of a sign that lost its bar as of one that never had any."""
    table = grid(["一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分", f"产出指标 | 数量指标 | 灌溉面积 | {read}万亩 | 27万亩 | 10 | 10"])
    (indicator,) = gouji.understand(document([table]), lang="zh").indicators
    assert indicator.target is not None and most - 0.1 < indicator.target.confidence <= most


def test_words_that_bound_a_figure_have_no_bar_to_lose() -> None:
    leaf = QuantityLeaf.of(Traced.of(row("超过4600人次")), parse_quantity("超过4600人次"))
    assert leaf.value is not None and leaf.value.bound == ">"
    assert candidates(leaf).others == []


@pytest.mark.parametrize(("dim", "status"), [(0.0, "inconsistent"), (0.3, "unresolved")])
def test_a_minus_that_a_dim_page_may_have_lost_is_a_doubt(dim: float, status: str) -> None:
    """85.04 = 88.77 + 3.73 does not hold, and would with -3.73: on a clear page the report is wrong."""
    whole, first, change = cell("8504.92"), cell("8877.92"), cell("373.00")
    relation = Relation("adjusted-budget", "合计", (whole, first, change), sum_test((1, 1), 2))
    seen = [Look("enlarged", row("373.00"))]
    candidates_of = Posteriors(lambda leaf: seen if leaf is change else [], dimness={1: dim}, signed_leaves=frozenset({id(change)}))
    assert [v.status for v in verdicts([relation], candidates_of.calibrated)] == [status]
