"""Cells that hold what several columns should: 预算75.00 with its head in every row, 目标值/完成值 over 400件/436件."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import accumulate, pairwise

import regex

from gouji.extract.forms.fused_headers import known_words
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_LABELLED_ROWS, MIN_LABELS = 2, 2
MAX_EMPTY_RATIO = 0.34
"""The share of the rows of a packed column that may hold nothing, or one sign for nothing: a row of the sum has no target."""
BETWEEN = {"/": regex.compile(r"\s*[/／]\s*"), " ": regex.compile(r"\s+")}
PAIR = regex.compile(
    rf"\s*(?P<label>\p{{Han}}[^\d:：]*?)\s*[:：]?\s*(?P<figure>[-−]?\d[\d,]*(?:\.\d+)?\s*(?:{YUAN}|[%％]|分)?)(?=$|[\s，,；;、\p{{Han}}])[，,；;、]?"
)
WORDS = frozenset({"words", "level", "top", "prose"})
NO_PART = frozenset({"prose", "empty"})
POINTS = regex.compile(r"(\d{1,3}(?:\.\d+)?)分?[/／](\d{1,3}(?:\.\d+)?)分?")
OF = "分值"
"""What heads the points that could be had, where they stand behind those of the score."""
CORNER = "项目"
"""What heads the names of rows whose figures carry their heads with them."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """How the cells of a column are parted: at which sign, into how many, from the row of the head to before which."""

    sign: str
    count: int
    rows: range
    turned: bool = False
    """What could be had stands behind the points: it is put before them, where forms have it."""


def unpacked(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """Returns the table with a cell for each figure; a table whose cells hold one thing each, or that has merged cells, as it is."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in sheet.cells):
        return sheet
    return _with_labels_as_head(_with_parted_columns(sheet, grammar), grammar)


def is_labelled(cell: GridCell, grammar: Grammar) -> bool:
    """Returns whether a cell holds nothing but labels that head columns, each with its figure: 执行数60.8."""
    return bool(_labelled(cell.text, grammar))


def _labelled(text: Traced, grammar: Grammar) -> list[tuple[Traced, Traced]]:
    """The labels and figures of a cell that holds nothing else; empty for any other."""
    out: list[tuple[Traced, Traced]] = []
    at = 0
    while (match := PAIR.match(text.text, at)) is not None:
        label = text.span(*match.span("label")).strip()
        if bare(label.text) not in _known(grammar):
            return []
        out.append((label, text.span(*match.span("figure")).strip()))
        at = match.end()
    return out if not text.text[at:].strip() else []


@cache
def _known(grammar: Grammar) -> frozenset[str]:
    listed = wordings(grammar).listed
    return frozenset(
        word
        for role in grammar.roles.values()
        if role.field and role.field != "name"
        for word in listed.get(role.name, ())
    )


