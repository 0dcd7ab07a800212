"""Prose in two columns, and two pages on one sheet, are read left column first; fields, tables and signatures stay in rows."""

from __future__ import annotations

import pytest

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from gouji.tables.prose_columns import with_columns_in_order

EM = 10.0


def line(text: str, x: float, y: float) -> Line:
    glyphs = [Glyph(c, 0.99, page=1, box=(x + n * EM, y, x + (n + 1) * EM, y + EM)) for n, c in enumerate(text)]
    return Line(glyphs, 1, (x, y, x + len(text) * EM, y + EM))


def page(lines: list[Line], width: float = 600.0, skew: float = 0.0) -> Page:
    return Page(
        1, width, 800.0, "scanned", sorted(lines, key=lambda each: each.box[1:2] if each.box else ()), skew=skew
    )


def column(letter: str, count: int, x: float, y: float = 100.0, length: int = 22, lean: float = 0.0) -> list[Line]:
    """Lines of prose: the first is indented, the last is short."""
    out = []
    for n in range(count):
        indent = 2 * EM if n == 0 else 0.0
        size = length - 2 if n == 0 else length // 2 if n == count - 1 else length
        out.append(line(letter * size, x + indent - lean * n * 16, y + 16 * n))
    return out


def read(found: Page) -> str:
    """The first letters of the lines, each run once."""
    letters = [each.text[0] for each in found.lines]
    return "".join(c for n, c in enumerate(letters) if n == 0 or c != letters[n - 1])


@pytest.mark.parametrize(
    ("lines", "width", "wanted"),
    [
        ([*column("甲", 8, 50), *column("乙", 6, 320)], 600, "甲乙"),
        ([*column("甲", 5, 50), *column("乙", 9, 320, 103)], 600, "甲乙"),
        (
            [line("题" * 20, 200, 60), *column("甲", 8, 50), *column("乙", 8, 320), line("尾" * 50, 50, 300)],
            600,
            "题甲乙尾",
        ),
        ([*column("甲", 9, 40, length=40), *column("乙", 9, 560, length=40)], 1000, "甲乙"),
        (
            [
                *column("甲", 5, 50),
                *column("乙", 5, 320),
                line("中" * 48, 50, 200),
                *column("丙", 5, 50, 240),
                *column("丁", 5, 320, 240),
            ],
            600,
            "甲乙中丙丁",
        ),
        (
            [*column("甲", 6, 50), line("标" * 6, 120, 300), *column("丙", 5, 50, 330), *column("乙", 14, 320)],
            600,
            "甲标丙乙",
        ),
    ],
)
def test_columns(lines: list[Line], width: float, wanted: str) -> None:
    assert read(with_columns_in_order(page(lines, width))) == wanted


@pytest.mark.parametrize("skew", [-2.0, 1.5, 3.0])
def test_columns_that_lean(skew: float) -> None:
    from math import radians, tan

    lean = tan(radians(skew))
    lines = [*column("甲", 30, 50, lean=lean), *column("乙", 30, 300, lean=lean)]
    assert read(with_columns_in_order(page(lines, skew=skew))) == "甲乙"


@pytest.mark.parametrize(
    "lines",
    [
        [line("项目名称", 80, 100 + 20 * n) for n in range(6)]
        + [line("桐川县农村公路养护", 330, 100 + 20 * n) for n in range(6)],
        [line(f"第{n}项", 50, 100 + 20 * n) for n in range(9)]
        + [line("1286.40", 320, 100 + 20 * n) for n in range(9)]
        + [line("93.5", 450, 100 + 20 * n) for n in range(9)],
        [*column("甲", 9, 50, length=48), line("填报人：周某", 60, 300), line("二〇三一年三月五日", 360, 300)],
        [*column("甲", 2, 50), *column("乙", 2, 320)],
    ],
)
def test_rows_stay_rows(lines: list[Line]) -> None:
    given = page(lines)
    assert with_columns_in_order(given) is given


def told(texts: list[str], x: float, y: float = 100.0) -> list[Line]:
    return [line(text, x, y + 16 * n) for n, text in enumerate(texts)]


LEFT = [
    "一、甲情况",
    "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲",
    "甲甲甲甲甲甲甲甲甲甲甲甲甲甲。",
    "二、甲使用",
    "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲",
]
RIGHT = [
    "三、乙问题",
    "乙乙乙乙乙乙乙乙乙乙乙乙乙乙乙。",
    "四、乙打算",
    "乙乙乙乙乙乙乙乙乙乙乙。",
    "五、乙得分",
    "乙乙乙乙乙乙乙乙乙乙乙乙。",
]


def test_short_headings_say_nothing_against_columns() -> None:
    found = with_columns_in_order(page([*told(LEFT, 50), *told(RIGHT, 320, 103)]))
    assert [each.text for each in found.lines] == [*LEFT, *RIGHT]


def test_labels_and_values_under_headings_stay_in_rows() -> None:
    left = ["一、单位情况", "单位名称", "单位地址", "二、项目情况", "项目名称", "项目类别"]
    right = [
        "白鹭县水利局",
        "白鹭县湖滨路12号三楼",
        "填表说明见附件一",
        "湿地修复项目一期工程",
        "续建项目",
        "财政拨款补助类项目",
    ]
    given = page([*told(left, 50), *told(right, 320)])
    assert with_columns_in_order(given).lines == given.lines
