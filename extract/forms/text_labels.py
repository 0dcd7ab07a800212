"""The head of a form in plain text: labels and values side by side or one below the other, wrapped ones on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from gouji.extract.vocabulary import cover_labels
from gouji.schemas.pages import Cell, Grid, Line
from gouji.schemas.wordlists import read_rows
from gouji.tables.text_pieces import TextRun, text_runs

REMARK = re.compile(r"[（(](?:公章|盖章|签章|全称)[）)]|[:：]")
MOST_LABEL, MOST_VALUE = 3, 3
"""Of how many lines a label and a value are at the most."""
LEAST = 2
"""So many pairs make the head of a form."""
SUMS = frozenset({"合计", "总计"})
"""What sums up rows; the other names of a total may also stand over the tables (总得分 98.8)."""
SENTENCE = re.compile(r"[。；;]|^\s*[一二三四五六七八九十]{1,2}、")


def form_labels(lines: Sequence[Line]) -> tuple[Grid, list[Line]] | None:
    """The labels with their values as rows of two cells, and the lines they stand on: as many lines from the first label on as hold nothing else."""
    printed = [line for line in lines if line.text.strip()]
    for start, line in enumerate(printed):
        if _label(text_runs(line)[:1]) or _wrapped_label(printed, start):
            found = _pairs(printed[start:])
            if found:
                pairs, taken = found
                cells = [
                    Cell(row, column, [_line(part)], None, None)
                    for row, pair in enumerate(pairs)
                    for column, part in enumerate(pair)
                    if part
                ]
                return Grid(cells, None, None), taken
    return None


def _wrapped_label(lines: Sequence[Line], start: int) -> bool:
    above = [text_runs(line) for line in lines[start : start + MOST_LABEL]]
    return any(
        all(len(p) == 1 for p in above[:n]) and _label([p[0] for p in above[:n]]) for n in range(2, len(above) + 1)
    )


def _pairs(lines: Sequence[Line]) -> tuple[list[tuple[list[TextRun], list[TextRun]]], list[Line]] | None:
    """Label and value after label and value, up to where a line holds something else."""
    pieces: list[TextRun] = []
    for line in lines:
        if SENTENCE.search(line.text):
            break
        pieces += text_runs(line)
    pairs: list[tuple[list[TextRun], list[TextRun]]] = []
    place = whole = done = 0
    while place < len(pieces):
        label = _longest_label(pieces, place)
        if label == 0:
            break
        value = _value(pieces, place + label)
        pairs.append((pieces[place : place + label], pieces[place + label : place + label + value]))
        place += label + value
        if place == len(pieces) or pieces[place].line is not pieces[place - 1].line:
            whole, done = place, len(pairs)
    if done < LEAST:
        return None
    taken = list(dict.fromkeys(id(piece.line) for piece in pieces[:whole]))
    return pairs[:done], [line for line in lines if id(line) in taken]


def _longest_label(pieces: Sequence[TextRun], place: int) -> int:
    counts = [n for n in range(1, MOST_LABEL + 1) if place + n <= len(pieces) and _label(pieces[place : place + n])]
    return max(counts, default=0)


def _label(pieces: Sequence[TextRun]) -> bool:
    if len(pieces) > 1 and not all(piece.alone for piece in pieces):
        return False
    return REMARK.sub("", "".join(piece.words for piece in pieces)).replace("（", "(").replace("）", ")") in _labels()


def _value(pieces: Sequence[TextRun], start: int) -> int:
    """Of how many pieces the value is: one, and what goes on below it; none where another label follows."""
    if start >= len(pieces) or _longest_label(pieces, start):
        return 0
    count = 1
    while (
        count < MOST_VALUE
        and start + count < len(pieces)
        and pieces[start + count].alone
        and pieces[start + count - 1].alone
        and len(pieces[start + count].words) <= len(pieces[start].words)
        and not _longest_label(pieces, start + count)
        and not any(_longest_label(pieces[: start + count + n], start + count) for n in (2, 3))
    ):
        count += 1
    return count


@cache
def _labels() -> frozenset[str]:
    scores = [name for name, kind in read_rows(__package__, "total_names") if kind == "score" and name not in SUMS]
    return frozenset(name.replace("（", "(").replace("）", ")") for name in (*cover_labels(), *scores))


def _line(part: Sequence[TextRun]) -> Line:
    return Line([glyph for piece in part for glyph in piece.glyphs], number=part[0].line.number)
