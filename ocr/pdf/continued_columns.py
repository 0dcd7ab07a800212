"""The columns of a boxed or shaded head, continued over a body whose rows have level rulings only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from gouji.ocr.ruled.lattice import Lattice
from gouji.schemas.glyph import Box

MIN_HEAD_COLUMNS = 3
"""A head of fewer columns says too little about where the cells below it end."""

MIN_ROWS = 2
MIN_FILLED_RATIO = 0.5
"""So many of the rows below the head, and so large a share of them, show print in most of its columns."""

MIN_COLUMNS_FILLED_RATIO = 0.6
MIN_WHITE_EM = 0.35
"""White between two characters of a row that may lie between two cells."""


def with_columns_continued(lattice: Lattice, characters: Sequence[Box]) -> Lattice:
    """Returns the lattice with the inner upright rulings of a head through the rows below it that lack some of them.

    `characters` are the boxes of the print, in the frame of the lattice. A row stays whole where its print runs across.
    """
    vertical = lattice.vertical.copy()
    for head, rows in _open_bodies(lattice):
        inner = np.flatnonzero(lattice.vertical[1:-1, head]) + 1
        missing = {row: [int(j) for j in inner if not lattice.vertical[j, row]] for row in rows}
        printed = {row: _print_of(lattice, row, characters) for row in rows}
        clear = {row: _clear(lattice, missing[row], printed[row]) for row in rows}
        filled = [row for row in rows if clear[row] == missing[row] and _is_filled(lattice, missing[row], printed[row])]
        if len(filled) >= MIN_ROWS and len(filled) >= MIN_FILLED_RATIO * len(rows):
            for row in rows:
                vertical[clear[row], row] = True
    return replace(lattice, vertical=vertical)


def _open_bodies(lattice: Lattice) -> list[tuple[int, list[int]]]:
    """Returns the rows that are heads, each with the rows below it that lack two or more of its inner upright rulings, up
    to a row of other columns."""
    inner = lattice.vertical[1:-1]
    out = []
    for head in np.flatnonzero(inner.sum(axis=0) >= MIN_HEAD_COLUMNS - 1).tolist():
        rows = []
        for row in range(head + 1, inner.shape[1]):
            if (inner[:, row] & ~inner[:, head]).any():
                break
            if (inner[:, head] & ~inner[:, row]).sum() >= MIN_HEAD_COLUMNS - 1:
                rows.append(row)
        if len(rows) >= MIN_ROWS:
            out.append((head, rows))
    return out


def _print_of(lattice: Lattice, row: int, characters: Sequence[Box]) -> list[Box]:
    top, bottom, left, right = lattice.ys[row], lattice.ys[row + 1], lattice.xs[0], lattice.xs[-1]
    return [b for b in characters if top <= (b[1] + b[3]) / 2 < bottom and left <= (b[0] + b[2]) / 2 <= right]


def _clear(lattice: Lattice, inner: Sequence[int], printed: Sequence[Box]) -> list[int]:
    """Returns those of the inner rulings that no line of the row's print would cross."""
    lines: list[list[Box]] = []
    for box in sorted(printed, key=lambda b: b[0]):
        level = next((line for line in lines if line[-1][1] < (box[1] + box[3]) / 2 < line[-1][3]), None)
        if level is None:
            lines.append([box])
        else:
            level.append(box)
    return [j for j in inner if not any(_crosses(line, lattice.xs[j]) for line in lines)]


def _crosses(line: Sequence[Box], x: float) -> bool:
    em = float(np.median([b[3] - b[1] for b in line]))
    through = any(b[0] + 0.1 * em < x < b[2] - 0.1 * em for b in line)
    return through or any(
        a[2] - 0.1 * em <= x <= b[0] + 0.1 * em and b[0] - a[2] < MIN_WHITE_EM * em for a, b in pairwise(line)
    )


def _is_filled(lattice: Lattice, missing: Sequence[int], printed: Sequence[Box]) -> bool:
    """Tells whether most of the columns beside the missing rulings hold print."""
    columns = sorted({j - 1 for j in missing} | set(missing))
    held = [any(lattice.xs[j] <= (b[0] + b[2]) / 2 < lattice.xs[j + 1] for b in printed) for j in columns]
    return sum(held) >= MIN_COLUMNS_FILLED_RATIO * len(held)
