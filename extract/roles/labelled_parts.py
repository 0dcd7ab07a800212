"""Parts of the whole told in cells, each with its label, below a table of money: 其中：财政拨款：120.20 | 其中：基本支出：98.60."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from gouji.extract.forms.cell_values import figure
from gouji.extract.roles.divided_lists import divided_blocks
from gouji.extract.roles.dividers import divider
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.rows import ITEMS, names_of, split_lead
from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

LABELLED = regex.compile(
    rf"\s*(?P<label>\p{{Han}}[^\d:：]*?)\s*[:：]\s*(?P<figure>[-−]?\d[\d,]*(?:\.\d+)?\s*{YUAN}?)\s*"
)
COLUMNS = ("adjusted", "initial", "allocated", "spent")
ROLES: dict[str, Role] = {"source": "source", "part": "subproject"}
MIN_ODDS = 3.0
"""The log-odds from which a label names a source or a part."""
MIN_PARTS = 2
USUAL, MAX_DISTANCE = "adjusted", Decimal("0.2")
"""The field where the parts are further from every figure of the whole."""


@dataclass(frozen=True, slots=True)
class _Told:
    name: Traced
    role: Role
    value: GridCell


def labelled_parts(
    sheet: CellGrid, rows: Sequence[int], total: BudgetRow | None, unit: str | None, grammar: Grammar
) -> list[BudgetRow]:
    """Returns a line for each part that the rows tell so, its figure in the column of the total that the parts make; empty
    where they tell fewer than two."""
    told = [each for row in rows for cell in _telling(sheet, row) if (each := _told(sheet, cell, grammar)) is not None]
    out: list[BudgetRow] = []
    for role in ROLES.values():
        mine = [each for each in told if each.role == role]
        if len(mine) >= MIN_PARTS:
            field = _field(mine, total, unit)
            out += [_line(each, field, unit) for each in mine]
    for block in divided_blocks(sheet, rows, grammar):
        for part in block.lists:
            items = [_Told(split_lead(n.text)[1] or n.text, ROLES[part.kind], value) for n, value in part.items]
            field = part.field or _field(items, total, unit)
            out += [_line(item, field, unit) for item in items]
    return out


def tells_parts(sheet: CellGrid, row: int) -> bool:
    """Tells whether a row holds nothing but parts, each with its label and its figure in one cell."""
    return bool(_telling(sheet, row))


def _telling(sheet: CellGrid, row: int) -> list[GridCell]:
    """The cells of a row that holds nothing but parts with their figures."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    return cells if all(_match(cell) is not None for cell in cells) else []


def _match(cell: GridCell) -> tuple[Traced, Traced] | None:
    _, text = split_lead(cell.text)
    match = LABELLED.fullmatch(text.text) if text is not None else None
    return (text.span(*match.span("label")), text.span(*match.span("figure"))) if text and match else None


def _told(sheet: CellGrid, cell: GridCell, grammar: Grammar) -> _Told | None:
    parts = _match(cell)
    if parts is None:
        return None
    odds = names_of(grammar).odds(parts[0])
    best = max(ITEMS, key=lambda role: odds[role])
    others = max(value for role, value in odds.items() if role not in ITEMS)
    if odds[best] < max(MIN_ODDS, others):
        return None
    return _Told(parts[0], ROLES[_divided(sheet, cell) or best], replace(cell, text=parts[1]))


def _divided(sheet: CellGrid, cell: GridCell) -> str | None:
    """What the nearest row above says that the items in its columns are (按支出性质分：)."""
    for row in range(cell.row - 1, -1, -1):
        above = sheet.under(row, cell.left, cell.right)
        if above is not None and above.words and (by := divider(above.text)) is not None:
            return by.kind
    return None


def _field(told: Sequence[_Told], total: BudgetRow | None, unit: str | None) -> str:
    """The figure of the whole that the parts come nearest to, together."""
    sums = [leaf.value.amount for each in told if (leaf := figure(each.value, unit)) is not None and leaf.value]
    near: list[tuple[Decimal, str]] = []
    for name in COLUMNS:
        leaf = getattr(total, name) if total is not None else None
        if leaf is not None and leaf.value is not None and leaf.value.amount:
            near.append((abs(sum(sums) - leaf.value.amount) / abs(leaf.value.amount), name))
    distance, field = min(near, default=(Decimal(1), USUAL))
    return field if distance <= MAX_DISTANCE else USUAL


def _line(told: _Told, field: str, unit: str | None) -> BudgetRow:
    name = TextLeaf.of(told.name, "".join(told.name.text.split()))
    line = BudgetRow(name=name, role=told.role)
    setattr(line, field, figure(told.value, unit))
    return line
