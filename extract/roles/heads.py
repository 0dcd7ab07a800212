"""Finds the heads of a table, each with its columns and with what they hold."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise
from weakref import WeakKeyDictionary

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.fused_headers import parted_heads
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import (
    OTHER,
    Assigned,
    Evidence,
    assigned,
    assigned_by_kind,
    head_odds,
    names_no_money,
    wordings,
)
from gouji.extract.roles.dividers import division
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.packed_cells import is_labelled
from gouji.extract.roles.reaching_names import figures_begin
from gouji.extract.roles.summed_columns import roles_by_sums
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_ODDS = 6.0
"""The log-odds from which a row is a head."""
MIN_WORDS_ODDS = 4.0
"""The same for its words alone, before its place above its rows is looked at."""
STROKE = regex.compile("[1lI|丨]")
"""A piece of a rule in an empty corner."""
ORIGIN = "origin"
"""What a group is headed that says by what its columns differ (资金来源级次): each is what its own head says."""
MIN_PROBABILITY = 0.6
"""A role that is less likely is not taken."""
MIN_PROBABILITY_IN_GROUP = 0.5
"""The same where a column of its group has the role for certain."""
FIGURES = frozenset({"points", "figure", "money", "rate", "bounded", "measured", "date", "code"})
LEVELS = frozenset({"top", "level"})
BODY = FIGURES | LEVELS | {"ordinal", "prose", "unit", "sign"}
MAX_BODY_RATIO = 0.15
"""So many cells of a head may look like those of a row below one."""
MIN_KNOWN = 4
"""But so many heads that are known make it one all the same, if they are twice as many: specks and strokes look like figures."""
MIN_PIECE_ODDS = 3.0
MIN_HEAD_LENGTH, MAX_FUSED_HEADS = 2, 4
"""The heads that ran together in a cell have so many characters at the least, and are so many at the most."""
MAX_HEAD_ROWSPAN = 2
MAX_HEAD_LENGTH = 26
FORMULA = regex.compile(r"[（(\[]\s*[A-F](?:\s*[-/÷][^）)\]]*)?[）)\]]")
WORDS, AMOUNTS = frozenset({"words", "level", "top"}), frozenset({"figure", "money", "points", "ordinal"})
NAMES = frozenset({"words", "top", "level"})
MIN_LIST_ROWS, MAX_LIST_COLUMNS = 3, 3
NAME_ROLES = frozenset({"line", "origin", "part", "project", "area"})
INDICATORS = frozenset({"level1", "level2", "name"})
BLOCK, BEFORE_NAMES = frozenset({"block"}), frozenset({"number", "level1", "level2"})
MIN_LABELS, EDGE = 2, 0.01
MINUEND, OWN_LETTER = regex.compile(r"=\s*([A-F])\s*[-−]"), regex.compile(r"[（(\[]\s*([A-F])\s*[）)\]]")
LABELLED_FIGURE = regex.compile(r"[:：=＝]\s*\d+(?:\.\d+)?\s*[分%％]?(?:[（(][^（()）]*[）)])?$")
"""A label with its figure (权重：10)."""
YEAR = regex.compile(r"(20\d\d)\s*年")
BY_WORDS_ALONE = 0.9
"""How sure the role of a column is whose words alone tell it, at a place where it seldom stands."""
PLAIN_AMOUNTS = frozenset({"initial", "adjusted", "allocated", "spent", "balance"})
AT_FIRST, ADJUSTMENT, OTHER_YEAR = "initial", "adjustment", "other_year"
KEPT_ELSEWHERE = frozenset({"amount", "sum", "source", "whole", "group_weight"})
"""Roles without a field of their own, whose figures come into a field by the table's heading, or as a line or a group."""
MIN_SHARE_REACHING_IN = 0.75
MIN_FIGURES_BELOW = 2
"""So many figures alone below a head make it one head."""
FIRST_ROWS = 4
"""So many rows below tell whether a row is a head at all."""
SUMS = frozenset({"总额", "合计", "小计", "金额", "总计", "数额", "总数"})
"""What stands under a group of heads for the whole of the group."""

