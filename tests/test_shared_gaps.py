"""Lines that were taken together over two columns are split where several rows show the same white."""

from __future__ import annotations

import pytest

from gouji.schemas.pages import Page
from gouji.tables.aligned_columns import find_aligned_tables
from tests.test_ocr_aligned import line, rows_of

REST = [("建成泵站", "3座", "3座", "10"), ("设备完好率", "≥95%", "96%", "10"), ("群众满意度", "≥90%", "93%", "10")]


def levels_page(levels: list[tuple[str, str]], gap: float) -> Page:
    """A page whose first two columns stand so near that each row has them as one line."""
    lines = []
    for n, ((first, second), rest) in enumerate(
        zip(levels, [("三级指标", "目标值", "完成值", "得分"), *REST], strict=True)
    ):
        y = 100.0 + 20 * n
        if first:
            both = line(first, 60, y)
            both.glyphs += line(second, 60 + 12 * len(first) + gap, y).glyphs
            both.box = (60, y, 60 + 12 * len(first + second) + gap, y + 12)
            lines.append(both)
        elif second:
            lines.append(line(second, 60 + 48 + gap, y))
        lines += [line(text, x, y) for x, text in zip((240, 360, 440, 520), rest, strict=True)]
    return Page(1, 595, 842, "digital", lines)


LEVELS = [("一级指标", "二级指标"), ("产出指标", "数量指标"), ("", "质量指标"), ("效益指标", "社会效益")]


def test_levels_that_stand_an_em_apart_are_two_columns() -> None:
    (table,) = find_aligned_tables(levels_page(LEVELS, 13.0)).tables
    assert [tuple(row[:2]) for row in rows_of(table)] == LEVELS


@pytest.mark.parametrize(
    ("levels", "gap"),
    [
        (LEVELS, 2.0),  # no white
        (
            [("一级指标", "名称"), ("产出指标数量类", ""), ("质量类指标甲乙", ""), ("效益指标社会类", "")],
            13.0,
        ),  # one row
    ],
)
def test_a_line_is_whole_where_other_rows_show_no_white(levels: list[tuple[str, str]], gap: float) -> None:
    (table,) = find_aligned_tables(levels_page(levels, gap)).tables
    assert rows_of(table)[1][0] == "".join(levels[1])
