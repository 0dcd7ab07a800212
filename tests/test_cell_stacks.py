"""Lines of print that stand closely below one another: lines of one cell, wherever the next row is."""

from __future__ import annotations

import pytest

from gouji.schemas.pages import Line, Page
from gouji.tables.aligned_columns import find_aligned_tables
from tests.test_ocr_aligned import line, rows_of

HEAD = [("指标", 60), ("目标值", 200), ("完成值", 300), ("原因", 400)]


def table(reason: list[str], pitch: float) -> Page:
    """Two rows 40 apart; the first gives a reason in lines of this pitch, level with its figures."""
    lines = [line(text, x, 100) for text, x in HEAD]
    for n, name in enumerate(("完工时间", "单位造价", "受益人数")):
        y = 130 + 60 * n
        lines += [line(name, 60, y), line("9月", 200, y), line("8月", 300, y)]
    lines += [line(words, 400, 130 + pitch * n) for n, words in enumerate(reason)]
    return Page(1, 595, 842, "scanned", lines)


@pytest.mark.parametrize("pitch", [14.0, 18.0])
def test_the_last_line_of_a_reason_stays_with_its_row(pitch: float) -> None:
    reason = ["连续降雨", "停工半月", "今后避开", "汛期施工"][: 3 if pitch > 15 else 4]
    rows = rows_of(find_aligned_tables(table(reason, pitch)).tables[0])
    assert [row[3] for row in rows[1:]] == ["".join(reason), "", ""]


def test_a_line_as_far_from_another_row_goes_to_the_one_whose_cell_is_empty() -> None:
    page = table(["连续降雨", "停工半月"], 30.0)
    rows = rows_of(find_aligned_tables(page).tables[0])
    assert [row[3] for row in rows[1:]] == ["连续降雨", "停工半月", ""]


@pytest.mark.parametrize(("below", "expected"), [(18.0, "受益人数及村组"), (40.0, "受益人数")])
def test_the_second_line_of_the_last_row(below: float, expected: str) -> None:
    page = table([], 0.0)
    page.lines.append(line("及村组", 60, 250 + below))
    assert rows_of(find_aligned_tables(page).tables[0])[-1][0] == expected


WIDE = [("序号", 40), ("项目名称", 90), ("单位", 210), ("预算", 300), ("支出", 370), ("得分", 440), ("原因", 510)]


def row_of(words: list[str], y: float) -> list[Line]:
    return [line(text, x, y) for text, (_, x) in zip(words, WIDE, strict=True) if text]


def wide_table() -> Page:
    """Names of two lines stand above and below their figures, so do reasons; lines of two rows follow one another."""
    lines = row_of([text for text, _ in WIDE], 60)
    for n, (name, unit, reason) in enumerate(
        [
            (("河道疏浚", "及护岸"), ("水务局",), ("雨季停工", "延后")),
            (("校舍维修", "改造"), ("教育局",), ()),
            (("文化", "惠民"), ("文广", "旅游局"), ("场馆", "不足")),
        ]
    ):
        y = 90 + 50 * n
        lines += row_of([str(n + 1), "", unit[0] if len(unit) == 1 else "", f"{n}7.50", f"{n}6.20", "9.5", ""], y)
        for k, at in enumerate((y - 9, y + 9)):
            lines += row_of(
                ["", name[k], unit[k] if len(unit) > 1 else "", "", "", "", reason[k] if reason else ""], at
            )
    return Page(1, 595, 842, "digital", lines)


def test_names_of_two_lines_above_and_below_their_figures() -> None:
    (table,) = find_aligned_tables(wide_table()).tables
    assert [row[1:3] + row[6:] for row in rows_of(table)[1:]] == [
        ["河道疏浚及护岸", "水务局", "雨季停工延后"],
        ["校舍维修改造", "教育局", ""],
        ["文化惠民", "文广旅游局", "场馆不足"],
    ]


def test_a_head_read_as_one_line_is_no_column() -> None:
    page = wide_table()
    page.lines = [each for each in page.lines if each.text not in ("支出", "得分")]
    page.lines.insert(0, line("支出得分", 395, 60))
    page.lines += row_of(["4", "设备购置", "卫健局", "7.50", "6.20", "9.5", "无"], 240)
    (table,) = find_aligned_tables(page).tables
    assert [len(row) for row in rows_of(table)] == [7] * 5


@pytest.mark.parametrize(("columns", "expected"), [(6, 1), (3, 0)])
def test_reasons_that_few_rows_have_are_a_column_beside_many_others(columns: int, expected: int) -> None:
    lines = [line(f"{n}{k}.5", 60 + 70.0 * k, 100 + 40.0 * n) for n in range(3) for k in range(columns)]
    lines += [line(words, 60 + 70.0 * columns, 126 + 13 * n) for n, words in enumerate(("雨季", "停工"))]
    tables = find_aligned_tables(Page(1, 595, 842, "digital", lines)).tables
    assert sum(len(rows_of(table)[0]) == columns + 1 for table in tables) == expected
