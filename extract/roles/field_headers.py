"""The heads of a table in terms of the fields of the record."""

from __future__ import annotations

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.column_roles import MONEY as OF_MONEY
from gouji.extract.forms.column_roles import POINTS, Column, Header
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, HeadColumn, find_heads
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.tables.cell_grid import CellGrid

FIELDS = (*MONEY, "execution_rate", "weight", "score")
INDICATOR_FIELDS = frozenset(
    [
        "number",
        "level1",
        "level2",
        "name",
        "operator",
        "target",
        "adjusted_target",
        "unit",
        "actual",
        "weight",
        "score",
        "deviation",
        "note",
        "standard",
    ]
)

CHANGED = regex.compile("调整|变更|修订")
"""What a head must say for its column to stand instead of the target."""


def field_headers(sheet: CellGrid, grammar: Grammar) -> dict[int, Header]:
    """Returns the header of each row that belongs to a head of money or of indicators."""
    out: dict[int, Header] = {}
    for head in find_heads(sheet, grammar):
        header = money_header(head, grammar) if head.kind == "money" else indicator_header(head)
        if head.kind in ("money", "indicators"):
            out |= dict.fromkeys(range(head.first, head.body), header)
    return out


def money_header(head: Head, grammar: Grammar) -> Header:
    """Returns the columns of money by field, and where the names of the rows end."""
    columns: dict[str, Column] = {}
    points = None
    for column in head.columns:
        field = column.role if column.role in FIELDS else "part" if column.role in grammar.rows else None
        if field == "part":
            columns.setdefault("part", Column(column.left, column.right))
        elif field is not None and column.source is None:
            columns[field] = Column(column.left, column.right, unit_in(column.words))
        points = points or (_points(column) if column.role == "score" else None)
    return Header("budget", columns, points)


def indicator_header(head: Head) -> Header:
    """Returns the columns of indicators by field."""
    columns = {
        "note" if c.role == "standard" else c.role: Column(c.left, c.right)
        for c in reversed(head.columns)
        if c.role in INDICATOR_FIELDS and (c.role != "adjusted_target" or CHANGED.search(c.words))
    }
    return Header("indicator", columns)


def unit_in(words: str) -> str | None:
    """Returns the unit of money that stands in brackets in a head."""
    match = OF_MONEY.search("".join(regex.findall(r"[（(]([^（）()]*)[）)]", words)))
    return match["unit"] if match else None


def _points(column: HeadColumn) -> QuantityLeaf | None:
    text = column.heads[-1].text
    match = POINTS.search(text.text)
    weight = parse_quantity(match["points"], "分") if match else None
    return QuantityLeaf.of(text.span(match.start("points"), match.end("points")), weight) if match and weight else None
