"""Tables with level rulings only: cells over several rows, heads over several columns, indented lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.banded_tables import banded_tables
from gouji.ocr.ruled.row_whites import RowWhites
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Line

Placed = tuple[str, float, float]
"""A word, and the left and the top of its print."""


def line(word: str, left: float, top: float) -> Line:
    glyphs = [Glyph(c, 1.0, (), 1, (left + 9 * n, top, left + 9 * n + 9, top + 10)) for n, c in enumerate(word)]
    return Line(glyphs, 1, (left, top, left + 9 * len(word), top + 10))


def cells(words: Sequence[Placed], level: Sequence[tuple[float, float]]) -> list[Cell]:
    """The cells of the only table of words, with rulings (height, left end) that all end at 500."""
    grids, _ = banded_tables(
        [line(*each) for each in words], [Ruling(at, low, 500.0) for at, low in level], np.eye(3), 1
    )
    return [cell for grid in grids for cell in grid.cells]


def text(cell: Cell) -> str:
    return "/".join(line.text for line in cell.lines)


def test_rows_beside_a_cell_of_all_rows_begin_with_that_cell() -> None:
    """Only the head and the last row have rulings from side to side: the level stands over all rows between."""
    words = [("指标", 60.0, 105.0), ("名称", 160.0, 105.0), ("目标", 300.0, 105.0), ("完成", 420.0, 105.0)]
    for k, name in enumerate(["造林", "抚育", "管护", "巡查"]):
        words += [(name, 160.0, 125.0 + 20 * k), (f"{k}5", 300.0, 125.0 + 20 * k), (f"{k}6", 420.0, 125.0 + 20 * k)]
    words.append(("产出", 60.0, 155.0))
    found = cells(words, [(100, 50), (120, 50), (140, 150), (160, 150), (180, 150), (200, 50)])
    stub = next(cell for cell in found if text(cell) == "产出")
    assert (stub.row, stub.rowspan, stub.col) == (1, 4, 0)
    assert {text(cell) for cell in found if cell.row == 0} == {"指标", "名称", "目标", "完成"}


def test_an_indented_first_line_is_of_the_cell_below_and_left_of_it() -> None:
    words = [("资金", 60.0, 105.0), ("预算", 300.0, 105.0), ("支出", 420.0, 105.0)]
    words += [("上年结", 96.0, 122.0), ("转资金", 60.0, 134.0), ("20", 300.0, 128.0), ("18", 420.0, 128.0)]
    for k, name in enumerate(["本级资金合计", "上级资金合计", "其他资金合计"]):
        words += [(name, 60.0, 151.0 + 20 * k), (f"{k}1", 300.0, 151.0 + 20 * k), (f"{k}0", 420.0, 151.0 + 20 * k)]
    found = cells(words, [(100, 50), (120, 50), (146, 50), (166, 50), (186, 50), (206, 50)])
    assert [text(cell) for cell in found if cell.row == 1] == ["上年结/转资金", "20", "18"]


def test_a_head_over_several_columns_reaches_as_far_as_the_ruling_below_it() -> None:
    words = [("资金", 60.0, 115.0), ("按来源分", 302.0, 105.0)]
    words += [(name, 170.0 + 75 * k, 125.0) for k, name in enumerate(["中央", "省级", "市级", "县级"])]
    for row, name in enumerate(["预算数", "执行数", "结余数"]):
        words += [(name, 60.0, 145.0 + 20 * row), *((f"{row}{k}", 172.0 + 75 * k, 145.0 + 20 * row) for k in range(4))]
    found = cells(words, [(100, 50), (120, 150), (140, 50), (160, 50), (180, 50), (200, 50)])
    group = next(cell for cell in found if text(cell) == "按来源分")
    assert (group.col, group.colspan) == (1, 4)


def test_the_rows_below_a_head_part_it_whatever_stands_above() -> None:
    rows = [[(50.0, 480.0), (490.0, 495.0), (496.0, 499.0)]] * 4  # of another table
    head = [[(50.0, 90.0), (100.0, 180.0), (200.0, 240.0)]]
    below = [[(50.0, 90.0), (100.0, 130.0), (150.0, 180.0), (200.0, 240.0)]] * 3
    assert RowWhites([*rows, *head, *below]).part_columns(4, 132.0, 148.0)
    assert not RowWhites([*rows, *head, *below[:2]]).part_columns(4, 132.0, 148.0)
