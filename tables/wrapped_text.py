"""Finds tables in plain text whose wrapped cells (折行) stand on lines of their own: cells follow one another, and
no row is on one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from gouji.schemas.pages import Cell, Grid, Line
from gouji.tables.text_pieces import TextRun, text_runs

NAME = re.compile(r"[㐀-鿿（）()“”A-Za-z]{1,14}")
WRAPPED_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:[.,]\d{3})+|\d{5,})([.,]?\d?)")
DECIMALS = re.compile(r"[.,]\d\d")
"""`WRAPPED_AMOUNT` matches the first line of an amount whose decimals continue below; `DECIMALS` what both lines
have after its whole yuan."""
LETTERS_TO_DIGITS = str.maketrans("OoQlI", "00011")
MIN_COLUMNS = 3
MIN_ROWS = 2
MAX_TAIL_LENGTH = 2
"""Maximum length of the last line of a wrapped header, in characters."""
MAX_NAME_LINES = 3
MAX_JUNK_LINES = 2
"""Maximum number of lines before the table that may be taken for its first."""
MIN_HEADER_LENGTH = 2
"""Minimum length of a header."""
MAX_MISREAD_CHARS = 2
"""Maximum number of characters that may differ between a header cell and its repetition on a new page."""
MAX_PAGE_BREAK_LINES = 5
"""Up to this many empty lines do not separate two rows on two pages."""


def wrapped_tables(lines: Sequence[Line], heads_names: Callable[[str], bool]) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each such table with the lines that it consumes. There is none if the number of cells does not come out
    even.

    `heads_names` says whether a header may stand over the names of rows. One that cannot is the line of a wrapped
    header.
    """
    for region in _regions(lines):
        for junk in range(MAX_JUNK_LINES + 1):
            kept = region[junk:]
            if all(len(text_runs(line)) == 1 for line in region[:junk]) and (
                found := _grid([p for line in kept for p in text_runs(line)], heads_names)
            ):
                grid, last = found
                yield grid, kept[: kept.index(last) + 1]
                break


