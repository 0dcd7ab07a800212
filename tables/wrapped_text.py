"""Tables in plain text whose wrapped cells (折行) stand on lines of their own: the cells one after another, and no row in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from gouji.schemas.pages import Cell, Grid, Line
from gouji.tables.text_pieces import Piece, pieces_of

NAME = re.compile(r"[㐀-鿿（）()“”A-Za-z]{1,14}")
CUT = re.compile(r"-?(?:\d{1,3}(?:[.,]\d{3})+|\d{5,})([.,]?\d?)")
PLACES = re.compile(r"[.,]\d\d")
"""The first line of an amount whose two places go on below, and what both lines have behind its whole yuan."""
LETTERS = str.maketrans("OoQlI", "00011")
LEAST_COLUMNS, LEAST_ROWS, LONGEST_TAIL, NAME_LINES, JUNK = 3, 2, 2, 3, 2
"""What a table has at the least; of how many characters the last line of a wrapped head is at most, in how many lines a name stands, and
how many lines before the table may be taken for its first."""
LEAST_HEAD = 2
"""Characters of a head."""
MISREAD = 2
"""So many characters may differ between a cell of the head and the same cell where the head is printed again."""
PAGE_TURN = 5
"""So many empty lines part no two rows that stand on two pages."""


def stream_tables(lines: Sequence[Line], heads_names: Callable[[str], bool]) -> Iterator[tuple[Grid, list[Line]]]:
    """Each such table, with the lines that it takes up. Where the number of the cells does not come out even, there is none.

    `heads_names` says whether a header may stand over the names of rows: one that cannot is the line of a wrapped header.
    """
    for region in _regions(lines):
        for junk in range(JUNK + 1):
            kept = region[junk:]
            if all(len(pieces_of(line)) == 1 for line in region[:junk]) and (
                found := _grid([p for line in kept for p in pieces_of(line)], heads_names)
            ):
                grid, last = found
                yield grid, kept[: kept.index(last) + 1]
                break


def _regions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines that may be those of a table."""
    region: list[Line] = []
    empty = 0
    for line in [*lines, None]:
        if line is not None and not line.text.strip():
            empty += 1
        elif line is not None and empty <= PAGE_TURN and _is_tabular(line):
            region.append(line)
            empty = 0
        else:
            sizes = [len(pieces_of(each)) for each in region]
            if max(sizes, default=0) >= LEAST_COLUMNS - (1 in sizes):
                yield region
            region, empty = [line] if line is not None and _is_tabular(line) else [], 0


def _is_tabular(line: Line) -> bool:
    pieces = pieces_of(line)
    return all(piece.is_figure or NAME.fullmatch(piece.words) for piece in pieces) and "|" not in line.text


def _grid(pieces: list[Piece], heads_names: Callable[[str], bool]) -> tuple[Grid, Line] | None:
    """The cells as a grid and the last line of the table; None where they make no rows of one length."""
    groups = _groups(pieces)
    if len(groups) < 2 or groups[0][0].is_figure:
        return None
    if not groups[-1][0].is_figure:
        groups.pop()
    names, figures = groups[::2], [_whole(group) for group in groups[1::2]]
    count = len(figures[0])
    if count < LEAST_COLUMNS - 1 or any(len(row) != count for row in figures):
        return None
    parted = _head(names[0], count + 1)
    if parted is None:
        return None
    head, first = parted
    if not heads_names(head[0].words) or any(len(piece.words) < LEAST_HEAD for piece in head):
        return None  # the head of a form, which has none over its names: a line of a wrapped head was taken for one
    labels = [first, *(_without_head(name, names[0][: len(names[0]) - len(first)]) for name in names[1:])]
    if not all(1 <= len(label) <= NAME_LINES for label in labels):
        return None
    rows = [head, *([_joined(label), *row] for label, row in zip(labels, figures, strict=True))]
    cells = [
        Cell(
            number,
            column,
            [Line([g for g in piece.glyphs if not (g.char.isspace() and number == 0)], number=piece.line.number)],
            None,
            None,
        )
        for number, row in enumerate(rows)
        for column, piece in enumerate(row)
    ]
    return (Grid(cells, None, None), groups[-1][-1].line) if len(rows) >= LEAST_ROWS else None


def _groups(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces parted where names turn into figures and figures into names."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and groups[-1][0].is_figure == piece.is_figure:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _whole(figures: list[Piece]) -> list[Piece]:
    """The figures of a row, those in two lines as one."""
    out: list[Piece] = []
    for piece in figures:
        cut = CUT.fullmatch(out[-1].words.translate(LETTERS)) if out and piece.alone else None
        if cut and PLACES.fullmatch(cut[1] + piece.words.translate(LETTERS)):
            out[-1] = out[-1] + piece
        else:
            out.append(piece)
    return out


def _head(pieces: list[Piece], columns: int) -> tuple[list[Piece], list[Piece]] | None:
    """The cells of the head, and the lines of the first row's name behind them; None where no way of reading them makes so many columns."""
    again = Counter(piece.words for piece in pieces)
    for size in range(1, NAME_LINES + 1):
        top, name = pieces[:-size], pieces[-size:]
        if not top or (size > 1 and not all(piece.alone for piece in name)) or any(again[p.words] > 1 for p in name):
            continue
        half = len(top) // 2
        for head in (top, top[:half]):
            if head is not top and not _alike(head, top[half:]):
                continue
            cells = _unwrapped(head, columns)
            if cells is not None:
                return cells, name
    return None


def _unwrapped(pieces: list[Piece], columns: int) -> list[Piece] | None:
    """The pieces as so many cells: what is alone in its line and shorter than the line above, which is alone too, is the end of that cell."""
    too_many = len(pieces) - columns
    if too_many < 0:
        return None
    tails = [
        index
        for index in range(1, len(pieces))
        if pieces[index].alone
        and pieces[index - 1].alone
        and len(pieces[index].words) < len(pieces[index - 1].words)
        and len(pieces[index].words) <= LONGEST_TAIL
    ]
    if len(tails) > too_many:
        tails = [index for index in tails if len(pieces[index].words) == 1]
    if len(tails) != too_many:
        return None
    cells: list[Piece] = []
    for index, piece in enumerate(pieces):
        if index in tails:
            cells[-1] = cells[-1] + piece
        else:
            cells.append(piece)
    return cells


def _without_head(pieces: list[Piece], head: list[Piece]) -> list[Piece]:
    """A row's name without the head that a new page printed again before it."""
    half = len(head) // 2
    if half > 1 and _alike(head[:half], head[half:]):
        head = head[:half]
    return pieces[len(head) :] if len(pieces) > len(head) and _alike(pieces[: len(head)], head) else pieces


def _alike(a: Sequence[Piece], b: Sequence[Piece]) -> bool:
    """Whether two heads say the same but for misread characters, fewer in all than they have cells."""
    if len(a) != len(b) or any(len(x.words) != len(y.words) for x, y in zip(a, b, strict=True)):
        return False
    apart = [sum(m != n for m, n in zip(x.words, y.words, strict=True)) for x, y in zip(a, b, strict=True)]
    return max(apart, default=0) <= MISREAD and sum(apart) < len(a)


def _joined(pieces: list[Piece]) -> Piece:
    out = pieces[0]
    for piece in pieces[1:]:
        out = out + piece
    return out
