"""Rows of indicators in a form of plain text: the likeliest way to share out the cells, by what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gouji.extract.forms.text_heads import (
    ENDS_TABLE,
    HAN,
    LEVEL,
    MOST_HEAD,
    MOST_LINES,
    NONE,
    NUMBER,
    STRICT,
    TOTAL,
    Row,
    wrapping,
)
from gouji.schemas.pages import Line
from gouji.schemas.wordlists import read_rows
from gouji.tables.text_pieces import TextRun, text_runs
from gouji.tables.wrapped_text import LETTERS_TO_DIGITS

BLOCK, MISREAD = re.compile(r"^(?:年度)?(?:绩效指标|绩效目标)(?=.)"), 8
"""What may stand left of a head, and the share of a head's characters that may be misread where it is printed again (one in so many)."""
POINTS = re.compile(r"[（(][\doOlI.]+分?[）)]")
BODY = re.compile(r".{0,8}[^级性]指标(?:$|[（(])")
"""What a level begins with, its points perhaps on another line."""
SIGN = re.compile(r"[≥≤><＞＜=＝]+|定[性量]|等于|[正反]向")
NEVER = 1e9
LEFT = 12
"""So many pieces behind the last row may belong to something else."""
NOT_ITS_END = 3.0
"""What speaks against a level's own name being the end of another cell."""
CUT_OFF, ALONE = 1.5, 0.5
"""What speaks against groups of digits of which the last is not whole (it goes on below), and against a single character as what an indicator
aims at."""
EMPTY = {"block": 0.0, "number": 0.0, "level": 0.0, "deviation": 0.0, "operator": 2.0, "unit": 0.5, "standard": 3.0}
"""What a row may lack, and what that costs: levels are told once for all their rows."""
LONG = 14
LOOK = 100
"""After so many pieces, and each time that they doubled, it is seen whether they still may be rows: most that follows no head are none."""

Best = dict[tuple[int, int], tuple[float, tuple[int, int] | None]]
"""What it costs at the least to take so many pieces and columns, and from where one comes there."""


def indicator_rows(lines: Sequence[Line], start: int, body: int, kinds: list[str]) -> tuple[list[Row], int]:
    """The rows of indicators up to the line that sums up, and the index behind it; none where they cannot be told. The head that stands from
    `start` on may be printed again where the page turns."""
    head = BLOCK.sub("", "".join("".join(line.text.split()) for line in lines[start:body]))
    pieces: list[TextRun] = []
    end = total = None
    again, look = body, LOOK
    for index in range(body, len(lines)):
        again = max(again, index + _repeated(lines[index : index + MOST_HEAD], head))
        if index < again:
            continue
        found = text_runs(lines[index])
        if TOTAL.fullmatch(found[0].words) and len(found) > 1 and all(NUMBER.fullmatch(p.words) for p in found[1:]):
            end, total = index + 1, found
            break
        if ENDS_TABLE.match(lines[index].text):
            end = index
            break
        loose = (
            len(found) == 1 and POINTS.fullmatch(found[0].words) and not (pieces and LEVEL.fullmatch(pieces[-1].words))
        )
        pieces += [] if loose else found  # the points of a level whose name stands rows above
        if len(pieces) > look:
            if _reach(_states(pieces, kinds)) < len(pieces) - MOST_LINES - LEFT:
                return [], body
            look *= 2
    rows, taken = _told(pieces, kinds)
    if not rows or (total and taken < len(pieces)) or len(pieces) - taken > LEFT:
        return [], body
    if end is None or taken < len(pieces):
        end = next(i for i in range(len(lines) - 1, -1, -1) if lines[i] is pieces[taken - 1].line) + 1
    if total:
        points = [i for i, kind in enumerate(kinds) if kind in ("weight", "score")]
        figures = total[1:]
        while end < len(lines) and len(more := text_runs(lines[end])) == 1 and NUMBER.fullmatch(more[0].words):
            if len(figures) < len(points):
                figures, end = [*figures, *more], end + 1
            elif (
                more[0].words.isdigit() and "." in figures[-1].words and STRICT.fullmatch((figures[-1] + more[0]).words)
            ):
                figures, end = [*figures[:-1], figures[-1] + more[0]], end + 1  # 99.6 | 5: the column was too narrow
            else:
                break
        where = points if len(figures) == len(points) else []
        row: Row = [()] * len(kinds)
        row[0] = (total[0],)
        for i, piece in zip(where, figures if where else [], strict=True):
            row[i] = (piece,)
        rows.append(row)
    return rows, end


