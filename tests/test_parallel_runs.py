"""Figures in a row that share the words before the first of them."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.parallel_runs import is_parallel, run_of
from gouji.extract.statements.ratio_candidates import operands
from tests.reading import passed

SHARES = [
    "全年项目支出545.80万元。",
    "主管部门组织了检查。",
    "会议通报了情况。",
    "各项目进展顺利。",
    "主要有三项：图书215.60万元；演出268.40万元；保护61.80万元。分别占项目支出的39.50%、49.18%、11.32%。",
]


def test_a_row_of_shares() -> None:
    every = contexts(passed(*SHARES))
    last = len(every) - 1
    run = run_of(every, last)
    assert (run.size, run.place) == (3, 2)
    assert [is_parallel(every, last, other) for other in range(last - 5, last - 2)] == [False, False, True]
    assert 0 in operands(every, last), "the whole that the words before the row name"


@pytest.mark.parametrize("text", ["支出100万元，占95.5%，增长3%。", "支出100万元，占95.5%。"])
def test_no_row(text: str) -> None:
    every = contexts(passed(text))
    assert run_of(every, len(every) - 1).size == 1
    assert is_parallel(every, len(every) - 1, 0) is None
