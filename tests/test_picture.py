"""What is drawn on the pages: the rebuilt grid under the fields."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

import gouji
from show.picture import CELL, DPI, MERGED, _cells, pictures
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


def test_the_grid_is_seen_on_the_picture_of_the_page(tmp_path: Path) -> None:
    """Round every cell of the record runs a line in its colour: what --draw shows is the grid that was rebuilt."""
    page = tmp_path / "page.png"
    cv2.imwrite(str(page), np.full((842 * 2, 595 * 2, 3), 255, np.uint8))
    record = gouji.understand(document([grid(NATIONAL)]), lang="zh")
    record.document.pages[0].width, record.document.pages[0].height = 595.0, 842.0
    ((number, data),) = pictures(page, record)
    canvas = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert canvas is not None
    scale = canvas.shape[1] / 595
    assert number == 1 and abs(scale - DPI / 72) < 0.05
    seen = 0
    for cell in (c for row in record.tables[0].rows for c in row if c.bbox):
        x0, y0, _, y1 = cell.bbox or (0, 0, 0, 0)
        edge = canvas[round((y0 + y1) / 2 * scale), round(x0 * scale) : round((x0 + 3) * scale)]
        colour = MERGED if cell.rowspan * cell.colspan > 1 else CELL
        seen += bool((edge == colour).all(axis=1).any())
    assert seen > 0.8 * sum(len(row) for row in record.tables[0].rows)
