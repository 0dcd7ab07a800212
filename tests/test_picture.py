"""What is drawn on the pages: the rebuilt grid under the fields."""

from __future__ import annotations

import gouji
from show.picture import CELL, MERGED, _cells
from tests.tables import document, grid
from tests.test_tables import NATIONAL


def test_every_cell_is_outlined_inside_of_its_rules() -> None:
    report = gouji.understand(document([grid(NATIONAL)]), lang="zh")
    marks = list(_cells(report))
    cells = [cell for row in report.tables[0].rows for cell in row]
    assert len(marks) == len(cells)
    merged = [m for m in marks if m.colour == MERGED]
    assert len(merged) == sum(c.rowspan > 1 or c.colspan > 1 for c in cells)
    assert {m.label for m in marks if m.colour == CELL} == {""}
    assert "2x1" in {m.label for m in merged}
    boxes = {c.bbox for c in cells}
    assert all(any(b and b[0] < m.box[0] < m.box[2] < b[2] and b[1] < m.box[1] < m.box[3] < b[3] for b in boxes) for m in marks)
