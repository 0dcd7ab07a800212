"""Bodies with upright rulings only: rows are told by the heights of their lines in all columns."""

from __future__ import annotations

import pytest

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.tables.stacked_rows import split_stacked_rows

WIDTH, TOP = 90.0, 130.0
Body = list[list[tuple[float, str]]]
"""The lines of each cell of the body: height in rows, text."""


def line(text: str, left: float, top: float) -> Line:
    glyphs = [Glyph(c, 0.99, page=1, box=(left + 6 * i, top, left + 6 * (i + 1), top + 10)) for i, c in enumerate(text)]
    return Line(glyphs, 1, (left, top, left + 6 * len(text), top + 10))


def table(body: Body, pitch: float = 20.0, width: float = WIDTH) -> Grid:
    """A boxed head of one row, and under it one row of cells of which each holds all its lines."""
    height = (max((y for cell in body for y, _ in cell), default=0) + 1) * pitch
    head = [
        Cell(0, k, [line(f"列{k}", k * width + 4, 110)], 1, (k * width, 100, (k + 1) * width, TOP))
        for k in range(len(body))
    ]
    cells = [
        Cell(
            1,
            k,
            [line(text, k * width + 4, TOP + 5 + y * pitch) for y, text in cell],
            1,
            (k * width, TOP, (k + 1) * width, TOP + height),
        )
        for k, cell in enumerate(body)
    ]
    return Grid([*head, *cells], 1, (0.0, 100.0, len(body) * width, TOP + height))


def rows(grid: Grid) -> list[list[str]]:
    """The words of each row below the head; a cell over several rows counts in its first."""
    last = max(c.row for c in grid.cells)
    return [["".join(each.text for each in c.lines) for c in grid.cells if c.row == r] for r in range(1, last + 1)]


PAGE = Page(1, 595, 842, "scanned", [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (  # one line a row
            [
                [(0, "清淤"), (1, "护岸"), (2, "合计")],
                [(0, "1,163.74"), (1, "200.00"), (2, "1,363.74")],
                [(0, "858.31"), (1, "135.25"), (2, "993.56")],
            ],
            [["清淤", "1,163.74", "858.31"], ["护岸", "200.00", "135.25"], ["合计", "1,363.74", "993.56"]],
        ),
        (  # an empty cell, a dash
            [
                [(0, "清淤"), (1, "护岸"), (2, "小计")],
                [(0, "163.74"), (2, "163.74")],
                [(0, "—"), (1, "135.25"), (2, "135.25")],
            ],
            [["清淤", "163.74", "—"], ["护岸", "", "135.25"], ["小计", "163.74", "135.25"]],
        ),
        (  # a name of two lines stands above and below its figures
            [
                [(-0.3, "河道清淤及"), (0.3, "护岸加固"), (2, "泵站")],
                [(0, "163.74"), (2, "20.00")],
                [(0, "150.00"), (2, "19.50")],
            ],
            [["河道清淤及护岸加固", "163.74", "150.00"], ["泵站", "20.00", "19.50"]],
        ),
        (  # the name of a group without figures
            [[(0, "一、工程"), (1, "清淤"), (2, "护岸")], [(1, "163.74"), (2, "20.00")], [(1, "150.00"), (2, "19.50")]],
            [["一、工程", "", ""], ["清淤", "163.74", "150.00"], ["护岸", "20.00", "19.50"]],
        ),
        (  # signs and units
            [[(0, "长度"), (1, "满意度")], [(0, "≥12公里"), (1, "≥90%")], [(0, "12.5公里"), (1, "94.6%")]],
            [["长度", "≥12公里", "12.5公里"], ["满意度", "≥90%", "94.6%"]],
        ),
        (  # one column of figures is enough if there are three
            [[(0, "清淤"), (1, "护岸"), (2, "泵站")], [(0, "163.74"), (1, "20.00"), (2, "35.00")]],
            [["清淤", "163.74"], ["护岸", "20.00"], ["泵站", "35.00"]],
        ),
    ],
)
def test_the_body_is_split_into_its_rows(body: Body, expected: list[list[str]]) -> None:
    grid = split_stacked_rows(table(body), PAGE)
    assert rows(grid) == expected
    assert all(
        c.box and each.box and c.box[1] <= each.box[1] + 4 and each.box[3] - 4 <= c.box[3]
        for c in grid.cells
        for each in c.lines
    )


def test_one_label_beside_many_rows_spans_them() -> None:
    body: Body = [
        [(1, "项目支出")],
        [(0, "清淤"), (1, "护岸"), (2, "泵站")],
        [(0, "163.74"), (1, "20.00"), (2, "35.00")],
    ]
    grid = split_stacked_rows(table(body), PAGE)
    label = next(c for c in grid.cells if c.col == 0 and c.row == 1)
    assert (label.rowspan, [each.text for each in label.lines]) == (3, ["项目支出"])


@pytest.mark.parametrize(
    "body",
    [
        [[(0, "河道清淤及"), (0.6, "护岸加固")], [(0.3, "163.74")]],  # a name of two lines
        [[(0, "清淤长度")], [(0, "≥12公里"), (1, "≥90%")]],  # two values of one row
        [[(0, "清淤"), (1, "护岸")], [(0, "1,163,740,123,"), (1, "456.78")], [(0, "1,163,740,000,"), (1, "000.00")]],
        [[(0, "清淤"), (1, "护岸")], [(0, "2023年1月"), (1, "完成招标")], [(0, "2023年6月"), (1, "完成验收")]],
        [[(0, "清淤"), (0.6, "长度")], [(0, "12345"), (0.6, "67")], [(0, "12345"), (0.6, "89")]],  # wrapped figures
        [[(0, "清淤")], [], [(0, "163.74")]],
    ],
)
def test_what_may_be_one_row_stays_one(body: Body) -> None:
    whole = table(body)
    assert split_stacked_rows(whole, PAGE) == whole


def test_rows_below_and_cells_across_move_down() -> None:
    grid = table(
        [
            [(0, "清淤"), (1, "护岸"), (2, "泵站")],
            [(0, "163.74"), (1, "20.00"), (2, "35.00")],
            [(0, "1"), (1, "2"), (2, "3")],
        ]
    )
    foot = [Cell(2, k, [line(t, k * WIDTH + 4, 200)], 1, None) for k, t in enumerate(("合计", "218.74"))]
    across = Cell(1, 2, [line("备注", 190, 160)], 1, (180, 130, 270, 220), rowspan=2)
    grid.cells = [c for c in grid.cells if (c.row, c.col) != (1, 2)] + [*foot, across]
    found = split_stacked_rows(grid, PAGE)
    assert rows(found)[3] == ["合计", "218.74"]
    assert next(c.rowspan for c in found.cells if c.col == 2 and c.row == 1) == 4
