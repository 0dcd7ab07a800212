"""The reason of a deviation that stands in a second row of its indicator, behind a label (评分标准：… | 扣分原因：…)."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.extract.forms.cell_values import is_nothing
from gouji.tables.cell_grid import CellGrid, GridCell

REASON = regex.compile(r"\s*(?:扣分|偏差|未完成|偏离)原因(?:分析)?(?:及(?:改进|整改)措施)?\s*[:：]\s*")
NO_REASON = frozenset({"无", "一"})


def reason_below(sheet: CellGrid, row: int, name: GridCell) -> GridCell | None:
    """The reason that stands with its label in a further row of the same name (评分标准：… | 扣分原因：…)."""
    for below in range(row + 1, min(row + name.rowspan, sheet.rows)):
        for cell in sheet.own(below):
            match = REASON.match(cell.text.text)
            rest = replace(cell, text=cell.text.span(match.end(), len(cell.text)).strip()) if match else None
            if rest is not None and not is_nothing(rest) and rest.words not in NO_REASON:
                return rest
    return None
