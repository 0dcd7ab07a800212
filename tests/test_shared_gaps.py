"""Lines that were taken together over two columns are split where several rows show the same white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gouji.schemas.pages import Page
from gouji.tables.aligned_columns import find_aligned_tables, page_rows
from gouji.tables.shared_gaps import split_at_row_whites
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


NAMES = [("建成泵站", "3座", "3座", "无"), ("设备完好率", "95%", "96%", "无"), ("群众满意度", "90%", "93%", "无")]


def joined_page(target: str, actual: str, gap: float, names: Sequence[tuple[str, ...]] = NAMES) -> Page:
    """A page whose last row has its target and its actual value as one line."""
    lines = [
        line(text, x, 100 + 20.0 * n)
        for n, row in enumerate(names)
        for x, text in zip((60, 200, 330, 480), row, strict=True)
    ]
    both = line(target, 200, 160)
    both.glyphs += line(actual, 200 + 12 * len(target) + gap, 160).glyphs
    both.box = (200, 160, 200 + 12 * len(target + actual) + gap, 172)
    return Page(1, 595, 842, "digital", [*lines, line("完工时间", 60, 160), both, line("无", 480, 160)])


def test_two_dates_that_fill_their_columns_are_two_cells() -> None:
    (table,) = find_aligned_tables(joined_page("2023年9月底", "2023年8月", 10.0)).tables
    assert rows_of(table)[-1] == ["完工时间", "2023年9月底", "2023年8月", "无"]
    assert not find_aligned_tables(joined_page("2023年9月底", "2023年8月", 10.0)).lines


@pytest.mark.parametrize(
    ("target", "actual", "gap"),
    [
        ("建成九座泵站", "并投入使用", 3.0),  # no white
        ("建成九座泵站，", "并投入使用", 8.0),  # that of a comma
    ],
)
def test_words_across_two_columns_are_one_line(target: str, actual: str, gap: float) -> None:
    row = next(each for each in split_at_row_whites(page_rows(joined_page(target, actual, gap))) if len(each) == 3)
    assert row[1].line.text == target + actual


def test_a_letter_spaced_title_is_one_line() -> None:
    page = joined_page("2023年9月底", "2023年8月", 10.0)
    title = line("项目绩效自评表", 150, 60)
    title.glyphs = [replace(g, box=(150 + 40.0 * n, 60, 162 + 40.0 * n, 72)) for n, g in enumerate(title.glyphs)]
    title.box = (150, 60, 402, 72)
    page.lines.insert(0, title)
    assert len(split_at_row_whites(page_rows(page))[0]) == 1


def test_further_lines_below_show_where_two_cells_meet() -> None:
    page = joined_page("2023年10月18", "连续降雨停工", 9.0, [])
    page.lines += [line("日", 220, 174), line("延后完工", 200 + 12 * 10 + 9, 174)]
    rows = split_at_row_whites(page_rows(page))
    assert [run.line.text for run in rows[0]] == ["完工时间", "2023年10月18", "连续降雨停工", "无"]
