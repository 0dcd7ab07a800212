"""Lines of print that stand closely below one another: lines of one cell, wherever the next row is."""

from __future__ import annotations

import pytest

from gouji.schemas.pages import Page
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
