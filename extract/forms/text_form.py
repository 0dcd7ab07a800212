"""The tables of a form in plain text (自评表): cells row by row, wrapped ones on lines of their own, merged ones printed once and then no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.extract.forms.text_budget_rows import money_rows
from gouji.extract.forms.text_heads import ENDS, MOST_HEAD, MOST_LINES, TOTAL, head_kind, wrapping
from gouji.extract.forms.text_indicator_rows import BODY, indicator_rows
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.pages import Cell, Grid, Line
from gouji.tables.text_pieces import TextRun, text_runs

NAMED = re.compile(r"(?:项\s*目|内\s*容|名\s*称|用\s*途)$")
"""Before a head of money: there is one more column, and not all heads were known."""
CORNER = re.compile(BRACKETED_YUAN)
"""A first head that names the unit of all others heads the names."""
BESIDE_LEVELS = frozenset({"block", "level", "number"})
"""What stands left of the levels of indicators."""
HEADED, MOST_FIRST = 2, 14
"""So many heads that are known must stand in one line; on how many lines before it the first cells of a head may stand."""
APART = 2.0
"""What speaks against putting two heads into one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, and its head."""

    kind: str
    head: tuple[TextRun, ...]


def form_tables(lines: Sequence[Line]) -> Iterator[tuple[Grid, list[Line]]]:
    """Each table under a head that tells what its columns hold, with the lines it takes up; none where its rows do not come out."""
    printed = [line for line in lines if line.text.strip()]
    index = floor = 0
    while index < len(printed):
        headed = _heads(printed[index]) >= HEADED
        start = _begins(printed, index, floor) if headed else index
        head = _head(printed, start) if headed else None
        found = _table(printed, start, *head) if head else None
        if found:
            yield found
            index = floor = next(i for i in range(start, len(printed)) if printed[i] is found[1][-1]) + 1
        else:
            index += 1


def _heads(line: Line) -> int:
    """How many heads that are known stand in a line."""
    return sum(head_kind(piece.words) is not None for piece in text_runs(line))


def _head(lines: Sequence[Line], start: int) -> tuple[list[Column], int] | None:
    """The columns of a head that begins in this line, and the index of the line behind it."""
    pieces: list[TextRun] = []
    best = None
    for end in range(start, min(len(lines), start + MOST_HEAD)):
        more = text_runs(lines[end])
        if any(BODY.match(p.words) and head_kind(p.words) is None for p in more):
            break
        pieces += more
        columns = _columns(pieces)
        if columns is not None:
            best = columns, end + 1
    return best if best and _complete(best[0]) else None


def _begins(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where a head begins of which the first cells stand on lines of their own (一级指 | 标); not before `floor`."""
    best = start
    leveled = any(head_kind(piece.words) == "level" for piece in text_runs(lines[start]))
    for back in range(1, min(MOST_FIRST, start - floor) + 1):
        above = [text_runs(line) for line in lines[start - back : start]]
        if len(above[0]) != 1:
            break
        columns = _columns([pieces[0] for pieces in above])
        if columns is not None and (not leveled or {column.kind for column in columns} <= BESIDE_LEVELS):
            best = start - back
    return best


def _columns(pieces: list[TextRun]) -> list[Column] | None:
    """The pieces as heads of known kinds, wrapped ones put together; few heads of even lines win. None where that cannot be."""
    ways: list[tuple[float, list[Column]] | None] = [(0.0, [])] + [None] * len(pieces)
    for end in range(1, len(pieces) + 1):
        for start in range(max(0, end - MOST_LINES), end):
            cell, before = pieces[start:end], ways[start]
            if before is None or (len(cell) > 1 and not all(p.alone for p in cell)):
                continue
            kind, best = head_kind("".join(p.words for p in cell)), ways[end]
            cost = before[0] + 1 + wrapping([len(p.words) for p in cell]) + APART * _are_two(cell)
            if kind and (best is None or cost < best[0]):
                ways[end] = cost, [*before[1], Column(kind, tuple(cell))]
    return ways[-1][1] if ways[-1] else None


def _are_two(cell: list[TextRun]) -> bool:
    """Whether these lines are two heads as well, of two kinds."""
    halves = [
        ("".join(p.words for p in cell[:cut]), "".join(p.words for p in cell[cut:])) for cut in range(1, len(cell))
    ]
    kinds = [(head_kind(first), head_kind(second)) for first, second in halves]
    return any(first and second and first != second for first, second in kinds)


def _complete(columns: list[Column]) -> bool:
    kinds = [column.kind for column in columns]
    measured = "level" in kinds and {"weight", "score", "target", "actual", "standard"} & set(kinds)
    return bool(measured) or (kinds.count("money") >= HEADED and "level" not in kinds)


def _table(lines: Sequence[Line], start: int, columns: list[Column], body: int) -> tuple[Grid, list[Line]] | None:
    kinds = [column.kind for column in columns]
    if "level" in kinds:
        last = max(i for i, kind in enumerate(kinds) if kind == "level")
        kinds[last] = "level" if "name" in kinds else "name"
        rows, end = indicator_rows(lines, start, body, kinds)
    else:
        if CORNER.search("".join(p.words for p in columns[0].head)):
            kinds = ["name", *kinds[1:]]
        else:
            kinds, columns = ["name", *kinds], [Column("name", tuple(_corner(lines, start))), *columns]
        rows, end = (
            ([], body) if start and NAMED.search(lines[start - 1].text.strip()) else money_rows(lines, body, kinds)
        )
    if not rows:
        return _untold(lines, start, body) if {"level", "score"} & set(kinds) else None
    taken = [*(p.line for p in columns[0].head if p.line not in lines[start:body]), *lines[start:end]]
    cells = [
        Cell(number, column, [_line(cell)] if cell else [], None, None)
        for number, row in enumerate([[column.head for column in columns], *rows])
        for column, cell in enumerate(row)
    ]
    return Grid(cells, None, None), taken


def _untold(lines: Sequence[Line], start: int, body: int) -> tuple[Grid, list[Line]]:
    """The table as one cell, where nobody can tell its rows: part of them would be read as another table."""
    end = next(
        (i for i in range(body, len(lines)) if ENDS.search(lines[i].text) or _heads(lines[i]) >= HEADED), len(lines)
    )
    total = next((i + 1 for i in range(body, end) if TOTAL.match(text_runs(lines[i])[0].words)), end)
    taken = list(lines[start:total])
    return Grid([Cell(0, 0, taken, None, None)], None, None), taken


def _corner(lines: Sequence[Line], start: int) -> list[TextRun]:
    """What names the block above its head, and the unit that it counts in (项目资金 | （万元）)."""
    above: list[TextRun] = []
    for line in reversed(lines[max(0, start - 3) : start]):
        pieces = text_runs(line)
        if len(pieces) != 1 or not re.search(r"资金|预算|元|况|分", pieces[0].words):
            break
        above.insert(0, pieces[0])
    return above


def _line(cell: Sequence[TextRun]) -> Line:
    return Line(
        [glyph for piece in cell for glyph in piece.glyphs if not glyph.char.isspace() or len(cell) == 1],
        number=cell[0].line.number,
    )
