"""Tables with level rulings only: their rows, and rulings that a seal or a copier has broken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from gouji.ocr.ruled.banded_tables import banded_tables
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Grid, Line

ROWS = ["项目 | 预算数 | 执行数", "合计 | 120.00 | 96.00", "维修 | 80.00 | 60.00", "培训 | 40.00 | 36.00"]
LEFTS, HIGH, TOP = (60.0, 240.0, 400.0), 20.0, 100.0


def printed(rows: Sequence[str]) -> list[Line]:
    out = []
    for k, row in enumerate(rows):
        top = TOP + k * HIGH + 5
        for left, word in zip(LEFTS, row.split(" | "), strict=True):
            glyphs = [
                Glyph(c, 0.99, (), 1, (left + 8 * n, top, left + 8 * n + 7, top + 10)) for n, c in enumerate(word)
            ]
            out.append(Line(glyphs, 1, (left, top, left + 8 * len(word), top + 10)))
    return out


def rulings(pieces: Sequence[tuple[float, float]], broken: int) -> list[Ruling]:
    """Five rulings from 50 to 500; the one of this index only in pieces."""
    whole = [(50.0, 500.0)]
    return [
        Ruling(TOP + k * HIGH + 0.7 * n, low, high)
        for k in range(5)
        for n, (low, high) in enumerate(pieces if k == broken else whole)
    ]


def test_strokes_of_a_line_of_print_are_no_ruling() -> None:
    rows = [ROWS[0], ROWS[1], "维修管网及道路沿线设施改造提升 | 80.00 | 60.00", ROWS[3]]
    strokes = [Ruling(TOP + 2 * HIGH + 9.0, 61.0, 179.0)]
    grids, _ = banded_tables(printed(rows), [*rulings([(50.0, 500.0)], 0), *strokes], np.eye(3), 1)
    assert words(grids) == rows


def test_rulings_from_side_to_side_may_be_far_apart_where_shorter_ones_part_the_rows() -> None:
    """The first column is one cell over eight rows; only the first, the last and three more rulings run through it."""
    ends = [50.0, 50.0, 50.0, *[180.0] * 11, 50.0, 50.0]
    rows = [
        "指标 | 目标 | 完成",
        "预期 | 80 | 60",
        *[f"产出{k} | {k}0 | 1{k}" for k in range(10, 22)],
        "合计 | 40 | 36",
    ]
    level = [Ruling(TOP + k * HIGH, low, 500.0) for k, low in enumerate(ends)]
    grids, _ = banded_tables(printed(rows), level, np.eye(3), 1)
    assert len(grids) == 1
    assert sum(cell.col == 1 and bool(cell.lines) for cell in grids[0].cells) == len(rows)


def words(grids: Sequence[Grid]) -> list[str]:
    rows: dict[int, list[str]] = {}
    for cell in grids[0].cells:
        rows.setdefault(cell.row, []).append("".join(g.char for line in cell.lines for g in line.glyphs))
    return [" | ".join(row) for _, row in sorted(rows.items())]


@pytest.mark.parametrize("broken", [0, 1, 4])
@pytest.mark.parametrize(
    ("pieces", "is_ruling"),
    [
        ([(50.0, 500.0)], True),
        ([(50.0, 180.0), (190.0, 500.0)], True),
        ([(50.0, 200.0), (235.0, 330.0), (338.0, 499.0)], True),
        ([(50.0, 130.0), (300.0, 500.0)], False),
        ([(120.0, 300.0), (310.0, 500.0)], False),
    ],
)
def test_a_ruling_in_pieces_is_one_of_the_table(
    pieces: list[tuple[float, float]], is_ruling: bool, broken: int
) -> None:
    grids, rest = banded_tables(printed(ROWS), rulings(pieces, broken), np.eye(3), 1)
    if is_ruling:
        assert words(grids) == ROWS
        assert rest == []
    else:  # four rulings are too few for rows
        assert grids == []
