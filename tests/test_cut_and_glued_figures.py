"""Figures that a line of plain text breaks in two, and numbers of list items that stand right before a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.normalize.layout.cut_figures import is_cut_figure
from gouji.ocr.text.glued_numbers import glued_points
from gouji.ocr.text.text_file import text_page
from tests.reading import printed

HEAD = "2023年度水渠清淤项目绩效自评报告\n\n项目单位：柳林乡水利站。"


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        ("年末结余81,5", "00.00元。", True),
        ("年初预算1,620,", "000.00元", True),
        ("自评得分93.", "7分，等级为优", True),
        ("合格率98.", "25%", True),
        ("支出81.5", "0万元", True),
        ("共1,200", "人参加", False),
        ("4.", "5个村", False),
        ("完成率9", "6%", False),
        ("共计12,", "34元", False),
        ("支出81.50", "2万元", False),
    ],
)
def test_lines_that_break_off_within_a_figure(before: str, after: str, cut: bool) -> None:
    assert is_cut_figure(before, after) is cut


def test_the_figure_of_two_lines_is_one(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_text(
        HEAD
        + "本项目年初预算1,620,000.00元，全年实际支出1,538,\n500.00元，年末结余81,5\n00.00元。\n清淤水渠12公里，与年初目标一致，群众都很满意。\n自评得分93.\n7分，等级为优。\n",
        encoding="utf-8",
    )
    record = gouji.read(path, lang="zh")[0]
    (total,) = [row for row in record.budget if row.role == "total"]
    assert (printed(total.spent), printed(total.balance)) == ("1538500.00元", "81500.00元")
    assert record.evaluation is not None and printed(record.evaluation.score) == "93.7分"


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        (["1.120万元用于清淤；", "2.42万元用于护坡。"], {(0, 1), (1, 1)}),
        (["安排如下：1.30万元用于清淤；2.42万元用于护坡；3.9万元用于管护。"], {(0, 6), (0, 17), (0, 28)}),
        (["1.9.5万元用于清淤；", "", "2.42万元用于护坡。"], {(0, 1), (2, 1)}),
        (["1.5万元用于清淤；", "2.5万元用于护坡。"], set()),
        (["支出1.20万元用于清淤；", "支出2.30万元用于护坡；"], set()),
        (["1.20  2.30", "2.40  3.50"], set()),
        (["2.120万元用于清淤；", "4.420万元用于护坡。"], set()),
    ],
)
def test_points_of_list_items(rows: list[str], points: set[tuple[int, int]]) -> None:
    assert glued_points(rows) == points


def test_the_mark_of_an_item_keeps_what_was_written() -> None:
    page = text_page("1.120万元用于清淤；\n2.42万元用于护坡。\n".encode())
    assert [line.text for line in page.lines] == ["1）120万元用于清淤；", "2）42万元用于护坡。"]
    assert "".join(glyph.read for glyph in page.lines[0].glyphs) == "1.120万元用于清淤；"


def test_amounts_behind_numbers_of_items(tmp_path: Path) -> None:
    path = tmp_path / "items.txt"
    path.write_text(
        HEAD + "\n年初预算162万元，安排如下：\n1.120万元用于清淤；\n2.42万元用于护坡。\n全年支出162万元。\n",
        encoding="utf-8",
    )
    record = gouji.read(path, lang="zh")[0]
    amounts = {
        printed(leaf)
        for row in record.budget
        for leaf in (row.initial, row.adjusted, row.spent, row.adjustment)
        if leaf
    } | {printed(fact.value) for fact in record.facts}
    assert {"120万元", "42万元"} <= amounts
    assert not {"1.120万元", "2.42万元"} & amounts
