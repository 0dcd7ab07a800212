"""The points of a table that lists them by part of the form (项目 | 满分 | 得分)."""

from __future__ import annotations

from functools import cache
from itertools import dropwhile

import regex

from gouji.extract.forms.cell_values import figure, is_nothing
from gouji.extract.forms.column_roles import Header
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.heads import Head, HeadColumn
from gouji.extract.roles.rows import names_of
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation, ScorePart
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

REMARK = regex.compile(r"[（(][^（()）]*[）)]?\s*$")
WORDS = regex.compile(r"\p{Han}")
MIN_TOTAL_ODDS = 4.0
MIN_CHAR_ODDS = 1.5
"""The log-odds from which a row sums up others, and those of each character of its name at the least."""
SUBTOTAL = "小计"
ENDINGS = ("合计", "总计", "共计")
SUMS = ("subtotal", "total", "points_total")
SUMMED = regex.compile("[计总分]")
"""Names of totals of points say so; those of money need not (部门预算资金)."""
LEVELS = frozenset({"level1", "level2"})
FULL_MARK = 100


def score_parts(sheet: CellGrid, head: Head, end: int, out: Evaluation, grammar: Grammar) -> bool:
    """Puts the parts, and the total's score and full score, into `out`; False where no row has points.

    Without a row that sums them up, the parts may be some of many, and are left out unless they weigh all that there is.
    """
    found, whole, parts = False, True, list[ScorePart]()
    for row in range(head.body, end):
        name = _under(sheet, row, head.of("aspect"))
        weight, score = (_points(sheet, row, head.of(role)) for role in ("weight", "score"))
        if name is None or not name.words or (weight is None and score is None):
            continue
        found = True
        sums = sums_up(name.text, grammar)
        if sums == "subtotal":
            continue
        if sums is not None:
            out.score = out.score or score
            out.full_score = out.full_score or weight
            _put(out, parts, score if whole else None)
            parts, whole = [], True
        elif score is not None:
            parts.append(ScorePart(name=name.leaf(), score=score, weight=weight, source="table"))
        else:
            whole = False
    if whole and _weigh_all(parts):
        _put(out, parts, None)
    return found


def _put(out: Evaluation, parts: list[ScorePart], total: QuantityLeaf | None) -> None:
    """Puts the parts of the first table that has some, with their sum, into `out`."""
    if parts and not out.parts:
        out.parts, out.parts_total = parts, total


def _weigh_all(parts: list[ScorePart]) -> bool:
    weights = [part.weight.value.amount for part in parts if part.weight is not None and part.weight.value is not None]
    return len(weights) == len(parts) and sum(weights) == FULL_MARK


def sum_of_points(sheet: CellGrid, row: int, header: Header, grammar: Grammar) -> str | None:
    """Whether a row of indicators is a sum of rows, by its first words or its name: subtotal, points_total, or None."""
    named = sum_cells(sheet, row)
    sums = (
        sums_up(named[0].text, grammar) if named and not _is_measured(sheet, row, header, named[0], grammar) else None
    )
    if sums is None and len(named) > 1 and len(named[0].words) == 1:  # 合 | 计
        sums = sums_up(_without_remark(join([named[0].text, named[1].text])), grammar)
    if sums is None and not any(_has(sheet, row, header, field) for field in ("target", "actual")):
        name = _cell_of(sheet, row, header, "name")
        sums = sums_up(name.text, grammar) if name is not None else None
        if sums is None and named:
            sums = _by_ending(sheet, row, header, name if name is not None and name.words else named[0])
    if sums == "total":
        return "points_total" if not _is_named(sheet, row, header, named) else None
    return sums


def _by_ending(sheet: CellGrid, row: int, header: Header, name: GridCell) -> str | None:
    """Which sum a row without values is whose name ends like one (预算执行与指标合计): the total if its weight is all that can be had."""
    if not bare(name.text.text).endswith(ENDINGS):
        return None
    cell = _cell_of(sheet, row, header, "weight")
    weight = figure(cell, "分") if cell is not None else None
    full = weight is not None and weight.value is not None and weight.value.amount == FULL_MARK
    return "points_total" if full else "subtotal"


def _is_named(sheet: CellGrid, row: int, header: Header, named: list[GridCell]) -> bool:
    """Whether a row that sounds like a sum of money (部门预算资金支出率) has a name in the column of names, which is that of no
    total of points."""
    cell = _cell_of(sheet, row, header, "name")
    if cell is None or cell.colspan > 1 or not named or len(named[0].words) < 2 or not LEVELS & set(header.columns):
        return False
    return len(cell.words) > 1 and not any(SUMMED.search(each.words) for each in (named[0], cell))


def _is_measured(sheet: CellGrid, row: int, header: Header, named: GridCell, grammar: Grammar) -> bool:
    """Whether a row has both values beside a name that is only like that of a sum (绩效指标合理性 | 合理 | 较合理)."""
    values = [_cell_of(sheet, row, header, field) for field in ("target", "actual")]
    own = {id(c) for c in values if c is not None and c is not named and not is_nothing(c)}
    return len(own) > 1 and not any(bare(named.text.text) in names_of(grammar).listed[each] for each in SUMS)


def _has(sheet: CellGrid, row: int, header: Header, field: str) -> bool:
    """Whether the row has a value of this field."""
    return not is_nothing(_cell_of(sheet, row, header, field))


def _cell_of(sheet: CellGrid, row: int, header: Header, field: str) -> GridCell | None:
    column = header.columns.get(field)
    cell = sheet.under(row, column.left, column.right) if column else None
    return cell if cell is not None and cell.row == row else None


def _without_remark(name: Traced) -> Traced:
    remark = REMARK.search(name.text)
    return name.span(0, remark.start()) if remark else name


def sum_cells(sheet: CellGrid, row: int) -> list[GridCell]:
    """The cells of a row from the first that has words: numbers of rows and specks before it name nothing."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    return list(dropwhile(lambda cell: not WORDS.search(cell.words), cells))


def sums_up(name: Traced, grammar: Grammar) -> str | None:
    """Which sum a row with this name is: subtotal, total or points_total; None for any other row."""
    if bare(name.text).endswith(SUBTOTAL):
        return "subtotal"
    odds = names_of(grammar).odds(name)
    best = max(SUMS, key=lambda each: odds.get(each, 0.0))
    other = max((value for each, value in odds.items() if each not in SUMS), default=0.0)
    least = max(MIN_TOTAL_ODDS, MIN_CHAR_ODDS * len(bare(name.text)), other)
    return best if odds[best] > least and _own_characters(grammar) & set(bare(name.text)) else None


@cache
def _own_characters(grammar: Grammar) -> frozenset[str]:
    """The characters that names of sums have and names of levels have not: 绩效 is like 绩效指标小计, but none of these."""
    sums, levels = (
        {char for role in roles for name in grammar.names[role] for char in name} for roles in (SUMS, ("level",))
    )
    return frozenset(sums - levels)


def _points(sheet: CellGrid, row: int, column: HeadColumn | None) -> QuantityLeaf | None:
    return figure(_under(sheet, row, column), "分")


def _under(sheet: CellGrid, row: int, column: HeadColumn | None) -> GridCell | None:
    cell = sheet.under(row, column.left, column.right) if column is not None else None
    return cell if cell is not None and cell.row == row else None
