"""Tables in plain text with one cell a line (竖排单元格): a head of several lines, and rows of as many lines below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import assigned, cell_odds, wordings
from gouji.extract.roles.grammar import Grammar, Role
from gouji.extract.roles.heads import FIGURES, WORDS, has_needs
from gouji.extract.roles.pairs import LABELS, names_field
from gouji.extract.roles.points import sums_up
from gouji.extract.roles.stacked_lists import stacked_list
from gouji.extract.roles.stacked_pairs import stacked_pairs
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.pages import Cell, Grid, Line
from gouji.schemas.traced import Traced

MIN_COLUMNS, MAX_COLUMNS = 3, 12
MIN_ROWS = 2
MAX_CELL_LENGTH = 40
MIN_HEAD_ODDS = 8.0
MIN_ROW_ODDS = -1.0
"""The log-odds from which some lines are a row of the table, whatever its first cell."""
EMPTY = -2.5
MAY_BE_EMPTY = {"block": -0.1, "level1": -0.3, "level2": -0.4, "number": -0.5, "deviation": -0.2, "note": -0.2}
POINTS_MAY_BE_EMPTY = {"group_weight": -0.5, "execution_rate": -0.8, "score": -0.5}
"""A row of money has these for the whole alone."""
WORD_FOR_FIGURE = -6.0
MAX_PAIR_LINES = 80
UNIT = regex.compile(rf"\s*{BRACKETED_YUAN}\s*")
"""A unit in a line of its own belongs to the head above it: 项目资金 | （万元）."""
SENTENCE = regex.compile(r"[。；]|\s{2,}|[|\t]")
HEADING = regex.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
"""The number of a heading (四、自评得分), which is no head of a column."""
COLONS = ("：", ":")
"""What ends so introduces what stands below it, and is no head of a column: 项目资金，单位万元："""
NAMES = frozenset({"name", "line", "origin", "part", "project", "area", "account", "aspect"})
NEVER = -1e9
_Row = tuple[tuple[int, int], ...]
"""The lines of a row with their columns."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A table: the roles of its columns, its rows as indices of lines by column, and its score."""

    first: int
    rows: tuple[_Row, ...]
    odds: float

    @property
    def end(self) -> int:
        return max(index for row in self.rows for index, _ in row) + 1


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of one column, and the lines that it stands in."""

    words: Traced
    lines: tuple[int, ...]


def stacked_forms(lines: Sequence[Line], grammar: Grammar) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each such table with the lines that it takes up."""
    printed = [line for line in lines if line.text.strip()]
    index = 0
    while index < len(printed):
        found = _table(printed, index, grammar) or _paired(printed, index, grammar) or _listed(printed, index, grammar)
        if found is None:
            index += 1
            continue
        wide = max(column for row in found.rows for _, column in row) + 1
        cells = [
            Cell(number, column, [_bare(printed[at]) for at, mine in row if mine == column], None, None)
            for number, row in enumerate(found.rows)
            for column in range(wide)
        ]
        yield Grid(cells, None, None), printed[index : found.end]
        index = found.end


def _bare(line: Line) -> Line:
    """The line without the blanks at its ends."""
    start, end = len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())
    return Line(list(line.glyphs[start:end]), number=line.number)


def _is_cell(line: Line) -> bool:
    text = line.text.strip()
    return 0 < len(text) <= MAX_CELL_LENGTH and not SENTENCE.search(text)


def _table(lines: Sequence[Line], first: int, grammar: Grammar) -> _Found | None:
    """The likeliest table whose head begins in this line."""
    heads: list[_Head] = []
    for place, line in enumerate(lines[first : first + MAX_COLUMNS + 2], first):
        if heads and UNIT.fullmatch(line.text):
            heads[-1] = _Head(heads[-1].words + Traced.of(_bare(line).glyphs), (*heads[-1].lines, place))
            continue
        words = Traced.of(line.glyphs)
        if (
            not _is_cell(line)
            or line.text.rstrip().endswith(COLONS)
            or HEADING.match(line.text)
            or max(wordings(grammar).odds(words).values()) <= 0
        ):
            break
        heads.append(_Head(words, (place,)))
    if len(heads) > MAX_COLUMNS:
        return None  # no table has so many heads: a list of words
    tried = (_with_head(lines, heads[:size], grammar) for size in range(MIN_COLUMNS, len(heads) + 1))
    return max((found for found in tried if found is not None), key=lambda found: found.odds, default=None)


def _listed(lines: Sequence[Line], first: int, grammar: Grammar) -> _Found | None:
    rows = stacked_list(lines, first, grammar) or stacked_pairs(lines, first, grammar)
    return _Found(first, tuple(rows), 0.0) if rows else None


