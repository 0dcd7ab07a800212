"""Rows under a head of money that are no lines of it: averages of the lines, and the report's own score below them."""

from __future__ import annotations

import regex

from gouji.schemas.wordlists import any_of
from gouji.tables.cell_grid import CellGrid

NAMES = regex.compile(rf"(?:{any_of(__package__, 'not_lines')})[:：]?")
VERDICT = regex.compile(
    r"(?:20\d\d年度?)?(?:自评价?|自我评价|评价|综合|项目|绩效|最终|部门|单位|整体|总体)*"
    r"(?:总?得分|总?评分|总分|自评分|分数|等级|等次|级别|结论)[:：]?"
)
MAX_CELLS = 2


def is_no_line(sheet: CellGrid, row: int) -> bool:
    """Whether the first words of a row name an average of the rows above (平均), or the verdict with a value beside it (得分 | 95)."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    name = next((cell.words for cell in cells if not cell.words.isdigit()), "")
    return bool(NAMES.fullmatch(name)) or (len(cells) <= MAX_CELLS and bool(VERDICT.fullmatch(name)))
