"""Lists of money whose heads name no field (2022年, 核付, 投资): the prose tells what their sums are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.form_parts import TableParts
from gouji.extract.roles.column_fields import FIELDS, Seen, Told, column_field, told_amounts
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.field_headers import unit_in
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, HeadColumn, find_heads
from gouji.extract.roles.list_shape import ListShape, list_shape
from gouji.extract.roles.money import UNSURE, money_lines, money_table
from gouji.extract.roles.surroundings import Surroundings
from gouji.normalize.figures.units import is_unit, unit_at
from gouji.schemas.record import BudgetRow, TableSum
from gouji.tables.cell_grid import CellGrid

ANY = "spent"
"""The field under which the rows of a column are looked at that may have any."""
MIN_ODDS = 4.0
"""The log-odds from which the words of a head name something else."""
MIN_PARTS = 2
YEAR = regex.compile(r"(20\d\d)\s*年")
BRACKET = regex.compile(r"[（(](?P<unit>[^（()）]{1,6})[)）]$")
UNITS = ("元", "万元")
"""What figures may be counted in that nothing names a unit of."""


@dataclass(frozen=True, slots=True)
class UntoldList:
    """The lines of such a list, and its total with its parts by their rows, None where it has no total."""

    lines: list[BudgetRow]
    sum: TableSum | None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column whose field is known, with the amount that tells it and the unit that makes it that amount."""

    head: HeadColumn
    told: Told
    unit: str | None


def add_untold_lists(
    parts: TableParts,
    sheets: Sequence[CellGrid],
    around: Sequence[Surroundings],
    prose: Sequence[BudgetRow],
    totals: Sequence[tuple[str, Decimal]],
    year: int | None,
    grammar: Grammar,
) -> list[CellGrid]:
    """Adds to `parts` the lists among the tables that nobody knew the heads of, and returns these tables; they are known from
    then on.

    `prose` are the lines that the prose tells, `totals` the amounts of the total that its sentences tell, by their fields.
    """
    out: list[CellGrid] = []
    for index, (sheet, near) in enumerate(zip(sheets, around, strict=True)):
        if index in parts.accounts or _is_of_points(sheet, grammar):
            continue
        have = parts.money.get(index)
        if have is not None:
            told = told_amounts(
                [*prose, *(line for line in parts.budget if all(line is not own for own in have))], totals
            )
            _tell_columns(sheet, have, _columns(sheet, near, told, year, grammar), grammar)
            continue
        found = untold_list(sheet, near, told_amounts([*prose, *parts.budget], totals), year, grammar)
        if found is None:
            continue
        out.append(sheet)
        parts.unknown = [each for each in parts.unknown if each is not sheet]
        parts.undecided.pop(index, None)
        parts.budget += _without_known_total(found.lines, parts.budget)
        parts.lists.append(found.lines)
        if found.sum is not None:
            parts.sums[index] = [found.sum]
    return out


def _is_of_points(sheet: CellGrid, grammar: Grammar) -> bool:
    """Whether the table has a head of points: what it sums is the score."""
    return any(head.kind == "points" for head in find_heads(sheet, grammar))


def _tell_columns(sheet: CellGrid, lines: Sequence[BudgetRow], columns: Sequence[_Column], grammar: Grammar) -> None:
    """Puts the figures of columns that their sums tell into the lines of a table with a head: those that no word of the head
    told, and those of which the words were not sure."""
    heads = [column for head in find_heads(sheet, grammar) for column in head.columns]
    for column in columns:
        known = next((c for c in heads if c.left == column.head.left), None)
        if known is None or _name(column) is not None or (known.role in MONEY and known.probability >= UNSURE):
            continue
        if known.role != column.told.field and any(getattr(line, column.told.field) is not None for line in lines):
            continue
        shape = list_shape(sheet)
        found = _lines(sheet, shape, [column.head], column.unit, grammar) if shape is not None else []
        for line in found:
            same = [each for each in lines if each.role == line.role and each.name.value == line.name.value]
            if len(same) == 1:
                if known.role in MONEY:
                    setattr(same[0], known.role, None)
                setattr(same[0], column.told.field, getattr(line, column.told.field))


def _without_known_total(lines: Sequence[BudgetRow], known: Sequence[BudgetRow]) -> list[BudgetRow]:
    """The lines of a list without its total where another table has the total, and not yet its figures: these go there."""
    total = next((line for line in lines if line.role == "total"), None)
    other = next((line for line in known if line.role == "total"), None)
    told = [field for field in FIELDS if total is not None and getattr(total, field) is not None]
    if total is None or other is None or any(getattr(other, field) is not None for field in told):
        return list(lines)
    for field in told:
        setattr(other, field, getattr(total, field))
    return [line for line in lines if line is not total]


def untold_list(
    sheet: CellGrid, near: Surroundings, told: Sequence[Told], year: int | None, grammar: Grammar
) -> UntoldList | None:
    """Returns the list that the table is, by the amounts that are `told` elsewhere; None where no
    column of it is clear. A column of another year than `year` is none of this budget."""
    shape = list_shape(sheet)
    kept = _columns(sheet, near, told, year, grammar)
    return _read(sheet, shape, kept, grammar) if shape is not None and kept else None