def _repeated(lines: Sequence[Line], head: str) -> int:
    """How many lines print the head once more, but for a few misread characters; 0 where they do not."""
    printed = ""
    for count, line in enumerate(lines, 1):
        printed = BLOCK.sub("", printed + "".join(line.text.split()))
        if len(printed) >= len(head):
            near = len(printed) == len(head) and sum(
                m != n for m, n in zip(printed, head, strict=True)
            ) * MISREAD <= len(head)
            return count if near else 0
    return 0


def _told(pieces: list[TextRun], kinds: list[str]) -> tuple[list[Row], int]:
    """The likeliest way to share the pieces out to rows, each with all that an indicator must have, and how many pieces they take."""
    best = _states(pieces, kinds)
    taken = max(place for place, column in best if column == 0)
    return _path(best, pieces, taken), taken


def _reach(best: Best) -> int:
    """How many pieces any way takes at the most."""
    return max(place for place, _ in best)


def _states(pieces: list[TextRun], kinds: list[str]) -> Best:
    size, last = len(pieces), len(kinds)
    best: Best = {(0, 0): (0.0, None)}
    for place in range(size + 1):
        for column in (*range(1, last + 1), *range(last)):  # the ends of rows first, then the beginnings of the next
            here = best.get((place, column))
            if here is None:
                continue
            for step, cost in _steps(pieces, kinds, place, column):
                total = here[0] + cost
                if total < best.get(step, (NEVER, None))[0]:
                    best[step] = (total, (place, column))
    return best


def _steps(pieces: list[TextRun], kinds: list[str], place: int, column: int) -> Iterator[tuple[tuple[int, int], float]]:
    """From `place` pieces taken and `column` columns passed: a column left empty, a cell of one or more lines, the end of the row."""
    if column == len(kinds):
        yield (place, 0), 0.0
        return
    kind = kinds[column]
    if kind in EMPTY:
        yield (place, column + 1), EMPTY[kind]
    for count in range(1, min(MOST_LINES, len(pieces) - place) + 1):
        cell = pieces[place : place + count]
        if count > 1 and not all(p.alone for p in cell):
            break
        lengths = [len(p.words) for p in cell]
        signed = len(cell) > 1 and SIGN.fullmatch(cell[0].words)  # a sign that did not fit beside its figure
        cost = _cost(kind, "".join(p.words for p in cell)) + wrapping(lengths[1:] if signed else lengths)
        cost += NOT_ITS_END * (kind == "level" and count > 1 and cell[-1].words in _level_names())
        if cost < NEVER:
            yield (place + count, column + 1), cost


def _cost(kind: str, words: str) -> float:
    """What speaks against these words in such a column."""
    level, figure = LEVEL.fullmatch(words) is not None, bool(re.match(r"[≥≤><＞＜=＝]?-?[\doOlI]", words))
    if kind == "number":
        return 0.0 if words.isdigit() and len(words) <= 2 else NEVER
    if kind == "level":
        return (
            0.0
            if level and len(words) <= LONG
            else 2.5
            if HAN.search(words) and not figure and len(words) <= 6
            else NEVER
        )
    if kind == "name":
        return NEVER if figure or SIGN.search(words) or not HAN.search(words) else 2.0 if level else 0.0
    if kind in ("target", "actual"):
        if level or SIGN.fullmatch(words):
            return NEVER if level or kind == "actual" or not words.startswith("定") else 0.6
        broken = "," in words and not STRICT.fullmatch(words.lstrip("≥≤><＞＜=").translate(LETTERS_TO_DIGITS))
        return CUT_OFF * broken if figure else 0.6 + ALONE * (len(words) == 1)
    if kind in ("weight", "score"):
        return 0.0 if NUMBER.fullmatch(words) or NONE.fullmatch(words) else NEVER
    if kind == "deviation":
        return (
            0.3
            if HAN.search(words) and not level and not BODY.match(words) and not figure
            else 0.0
            if NONE.fullmatch(words)
            else NEVER
        )
    if kind == "standard":
        return 0.0 if HAN.search(words) and not level else NEVER
    if kind == "operator":
        return 0.0 if SIGN.fullmatch(words) else NEVER
    if kind == "unit":
        if words in ("%", "％", "‰"):
            return 0.0
        return NEVER if not HAN.search(words) or len(words) > 4 or figure else float(len(words) > 2)
    return NEVER


@cache
def _level_names() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows(__package__, "level_names"))


def _path(best: Best, pieces: list[TextRun], end: int) -> list[Row]:
    state = (end, 0)
    rows: list[Row] = []
    cells: Row = []
    while (before := best[state][1]) is not None:
        if state[1] == 0:
            cells = []
            rows.append(cells)
        else:
            cells.insert(0, tuple(pieces[before[0] : state[0]]))
        state = before
    return rows[::-1] if all(any(row) for row in rows) else []
