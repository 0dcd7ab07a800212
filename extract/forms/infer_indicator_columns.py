"""Columns whose heads cannot be read (表头无法辨认), told by what stands under them: levels by their names, points by being bare and small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.forms.column_roles import Column, Header
from gouji.extract.forms.indicator_levels import WEIGHT, level_names
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.units import is_unit
from gouji.normalize.fuzzy_match import nearest_name
from gouji.schemas.quantity import Quantity
from gouji.tables.cell_grid import CellGrid, GridCell

LEAST_NAMES = 2
"""So many cells must be names of levels: one word alone may stand anywhere."""

LEAST_COLUMNS = 6
"""A level, a name, a target, an actual value, a weight and a score at the least."""

LEAST_ROWS = 3
"""So many rows must say the same of a column."""

MOST = Decimal(100)
"""No indicator has more points."""

MOSTLY = 0.7
"""The part of the rows in which a score is no higher than the weight: a report may be wrong in some."""

POINTS = frozenset({"weight", "score"})
EDGE = 0.02
"""How far a column may reach over the next, in widths of the table."""

SAME = 0.5
"""Cells that share this part of the narrower one stand in one column."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of indicators: the first of them, their cells, where the columns lie, and which of these tell levels and names."""

    first: int
    rows: list[list[GridCell]]
    columns: list[tuple[float, float]]
    levels: dict[str, int]


def told_header(sheet: CellGrid) -> tuple[int, Header] | None:
    """The first row of indicators and what its columns hold; None where that cannot be told without a doubt."""
    body = _body(sheet, 0)
    if body is None:
        return None
    values = _values([_under(row, body.columns) for row in body.rows], body.levels["name"] + 1)
    if values is None:
        return None
    return body.first, Header("indicator", {f: Column(*body.columns[i]) for f, i in {**body.levels, **values}.items()})


def whole_header(sheet: CellGrid, row: int, header: Header) -> Header:
    """The head of indicators with the columns that it could not be read to have: levels and names, target and actual value."""
    if header.kind != "indicator":
        return header
    named, measured = {"name", "level2"} & set(header.columns), {"target", "actual"} <= set(header.columns)
    pointed = len(POINTS & set(header.columns)) != 1
    body = None if named and measured and pointed and "unit" in header.columns else _body(sheet, row + 1)
    if body is None:
        return header
    columns = dict(header.columns)
    if not pointed:
        columns |= _other_points(body, columns)
    if "unit" not in columns:
        columns |= _units(body, columns)
    edge = min((c.left for f, c in header.columns.items() if not f.startswith("level") and f != "name"), default=0.0)
    if not named and body.columns[body.levels["name"]][1] <= edge + EDGE:
        columns |= {field: Column(*body.columns[i]) for field, i in body.levels.items()}
    if not measured and set(columns) >= POINTS:
        columns |= _measures(body, columns)
    return replace(header, columns=columns)


def _free(body: _Body, known: Mapping[str, Column]) -> list[int]:
    """The columns behind the name that no head tells."""
    return [
        i for i, (left, right) in enumerate(body.columns)
        if i > body.levels["name"] and all(min(right, c.right) - max(left, c.left) < SAME * (right - left) for c in known.values())
    ]  # fmt: skip


def _other_points(body: _Body, known: Mapping[str, Column]) -> dict[str, Column]:
    """The weight or the score where just the other has a head: the one column of bare small figures beside it that it goes with."""
    (have,) = POINTS & set(known)
    (other,) = POINTS - {have}
    cells = list(zip(*(_under(row, body.columns) for row in body.rows), strict=True))
    at = _at(known[have], body.columns)
    fits = []
    for i in _free(body, known):
        filled = [c for c in cells[i] if c is not None and not is_nothing(c)]
        pair = (at, i) if have == "weight" else (i, at)
        if (
            len(filled) >= LEAST_ROWS
            and _is_bare(filled)
            and _fit([_under(row, body.columns) for row in body.rows], *pair)
        ):
            fits.append(i)
    return {other: Column(*body.columns[fits[0]])} if len(fits) == 1 else {}


def _units(body: _Body, known: Mapping[str, Column]) -> dict[str, Column]:
    """The column of units where its head is lost: most of its cells are known units and nothing else."""
    cells = list(zip(*(_under(row, body.columns) for row in body.rows), strict=True))
    for i in _free(body, known):
        filled = [c.words for c in cells[i] if c is not None and not is_nothing(c)]
        if len(filled) >= LEAST_ROWS and sum(is_unit(words) for words in filled) >= MOSTLY * len(filled):
            return {"unit": Column(*body.columns[i])}
    return {}


