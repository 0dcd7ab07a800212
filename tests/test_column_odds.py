"""What is reckoned of the columns of a table for all kinds of head at once is what each of them gives alone."""

from __future__ import annotations

from itertools import product
from math import exp, log

import pytest

from gouji.extract.roles.assignment import assignment
from gouji.extract.roles.columns import assigned, assigned_by_kind
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.head_words import Wordings
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, cell_grids
from tests.tables import document, grid

ROWS = ["地区 | 下达数 | 支出数", "东河区 | 640.00 | 600.00", "西山区 | 320.00 | 300.00"]


def sheet() -> CellGrid:
    (found,) = cell_grids(document([grid(ROWS)]))[0]
    return found


def test_all_kinds_at_once_are_as_each_alone() -> None:
    table, grammar = sheet(), load_grammar()
    columns = [([head.text], [table.lattice[row, head.col] for row in (1, 2)]) for head in table.own(0)]
    assert assigned_by_kind(columns, grammar) == [assigned(kind, columns, grammar) for kind in grammar.needs]


def test_the_best_assignment_and_its_shares_are_those_of_all_assignments() -> None:
    columns = [{"other": 0.0, "a": 1.2, "b": 0.7}, {"a": 2.0, "b": 1.9, "other": 0.0}, {"b": 0.4, "c": 0.3}]
    steps = {("", "a"): -0.2, ("a", "b"): -0.3, ("b", "a"): -1.7, ("b", ""): -0.1}

    def order(before: str, role: str) -> float:
        return steps.get((before, role), -1.0)

    ways: dict[tuple[str, ...], float] = {}
    for roles in product(*columns):
        if not any(roles.count(role) > 1 for role in ("a", "b")):
            path = zip(("", *roles), (*roles, ""), strict=True)
            ways[roles] = sum(column[role] for column, role in zip(columns, roles, strict=True)) + sum(
                order(*pair) for pair in path
            )
    best = max(ways, key=lambda roles: ways[roles])
    whole = sum(exp(score) for score in ways.values())
    score, found = assignment(columns, order, frozenset("ab"))
    assert score == pytest.approx(ways[best]) and tuple(role for role, _ in found) == best
    for place, (role, share) in enumerate(found):
        assert share == pytest.approx(sum(exp(s) for roles, s in ways.items() if roles[place] == role) / whole)


def test_wordings_of_very_different_length_are_not_compared() -> None:
    words = Wordings({"spent": ("支出数", "本年度实际支出总金额"), "name": ("名称",)}, {})
    odds = words.odds(Traced.plain("支出数"))
    assert odds["spent"] > log(100) > 0 > odds["name"]
    assert [each.words for each in words._of_length("spent", 3)] == ["支出数"]
