"""Relations: what holds, what is rounding, what is not, and who is to blame."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import ratio_test, sum_test, within_test
from gouji.check.verdicts.verdict import verdicts
from gouji.normalize.figures.interval import half_unit, interval
from gouji.normalize.figures.quantities import find_quantities, parse_quantity
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Line
from gouji.schemas.quantity import Quantity
from gouji.schemas.traced import Traced
from tests.reading import glyphs


def q(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rate", "spent", "available", "places", "level"),
    [
        ("93.52%", "251.45万元", "268.86万元", 2, "exact"),
        ("98%", "187.59万元", "191.83万元", 2, "exact"),
        ("100%", "5万元", "5万元", 2, "exact"),
        ("99.86%", "99.868万元", "100万元", 3, "truncation"),
        ("88.68%", "297.61万元", "328.82万元", 2, "violation"),
        ("93.27%", "319.67万元", "342.80万元", 2, "violation"),
        ("95.49%", "33.42万元", "30万元", 2, "violation"),
        ("100%", "5万元", "0万元", 2, None),
    ],
)
def test_rates(rate: str, spent: str, available: str, places: int, level: str | None) -> None:
    outcome = ratio_test(True, False, places)([q(rate), q(spent), q(available)])
    assert (outcome and outcome.level) == level


@pytest.mark.parametrize(
    ("growth", "now", "before", "level"),
    [
        ("9.51%", "32.94万人次", "30.08万人次", "exact"),
        ("17.07%", "12.87万人次", "11.00万人次", "rounding"),
        ("11.05%", "87.89万次", "78.79万次", "violation"),
        ("75%", "7台", "4台", "exact"),
        ("60%", "7台", "4台", "violation"),
    ],
)
def test_growth(growth: str, now: str, before: str, level: str) -> None:
    outcome = ratio_test(True, True, None)([q(growth), q(now), q(before)])
    assert outcome is not None
    assert outcome.level == level


@pytest.mark.parametrize(
    ("total", "parts", "places", "level"),
    [
        ("334.59万元", ["143.91万元", "190.67万元"], 2, "rounding"),
        ("378.26万元", ["165.67万元", "212.59万元", "0万元"], 2, "exact"),
        ("36万元", ["39万元", "-4万元"], 2, "violation"),
        ("1234万元", ["1000.25万元", "233.62万元"], 2, "rounding"),
        ("376.60万元", ["341.6万元", "30万元", "0万元"], 2, "violation"),
    ],
)
def test_sums(total: str, parts: list[str], places: int, level: str) -> None:
    outcome = sum_test((1,) * len(parts), places)([q(total), *map(q, parts)])
    assert outcome is not None
    assert outcome.level == level


@pytest.mark.parametrize("text", ["268.86万元", "99.5%", "27万笔", "7台", "约500人", "超过42万笔", "5‰", "1.7倍"])
def test_an_interval_contains_its_number(text: str) -> None:
    span = interval(q(text))
    assert span.low <= q(text).amount <= span.high


def test_plain_counts_are_exact_and_rounded_ones_are_not() -> None:
    assert half_unit(q("7台")) == 0
    assert half_unit(q("27万笔")) == Decimal(5000)


def leaf(trace: Traced) -> QuantityLeaf:
    return QuantityLeaf.of(trace, find_quantities(trace.text)[0].quantity)


def rate_relation(rate: Traced, spent: Traced, available: Traced) -> Relation:
    return Relation("execution-rate", "某项目", (leaf(rate), leaf(spent), leaf(available)), ratio_test(True, False, 2))


def test_a_clear_page_with_a_wrong_rate_contradicts_itself() -> None:
    found = verdicts([rate_relation(glyphs("88.68%"), glyphs("297.61万元"), glyphs("328.82万元"))])
    assert [v.status for v in found] == ["inconsistent"]


def test_a_doubtful_glyph_whose_other_reading_ties_out_was_misread() -> None:
    spent = glyphs("251.45万元", at2=(0.62, "7", 0.36))
    rate = glyphs("93.52%")
    wrong = leaf(Traced.of(spent.glyphs).replace(0, 0, ""))
    assert wrong.value is not None
    bad = glyphs("257.45万元", at2=(0.62, "1", 0.36))
    found = verdicts([rate_relation(rate, bad, glyphs("268.86万元"))])
    assert found[0].status == "misread"
    assert [(c.leaf.text, c.candidate.text) for c in found[0].choices] == [("257.45万元", "251.45万元")]


def test_a_faint_rival_is_no_proof() -> None:
    found = verdicts([rate_relation(glyphs("93.52%"), glyphs("257.45万元", at2=(0.97, "1", 0.02)), glyphs("268.86万元"))])
    assert found[0].status == "unresolved"


def test_a_rival_that_would_break_another_relation_is_not_taken() -> None:
    shared = leaf(glyphs("257.45万元", at2=(0.62, "1", 0.36)))
    rate = Relation("execution-rate", "甲", (leaf(glyphs("93.52%")), shared, leaf(glyphs("268.86万元"))), ratio_test(True, False, 2))
    total = Relation("sum-of-parts", "合计", (leaf(glyphs("357.45万元")), shared, leaf(glyphs("100.00万元"))), sum_test((1, 1), 2))
    assert [v.status for v in verdicts([rate, total])] == ["inconsistent", "consistent"]


def test_plain_text_is_never_repaired_by_arithmetic() -> None:
    plain = [leaf(Traced.plain(t)) for t in ("93.52%", "257.45万元", "268.86万元")]
    found = verdicts([Relation("execution-rate", "甲", tuple(plain), ratio_test(True, False, 2))])
    assert [(v.status, v.choices) for v in found] == [("inconsistent", ())]


def test_what_cannot_be_tested_did_not_pass() -> None:
    assert verdicts([rate_relation(glyphs("100%"), glyphs("5万元"), glyphs("0万元"))]) == []


def test_a_point_that_nearly_stood_there_is_another_reading() -> None:
    signs = [Glyph(c, 1.0, page=1, box=(9.0 * i, 0, 9.0 * i + 8, 12)) for i, c in enumerate("30887万次")]
    line = Line(signs, 1, (0, 0, 63, 12), gaps=[(3, ".", 0.4)])
    before = leaf(Traced.of(line.with_near_misses()))
    assert before.confidence == 0.6
    growth = Relation("growth", "某量", (leaf(glyphs("12.55%")), leaf(glyphs("347.62万次")), before), ratio_test(True, True, None))
    found = verdicts([growth])[0]
    assert (found.status, [c.candidate.text for c in found.choices]) == ("misread", ["308.87万次"])


def test_what_is_left_to_rounding_is_not_proved_by_a_figure_that_was_hardly_legible() -> None:
    """2.8 for 2.68: the wide interval of one decimal lets a wrong rate pass."""
    cut = glyphs("2.8万元", at0=(0.5, "7", 0.1))
    assert [v.status for v in verdicts([rate_relation(glyphs("93.06%"), cut, glyphs("3.00万元"))])] == ["unresolved"]
    clear = verdicts([rate_relation(glyphs("93.06%"), glyphs("2.8万元"), glyphs("3.00万元"))])
    assert [(v.status, v.outcome.level) for v in clear] == [("consistent", "rounding")]


def test_an_equation_that_comes_out_speaks_for_a_figure_that_was_hardly_legible() -> None:
    found = verdicts([rate_relation(glyphs("93.52%"), glyphs("251.45万元", at2=(0.5, "7", 0.3)), glyphs("268.86万元"))])
    assert [v.status for v in found] == ["consistent"]


def test_no_figure_is_corrected_for_the_sake_of_a_bound() -> None:
    """That a score is within its weight, or a target met, is no proof of a reading: half of all figures would do."""
    score, weight = leaf(glyphs("92分", at0=(0.5, "1", 0.49))), leaf(glyphs("15分"))
    found = verdicts([Relation("score-within-weight", "某指标", (score, weight), within_test)])
    assert [(v.status, v.choices) for v in found] == [("unresolved", ())]
