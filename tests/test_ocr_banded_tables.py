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


def text_line(text: str, left: float, top: float, gaps: Sequence[tuple[int, float]] = ()) -> Line:
    """A line of print of which the characters from each index on stand so much farther right."""
    glyphs = []
    for n, c in enumerate(text):
        x = left + 10 * n + sum(gap for k, gap in gaps if n >= k)
        glyphs.append(Glyph(c, 0.99, (), 1, (x, top, x + 10, top + 10)))
    return Line(glyphs, 1, (left, top, glyphs[-1].box[2] if glyphs[-1].box else left, top + 10))


LEVELS = ["数量指标", "质量指标", "社会效益指标", "时效指标", "成本指标"]
NAMES = ["购置图书册数", "验收合格率", "读者覆盖范围", "完成时间", "单册成本"]


def levelled(joined: str, gap: float) -> list[Line]:
    """A head and five rows of level, name and figure; the level of one row was read together with its name."""
    out = [text_line("二级指标", 60, TOP + 5), text_line("三级指标", 130, TOP + 5), text_line("得分", 300, TOP + 5)]
    for k, (level, name) in enumerate(zip(LEVELS, NAMES, strict=True), 1):
        top = TOP + k * HIGH + 5
        if level == joined:
            out.append(text_line(level + name, 60, top, [(len(level), gap)]))
        else:
            out += [text_line(level, 60, top), text_line(name, 130, top)]
        out.append(text_line(f"1{k}", 300, top))
    return out


LEVEL_RULINGS = [Ruling(TOP + k * HIGH, 50.0, 400.0) for k in range(7)]


@pytest.mark.parametrize(("gap", "cells"), [(3.0, 3), (0.0, 2)])
def test_a_level_read_with_its_name_is_parted_where_the_rows_beside_it_have_white(gap: float, cells: int) -> None:
    grids, _ = banded_tables(levelled("社会效益指标", gap), LEVEL_RULINGS, np.eye(3), 1)
    row = [cell for cell in grids[0].cells if cell.row == 3 and cell.lines]
    assert len(row) == cells


def test_the_end_of_a_ruling_beside_a_word_is_no_stroke_of_it() -> None:
    lines = levelled("", 0.0)
    first = next(each for each in lines if each.text == "质量指标")
    lines[lines.index(first)] = text_line("质量指标一", 60, TOP + 2 * HIGH + 5)
    level = [r if k != 2 else Ruling(TOP + 2 * HIGH + 9.0, 101.0, 400.0) for k, r in enumerate(LEVEL_RULINGS)]
    grids, _ = banded_tables(lines, level, np.eye(3), 1)
    texts = [line.text for cell in grids[0].cells for line in cell.lines]
    assert "质量指标" in texts and "质量指标一" not in texts


def test_a_stroke_that_lies_on_no_ruling_stays() -> None:
    lines = [*levelled("", 0.0), text_line("标准一", 200, TOP + 2 * HIGH + 5)]
    grids, _ = banded_tables(lines, LEVEL_RULINGS, np.eye(3), 1)
    assert "标准一" in [line.text for cell in grids[0].cells for line in cell.lines]


def placed(word: str, left: float, top: float) -> Line:
    glyphs = [Glyph(c, 0.99, (), 1, (left + 8 * n, top, left + 8 * n + 8, top + 10)) for n, c in enumerate(word)]
    return Line(glyphs, 1, (left, top, left + 8 * len(word), top + 10))


def test_columns_are_parted_where_least_print_is_crossed() -> None:
    """The names of the upper rows end where the levels of the lower ones begin."""
    cells = [
        [("项目资金情况", 60), ("预算数", 140), ("执行数", 300)],
        [("全年资金总额", 60), ("80.00", 150), ("60.00", 300)],
        [("数量指标类", 105), ("建成泵站", 170), ("9座", 300)],
        [("质量指标类", 105), ("合格率", 170), ("99%", 300)],
    ]
    lines = [placed(word, left, TOP + k * HIGH + 5) for k, row in enumerate(cells) for word, left in row]
    grids, _ = banded_tables(lines, rulings([(50.0, 500.0)], 0), np.eye(3), 1)
    levels = [cell for cell in grids[0].cells if any(line.text.endswith("指标类") for line in cell.lines)]
    assert [(cell.col, cell.colspan) for cell in levels] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(("further", "parted"), [(["标", "意度指标"], True), (["意度指标"], False)])