def _with_labels_as_head(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """The table whose rows each have a name, and figures behind labels, with the labels as its head."""
    rows = [[cell for cell in sheet.own(row) if cell.words] for row in range(sheet.rows)]
    if len(rows) < MIN_LABELLED_ROWS or not all(len(row) > 1 and cell_type(row[0].words) in WORDS for row in rows):
        return sheet
    found = [[_labelled(cell.text, grammar) for cell in row[1:]] for row in rows]
    if not all(pairs for row in found for pairs in row):
        return sheet
    flat = [
        [(pair, cell) for pairs, cell in zip(row, cells[1:], strict=True) for pair in pairs]
        for row, cells in zip(found, rows, strict=True)
    ]
    names = [[bare(label.text) for (label, _), _ in row] for row in flat]
    heads = max(names, key=len)
    if len(heads) < MIN_LABELS or len(set(heads)) < len(heads) or not all(_is_ordered(row, heads) for row in names):
        return sheet
    first = flat[names.index(heads)]
    cells = [replace(rows[0][0], text=Traced.plain(CORNER), row=0, col=0)]
    cells += [replace(cell, text=label, row=0, col=n) for n, ((label, _), cell) in enumerate(first, 1)]
    for at, (row, own, found_names) in enumerate(zip(rows, flat, names, strict=True), 1):
        cells.append(replace(row[0], row=at, col=0))
        cells += [
            replace(cell, text=figure, row=at, col=heads.index(name) + 1)
            for name, ((_, figure), cell) in zip(found_names, own, strict=True)
        ]
    return _even(sheet, cells)


def _is_ordered(row: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether a row has some of the heads, each once."""
    return set(row) <= set(heads) and len(set(row)) == len(row)


def _with_parted_columns(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """The table with two columns for each whose head names both, and whose cells hold both."""
    cuts = {col: cut for col in range(sheet.cols) if (cut := _packed_column(sheet, col, grammar)) is not None}
    if not cuts:
        return sheet
    places = [0, *accumulate(cuts[col].count if col in cuts else 1 for col in range(sheet.cols))]
    cells: list[GridCell] = []
    for cell in sheet.cells:
        cut = cuts.get(cell.col)
        parts = [cell.text]
        if cut is not None and cell.row in cut.rows:
            parts = _parts(cell.text, cut.sign) if cell.row > cut.rows[0] else _head_parts(cell.text, cut, grammar)
            parts = parts[::-1] if cut.turned and cell.row > cut.rows[0] else parts
        if cut is not None and len(parts) != cut.count:
            parts = [cell.text, *[Traced()] * (cut.count - 1)]
        cells += [replace(cell, text=part, col=places[cell.col] + n) for n, part in enumerate(parts)]
    return _even(sheet, cells)


def _packed_column(sheet: CellGrid, col: int, grammar: Grammar) -> _Cut | None:
    """How a column is packed, if it is."""
    column = [sheet.lattice.get((row, col)) for row in range(sheet.rows)]
    known = [n for n, cell in enumerate(column) if cell is not None and _is_head(cell, grammar)]
    for first, end in pairwise([*known, sheet.rows]):
        head = column[first]
        below = [cell for cell in column[first + 1 : end] if cell is not None]
        rows = range(first, end)
        if head is None or not below:
            continue
        if bare(head.words) in wordings(grammar).listed["score"] and _are_points_of(below):
            return _Cut("/", MIN_LABELS, rows, turned=True)
        for sign in BETWEEN:
            count = len(_heads(head.text, sign, grammar))
            counts = Counter(_count(cell, sign) for cell in below)
            nothing = counts.pop(0, 0)
            if count >= MIN_LABELS and set(counts) == {count} and nothing <= MAX_EMPTY_RATIO * len(below):
                return _Cut(sign, count, rows)
    return None


def _is_head(cell: GridCell, grammar: Grammar) -> bool:
    return bare(cell.words) in _known(grammar) or any(_heads(cell.text, sign, grammar) for sign in BETWEEN)


def _are_points_of(below: Sequence[GridCell]) -> bool:
    """Whether each cell under a head of scores holds the points and, behind a stroke, what could be had: 39/40."""
    found = [POINTS.fullmatch(cell.words) for cell in below if cell_type(cell.words) not in ("empty", "none")]
    return bool(found) and all(m is not None and Decimal(m[1]) <= Decimal(m[2]) for m in found)


def _heads(text: Traced, sign: str, grammar: Grammar) -> list[str]:
    """The heads that a cell names, all of them known and none twice; empty for any other."""
    parts = _parts(text, sign)
    if len(parts) == 1 and sign == " ":
        return known_words(text.text, _is_known(grammar))
    names = [bare(part.text) for part in parts]
    return names if len(set(names)) == len(names) > 1 and all(name in _known(grammar) for name in names) else []


def _head_parts(text: Traced, cut: _Cut, grammar: Grammar) -> list[Traced]:
    if len(parts := _parts(text, cut.sign)) == cut.count:
        return parts
    if cut.sign == "/":
        return [Traced.plain(OF), text]
    ends = [0, *accumulate(map(len, known_words(text.text, _is_known(grammar))))]
    return [text.span(a, b) for a, b in pairwise(ends)]


def _is_known(grammar: Grammar) -> Callable[[str], str | None]:
    known = _known(grammar)
    return lambda words: words if words in known else None


def _count(cell: GridCell, sign: str) -> int:
    """How many figures a cell holds; 0 where it holds nothing, -1 where it holds words."""
    if cell_type(cell.words) in ("empty", "none"):
        return 0
    parts = _parts(cell.text, sign)
    return len(parts) if all(cell_type("".join(part.text.split())) not in NO_PART for part in parts) else -1


def _parts(text: Traced, sign: str) -> list[Traced]:
    out, at = [], 0
    for between in BETWEEN[sign].finditer(text.text.rstrip()):
        out.append(text.span(at, between.start()))
        at = between.end()
    return [*out, text.span(at, len(text))]


def _even(sheet: CellGrid, cells: list[GridCell]) -> CellGrid:
    made = CellGrid(sheet.page, sheet.box, cells, {}, 0, 0).reindexed()
    for cell in made.cells:
        cell.left, cell.right = cell.col / made.cols, (cell.col + 1) / made.cols
    return made