_FOUND: WeakKeyDictionary[CellGrid, tuple[_Seen, list[Head]]] = WeakKeyDictionary()
"""The heads that were found, as long as their table lives."""


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """A column: where it lies across the table, the words over it from the top down, and what it holds.

    `role` is None where that is not clear. `source` is the cell that names the source of funds whose money the column
    holds, beside a column of the whole.
    """

    left: float
    right: float
    heads: tuple[GridCell, ...]
    role: str | None = None
    probability: float = 1.0
    source: GridCell | None = None

    @property
    def words(self) -> str:
        """All words over the column."""
        return "".join(cell.words for cell in self.heads)

    @property
    def words_below(self) -> str:
        """The words of the lowest head over the column."""
        return self.heads[-1].words if self.heads else ""


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its kind, its first row and the row behind it, its columns from left to right."""

    kind: str
    first: int
    body: int
    columns: tuple[HeadColumn, ...]
    odds: float

    def of(self, role: str) -> HeadColumn | None:
        """The column with this role."""
        return next((column for column in self.columns if column.role == role and column.source is None), None)


def find_heads(sheet: CellGrid, grammar: Grammar) -> list[Head]:
    """Returns the heads of the table in the order of its rows. They are looked for again only if the table has changed."""
    known, seen = _FOUND.get(sheet), _Seen(sheet, grammar)
    if known is not None and known[0] == seen:
        return list(known[1])
    found = _heads(sheet, grammar)
    _FOUND[sheet] = seen, found
    return list(found)


class _Seen:
    """A table as it is now. Its cells and their texts are kept, so that no other object can take their place."""

    def __init__(self, sheet: CellGrid, grammar: Grammar) -> None:
        self.objects = [sheet.lattice, grammar, *(part for cell in sheet.cells for part in (cell, cell.text))]
        self.places = [(c.row, c.col, c.rowspan, c.colspan, c.left, c.right) for c in sheet.cells]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Seen)
            and len(self.objects) == len(other.objects)
            and all(a is b for a, b in zip(self.objects, other.objects, strict=True))
            and self.places == other.places
        )


def _heads(sheet: CellGrid, grammar: Grammar) -> list[Head]:
    rows = [row for row in range(sheet.rows) if _may_be_head(sheet, row, grammar)]
    made = [(row, columns, body) for row in rows for columns, body in [_columns(sheet, row, grammar)] if columns]
    heads = [
        (row, columns, body, _best(sheet, columns, body, min(body + FIRST_ROWS, sheet.rows), grammar))
        for row, columns, body in made
    ]
    found = [each for each in heads if each[3] is not None]
    out: list[Head] = []
    for index, (row, columns, body, by_first_rows) in enumerate(found):
        if out and row < out[-1].body:
            continue
        end = next((first for first, *_ in found[index + 1 :] if first >= body), sheet.rows)
        same = end == min(body + FIRST_ROWS, sheet.rows)
        best = by_first_rows if same else _best(sheet, columns, body, end, grammar)
        if best is None and by_first_rows is not None and by_first_rows.kind == "money":
            best = by_first_rows  # behind the money, another part may begin without a head
        if best is not None:
            told = _without_comparison(_beside_sums(_told(columns, best), grammar))
            told = _without_figures(sheet, told, body, end)
            parted = _beside_labels(sheet, told, body, end) if best.kind == "money" else told
            parted = _beside_names(sheet, parted, body, end) if best.kind == "money" else parted
            parted = _by_sums(sheet, _by_words(parted, grammar), body, end, grammar) if best.kind == "money" else parted
            out.append(Head(best.kind, row, body, parted, best.odds))
    return out


def _by_words(columns: tuple[HeadColumn, ...], grammar: Grammar) -> tuple[HeadColumn, ...]:
    """The columns, those that only their unusual place left without a role (支出 before 预算) with the one amount that their words name."""
    taken = {column.role for column in columns}
    out = []
    for column in columns:
        named = [role for role, words in wordings(grammar).listed.items() if bare(column.words_below) in words]
        free = column.role is None and len(named) == 1 and named[0] in PLAIN_AMOUNTS - taken
        out.append(replace(column, role=named[0], probability=BY_WORDS_ALONE) if free else column)
        taken |= {named[0]} if free else set()
    return tuple(out)


def _by_sums(
    sheet: CellGrid, columns: tuple[HeadColumn, ...], body: int, end: int, grammar: Grammar
) -> tuple[HeadColumn, ...]:
    """The columns with the roles that sums beside them tell."""
    told = roles_by_sums(sheet, columns, range(body, end), _known(grammar))
    return tuple(replace(column, role=told.get(n, column.role)) for n, column in enumerate(columns))


def _beside_sums(columns: tuple[HeadColumn, ...], grammar: Grammar) -> tuple[HeadColumn, ...]:
    """The columns, what names a source beside the sum of its group (预算数: 总额 | 财政拨款) as that source, and as no money of its own."""
    wholes = [c.heads[0] for c in columns if len(c.heads) > 1 and bare(c.words_below) in SUMS and c.role in MONEY]
    sources = wordings(grammar).listed["source"]
    return tuple(
        replace(c, role="source")
        if len(c.heads) > 1
        and not _is_part(c)
        and any(c.heads[0] is whole for whole in wholes)
        and bare(c.words_below) in sources
        else c
        for c in columns
    )


def _without_comparison(columns: tuple[HeadColumn, ...]) -> tuple[HeadColumn, ...]:
    """The columns, that of a change without its role where it compares two years: beside 上年预算数 and 本年预算数, and no budget at
    first, 增减额 is no adjustment of this year's budget."""
    roles = {column.role for column in columns}
    if OTHER_YEAR not in roles or AT_FIRST in roles:
        return columns
    return tuple(replace(column, role=OTHER_YEAR) if column.role == ADJUSTMENT else column for column in columns)


