"""Columns that hold two values a cell, as their head says: 权重／得分 above 10／9.69, 目标值/完成值 above 95%/98%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.forms.fused_cells import widen
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

STROKE = regex.compile(r"\s*[/／|｜]\s*")


def part_doubled_columns(sheet: CellGrid, grammar: Grammar) -> None:
    """Makes two columns of each column whose head names two and whose every cell holds a value for both, or none."""
    for head in list(sheet.cells):
        if (halves := _halves(head)) is None or not _name_two(halves, grammar):
            continue
        below = _below(sheet, head, grammar)
        values = [_halves(cell) for cell in below]
        if not any(both is not None and all(_holds_figure(each) for each in both) for both in values):
            continue
        if all(both is not None or is_nothing(cell) for cell, both in zip(below, values, strict=True)):
            _part(sheet, [head, *below], [halves, *values])


def _halves(cell: GridCell) -> tuple[Traced, Traced] | None:
    """The texts before and behind the only stroke of a cell; None where it has none, or several."""
    found = list(STROKE.finditer(cell.text.text))
    if len(found) != 1:
        return None
    stroke = found[0]
    return cell.text.span(0, stroke.start()), cell.text.span(stroke.end(), len(cell.text))


def _name_two(halves: tuple[Traced, Traced], grammar: Grammar) -> bool:
    """Whether each half is a head that is known, and no role has both."""
    first, second = (
        {role for role, words in wordings(grammar).listed.items() if bare(half.text) in words} for half in halves
    )
    return bool(first and second) and not first & second


def _holds_figure(text: Traced) -> bool:
    return any(char.isdigit() for char in text.text)


def _below(sheet: CellGrid, head: GridCell, grammar: Grammar) -> list[GridCell]:
    """The cells below a head that stand between its sides, up to another head."""
    known = {word for words in wordings(grammar).listed.values() for word in words}
    out: list[GridCell] = []
    for row in range(head.row + head.rowspan, sheet.rows):
        cell = sheet.lattice.get((row, head.col))
        if cell is None or (cell.col, cell.colspan) != (head.col, head.colspan) or bare(cell.words) in known:
            break
        if not out or cell is not out[-1]:
            out.append(cell)
    return out


def _part(sheet: CellGrid, cells: Sequence[GridCell], halves: Sequence[tuple[Traced, Traced] | None]) -> None:
    if cells[0].colspan < 2:
        widen(sheet, cells[0], 1, beside=cells)
    for cell, both in zip(cells, halves, strict=True):
        first, second = both if both is not None else (cell.text, Traced())
        middle, span = (cell.left + cell.right) / 2, max(1, cell.colspan // 2)
        behind = max(1, cell.colspan - span)
        sheet.cells.append(replace(cell, text=second, col=cell.col + span, colspan=behind, left=middle))
        cell.text, cell.colspan, cell.right = first, span, middle
    sheet.reindexed()
