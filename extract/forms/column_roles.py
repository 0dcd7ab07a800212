"""Header rows of tables, understood by their words: which column holds what, in whatever order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from gouji.extract.forms.fused_headers import below, parted_heads, recut_heads
from gouji.extract.forms.infer_budget_columns import told_by_rows
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.fuzzy_match import CERTAIN_CONFIDENCE, nearest_meaning, one_apart
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid, GridCell

Kind = Literal["budget", "indicator"]
MARK = regex.compile(r"[（(【\[][^（）()]*(?:[）)】\]]|$)|[:：*×xX/%％\s]|[A-Fa-f](?=$)")
POINTS = regex.compile(
    r"(?P<points>\d+(?:\.\d+)?)\s*分?\s*[*×xX]\s*(?:预算)?执行率|执行率\s*[*×xX]\s*(?P<points>\d+(?:\.\d+)?)"
)
NO_HEADERS = frozenset(row[0] for row in read_rows(__package__, "no_headers"))
"""Words of the forms that are one character away from a header."""
STRAY = ".·。、,，'`-—"
"""Specks at the edge of a cell."""
LEVEL_HEAD = regex.compile(r"\P{Han}?.?\P{Han}?(?:级指标|级指|级标)\P{Han}?")
FORMULA = regex.compile(r"(?P<part>[A-F])\s*[/／÷]\s*(?P<whole>[A-F])(?![A-Za-z])")
LETTER = regex.compile(r"[（(【\[]\s*([A-F])\s*[）)】\]]")
AT_FIRST = "年初"
"""No other amount of a budget begins so."""
NEXT = 0.02
"""How far columns that stand side by side are apart at the most, in widths of the table."""
MOST_DOUBTFUL, LEAST_SURE = 3, 3
"""So many characters at the beginning of a head may be lost, where so many are sure."""
GUESS, LEAST_HEAD = 0.5, 4
"""A character less sure than this was guessed; heads shorter than this say too little without one."""
SHORTEST = 3
"""Fewer characters, of which one is lost, say nothing."""
LEAST_RATES = 2
"""So many percentages under a head that cannot be read make it that of the rate."""
MONEY = regex.compile(r"(?P<unit>亿元|万元|千元|百元|元)")
# What a header row of each kind must have at the least.
NEEDED: dict[Kind, tuple[frozenset[str], ...]] = {
    "budget": (frozenset({"initial", "adjusted", "allocated"}), frozenset({"spent", "execution_rate", "adjusted"})),
    "indicator": (frozenset({"name", "level1", "level2"}), frozenset({"target", "actual"})),
}
LEVELS, POINTS_OF = frozenset({"name", "level1", "level2"}), frozenset({"weight", "score"})
"""A matrix of standards has levels and points, and no targets."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it lies across the table, and the unit its header names."""

    left: float
    right: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its kind and its columns by field."""

    kind: Kind
    columns: dict[str, Column]
    points: QuantityLeaf | None = None
    """The weight that the head of the points names itself: 得分（20分*执行率）."""

    @property
    def first(self) -> float:
        """Where the first column with figures begins: what stands left of it names the row."""
        figures = [
            c.left for f, c in self.columns.items() if f not in ("part", "source", "number", "level1", "level2", "name")
        ]
        return min(figures, default=1.0)


@cache
def _words() -> dict[Kind, dict[str, str]]:
    out: dict[Kind, dict[str, str]] = {"budget": {}, "indicator": {}}
    for header, kind, field in read_rows(__package__, "table_headers"):
        for each in ("budget", "indicator"):
            if kind in (each, "both"):
                out[each][header] = field
    return out


def field_of(cell: GridCell, kind: Kind, spoiled: bool = True) -> str | None:
    """What a header says, without (A), (万元) and the like; None for any other words. `spoiled`: one character may be misread."""
    bare = _bare(cell.words)
    if not spoiled or bare in NO_HEADERS:
        return _words()[kind].get(bare)
    return (
        nearest_meaning(bare, _words()[kind], min(cell.text.probs, default=1.0))
        or _words()[kind].get(_sure_end(cell))
        or _guessed(cell, kind)
    )


def _bare(words: str) -> str:
    return regex.sub(r"[A-F\d]$", "", MARK.sub("", words).strip(STRAY))  # a (B) under a seal may be read as 8


def _guessed(cell: GridCell, kind: Kind) -> str | None:
    """The field of a head in which the reader guessed up to half of the characters, as under a seal: 试策执行数 for 预算执行数."""
    text, probs = cell.text.text, cell.text.probs
    sure = [i for i, prob in enumerate(probs) if prob >= GUESS]
    if len(text) < LEAST_HEAD or len(sure) * 2 < len(text) or len(sure) == len(text):
        return None
    fields = {
        field
        for name, field in _words()[kind].items()
        if len(name) == len(text) and all(name[i] == text[i] for i in sure)
    }
    return fields.pop() if len(fields) == 1 else None


def _sure_end(cell: GridCell) -> str:
    """What stands behind a beginning that the reader was not sure of, as under a seal (尊执行率 for 预算执行率); nothing where that is short."""
    doubtful = next((i for i, prob in enumerate(cell.text.probs) if prob >= CERTAIN_CONFIDENCE), len(cell.text))
    rest = _bare(cell.text.text[doubtful:]) if 0 < doubtful <= MOST_DOUBTFUL else ""
    return rest if len(rest) >= LEAST_SURE else ""


def header_of(sheet: CellGrid, row: int) -> Header | None:
    """The header that a row of the sheet is, or None."""
    for kind in ("indicator", "budget"):
        columns: dict[str, Column] = {}
        for spoiled in (False, True):  # what is a header as it stands comes before what may be one
            for cell in _candidates(sheet, row):
                for field, left, right in _fields(sheet, row, cell, kind, spoiled):
                    columns.setdefault(field, Column(left, right, _unit(cell.words)))
        words = _words()[kind]
        for word, left, right in recut_heads(sheet.own(row), words.get):
            columns[words[word]] = Column(left, right)
        if kind == "indicator":
            columns |= _levels(sheet, row)
        if kind == "budget":
            columns = _lettered(sheet, row) | columns
        if kind == "budget" and "spent" in columns and "execution_rate" not in columns:
            columns |= _rates(sheet, row, columns["spent"].right)
        if kind == "budget" and _complete(kind, columns):
            columns |= {
                field: Column(c.left, c.right, _unit(c.words)) for field, c in told_by_rows(sheet, row, columns).items()
            }
        if _complete(kind, columns):
            columns = _shortened(sheet, row, kind, columns) | columns
            return Header(kind, columns, _points(sheet, row, kind))
    return None


def _fields(sheet: CellGrid, row: int, cell: GridCell, kind: Kind, spoiled: bool) -> list[tuple[str, float, float]]:
    """The fields of a head and where each reaches across the table: one, or several where heads ran together."""
    field = field_of(cell, kind, spoiled)
    if field:
        return [(field, cell.left, cell.right)]
    words = _words()[kind]
    return [(words[w], left, right) for w, left, right in parted_heads(sheet, row, cell, words.get)]


def _shortened(sheet: CellGrid, row: int, kind: Kind, known: dict[str, Column]) -> dict[str, Column]:
    """The fields that a head has not, told by words that lost one character (度量位 for 度量单位): beside heads that can be read such a word
    is one too, however surely its other characters were read."""
    out: dict[str, Column] = {}
    for cell in (c for c in _candidates(sheet, row) if len(_bare(c.words)) >= SHORTEST and field_of(c, kind) is None):
        bare = _bare(cell.words)
        fields = {f for name, f in _words()[kind].items() if len(name) == len(bare) + 1 and one_apart(bare, name)}
        if len(fields) == 1 and not fields & set(known):
            out.setdefault(fields.pop(), Column(cell.left, cell.right, _unit(cell.words)))
    return out


def _lettered(sheet: CellGrid, row: int) -> dict[str, Column]:
    """The columns of money that the head's own formula tells, where the words cannot be read: beside 行率（B/A） a head with (B) is what was
    spent, one with (A) the budget, and one that begins with 年初 the first one. Empty without a formula."""
    heads = [(cell, LETTER.findall(cell.words)) for cell in _candidates(sheet, row)]
    rate = next(((cell, found) for cell, _ in heads if (found := FORMULA.search(cell.words))), None)
    if rate is None:
        return {}
    lettered: dict[str, Column] = {}
    for cell, letters in heads:
        if letters and cell is not rate[0] and field_of(cell, "budget") is None:
            cuts = below(sheet, row, cell)
            edges = [cell.left, *cuts, cell.right] if len(cuts) == len(letters) - 1 else []
            lettered |= {
                letter: Column(a, b, _unit(cell.words))
                for letter, (a, b) in zip(letters, itertools.pairwise(edges), strict=False)
            }
    first = next(
        (
            cell
            for cell, letters in heads
            if cell.words.startswith(AT_FIRST) and not letters and field_of(cell, "budget") is None
        ),
        None,
    )
    told = {"spent": lettered.get(rate[1]["part"]), "adjusted": lettered.get(rate[1]["whole"])}
    if field_of(rate[0], "budget") is None:
        told["execution_rate"] = Column(rate[0].left, rate[0].right)
    if first is not None:
        told["initial"] = Column(first.left, first.right, _unit(first.words))
    return {field: column for field, column in told.items() if column is not None}


def _levels(sheet: CellGrid, row: int) -> dict[str, Column]:
    """The columns of the three levels, side by side, by their order: 一, 二 and 三 are strokes, which a scan loses or takes for one another."""
    heads = [c for c in _candidates(sheet, row) if LEVEL_HEAD.fullmatch(c.words)]
    if len(heads) != 3 or any(b.left - a.right > NEXT for a, b in itertools.pairwise(heads)):
        return {}
    return {field: Column(c.left, c.right) for field, c in zip(("level1", "level2", "name"), heads, strict=True)}


def _rates(sheet: CellGrid, row: int, after: float) -> dict[str, Column]:
    """The rate's column where its head cannot be read: the one that is nothing but percentages."""
    found = []
    for cell in (c for c in sheet.own(row) if c.left >= after - 0.01 and field_of(c, "budget") is None):
        below = [c for r in range(row + 1, sheet.rows) if (c := sheet.under(r, cell.left, cell.right)) and c.row == r]
        first = next((i for i, c in enumerate(below) if c.right - c.left > 1.5 * (cell.right - cell.left)), len(below))
        figures = [q for c in below[:first] if (q := parse_quantity(c.words))]
        if len(figures) >= LEAST_RATES and all(q.unit == "%" and not q.bound for q in figures):
            found.append(Column(cell.left, cell.right))
    return {"execution_rate": found[0]} if len(found) == 1 else {}


def _points(sheet: CellGrid, row: int, kind: Kind) -> QuantityLeaf | None:
    for cell in _candidates(sheet, row):
        match = POINTS.search(cell.text.text)
        if match and field_of(cell, kind) == "score":
            weight = parse_quantity(match["points"], "分")
            return (
                QuantityLeaf.of(cell.text.span(match.start("points"), match.end("points")), weight) if weight else None
            )
    return None


def _candidates(sheet: CellGrid, row: int) -> list[GridCell]:
    """The row's own cells, and those of the row above that reach down beside them (a header two rows high)."""
    own = sheet.own(row)
    above = [c for c in sheet.row(row) if c.row < row and c.rowspan <= 2] if own else []
    return sorted([*own, *above], key=lambda c: c.left)


def _complete(kind: Kind, columns: dict[str, Column]) -> bool:
    found = set(columns)
    first, second = NEEDED[kind]
    if kind == "indicator" and len(found & LEVELS) > 1 and found & POINTS_OF:
        return True
    return bool(found & first) and bool((found - (found & first if len(found & first) == 1 else set())) & second)


def _unit(words: str) -> str | None:
    match = MONEY.search("".join(regex.findall(r"[（(]([^（）()]*)[）)]", words)))
    return match["unit"] if match else None