def _without_figures(sheet: CellGrid, columns: tuple[HeadColumn, ...], body: int, end: int) -> tuple[HeadColumn, ...]:
    """The columns, a further one of names without its role where nothing but figures stands in it: 项目资金 beside 直补资金 is money."""
    out: list[HeadColumn] = []
    for column in columns:
        further = column.role in NAME_ROLES and any(other.role in NAME_ROLES for other in out)
        types = [cell_type(c.words) for row in range(body, end) if (c := _under(sheet, row, column)) and c.words]
        figures = further and bool(types) and all(each in FIGURES | {"ordinal", "none"} for each in types)
        out.append(replace(column, role=None) if figures else column)
    return tuple(out)


def _beside_labels(sheet: CellGrid, columns: tuple[HeadColumn, ...], body: int, end: int) -> tuple[HeadColumn, ...]:
    """The columns of which each row has a label and a figure (预算数： | 2860.00) as columns of the figures alone, and the
    first labels as names of the rows."""
    out: list[HeadColumn] = []
    named = any(
        column.role in NAME_ROLES and column.heads and column.heads[0].rowspan <= MAX_HEAD_ROWSPAN for column in columns
    )
    for column in columns:
        cuts = [cut for row in range(body, end) if (cut := _label_end(sheet, row, column)) is not None]
        if column.role is None or len(cuts) < MIN_LABELS:
            out.append(column)
            continue
        cut = sorted(cuts)[len(cuts) // 2]
        if not named:
            out.append(HeadColumn(column.left, cut, (), "origin"))
            named = True
        out.append(replace(column, left=cut))
    return tuple(out)


def _beside_names(sheet: CellGrid, columns: tuple[HeadColumn, ...], body: int, end: int) -> tuple[HeadColumn, ...]:
    """The columns, each of money without the part into which names of rows reach."""
    return tuple(
        replace(c, left=figures_begin(sheet, range(body, end), c.left, c.right, FIGURES | {"ordinal"}))
        if c.role in MONEY
        else c
        for c in columns
    )


def _label_end(sheet: CellGrid, row: int, column: HeadColumn) -> float | None:
    """Where the label ends in a row that has words and a figure under the column."""
    inside = [c for c in sheet.own(row) if column.left - EDGE <= c.left and c.right <= column.right + EDGE and c.words]
    if (
        len(inside) != 2
        or cell_type(inside[0].words) in BODY
        or cell_type(inside[1].words) not in FIGURES | {"ordinal"}
    ):
        return None
    return inside[1].left


def undecided_columns(sheet: CellGrid, head: Head, end: int, grammar: Grammar) -> list[str]:
    """Returns the words over columns of figures whose role is not clear, but for those of remarks and the like, and of things that
    are counted beside money (户数（户）)."""
    out = []
    counted = head.kind == "money"
    for column in (c for c in head.columns if not (counted and names_no_money(c.words))):
        cells = [_under(sheet, row, column) for row in range(head.body, end)] if column.role is None else []
        figures = sum(cell is not None and cell_type(cell.words) in FIGURES for cell in cells)
        if figures >= MIN_LIST_ROWS and column.words and not _is_remark(column, grammar):
            out.append(column.words)
    return out


def keeps_nothing(column: HeadColumn, grammar: Grammar) -> bool:
    """Whether the record has no field for what a column holds, by its role or by the words of its head alone.

    A role that only the figures below say, and no word of the head, is none: such a column may be any.
    """
    role = column.role or (_worded(column, grammar) if column.heads else None)
    if role not in grammar.roles or grammar.roles[role].field is not None or role in KEPT_ELSEWHERE:
        return False
    return any(wordings(grammar).odds(cell.text).get(role, 0.0) > 0 for cell in column.heads if cell.words)


def _is_remark(column: HeadColumn, grammar: Grammar) -> bool:
    """Whether the words alone say that the record keeps nothing of the column."""
    role = _worded(column, grammar)
    return role is not None and grammar.roles[role].field is None


def _worded(column: HeadColumn, grammar: Grammar) -> str | None:
    """The role that the words of the head alone say; None where they are not clear."""
    odds = wordings(grammar).odds(column.heads[-1].text)
    best = max(odds, key=lambda role: odds[role])
    return best if odds[best] > MIN_WORDS_ODDS else None


def list_head(sheet: CellGrid, amount: str | None, are_sources: bool) -> Head | None:
    """The head that a list of names and amounts lacks (管网更换 | 1,186,400 | 占50.17%), if what stands over it says which
    `amount` it lists; None for any other table.

    Money that was allocated came from its rows if they `are_sources`, else it went to them (具体为： | 磁源县 | 9,260万元).
    """
    rows = [[cell_type(cell.words) for cell in sheet.own(row)] for row in range(sheet.rows)]
    lists = [types for types in rows if len(types) > 1 and types[0] in WORDS and types[1] in AMOUNTS]
    if amount is None or sheet.cols > MAX_LIST_COLUMNS or len(lists) < max(MIN_LIST_ROWS, sheet.rows):
        return None
    name = ("origin" if are_sources else "area") if amount == "allocated" else "part"
    width = 1 / sheet.cols
    columns = (HeadColumn(0.0, width, (), name), HeadColumn(width, 2 * width, (), "amount"))
    return Head("money", 0, 0, columns, 0.0)


def _may_be_head(sheet: CellGrid, row: int, grammar: Grammar) -> bool:
    cells = [cell for cell in sheet.own(row) if cell.words and not STROKE.fullmatch(cell.words)]
    like_body = sum(_is_of_body(cell, grammar) for cell in cells)
    known = sum(bare(cell.words) in _known(grammar) for cell in cells)
    if all(division(cell.text) for cell in cells):
        return False  # titles of lists side by side
    if len(cells) < 2 or (like_body > MAX_BODY_RATIO * len(cells) and known < max(MIN_KNOWN, 2 * like_body)):
        return False
    short = [cell for cell in cells if len(cell.words) <= MAX_HEAD_LENGTH]
    return sum(max(0.0, max(wordings(grammar).odds(cell.text).values())) for cell in short) > MIN_WORDS_ODDS


def _is_of_body(cell: GridCell, grammar: Grammar) -> bool:
    """Whether a cell looks like those of a row below a head, and is no head that is known."""
    if bare(cell.words) in _known(grammar):
        return False
    found = cell_type(cell.words)
    if LABELLED_FIGURE.search(cell.words) or is_labelled(cell, grammar):
        return True
    return bare(cell.words) in grammar.names["level"] if found in LEVELS else found in BODY


def _columns(sheet: CellGrid, row: int, grammar: Grammar) -> tuple[list[HeadColumn], int]:
    """The columns under a head that begins in this row, and the row behind it."""
    own = sheet.own(row)
    above = [c for c in sheet.row(row) if c.row < row and c.rowspan <= MAX_HEAD_ROWSPAN]
    cells = sorted([*own, *above], key=lambda c: c.left)
    body = row + 1
    below = sheet.own(row + 1) if row + 1 < sheet.rows else []
    groups = [c for c in own if c.rowspan == 1 and sum(_within(b, c) for b in below) > 1]
    cut_off = [
        c for c in own if c.rowspan == 1 and not c.words
    ]  # a false rule parts them from the words of their group
    over = [*groups, *cut_off]
    if groups and all(any(_is_under(b, g) for g in over) for b in below) and all(_is_words(b) for b in below):
        body = row + 2
    columns: list[HeadColumn] = []
    for cell in cells:
        children = [b for b in below if _is_under(b, cell)] if body == row + 2 and cell in over else []
        columns += [HeadColumn(c.left, c.right, (cell, c) if cell.words else (c,)) for c in children] or _parted(
            sheet, row, cell, grammar
        )
    return _without_halves(sheet, columns, body), body


def _without_halves(sheet: CellGrid, columns: list[HeadColumn], body: int) -> list[HeadColumn]:
    """The columns without those that are halves of a neighbour: nothing stands over them, and what stands below reaches
    in from beside them (a false rule cuts the head alone, or cells are merged)."""
    out = list(columns)
    for column in columns:
        middle = (column.left + column.right) / 2
        below = [c for row in range(body, min(body + FIRST_ROWS, sheet.rows)) for c in sheet.own(row)]
        below = [c for c in below if c.words and c.left < middle < c.right]
        if column.words or not below or _has_own_name(sheet, column, body):
            continue
        near = [other for other in out if other.words and _share_over(below, other) >= MIN_SHARE_REACHING_IN]
        if len(near) == 1:
            whole = replace(near[0], left=min(near[0].left, column.left), right=max(near[0].right, column.right))
            out = [whole if each is near[0] else each for each in out if each is not column]
    return out


def _has_own_name(sheet: CellGrid, column: HeadColumn, body: int) -> bool:
    """Whether the first row below has a name under an empty head and a figure beside it: the corner over the names of rows."""
    if body >= sheet.rows:
        return False
    name = next((c for c in sheet.own(body) if c.words and _fits(c, column)), None)
    beside = next(
        (c for c in sheet.own(body) if c.words and name is not None and abs(c.left - name.right) < EDGE), None
    )
    return (
        name is not None
        and beside is not None
        and cell_type(name.words) in NAMES
        and cell_type(beside.words) in FIGURES
    )


def _fits(cell: GridCell, column: HeadColumn) -> bool:
    return abs(cell.left - column.left) < EDGE and abs(cell.right - column.right) < EDGE


def _share_over(below: Sequence[GridCell], column: HeadColumn) -> float:
    """The share of the cells that reach under the middle of a column."""
    return sum(c.left < (column.left + column.right) / 2 < c.right for c in below) / len(below)


def _parted(sheet: CellGrid, row: int, cell: GridCell, grammar: Grammar) -> list[HeadColumn]:
    """The columns under one cell of a head: one, or several where heads ran together."""
    if _holds_one_value(sheet, row, cell):
        return [HeadColumn(cell.left, cell.right, (cell,))]
    known = _known(grammar)
    others = {bare(c.words) for c in sheet.own(row) if c is not cell}
    parts = parted_heads(sheet, row, cell, known.get)
    names = [_named(cell, word) for word, _, _ in parts if known[word] in grammar.rows]
    are_levels = bool(INDICATORS & {known[word] for word, _, _ in parts})
    if parts and not are_levels and _holds_names(sheet, row, cell, have_figures=bool(names)):
        # a corner parted by a slanting line: what the rows and what the columns tell
        return [HeadColumn(cell.left, cell.right, (names[0] if names else cell,))]
    if cell_type(cell.words) in BODY or (bare(cell.words) in known and not _are_rate_and_points(cell, parts, known)):
        return [HeadColumn(cell.left, cell.right, (cell,))]
    if parts and not any(word in others for word, _, _ in parts):  # beside 执行率, 执行率权重 is one head
        return [HeadColumn(left, right, (_named(cell, word),)) for word, left, right in parts]
    cuts = _cuts(sheet, row, cell)
    texts = _pieces(cell.text, len(cuts) + 1, grammar) if 0 < len(cuts) < MAX_FUSED_HEADS else None
    if texts is None:
        return [HeadColumn(cell.left, cell.right, (cell,))]
    edges = [cell.left, *cuts, cell.right]
    return [
        HeadColumn(left, right, (replace(cell, text=text),))
        for text, (left, right) in zip(texts, pairwise(edges), strict=True)
    ]


def _holds_one_value(sheet: CellGrid, row: int, cell: GridCell) -> bool:
    """Whether nothing below a head asks for more than one column: delimiters of plain text part all cells, and else each of the
    first rows that have a value has one figure there; a row struck out has none. A blank may stand between two figures that ran
    together."""
    if sheet.page is None and sheet.box is None:
        return True
    rows = range(row + cell.rowspan, sheet.rows)
    below = ([c for c in sheet.row(r) if c.row == r and _within_or_same(c, cell) and c.words] for r in rows)
    valued = (cells for cells in below if any(cell_type(c.words) != "none" for c in cells))
    filled = list(islice(valued, FIRST_ROWS))
    return len(filled) >= MIN_FIGURES_BELOW and all(
        len(cells) == 1 and len(cells[0].text.text.split()) == 1 and cell_type(cells[0].words) in FIGURES | {"ordinal"}
        for cells in filled
    )


def _holds_names(sheet: CellGrid, row: int, cell: GridCell, have_figures: bool) -> bool:
    """Whether each of the next rows has words alone under a head, and so no second column.

    Two values that ran together (100%97.98%) are like words. Where the head names nothing, names `have_figures` not.
    """
    rows = range(row + cell.rowspan, min(row + cell.rowspan + FIRST_ROWS, sheet.rows))
    below = [[c for c in sheet.row(r) if c.row == r and _within_or_same(c, cell) and c.words] for r in rows]
    filled = [cells for cells in below if cells]
    alone = bool(filled) and all(len(cells) == 1 and cell_type(cells[0].words) in NAMES for cells in filled)
    return alone and (have_figures or not any(char.isdigit() for cells in filled for char in cells[0].words))


def _within_or_same(inner: GridCell, outer: GridCell) -> bool:
    return outer.left - EDGE <= inner.left and inner.right <= outer.right + EDGE


def _are_rate_and_points(cell: GridCell, parts: Sequence[tuple[str, float, float]], known: dict[str, str]) -> bool:
    """Whether a head that is known (执行率得分) may as well be those of the rate and of points that ran together."""
    roles = [known[word] for word, _, _ in parts]
    return len(roles) > 1 and "execution_rate" in roles and roles[-1] == known[bare(cell.words)]


def _cuts(sheet: CellGrid, row: int, cell: GridCell) -> list[float]:
    """Where all of the next rows are parted below a cell; empty where they are not, or not alike."""
    rows = range(row + cell.rowspan, min(row + cell.rowspan + FIRST_ROWS, sheet.rows))
    inside = [[c.left for c in sheet.row(r) if cell.left + EDGE < c.left < cell.right - EDGE] for r in rows]
    if not inside or len({len(cuts) for cuts in inside}) > 1:
        return []
    return [sorted(column)[len(column) // 2] for column in zip(*inside, strict=True)]


def _named(cell: GridCell, word: str) -> GridCell:
    start = cell.text.text.find(word)
    return replace(cell, text=cell.text.span(start, start + len(word)) if start >= 0 else Traced.plain(word))


def _pieces(text: Traced, count: int, grammar: Grammar) -> list[Traced] | None:
    """The text of a head over several columns as that many heads, each likelier a head than not; None where it is not."""
    ends = [found.end() for found in FORMULA.finditer(text.text)]
    if len(ends) == count:
        return [text.span(a, b) for a, b in pairwise([0, *ends[:-1], len(text)])]
    best: list[tuple[float, list[Traced]] | None] = [(0.0, [])] + [None] * len(text)
    for _ in range(count):
        grown: list[tuple[float, list[Traced]] | None] = [None] * (len(text) + 1)
        for start, way in enumerate(best):
            for end in range(start + MIN_HEAD_LENGTH, len(text) + 1) if way is not None else ():
                piece = text.span(start, end)
                odds = head_odds(piece, grammar)
                old = grown[end]
                if way is not None and odds > MIN_PIECE_ODDS and (old is None or way[0] + odds > old[0]):
                    grown[end] = (way[0] + odds, [*way[1], piece])
        best = grown
    found = best[-1]
    return found[1] if found is not None and found[0] > MIN_ODDS else None


@cache
def _known(grammar: Grammar) -> dict[str, str]:
    return {word: role for role, words in wordings(grammar).listed.items() for word in words}


def _within(inner: GridCell, outer: GridCell) -> bool:
    middle = (inner.left + inner.right) / 2
    return outer.left < middle < outer.right and inner.right - inner.left < 0.9 * (outer.right - outer.left)


def _is_under(below: GridCell, group: GridCell) -> bool:
    """Whether a cell is one of those below a group of heads, or the only one below a part of it that has no words."""
    return _within(below, group) or (not group.words and _within_or_same(below, group))


def _is_words(cell: GridCell) -> bool:
    return bool(cell.words) and cell_type(cell.words) not in FIGURES and len(cell.words) <= MAX_HEAD_LENGTH


def _best(sheet: CellGrid, columns: Sequence[HeadColumn], body: int, end: int, grammar: Grammar) -> Assigned | None:
    """The likeliest kind of head, if it is one: it is more likely than none, and has what its kind needs.

    Columns of parts of a group (其中：财政拨款) are not among the columns that it tells.
    """
    columns = [column for column in columns if not _is_part(column)]
    before = {letter for c in columns for letter in MINUEND.findall(c.words)}
    years = {int(year) for c in columns for year in YEAR.findall(c.words)}
    earlier = {str(year) for year in years if year < max(years)}
    seen = [
        (_readings(c, before, earlier, grammar), [cell for row in range(body, end) for cell in [_under(sheet, row, c)]])
        for c in columns
    ]
    found = assigned_by_kind(seen, grammar)
    found += [other for each in found if (other := _without_block(each, seen, grammar)) is not None]
    named = [bool(column.words) for column in columns]
    kept = [each for each in found if each.odds > MIN_ODDS and has_needs(_of_named(each, named), grammar)]
    return max(kept, key=lambda each: each.odds, default=None)


def _without_block(found: Assigned, seen: Sequence[Evidence], grammar: Grammar) -> Assigned | None:
    """The same kind of head without a column of blocks, where one that seemed to be it (指标 | 指标值 | 完成值) is that of the names;
    None for any other head."""
    if not BLOCK & found.clear or has_needs(found, grammar):
        return None
    other = assigned(found.kind, seen, grammar, BLOCK)
    roles = [role for role, _ in other.roles]
    return other if "name" in roles and set(roles[: roles.index("name")]) <= BEFORE_NAMES else None


def _under(sheet: CellGrid, row: int, column: HeadColumn) -> GridCell | None:
    """The cell of a row below a head; of a label and its figure the figure."""
    if (start := _label_end(sheet, row, column)) is not None:
        return next((c for c in sheet.own(row) if c.left == start), None)
    cell = sheet.under(row, column.left, column.right)
    narrow = cell is not None and cell.right - cell.left < 1.5 * (column.right - column.left) + 0.01
    return cell if cell is not None and narrow and cell.row == row else None


def _readings(column: HeadColumn, before: Set[str], earlier: Set[str], grammar: Grammar) -> list[Traced]:
    """The ways to read the words over a column: those of the lowest head, and those of its group.

    `before` are the letters that a formula takes something from (C=A-B): such a column is the budget at first. `earlier`
    are the years that heads name beside a later one: a column of theirs is not of this year.
    """
    if earlier & set(YEAR.findall(column.words)):
        return [Traced.plain(grammar.heads[OTHER_YEAR][0])]
    texts = [cell.text for cell in column.heads]
    if before & set(OWN_LETTER.findall(column.words)):
        return [*texts[-1:], Traced.plain(grammar.heads[AT_FIRST][0])]
    if len(texts) < 2:
        return texts
    lowest = bare(column.heads[-1].words)
    if _best_role(texts[0], grammar) == ORIGIN:
        return [texts[-1]]
    return [texts[0]] if lowest in SUMS or "其中" in column.heads[-1].words else [texts[-1], texts[0] + texts[-1]]


def _best_role(text: Traced, grammar: Grammar) -> str | None:
    """The likeliest role of the words of a head; None if they are likelier none."""
    odds = wordings(grammar).odds(text)
    best = max(odds, key=lambda role: odds[role], default=None)
    return best if best is not None and odds[best] > 0 else None


def _of_named(found: Assigned, named: Sequence[bool]) -> Assigned:
    """The same without the levels and names of indicators that no word stands over: only the stub of money has no head."""
    roles = tuple(
        (role, prob) for (role, prob), known in zip(found.roles, named, strict=True) if known or role not in INDICATORS
    )
    return replace(found, roles=roles)


def has_needs(found: Assigned, grammar: Grammar) -> bool:
    """Whether every group of one alternative has a role of its own."""
    return any(_matched(list(groups), found.clear) for groups in grammar.needs[found.kind])


def _matched(groups: list[frozenset[str]], roles: frozenset[str]) -> bool:
    if not groups:
        return True
    return any(_matched(groups[1:], roles - {role}) for role in groups[0] & roles)


def _is_part(column: HeadColumn) -> bool:
    return len(column.heads) > 1 and "其中" in column.heads[-1].words


def _told(columns: Sequence[HeadColumn], found: Assigned) -> tuple[HeadColumn, ...]:
    """The columns with their roles; a part of a group has that of the group's first column."""
    out: list[HeadColumn] = []
    roles = iter(found.roles)
    groups: dict[int, tuple[str, float]] = {}
    for column in columns:
        part = _is_part(column)
        role, prob = groups.get(id(column.heads[0]), (OTHER, 1.0)) if part else next(roles)
        groups.setdefault(id(column.heads[0]), (role, prob))
        beside = any(c.role == role and len(c.heads) > 1 and c.heads[0] is column.heads[0] for c in out)
        clear = role != OTHER and prob >= (MIN_PROBABILITY_IN_GROUP if beside else MIN_PROBABILITY)
        source = column.heads[-1] if part else None
        out.append(HeadColumn(column.left, column.right, column.heads, role if clear else None, prob, source))
    return tuple(out)
