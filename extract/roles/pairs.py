"""Money as labels and figures that take turns (预算数： | 2860.00 | 执行数： | 2723.68), with sources in the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_roles import MONEY as OF_MONEY
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.rows import ITEMS, RowSeen, measures_of, row_roles, split_lead
from gouji.extract.roles.whole_rows import add_to_whole, whole_figures
from gouji.normalize.figures.yuan import BRACKETED_YUAN, YUAN
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

FIELDS = (*MONEY, "execution_rate")
FIGURES = frozenset({"figure", "points", "ordinal", "money", "rate", "none", "code"})
LABELS = frozenset({"words", "level", "top"})
MIN_LABEL_ODDS, MIN_CHAR_ODDS = 3.5, 1.5
"""The log-odds from which a label names a figure of the whole, and those of each of its characters."""
MIN_MEASURES = 2
MIN_LISTED, MAX_LIST_ROWS = 3, 16
BUDGETS = ("initial", "adjusted", "allocated")
LABELLED = regex.compile(
    rf"\s*(?P<label>\p{{Han}}[^\d:：]*?)\s*[:：]?\s*(?P<figure>[-−]?\d[\d,]*(?:\.\d+)?\s*(?:{YUAN}|[%％])?)\s*"
)
STRAY = ".·。、,，'`-—"
UNIT = regex.compile(rf"{BRACKETED_YUAN}|[:：]")
REMARK = regex.compile(r"[（(][^（）()]*[）)]\s*$|(?<=\p{Han})[①-⑳].*$")

Pair = tuple[GridCell, GridCell]


@dataclass(slots=True)
class PairedMoney:
    """The fields of the pairs of a row, and the lines made from it and from the rows below."""

    fields: tuple[str, ...] = ()
    units: tuple[str | None, ...] = ()
    """The units that the labels of the whole give their figures; its parts are printed in the same."""
    lines: list[BudgetRow] = field(default_factory=list)
    end: int = 0
    """The row behind the last one of a list of figures of the whole."""

    def take(self, sheet: CellGrid, row: int, unit: str | None, grammar: Grammar) -> list[BudgetRow]:
        """Returns the lines that the row begins; a row that only adds to the last total begins none, and leaves `known`."""
        pairs = _pairs(sheet, row)
        fields = [names_field(label.text, grammar) for label, _ in pairs]
        listed = self._listed(sheet, row, unit, grammar)
        if listed is not None:
            return listed
        if pairs and all(fields) and len(set(fields)) == len(fields):
            return self._whole(pairs, [f for f in fields if f], unit)
        name, told = _in_cells(sheet, row, grammar)
        if {"spent"} < set(told) and set(told) & set(BUDGETS):
            return self._whole(list(told.values()), list(told), unit, name)
        if pairs and self.lines and len(pairs) == len(self.fields) and not any(fields):
            return self._part(pairs, unit, grammar)
        self.fields, self.lines = (), []
        return []

    def _listed(self, sheet: CellGrid, row: int, unit: str | None, grammar: Grammar) -> list[BudgetRow] | None:
        """The lines that a row of a list begins whose rows each hold another figure of the whole, with its sources below
        (全年执行数 | 1587.55, 其中：省级资金 | 1462.60); None for any other row."""
        if row >= self.end:
            self.end = 0
            if self.lines or (end := _list_end(sheet, row, grammar)) is None:
                return None
            self.end = end
        pair = _listed_pair(sheet, row)
        name = names_field(pair[0].text, grammar) if pair is not None else None
        total = next((line for line in self.lines if line.role == "total"), None)
        if total is not None and (told := whole_figures(sheet, row, grammar)):
            add_to_whole(total, told)
            return []
        if pair is None:
            return []
        if name is None:
            return self._listed_source(pair, unit, grammar)
        self.fields = (name,)
        made = [] if total is not None else [BudgetRow(name=_name(pair[0]), role="total")]
        self.lines += made
        total = total or made[0]
        if name == "adjusted":
            total.name = _name(pair[0])
        _put(total, [pair], self.fields, [unit])
        return made

    def _listed_source(self, pair: Pair, unit: str | None, grammar: Grammar) -> list[BudgetRow]:
        """The line of a source below a figure of the whole; none where the same source has one already."""
        (role,) = row_roles([RowSeen(pair[0].text, (pair[1].words,))], "source", grammar)
        words = UNIT.sub("", "".join(role.name.text.split())).strip(STRAY) if role.name else ""
        if not words or role.role != "source" or role.name is None or not self.fields:
            return []
        line = next((line for line in self.lines if line.name.value == words), None)
        made = [] if line is not None else [BudgetRow(name=TextLeaf.of(role.name, words), role="source")]
        self.lines += made
        _put(line or made[0], [pair], self.fields, [unit])
        return made

    def _whole(
        self, pairs: Sequence[Pair], fields: Sequence[str], unit: str | None, name: GridCell | None = None
    ) -> list[BudgetRow]:
        """The line of the whole, or further figures of one that stands right above."""
        total = next((line for line in self.lines if line.role == "total"), None)
        if total is None and len(fields) < MIN_MEASURES:
            return []
        label = name or pairs[0][0]
        line = total or BudgetRow(name=TextLeaf.of(label.text, UNIT.sub("", label.words).strip(STRAY)), role="total")
        _put(line, pairs, fields, [(_own_unit(name) if name is not None else None) or unit] * len(pairs))
        if total is None:
            self.fields, self.lines = tuple(fields), [line]
            self.units = tuple(_own_unit(label) for label, _ in pairs)
        return [line] if total is None else []

    def _part(self, pairs: Sequence[Pair], unit: str | None, grammar: Grammar) -> list[BudgetRow]:
        (role,) = row_roles([RowSeen(pairs[0][0].text, tuple(c.words for _, c in pairs))], "source", grammar)
        words = UNIT.sub("", "".join(role.name.text.split())).strip(STRAY) if role.name else ""
        if role.name is None or not words or role.role not in ITEMS:
            return []
        line = BudgetRow(name=TextLeaf.of(role.name, words), role="source" if role.role == "source" else "subproject")
        _put(line, pairs, self.fields, [own or unit for own in self.units])
        self.lines.append(line)
        return [line]


def _name(label: GridCell) -> TextLeaf:
    return TextLeaf.of(label.text, UNIT.sub("", label.words).strip(STRAY))


def _listed_pair(sheet: CellGrid, row: int) -> Pair | None:
    """The label and the figure of a row that has no other figure; before them may stand a number and a cell that reaches
    over several rows, behind them a note."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    low = min((cell.rowspan for cell in cells), default=1)
    while len(cells) > 2 and (cells[0].rowspan > low or cell_type(cells[0].words) == "ordinal"):
        cells = cells[1:]
    kinds = [cell_type(cell.words) for cell in cells]
    if not 2 <= len(cells) <= 3 or kinds[0] not in LABELS | {"prose"} or kinds[1] not in FIGURES - {"ordinal", "none"}:
        return None
    return (cells[0], cells[1]) if len(cells) == 2 or kinds[2] in LABELS | {"prose"} else None