def _paired(lines: Sequence[Line], first: int, grammar: Grammar) -> _Found | None:
    """Labels and figures that take turns, a line each: as many pairs a row as the first labels name figures of the whole."""
    words = [_words(line) for line in lines[first : first + MAX_PAIR_LINES] if line is not None]
    count = next((n for n, each in enumerate(words) if not each or _is_label(each) == bool(n % 2)), len(words)) // 2
    fields = [names_field(Traced.plain(each), grammar) for each in words[: 2 * count : 2]]
    wide = next((n for n, each in enumerate(fields) if each is None or each in fields[:n]), len(fields))
    if wide < 2:
        return None
    rows: list[_Row] = []
    at = 0
    while at < count:
        alone = fields[at] is not None and at >= wide
        size = 1 if alone else wide
        if at + size > count:
            break
        rows.append(tuple((first + 2 * at + n, n) for n in range(2 * size)))
        at += size
    return _Found(first, tuple(rows), 0.0)


def _words(line: Line) -> str:
    return "".join(line.text.split()) if _is_cell(line) else ""


def _is_label(words: str) -> bool:
    return cell_type(words) in LABELS


def _with_head(lines: Sequence[Line], heads: Sequence[_Head], grammar: Grammar) -> _Found | None:
    best: _Found | None = None
    for kind in grammar.needs:
        told = assigned(kind, [([head.words], []) for head in heads], grammar)
        if told.odds < MIN_HEAD_ODDS or not has_needs(told, grammar) or any(role == "other" for role, _ in told.roles):
            continue
        roles = [role for role, _ in told.roles]
        if not NAMES & set(roles):
            continue
        rows, odds = _rows(lines, heads[-1].lines[-1] + 1, kind, roles, grammar)
        head = tuple((place, column) for column, each in enumerate(heads) for place in each.lines)
        if len(rows) >= MIN_ROWS and (best is None or told.odds + odds > best.odds):
            best = _Found(heads[0].lines[0], (head, *rows), told.odds + odds)
    return best


def _rows(
    lines: Sequence[Line], start: int, kind: str, roles: Sequence[str], grammar: Grammar
) -> tuple[list[_Row], float]:
    """The rows below the head that are likeliest together, up to where no row fits."""
    end = next((n for n in range(start, len(lines)) if not _is_cell(lines[n])), len(lines))
    best: dict[int, tuple[float, _Row, int]] = {start: (0.0, (), start)}
    for at in range(start, end):
        for size in range(2, min(len(roles), end - at) + 1) if at in best else ():
            found = _row(lines, at, size, kind, roles, grammar)
            if found is not None and found[0] >= MIN_ROW_ODDS:
                whole = best[at][0] + found[0]
                if at + size not in best or whole >= best[at + size][0]:
                    best[at + size] = whole, found[1], at
    reached = max(best, key=lambda each: best[each][0])
    odds = best[reached][0]
    rows: list[_Row] = []
    while reached != start:
        _, row, reached = best[reached]
        rows.append(row)
    return rows[::-1], odds


def _row(
    lines: Sequence[Line], at: int, size: int, kind: str, roles: Sequence[str], grammar: Grammar
) -> tuple[float, _Row] | None:
    """The likeliest columns of the lines of one row, with their log-odds; None where the row has no name."""
    words = ["".join(line.text.split()) for line in lines[at : at + size]]
    total = sums_up(Traced.plain(words[0]), grammar) is not None
    start: tuple[float, tuple[int, ...]] = (0.0, ())
    best = [start, *([(NEVER, start[1])] * size)]
    empty = MAY_BE_EMPTY | (POINTS_MAY_BE_EMPTY if kind == "money" else {})
    for column, role in enumerate(roles):
        free = -0.05 if total else empty.get(role, EMPTY)
        grown = [(score + free, columns) for score, columns in best]
        for taken in range(size):
            score, columns = best[taken]
            cell = cell_type(words[taken])
            fits = score + max(_odds_of(cell, grammar.roles[role]), free if cell == "none" else NEVER)
            if score > NEVER and fits > grown[taken + 1][0]:
                grown[taken + 1] = (fits, (*columns, column))
        best = grown
    score, columns = best[size]
    named = any(roles[column] in NAMES for column in columns) or total
    if score <= NEVER / 2 or not named:
        return None
    return score, tuple((at + n, column) for n, column in enumerate(columns))


def _odds_of(cell: str, role: Role) -> float:
    """The log-odds of a cell in a column; a word is no figure."""
    odds, own = cell_odds(role)[cell], set(role.cells)
    return min(odds, WORD_FOR_FIGURE) if cell in WORDS and FIGURES & own and not WORDS & own else odds
