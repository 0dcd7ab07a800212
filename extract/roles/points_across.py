"""The points of the parts of a form where they stand side by side: 预算执行（10分） | 产出（50分） | 总得分（100分） over 9.6 | 48 | 96.6."""

from __future__ import annotations

import regex

from gouji.extract.forms.cell_values import figure
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.points import sums_up
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Evaluation, ScorePart
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

FULL = regex.compile(r"(?:满分|分值|权重|标准分|总分值)(?:值|数)?(?:[（(]分[）)])?")
EARNED = regex.compile(r"(?:自评)?(?:实际)?(?:得分|评分)(?:情况)?(?:[（(]分[）)])?")
IN_BRACKETS = regex.compile(r"[（(]\s*(?:满分|权重|分值)?\s*[:：]?\s*(?P<points>\d{1,3}(?:\.\d+)?)\s*分\s*[）)]")
MIN_PARTS, LOOK = 2, 3
"""So many parts stand beside their sum at the least; their points stand so many rows below at the most."""


def points_across(sheet: CellGrid, out: Evaluation, grammar: Grammar) -> bool:
    """Puts the score and the full score of the first such row of names, and its parts, into `out`; False if there is none."""
    for row in range(sheet.rows - 1):
        names = [cell for cell in sheet.own(row) if cell.words and parse_quantity(cell.words) is None]
        wholes = [cell for cell in names if sums_up(_bare(cell), grammar) in ("total", "points_total")]
        if len(wholes) != 1 or len(names) <= MIN_PARTS or wholes[0] is names[0]:
            continue
        weights, scores = _rows(sheet, row)
        whole = _points(sheet, wholes[0], scores)
        parts = [
            ScorePart(name=_name(cell), score=score, weight=_weight(sheet, cell, weights), source="table")
            for cell in names
            if cell is not wholes[0] and (score := _points(sheet, cell, scores)) is not None
        ]
        full = _weight(sheet, wholes[0], weights)
        if whole is None or full is None or len(parts) < MIN_PARTS or any(part.weight is None for part in parts):
            continue
        out.score, out.full_score = out.score or whole, out.full_score or full
        if not out.parts:
            out.parts, out.parts_total = parts, whole
        return True
    return False


def _rows(sheet: CellGrid, row: int) -> tuple[int | None, int | None]:
    """The rows below that hold what could be had and what was earned; the next one holds the scores where no label says it."""
    found: dict[str, int] = {}
    for below in range(row + 1, min(row + LOOK, sheet.rows)):
        label = next((cell.words for cell in sheet.own(below) if cell.words), "")
        kind = "full" if FULL.fullmatch(label) else "earned" if EARNED.fullmatch(label) else None
        if kind:
            found.setdefault(kind, below)
    return found.get("full"), found.get("earned", row + 1 if "full" not in found else None)


def _points(sheet: CellGrid, name: GridCell, row: int | None) -> QuantityLeaf | None:
    cell = sheet.under(row, name.left, name.right) if row is not None else None
    leaf = figure(cell, "分") if cell is not None and cell.row == row else None
    return leaf if leaf is not None and leaf.value is not None and leaf.value.unit == "分" else None


def _weight(sheet: CellGrid, name: GridCell, row: int | None) -> QuantityLeaf | None:
    """What could be had: the figure in a row of its own, or that in the brackets behind the name."""
    if row is not None:
        return _points(sheet, name, row)
    found = IN_BRACKETS.search(name.text.text)
    value = parse_quantity(found["points"], "分") if found else None
    return QuantityLeaf.of(name.text.span(*found.span("points")), value) if found and value is not None else None


def _bare(cell: GridCell) -> Traced:
    found = IN_BRACKETS.search(cell.text.text)
    return cell.text.span(0, found.start()) if found else cell.text


def _name(cell: GridCell) -> TextLeaf:
    leaf = cell.leaf()
    leaf.value = IN_BRACKETS.sub("", cell.words)
    return leaf