def lists_fields(sheet: CellGrid, grammar: Grammar) -> bool:
    """Whether the rows of a table are the figures of the whole, one each: their labels say what they are, whatever its caption says."""
    return _list_end(sheet, 0, grammar) is not None


def _list_end(sheet: CellGrid, row: int, grammar: Grammar) -> int | None:
    """The row behind a list of figures of the whole that begins here: at least so many different ones, what was spent
    and a budget among them; None where none begins."""
    found: list[str] = []
    end = row
    for below in range(row, min(row + MAX_LIST_ROWS, sheet.rows)):
        pair = _listed_pair(sheet, below)
        name = names_field(pair[0].text, grammar) if pair is not None else None
        if name in found or (below == row and name is None):
            break
        found += [name] if name is not None else []
        told = not sheet.own(below) or name is not None or bool(whole_figures(sheet, below, grammar))
        end = below + 1 if told or (pair is not None and _is_source(pair[0], grammar)) else end
        if end <= below:
            break
    return end if len(found) >= MIN_LISTED and "spent" in found and set(found) & set(BUDGETS) else None


def _is_source(label: GridCell, grammar: Grammar) -> bool:
    (role,) = row_roles([RowSeen(label.text, ("1.00",))], "source", grammar)
    return role.role == "source"


def _own_unit(label: GridCell) -> str | None:
    found = OF_MONEY.search(label.words)
    return found["unit"] if found else None


def _put(line: BudgetRow, pairs: Sequence[Pair], fields: Sequence[str], units: Sequence[str | None]) -> None:
    for (label, value), name, unit in zip(pairs, fields, units, strict=True):
        leaf = figure(value, "%" if name == "execution_rate" else _own_unit(label) or unit)
        if leaf is not None and getattr(line, name) is None:
            setattr(line, name, leaf)


def _pairs(sheet: CellGrid, row: int) -> list[Pair]:
    """The labels of a row with their figures; empty where anything else stands in it."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    labels, values = cells[::2], cells[1::2]
    alike = all(cell_type(c.words) in LABELS for c in labels) and all(cell_type(c.words) in FIGURES for c in values)
    return list(zip(labels, values, strict=True)) if cells and len(labels) == len(values) and alike else []


def _in_cells(sheet: CellGrid, row: int, grammar: Grammar) -> tuple[GridCell | None, dict[str, Pair]]:
    """What names a row of labels and figures of the whole, other words among them, and the pairs by field; a label and
    its figure may share a cell (资金到位：2,150.00万元)."""
    cells = [part for cell in sheet.own(row) if cell.words for part in _split(cell)]
    out: dict[str, Pair] = {}
    first = len(cells)
    for index, (label, value) in enumerate(pairwise(cells)):
        if cell_type(label.words.rstrip("：:")) in LABELS and cell_type(value.words) in FIGURES - {"none"}:
            found = names_field(label.text, grammar)
            if found is not None and found not in out:
                out[found] = label, value
                first = min(first, index)
    return (cells[0] if first == 1 else None), out


def _split(cell: GridCell) -> list[GridCell]:
    """The label and the figure of a cell that holds both, or the cell."""
    match = LABELLED.fullmatch(cell.text.text)
    if match is None:
        return [cell]
    return [replace(cell, text=cell.text.span(*match.span(part))) for part in ("label", "figure")]


def names_field(label: Traced, grammar: Grammar) -> str | None:
    """Returns the field of the whole that a label names (预算数：), None for any other label; numbers before it and formulas
    behind it (1.预算数, 结余数（②-④）) are no part of the name."""
    _, bare = split_lead(label)
    return _named_field(bare or label, grammar) or _named_field(_before_remark(bare or label), grammar)


def _before_remark(label: Traced) -> Traced:
    found = REMARK.search(label.text)
    return label.span(0, found.start()) if found is not None and found.start() else label


def _named_field(label: Traced, grammar: Grammar) -> str | None:
    odds = measures_of(grammar).odds(label)
    best = max(FIELDS, key=lambda each: odds.get(each, 0.0))
    least = max(MIN_LABEL_ODDS, MIN_CHAR_ODDS * len(UNIT.sub("", "".join(label.text.split()))))
    others = max(odds[each] for each in ("source", "part", "total", "level"))
    return best if odds.get(best, 0.0) > max(least, others) else None
