"""Finds tables in plain text whose columns single blanks part (项目 预算 支出 执行率): a head of words, rows of a name and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.pages import Cell, Grid, Line

MIN_COLUMNS, MIN_ROWS = 3, 2
MAX_HEAD_LENGTH, MAX_NAME_LENGTH = 14, 30
TOKEN = re.compile(r"[^ \u3000]+")
FIGURE = re.compile(rf"[-−+]?\d[\d,]*(?:\.\d+)?(?:[%％‰]|{YUAN}|[\u4e00-\u9fff]{{1,2}})?|[-—–/]+")
SENTENCE = re.compile(r"[。；;：:，！？]")
HAN, DIGIT = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\d")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    cells: tuple[Span, ...]


def spaced_tables(lines: Sequence[Line]) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each such table with the lines that it takes up; each row has as many figures as the head has words behind the first."""
    index = 0
    while index < len(lines):
        rows = _rows(lines, index)
        if len(rows) > MIN_ROWS:
            yield _grid(rows), [row.line for row in rows]
        index += max(1, len(rows) if len(rows) > MIN_ROWS else 1)


def _rows(lines: Sequence[Line], start: int) -> list[_Row]:
    """The head and the rows below it; empty where the line is no head."""
    head = _head(lines[start])
    if head is None:
        return []
    rows = [head]
    for line in lines[start + 1 :]:
        row = _row(line, len(head.cells))
        if row is None:
            break
        rows.append(row)
    return rows


def _head(line: Line) -> _Row | None:
    spans = [m.span() for m in TOKEN.finditer(line.text)]
    words = [line.text[a:b] for a, b in spans]
    told = all(HAN.search(w) and not FIGURE.fullmatch(w) and len(w) <= MAX_HEAD_LENGTH for w in words)
    fits = len(words) >= MIN_COLUMNS and told and not SENTENCE.search(line.text)
    return _Row(line, tuple(spans)) if fits else None


def _row(line: Line, columns: int) -> _Row | None:
    """A line as a name, which may hold blanks, and a figure under each further head."""
    spans = [m.span() for m in TOKEN.finditer(line.text)]
    if len(spans) < columns:
        return None
    names, figures = spans[: len(spans) - columns + 1], spans[len(spans) - columns + 1 :]
    name = line.text[names[0][0] : names[-1][1]]
    if not HAN.search(name) or len(name) > MAX_NAME_LENGTH or SENTENCE.search(name):
        return None
    words = [line.text[a:b] for a, b in figures]
    if not all(FIGURE.fullmatch(w) for w in words) or not any(DIGIT.search(w) for w in words):
        return None
    return _Row(line, ((names[0][0], names[-1][1]), *figures))


def _grid(rows: Sequence[_Row]) -> Grid:
    cells = [
        Cell(number, column, [Line(list(row.line.glyphs[a:b]), number=row.line.number)], None, None)
        for number, row in enumerate(rows)
        for column, (a, b) in enumerate(row.cells)
    ]
    return Grid(cells, None, None)
