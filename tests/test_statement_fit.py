"""Fitting the weights of statements: few weights that are shared, and slips put into claims that hold."""

from __future__ import annotations

import random

import pytest

from bench.statements.labelled import Labelled
from bench.statements.related import _Finder
from bench.statements.softmax import Penalty, fit_labels
from bench.statements.spoiled import spoiled
from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed

LABELS = ("O", "a.x", "b.x")
OPEN = frozenset(LABELS)
EVIDENCE = {**{label: frozenset({label}) for label in LABELS}, "*.x": frozenset({"a.x", "b.x"})}
TEXT = "全年改造1,860户，其中东片760户、西片620户、南片480户；预算500万元，支出450万元，执行率90%。"


def test_a_weight_that_earns_nothing_is_left_out() -> None:
    """What tells a.x and b.x alike from O is learned once, by their kin."""
    rows = [["every", "money", "one"], ["every", "money", "two"], ["every"], ["every"]] * 10
    allowed = [frozenset({label}) for label in ("a.x", "b.x", "O", "O")] * 10
    found = fit_labels(rows, allowed, LABELS, Penalty(1.0, 0.1), [OPEN] * 40, EVIDENCE).weights
    money = {key: weight for key, weight in found.items() if key.endswith("|money") and abs(weight) > 0.05}
    assert money.get("*.x|money", 0) - money.get("O|money", 0) > 1
    assert not {"a.x|money", "b.x|money"} & set(money)
    assert found.get("a.x|one", 0) > 0.5 > found.get("b.x|one", 0)


@pytest.mark.parametrize("seed", range(5))
def test_a_slip_breaks_one_claim(seed: int) -> None:
    parts = passed(TEXT)
    every = contexts(parts)
    place = [{"figure": figure} for figure in ("1,860户", "760户", "620户", "480户", "90%", "450万元", "500万元")]
    truth = {
        "breakdowns": [{"whole": place[0], "parts": place[1:4], "closed": True, "holds": True}],
        "ratios": [{"kind": "execution_rate", "result": place[4], "of": place[5], "base": place[6], "holds": True}],
    }
    text = Labelled("x/1", parts, every, 2023, truth, [], _Finder(parts, every))
    found = [*spoiled(text, random.Random(seed))]
    assert found
    for each in found:
        changed = [i for i, (old, new) in enumerate(zip(every, each.every, strict=True)) if old.amount != new.amount]
        assert changed == [each.wrong]
        expected = computed(each.claim.form, [each.every[i].figure.found.quantity for i in each.claim.operands])
        assert expected and not agrees(each.every[each.claim.result].figure.found.quantity, expected, each.claim.form)
