"""The line of a table that sums up its points (总分), wherever it stands."""

from __future__ import annotations

import regex

from extract.sheets import Sheet
from extract.table_budget import totals
from extract.table_header import Header
from extract.table_values import figure
from schemas.record import Evaluation

AT_TOP = regex.compile(r"(?:自评总分|自评得分|总分|自评分|综合得分)(?:[（(]分[）)])?[:：](?P<score>\d+(?:\.\d+)?)分?")


def total_row(sheet: Sheet, row: int, header: Header, out: Evaluation) -> bool:
    """Puts the total's score and full score into `out`; False where the row is no total of points."""
    cells = [c for c in sheet.own(row) if c.words]
    if not cells or header.kind != "indicator" or cells[0].words.rstrip("：:") not in totals("score"):
        return False
    values = {}
    for field in ("weight", "score"):
        column = header.columns.get(field)
        cell = sheet.under(row, column.left, column.right) if column else None
        values[field] = figure(cell if cell is not cells[0] else None, "分")
    if all(v is None for v in values.values()) and len(cells) > 1:
        figures = [f for c in cells[1:] if (f := figure(c, "分")) and f.value]
        values = {"weight": figures[0] if len(figures) > 1 else None, "score": figures[-1] if figures else None}
    out.full_score = out.full_score or values["weight"]
    out.score = out.score or values["score"]
    return True