def _columns(
    sheet: CellGrid, near: Surroundings, told: Sequence[Told], year: int | None, grammar: Grammar
) -> list[_Column]:
    """The columns that their sums tell, one for each field, all of one line."""
    shape = list_shape(sheet)
    figures = shape.figures if shape is not None else ()
    found = [c for each in figures if shape for c in [_told(sheet, shape, each, near, told, year, grammar)] if c]
    best: dict[str, _Column] = {}
    for column in sorted(found, key=lambda each: -each.head.probability):
        best.setdefault(column.told.field, column)
    return [column for column in best.values() if _name(column) == _name(found[0])]


def _name(column: _Column) -> str | None:
    """The name of the line that a column's sum is told of, None for the total."""
    line = column.told.line
    return None if line is None or line.role == "total" else line.name.value or line.name.text


def _told(
    sheet: CellGrid,
    shape: ListShape,
    column: HeadColumn,
    near: Surroundings,
    told: Sequence[Told],
    year: int | None,
    grammar: Grammar,
) -> _Column | None:
    if _is_alien(column, grammar) or _is_of_other_year(column, shape.figures, year):
        return None
    named = unit_in(column.words) or near.unit
    for unit in (named,) if named else UNITS:
        lines = _lines(sheet, shape, [replace(column, role=ANY)], unit, grammar)
        head = column.heads[-1].text if column.heads else None
        seen = Seen(head, _total(lines), _parts(lines), in_money=named is not None)
        found = column_field(seen, near.amount, told, grammar)
        if found is not None:
            return _Column(replace(column, role=found[0].field, probability=found[1]), found[0], unit)
    return None


def _is_alien(column: HeadColumn, grammar: Grammar) -> bool:
    """Whether the head says that the column holds something that is no field of the budget, or counts no money."""
    if not column.heads:
        return False
    inside = BRACKET.search(column.heads[-1].words)
    unit = unit_at(inside["unit"], 0) if inside is not None and is_unit(inside["unit"]) else None
    if unit is not None and unit.kind != "money":
        return True
    odds = wordings(grammar).odds(column.heads[-1].text)
    best = max(odds, key=lambda role: odds[role])
    role = grammar.roles[best]
    return odds[best] > MIN_ODDS and role.field is None and best not in ("amount", "sum", "other_year")


def _is_of_other_year(column: HeadColumn, beside: Sequence[HeadColumn], year: int | None) -> bool:
    """Whether the head names a year that is not the report's; where that is not known, the latest of the table's is."""
    own = YEAR.search(column.words)
    years = [int(found[1]) for each in beside if (found := YEAR.search(each.words))]
    return own is not None and int(own[1]) != (year or max(years))


def _lines(
    sheet: CellGrid, shape: ListShape, columns: Sequence[HeadColumn], unit: str | None, grammar: Grammar
) -> list[BudgetRow]:
    return money_lines(
        sheet, money_table(sheet, _head(shape, columns, grammar), sheet.rows, grammar), unit, None, grammar
    )


def _head(shape: ListShape, columns: Sequence[HeadColumn], grammar: Grammar) -> Head:
    """The head with the roles of its columns; its names are those of sources only if it says so."""
    odds = wordings(grammar).odds(shape.names.heads[-1].text) if shape.names.heads else {}
    role = max((each for each in grammar.rows if each not in ("block", "year")), key=lambda each: odds.get(each, 0.0))
    role = role if odds.get(role, 0.0) > MIN_ODDS else "part"
    return Head("money", shape.first, shape.body, (replace(shape.names, role=role), *columns), 0.0)


def _total(lines: Sequence[BudgetRow]) -> Decimal | None:
    totals = [line for line in lines if line.role == "total"]
    return _amount(totals[0]) if len(totals) == 1 else None


def _parts(lines: Sequence[BudgetRow]) -> Decimal | None:
    amounts = [_amount(line) for line in lines if line.role != "total" and line.part_of is None]
    found = [amount for amount in amounts if amount is not None]
    return sum(found, Decimal(0)) if len(found) >= MIN_PARTS else None


def _amount(line: BudgetRow) -> Decimal | None:
    leaf = getattr(line, ANY)
    return leaf.value.amount if leaf is not None and leaf.value is not None else None


def _read(sheet: CellGrid, shape: ListShape, columns: Sequence[_Column], grammar: Grammar) -> UntoldList | None:
    """The lines of the list with all columns that are known."""
    heads = sorted((column.head for column in columns), key=lambda head: head.left)
    table = money_table(sheet, _head(shape, heads, grammar), sheet.rows, grammar)
    lines = money_lines(sheet, table, columns[0].unit, None, grammar)
    items = [line for line in lines if line.role != "total"]
    if len(items) < MIN_PARTS:
        return None
    _tell_whole(lines, columns[0].told.line)
    rows = list(zip(table.rows, table.roles, strict=True))
    wholes = [row for row, role in rows if role.role == "total"]
    parts = [row for row, role in rows if role.role in ("source", "part") and role.parent is None]
    summed = len(wholes) == 1 and len(parts) >= MIN_PARTS
    return UntoldList(
        lines, TableSum(whole=wholes[0], parts=parts, columns=(0, sheet.cols - 1), by="rows") if summed else None
    )


def _tell_whole(lines: Sequence[BudgetRow], whole: BudgetRow | None) -> None:
    """Tells the list for the parts of the line that its sum is, if that is not the total."""
    if whole is None or whole.role == "total":
        return
    for line in lines:
        if line.role == "total":
            line.role, line.name = whole.role, whole.name
        elif line.part_of is None:
            line.role, line.part_of = "subproject", whole.name.value
