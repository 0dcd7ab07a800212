"""Tables of which the scan lost rulings: rows that run on below them and over the page, a head found for itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page, Reader
from gouji.tables.find_tables import find_tables

EDGES = (40.0, 100.0, 180.0, 290.0, 360.0, 430.0, 480.0, 540.0)
HEAD = ("一级", "二级", "三级指标", "指标值", "完成值", "分值", "得分")
PITCH, TOP = 24.0, 100.0


def line(text: str, left: float, top: float, page: int = 1) -> Line:
    glyphs = [
        Glyph(c, 0.99, page=page, box=(left + 9 * i, top, left + 9 * (i + 1), top + 11)) for i, c in enumerate(text)
    ]
    return Line(glyphs, page, (left, top, left + 9 * len(text), top + 11))


def ruled(rows: Sequence[tuple[str, ...]], top: float = TOP, first: int = 0) -> Grid:
    cells = [
        Cell(
            first + r,
            c,
            [line(text, EDGES[c] + 4, top + r * PITCH + 6)] if text else [],
            1,
            (EDGES[c], top + r * PITCH, EDGES[c + 1], top + (r + 1) * PITCH),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(cells, 1, (EDGES[0], top, EDGES[-1], top + len(rows) * PITCH))


def printed(rows: Sequence[tuple[str, ...]], top: float, page: int = 1) -> list[Line]:
    """The rows as lines without rulings."""
    return [
        line(text, EDGES[c] + 4, top + r * PITCH + 6, page)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def words(grid: Grid) -> list[list[str]]:
    last = max(cell.row for cell in grid.cells)
    rows = [sorted((c for c in grid.cells if c.row == r), key=lambda c: c.col) for r in range(last + 1)]
    return [["".join(each.text for each in cell.lines) for cell in row] for row in rows]


def found(*pages: Page) -> list[Page]:
    return find_tables(Document("x", "0", "scanned", list(pages), Reader("none", "", ""))).pages


def page(lines: list[Line], tables: list[Grid], number: int = 1) -> Page:
    return Page(number, 595, 842, "scanned", lines, tables=tables)


ROWS = [
    ("产出", "数量指标", "疏浚河道长度", "≥9公里", "9公里", "20", "20"),
    ("", "", "新建泵站", "3座", "2座", "10", "7"),
]
BELOW = TOP + 2 * PITCH


def test_rows_below_a_table_that_stand_in_its_columns_are_its_own() -> None:
    note = line("注：未完成的指标按比例计分，并在说明栏写明原因。", 44, BELOW + 4 * PITCH)
    made = found(
        page([*printed(ROWS, BELOW), note], [ruled([HEAD, ("产出", "质量", "合格率", "≥9%", "9%", "5", "5")])])
    )[0]
    assert [words(grid)[2:] for grid in made.tables] == [[list(row) for row in ROWS]]
    assert [each.text for each in made.lines] == [note.text]


@pytest.mark.parametrize(
    "signed",
    [
        [("填表人：李青", "", "审核人：王川", "", "日期：", "", "")],
        [("负责人", "", "电话：0311-5550100", "", "填报日期：", "", "")],
    ],
)
def test_signatures_below_a_table_are_no_rows(signed: list[tuple[str, ...]]) -> None:
    made = found(page(printed(signed, BELOW), [ruled([HEAD, *ROWS[:1]])]))[0]
    assert len(words(made.tables[0])) == 2 and made.lines


def test_further_lines_of_a_name_go_to_its_row() -> None:
    rows = [*printed(ROWS, BELOW), line("及堤防", EDGES[2] + 4, BELOW + 18)]
    made = found(page(rows, [ruled([HEAD, *ROWS[:1]])]))[0]
    assert words(made.tables[0])[2][2] == "疏浚河道长度及堤防"


def test_words_of_two_columns_read_as_one_line_are_parted() -> None:
    last = ("效益", "社会", "受益村庄", "≥9个", "9个", "20", "20")
    glued = [text for text in printed([last], BELOW + PITCH * 2) if text.text not in ("社会", "受益村庄")]
    glued.append(line("社会效益受益村庄数", 127, BELOW + PITCH * 2 + 6))
    made = found(page([*printed(ROWS, BELOW), *glued], [ruled([HEAD, *ROWS[:1]])]))[0]
    assert words(made.tables[0])[-1][1:3] == ["社会效益", "受益村庄数"]


def test_a_part_below_with_the_same_columns_is_joined() -> None:
    made = found(page([], [ruled([HEAD, *ROWS[:1]]), ruled([*ROWS], top=BELOW + 8)]))[0]
    assert [len(words(grid)) for grid in made.tables] == [4]


def test_rows_on_the_next_page_stand_in_the_columns_of_the_table_before() -> None:
    rows = [*ROWS, ("效益", "社会", "受益村庄", "≥9个", "9个", "20", "20")]
    made = found(page([], [ruled([HEAD, *ROWS[:1]])]), page(printed([HEAD, *rows], 60.0, 2), [], 2))
    assert words(made[1].tables[0]) == [list(HEAD), *(list(row) for row in rows)]


def test_a_head_on_empty_cells_becomes_a_row_of_its_table() -> None:
    empty = ("",) * 7
    outer = ruled([empty, *ROWS])
    head = ruled([HEAD])
    made = found(page([], [outer, head]))[0]
    assert [words(grid)[0] for grid in made.tables] == [list(HEAD)]


def test_a_grid_over_print_stays_as_it_is() -> None:
    made = found(page([], [ruled([ROWS[0], *ROWS]), ruled([HEAD])]))[0]
    assert len(made.tables) == 2


def cell(row: int, col: int, text: str, rowspan: int = 1) -> Cell:
    top = TOP + row * PITCH
    box = (EDGES[col], top, EDGES[col + 1], top + rowspan * PITCH)
    return Cell(row, col, [line(text, EDGES[col] + 4, top + 6)] if text else [], 1, box, rowspan=rowspan)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["", "疏浚河道", ""], ["疏浚河道"]),
        (["疏浚河道", "", ""], ["疏浚河道"]),
        (["疏浚", "河道", ""], ["疏浚", "河道", ""]),
    ],
)
def test_a_cell_that_a_stroke_cut_is_whole_beside_whole_ones(names: list[str], expected: list[str]) -> None:
    head = [cell(0, c, text) for c, text in enumerate(HEAD)]
    whole = [cell(1, c, text, 3) for c, text in enumerate(ROWS[0]) if c != 2]
    cut = [cell(1 + r, 2, text) for r, text in enumerate(names)]
    made = found(page([], [Grid([*head, *whole, *cut], 1, (EDGES[0], TOP, EDGES[-1], TOP + 4 * PITCH))]))[0]
    inner = [c for c in made.tables[0].cells if c.col == 2 and c.row]
    assert ["".join(each.text for each in c.lines) for c in inner] == expected


def test_a_blank_of_the_file_is_part_of_the_white_between_two_columns() -> None:
    rows = [("产出", "时效指标", "全部完工时间", "2023年9月", "2023年8月", "5", "5"), ROWS[1]]
    lines = printed(rows, BELOW)
    dates = [each for each in lines if each.text.startswith("2023")]
    left, right = (each.box for each in dates)
    assert left and right
    blank = Glyph(" ", 0.99, page=1, box=(left[2], left[1], right[0], left[3]))
    both = Line([*dates[0].glyphs, blank, *dates[1].glyphs], 1, (*left[:2], *right[2:]))
    lines = [both if each is dates[0] else each for each in lines if each is not dates[1]]
    made = found(page(lines, [ruled([HEAD, ("产出", "质量", "合格率", "≥9%", "9%", "5", "5")])]))[0]
    assert [words(grid)[2:] for grid in made.tables] == [[list(row) for row in rows]]