def _measures(body: _Body, known: Mapping[str, Column]) -> dict[str, Column]:
    """Target and actual value where their heads are lost: of the columns without a head the two that hold figures, the signs in the first."""
    cells = list(zip(*(_under(row, body.columns) for row in body.rows), strict=True))
    free = [i for i in _free(body, known) if sum(_figure(c) is not None for c in cells[i]) >= LEAST_ROWS]
    wanted = [field for field in ("target", "actual") if field not in known]
    signed = [_bounds([c for c in cells[i] if c is not None]) for i in free]
    if len(free) != len(wanted) or signed != [field == "target" for field in wanted]:
        return {}
    return {field: Column(*body.columns[i]) for field, i in zip(wanted, free, strict=True)}


def _body(sheet: CellGrid, start: int) -> _Body | None:
    """The rows of indicators from `start` on; None where too few names of levels and rows tell them."""
    named = [c for c in sheet.cells if c.row >= start and _is_level(c)]
    if len(named) < LEAST_NAMES:
        return None
    first = min(c.row for c in named)
    body = [cells for r in range(first, sheet.rows) if len(cells := sheet.row(r)) >= LEAST_COLUMNS]
    if len(body) < LEAST_ROWS:
        return None
    columns = [(c.left, c.right) for c in max(body, key=len)]
    level = max(_at(c, columns) for c in named)
    if level + 2 >= len(columns):
        return None
    levels = {"level2": level, "name": level + 1}
    if level and any(_at(c, columns) == level - 1 for c in named):
        levels["level1"] = level - 1
    return _Body(first, body, columns, levels)


def _is_level(cell: GridCell) -> bool:
    return nearest_name(WEIGHT.sub("", cell.words), level_names(), min(cell.text.probs, default=1.0)) is not None


def _at(cell: GridCell | Column, columns: Sequence[tuple[float, float]]) -> int:
    """The column that a cell shares most with."""
    return max(range(len(columns)), key=lambda i: min(cell.right, columns[i][1]) - max(cell.left, columns[i][0]))


def _under(row: Sequence[GridCell], columns: Sequence[tuple[float, float]]) -> list[GridCell | None]:
    """The row's cell in each column; None where one reaches over several."""
    out: list[GridCell | None] = []
    for left, right in columns:
        fits = [
            c
            for c in row
            if min(c.right, right) - max(c.left, left) > SAME * (right - left)
            and c.right - c.left < 1.5 * (right - left)
        ]
        out.append(fits[0] if len(fits) == 1 else None)
    return out


def _values(body: Sequence[Sequence[GridCell | None]], start: int) -> dict[str, int] | None:
    """Target, actual value, weight and score by their columns: two of bare small figures, of which the second is hardly ever more,
    and two others. None where columns are more or fewer, or what they hold does not fit."""
    filled = {
        i: [c for row in body if (c := row[i]) is not None and not is_nothing(c)] for i in range(start, len(body[0]))
    }
    bare = [i for i, cells in filled.items() if len(cells) >= LEAST_ROWS and _is_bare(cells)]
    measured = [i for i, cells in filled.items() if len(cells) >= LEAST_ROWS and i not in bare]
    if len(bare) != 2 or len(measured) < 2 or not _fit(body, *bare):
        return None
    target, actual = measured[:2]
    if _bounds(filled[actual]) or not _bounds(filled[target]):
        return None
    return {"target": target, "actual": actual, "weight": bare[0], "score": bare[1]}


def _is_bare(cells: Sequence[GridCell]) -> bool:
    """Whether nearly all are figures without sign or unit, as points are."""
    points = sum(
        (q := parse_quantity(c.words)) is not None and not q.unit and not q.bound and q.amount <= MOST for c in cells
    )
    return points >= MOSTLY * len(cells)


def _fit(body: Sequence[Sequence[GridCell | None]], weight: int, score: int) -> bool:
    pairs = [
        (a, b) for row in body if (a := _figure(row[weight])) is not None and (b := _figure(row[score])) is not None
    ]
    return len(pairs) >= LEAST_ROWS and sum(b.amount <= a.amount for a, b in pairs) >= MOSTLY * len(pairs)


def _figure(cell: GridCell | None) -> Quantity | None:
    return None if cell is None else parse_quantity(cell.words)


def _bounds(cells: Sequence[GridCell]) -> bool:
    """Whether a cell has a sign of comparison."""
    return any((q := parse_quantity(c.words)) is not None and q.bound is not None for c in cells)
