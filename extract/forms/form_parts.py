"""What the tables of a report gave, put together as their rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from gouji.extract.covers.contact_choice import Said
from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.indicator_levels import group_of
from gouji.extract.forms.key_values import label_fields
from gouji.extract.vocabulary import is_remote
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Change
from gouji.schemas.record import BudgetRow, Evaluation, Indicator, TableSum
from gouji.tables.cell_grid import CellGrid

READABLE = 0.8
"""A name read less surely than this may be any other."""
RATE_ASIDE = (Decimal(80), Decimal(90))
"""What indicators weigh together where the execution of the budget has its points elsewhere."""
SUMMED = ("initial", "adjusted", "allocated", "spent")


@dataclass(slots=True)
class TableParts:
    """The fields that tables gave: label fields of the head, lines of money, indicators, the total line.

    `remote` is what stands beside labels of far levels (中央主管部门, 省级主管部门), which gives way to a nearer one (地方主管部门).
    `lists` are the lines of each list of money, `captioned` those whose field only the words above told, with that field,
    `years` those of lists with a row for each year. `money` are the lines that came of each table, by its index.
    `undecided` are the heads of columns of figures that could not be told, `accounts` the sums of the tables of accounts
    and `sums` those of lists, by the index of their table.
    """

    labels: dict[str, TextLeaf] = field(default_factory=dict)
    remote: dict[str, TextLeaf] = field(default_factory=dict)
    contacts: list[Said] = field(default_factory=list)
    budget: list[BudgetRow] = field(default_factory=list)
    lists: list[list[BudgetRow]] = field(default_factory=list)
    captioned: list[tuple[str, list[BudgetRow]]] = field(default_factory=list)
    years: list[tuple[int, BudgetRow]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    evaluation: Evaluation = field(default_factory=Evaluation)
    unknown: list[CellGrid] = field(default_factory=list)
    money: dict[int, list[BudgetRow]] = field(default_factory=dict)
    undecided: dict[int, list[str]] = field(default_factory=dict)
    accounts: dict[int, list[TableSum]] = field(default_factory=dict)
    sums: dict[int, list[TableSum]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def tell_total(rows: list[BudgetRow]) -> None:
    """Takes a line whose name can hardly be read for the total where it is the sum of all sources that follow, in two columns at least:
    as a source of its own it would be counted twice. A line that stands alone is the total too."""
    if len(rows) == 1 and rows[0].role != "total":
        rows[0].role = "total"  # the only line of money is all of it, whatever source it names
    for index, row in enumerate(rows):
        rest = list(takewhile(lambda r: r.role == "source", rows[index + 1 :]))
        if (
            row.role == "source"
            and row.name.confidence < READABLE
            and len(rest) > 1
            and sum(_is_sum(row, rest, field) for field in SUMMED) > 1
        ):
            row.role = "total"


def tell_whole_score(labelled: Evaluation, out: Evaluation) -> None:
    """Takes the score that a label tells (自评总分 | 98.93) where the row of sums is that of the indicators alone: of what could
    be had it lacks a tenth or a fifth, the points of the execution."""
    told, full, score = (_amount(leaf) for leaf in (labelled.score, out.full_score, out.score))
    if told is not None and score is not None and full in RATE_ASIDE and full >= score < told:
        out.score, out.full_score = labelled.score, labelled.full_score


def _amount(leaf: QuantityLeaf | None) -> Decimal | None:
    return leaf.value.amount if leaf is not None and leaf.value is not None else None


def _is_sum(row: BudgetRow, rest: Sequence[BudgetRow], field: str) -> bool:
    whole, parts = getattr(row, field), [leaf.value.amount for r in rest if (leaf := getattr(r, field)) and leaf.value]
    return bool(whole and whole.value and whole.value.amount and whole.value.amount == sum(parts))


def add_labels(sheet: CellGrid, row: int, out: TableParts) -> bool:
    """Puts the fields of a row of labels and values into `out`; False where the row has none."""
    found = label_fields(sheet, row)
    for each in found:
        if each.field.startswith("contact"):
            out.contacts.append(each)
        elif each.leaf is not None:
            if is_remote(each.label):
                out.remote[each.field] = each.leaf  # forms ask from the centre downwards
            else:
                out.labels.setdefault(each.field, each.leaf)
    return any(each.leaf is not None for each in found)


def block_weight(sheet: CellGrid, rows: Sequence[int], header: Header, line: BudgetRow, out: Evaluation) -> None:
    """The weight of the execution of the budget where no column has it: in the block's name (预算执行情况（10分）), which is a
    group of its own, or in the head of the points (得分（20分*执行率）)."""
    first = header.first + 0.02
    of_block: QuantityLeaf | None = None
    beside = {id(c): c for row in rows for c in sheet.row(row) if c.right <= first}
    for cell in beside.values():
        group = group_of(cell)
        if group and all(
            g.weight.trace is not group.weight.trace and g.name.text != group.name.text for g in out.groups
        ):
            out.groups.append(group)
        of_block = group.weight if group else of_block
    if line.role == "total" and line.weight is None and line.score is not None:
        line.weight = header.points or of_block
