"""Amounts that wrap to a second line in a table without rulings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.extract.report import report
from gouji.normalize.document import correct
from gouji.schemas.pages import Grid
from gouji.tables.wrapped_rows import join_wrapped_rows
from tests.tables import document, grid

ROWS = [
    "支出项目（元）|年初预算|全年预算数|全年执行数|预算执行率",
    "场馆维护费|1,432,051.5|1,432,051.5|1,287,271.0|",
    "|0|0|9|89.89%",
    "训练经费|1,458,774.4|1,680,774.4|1,588,340.3|94.50%",
    "|8|8|4|",
    "合计|2,890,825.9|3,112,825.9|2,875,611.4|92.38%",
    "|8|8|3|",
]


def unruled(rows: list[str]) -> Grid:
    return replace(grid(rows), ruled=False)


def texts(table: Grid) -> list[list[str]]:
    return [["".join(line.text for line in cell.lines) for cell in table.cells if cell.row == row] for row in range(max(c.row for c in table.cells) + 1)]


def test_both_lines_form_one_row() -> None:
    assert texts(join_wrapped_rows(unruled(ROWS)))[1:] == [
        ["场馆维护费", "1,432,051.50", "1,432,051.50", "1,287,271.09", "89.89%"],
        ["训练经费", "1,458,774.48", "1,680,774.48", "1,588,340.34", "94.50%"],
        ["合计", "2,890,825.98", "3,112,825.98", "2,875,611.43", "92.38%"],
    ]


def test_the_record_has_complete_amounts() -> None:
    found = document([unruled(ROWS)])
    record = report(found, correct(found))
    assert [row.spent.value.canonical for row in record.budget if row.spent and row.spent.value] == ["2875611.43", "1287271.09", "1588340.34"]


@pytest.mark.parametrize(
    "below",
    ["|0|0|9|89.89%|", "其他|0|0|9|", "|50|0|9|", "|a|0|9|", "|0|0|1,287|"],
    ids=["two rates", "a name", "three places", "a letter", "another amount"],
)
def test_a_line_that_completes_no_amount_is_a_row_of_its_own(below: str) -> None:
    rows = [ROWS[0], "场馆维护费|1,432,051.5|1,432,051.5|1,287,271.0|88%", below]
    table = unruled([row if row.count("|") == 4 else row.rstrip("|") for row in rows])
    assert join_wrapped_rows(table) is table


def test_short_figures_and_ruled_tables_stay() -> None:
    short = unruled([ROWS[0], "场馆维护费|12.5|12.5|10.0|", "|0|0|9|89.89%"])
    assert join_wrapped_rows(short) is short
    ruled = grid(ROWS)
    assert join_wrapped_rows(ruled) is ruled


def test_the_rest_of_a_name_beside_the_decimals_of_wrapped_amounts() -> None:
    rows = [ROWS[0], "山塘水库管护|30128072.|32357072.|29707027.8|", "费|05|05|4|91.81%", "其他|0|0|9|"]
    assert texts(join_wrapped_rows(unruled(rows)))[1] == ["山塘水库管护费", "30128072.05", "32357072.05", "29707027.84", "91.81%"]
    assert len(texts(join_wrapped_rows(unruled(rows)))) == 3