def _regions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yields sequences of lines that may be those of a table."""
    region: list[Line] = []
    empty = 0
    for line in [*lines, None]:
        if line is not None and not line.text.strip():
            empty += 1
        elif line is not None and empty <= MAX_PAGE_BREAK_LINES and _is_tabular(line):
            region.append(line)
            empty = 0
        else:
            sizes = [len(text_runs(each)) for each in region]
            if max(sizes, default=0) >= MIN_COLUMNS - (1 in sizes):
                yield region
            region, empty = [line] if line is not None and _is_tabular(line) else [], 0


def _is_tabular(line: Line) -> bool:
    runs = text_runs(line)
    return all(run.is_figure or NAME.fullmatch(run.words) for run in runs) and "|" not in line.text


def _grid(runs: list[TextRun], heads_names: Callable[[str], bool]) -> tuple[Grid, Line] | None:
    """Returns the cells as a grid and the last line of the table; None if they do not form rows of one length."""
    groups = _groups(runs)
    if len(groups) < 2 or groups[0][0].is_figure:
        return None
    if not groups[-1][0].is_figure:
        groups.pop()
    names, figures = groups[::2], [_with_joined_amounts(group) for group in groups[1::2]]
    count = len(figures[0])
    if count < MIN_COLUMNS - 1 or any(len(row) != count for row in figures):
        return None
    header = _head(names[0], count + 1)
    if header is None:
        return None
    head, first = header
    if not heads_names(head[0].words) or any(len(run.words) < MIN_HEADER_LENGTH for run in head):
        return None  # a form has no header over its names: a line of a wrapped header was taken for one
    labels = [first, *(_without_head(name, names[0][: len(names[0]) - len(first)]) for name in names[1:])]
    if not all(1 <= len(label) <= MAX_NAME_LINES for label in labels):
        return None
    rows = [head, *([_joined(label), *row] for label, row in zip(labels, figures, strict=True))]
    cells = [
        Cell(
            number,
            column,
            [Line([g for g in run.glyphs if not (g.char.isspace() and number == 0)], number=run.line.number)],
            None,
            None,
        )
        for number, row in enumerate(rows)
        for column, run in enumerate(row)
    ]
    return (Grid(cells, None, None), groups[-1][-1].line) if len(rows) >= MIN_ROWS else None


def _groups(runs: list[TextRun]) -> list[list[TextRun]]:
    """Splits the runs where names change to figures and figures to names."""
    groups: list[list[TextRun]] = []
    for run in runs:
        if groups and groups[-1][0].is_figure == run.is_figure:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _with_joined_amounts(figures: list[TextRun]) -> list[TextRun]:
    """Returns the figures of a row, with those in two lines joined."""
    out: list[TextRun] = []
    for run in figures:
        cut = WRAPPED_AMOUNT.fullmatch(out[-1].words.translate(LETTERS_TO_DIGITS)) if out and run.alone else None
        if cut and DECIMALS.fullmatch(cut[1] + run.words.translate(LETTERS_TO_DIGITS)):
            out[-1] = out[-1] + run
        else:
            out.append(run)
    return out


def _head(runs: list[TextRun], columns: int) -> tuple[list[TextRun], list[TextRun]] | None:
    """Returns the header cells, and the lines of the first row's name after them; None if no interpretation yields
    that many columns."""
    again = Counter(run.words for run in runs)
    for size in range(1, MAX_NAME_LINES + 1):
        top, name = runs[:-size], runs[-size:]
        if not top or (size > 1 and not all(run.alone for run in name)) or any(again[p.words] > 1 for p in name):
            continue
        half = len(top) // 2
        for head in (top, top[:half]):
            if head is not top and not _are_alike(head, top[half:]):
                continue
            cells = _unwrapped(head, columns)
            if cells is not None:
                return cells, name
    return None


def _unwrapped(runs: list[TextRun], columns: int) -> list[TextRun] | None:
    """Merges the runs into the given number of cells.

    A run alone in its line and shorter than the line above, which is alone too, is the end of that cell.
    """
    too_many = len(runs) - columns
    if too_many < 0:
        return None
    tails = [
        index
        for index in range(1, len(runs))
        if runs[index].alone
        and runs[index - 1].alone
        and len(runs[index].words) < len(runs[index - 1].words)
        and len(runs[index].words) <= MAX_TAIL_LENGTH
    ]
    if len(tails) > too_many:
        tails = [index for index in tails if len(runs[index].words) == 1]
    if len(tails) != too_many:
        return None
    cells: list[TextRun] = []
    for index, run in enumerate(runs):
        if index in tails:
            cells[-1] = cells[-1] + run
        else:
            cells.append(run)
    return cells


def _without_head(runs: list[TextRun], head: list[TextRun]) -> list[TextRun]:
    """Returns a row's name without the header that a new page repeats before it."""
    half = len(head) // 2
    if half > 1 and _are_alike(head[:half], head[half:]):
        head = head[:half]
    return runs[len(head) :] if len(runs) > len(head) and _are_alike(runs[: len(head)], head) else runs


def _are_alike(a: Sequence[TextRun], b: Sequence[TextRun]) -> bool:
    """Tells whether two headers are equal but for misread characters, fewer in total than they have cells."""
    if len(a) != len(b) or any(len(x.words) != len(y.words) for x, y in zip(a, b, strict=True)):
        return False
    apart = [sum(m != n for m, n in zip(x.words, y.words, strict=True)) for x, y in zip(a, b, strict=True)]
    return max(apart, default=0) <= MAX_MISREAD_CHARS and sum(apart) < len(a)


def _joined(runs: list[TextRun]) -> TextRun:
    out = runs[0]
    for run in runs[1:]:
        out = out + run
    return out