def test_a_line_over_two_cells_is_parted_as_its_further_lines_are(further: list[str], parted: bool) -> None:
    rows = [[("管网维修养护", 60), ("12", 300), ("9", 400)], [("泵站维修养护", 60), ("8", 300), ("6", 400)]]
    rows = [*rows, *([("泵站", 210), (f"{k}座", 300), (f"{k}", 400)] for k in range(2))]
    lines = [placed(word, left, TOP + k * HIGH + 5) for k, row in enumerate(rows) for word, left in row]
    both = placed("满意度指服务对象满", 60, TOP + 84)
    both.glyphs[4:] = placed("服务对象满", 97, TOP + 84).glyphs
    both.box = (60.0, TOP + 84, 137.0, TOP + 94)
    places = {"标": 70.0, "意度指标": 101.0}
    lines += [both, *(placed(word, places[word], TOP + 97) for word in further)]
    lines += [placed("群众满意度", 210, TOP + 90), placed("9%", 300, TOP + 90), placed("5", 400, TOP + 90)]
    level = [Ruling(TOP + at, 50.0, 500.0) for at in (0, HIGH, 2 * HIGH, 3 * HIGH, 4 * HIGH, 4 * HIGH + 32)]
    grids, _ = banded_tables(lines, level, np.eye(3), 1)
    assert any(line.text == "服务对象满" for cell in grids[0].cells for line in cell.lines) is parted


def line_at(word: str, left: float, top: float) -> Line:
    glyphs = [Glyph(c, 0.99, (), 1, (left + 8 * n, top, left + 8 * n + 7, top + 10)) for n, c in enumerate(word)]
    return Line(glyphs, 1, (left, top, left + 8 * len(word), top + 10))


def two_tables(
    between: Sequence[tuple[str, float, float]], head: float, first: float
) -> tuple[list[Line], list[Ruling]]:
    """Five rows with rulings, then lines of text, and a table whose head, at `head`, has a ruling below it at `first` alone."""
    rows = [*ROWS, "绿化 | 30.00 | 28.00"]
    lines = [*printed(rows), *(line_at(*each) for each in between)]
    lower = ["指标 | 目标 | 完成", "亩数 | 12 | 11", "株数 | 90 | 95", "成活 | 85 | 88"]
    for k, row in enumerate(lower):
        top = head if k == 0 else first + (k - 1) * HIGH + 5
        lines += [line_at(word, left, top) for left, word in zip(LEFTS, row.split(" | "), strict=True)]
    levels = [*(TOP + k * HIGH for k in range(len(rows) + 1)), *(first + k * HIGH for k in range(len(lower)))]
    return lines, [Ruling(at, 50.0, 500.0) for at in levels]


@pytest.mark.parametrize(
    "between",
    [
        [("二、指标", 52.0, 225.0)],
        [("种植面积比计划少，因为雨季提前，土地平整推迟了半个月", 52.0, 205.0), ("二、指标完成的情况", 52.0, 226.0)],
    ],
    ids=["a heading", "a paragraph and a heading"],
)
def test_a_head_without_a_ruling_above_it_begins_another_table(between: list[tuple[str, float, float]]) -> None:
    lines, level = two_tables(between, 241.0, 256.0)
    grids, rest = banded_tables(lines, level, np.eye(3), 1)
    assert [words([grid])[0] for grid in grids] == [ROWS[0], "指标 | 目标 | 完成"]
    assert [line.text for line in rest] == [word for word, _, _ in between]


def test_a_name_of_two_lines_is_no_heading_above_its_row() -> None:
    lines, level = two_tables([("道路绿化", 60.0, 205.0)], 217.0, 232.0)
    grids, rest = banded_tables(lines, level, np.eye(3), 1)
    assert len(grids) == 1
    assert rest == []
