"""Tables without vertical rulings are found by their columns; prose is no table."""

from __future__ import annotations

from dataclasses import replace
from math import radians, tan

import pytest

from gouji.schemas.glyph import Glyph, union
from gouji.schemas.pages import Grid, Line, Page, PageKind
from gouji.tables.aligned_columns import _text_runs, find_aligned_tables, page_rows
from gouji.tables.rows_over_page_break import join_rows_over_page_breaks
from gouji.tables.split_at_columns import split_at_columns
from tests.test_turned_pages import turned_page

TABLE: list[list[tuple[int, str] | None]] = [
    [(80, "子项目"), (200, "年初预算"), (300, "实际支出"), (400, "执行率")],
    [(82, "道路清扫保洁"), None, None, None],
    [None, (215, "293.00"), (310, "288.90"), (402, "98.60%")],
    [(82, "经费"), None, None, None],
    [(82, "公厕管护经费"), (221, "42.19"), (316, "40.70"), (402, "96.47%")],
    [(82, "合计"), (215, "335.19"), (310, "329.60"), (402, "98.33%")],
]


def line(text: str, x: float, y: float) -> Line:
    width = 12.0
    glyphs = [Glyph(c, 0.99, page=1, box=(x + i * width, y, x + (i + 1) * width, y + 12)) for i, c in enumerate(text)]
    return Line(glyphs, 1, (x, y, x + width * len(text), y + 12))


def page(skew: float = 0.0) -> Page:
    tilt = tan(radians(skew))
    lines = [line("本项目资金执行情况见下表，资金实行专账核算并按季度支付。", 80, 100 + tilt * 80)]
    for number, row in enumerate(TABLE):
        lines += [line(cell[1], cell[0], 150 + 14 * number + tilt * cell[0]) for cell in row if cell]
    lines += [
        line("（二）过程", 110, 260 + tilt * 110),
        line("本专项有两个新采购项目，采购过程严格按照规定实施完成。", 80, 290 + tilt * 80),
    ]
    return Page(1, 595, 842, "scanned", lines, skew=skew)


@pytest.mark.parametrize("skew", [0.0, 1.5, -1.5])
def test_columns_become_a_grid(skew: float) -> None:
    found = find_aligned_tables(page(skew))
    assert len(found.tables) == 1
    rows: dict[int, list[str]] = {}
    for cell in found.tables[0].cells:
        rows.setdefault(cell.row, []).append("".join(each.text for each in cell.lines))
    assert list(rows.values()) == [
        ["子项目", "年初预算", "实际支出", "执行率"],
        ["道路清扫保洁经费", "293.00", "288.90", "98.60%"],
        ["公厕管护经费", "42.19", "40.70", "96.47%"],
        ["合计", "335.19", "329.60", "98.33%"],
    ]
    assert [each.text[:4] for each in found.lines] == ["本项目资", "（二）过", "本专项有"]


def test_prose_and_covers_are_no_tables() -> None:
    lines = [line("一是更新设备若干台，二是新建流通点，三是完成加工任务。", 80, 100 + 28 * n) for n in range(8)]
    lines += [line(label, 80, 400 + 30 * n) for n, label in enumerate(("项目名称：", "部门名称：", "填报日期："))]
    lines += [line(value, 200, 400 + 30 * n) for n, value in enumerate(("某项目", "某单位", "某日"))]
    assert find_aligned_tables(Page(1, 595, 842, "scanned", lines)).tables == []


@pytest.mark.parametrize("curl", [14.0, -14.0])
def test_rows_of_a_curled_page(curl: float) -> None:
    """The last column is nearly a row lower, or higher, than the first."""
    rows = [
        ["支出项目", "年初预算", "调整数", "实际支出", "执行率"],
        ["渠道衬砌费", "163.00", "33.00", "109.30", "84.08%"],
        ["泵站更新费", "158.30", "0", "149.60", "94.50%"],
        ["水库管护费", "270.90", "56.00", "188.60", "87.76%"],
        ["总计", "592.20", "89.00", "447.50", "88.90%"],
    ]
    lines = [
        line(text, 80 + 90 * k, 150 + 18 * n + curl * (k / 4) ** 2)
        for n, row in enumerate(rows)
        for k, text in enumerate(row)
    ]
    (table,) = find_aligned_tables(Page(1, 595, 842, "scanned", lines)).tables
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append("".join(each.text for each in cell.lines))
    assert list(found.values()) == rows


def rows_of(table: Grid) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append("".join(each.text for each in cell.lines))
    return list(found.values())


MONEY = [
    ["支出项目", "年初预算", "全年执行数", "结余资金", "执行率"],
    ["渠道衬砌费", "163.00", "109.30", "53.70", "67.06%"],
    ["泵站更新费", "158.30", "149.60", "8.70", "94.50%"],
    ["总计", "321.30", "258.90", "62.40", "80.58%"],
]


def laid(rows: list[list[str]], number: int, top: float, fused: bool = False) -> list[Line]:
    """Rows as lines of a page; `fused`: two headers were read as one line."""
    lines = [line(text, 80 + 90 * k, top + 18 * n) for n, row in enumerate(rows) for k, text in enumerate(row)]
    if fused:
        left, right = lines[2], lines[3]
        lines[2:4] = [Line([*left.glyphs, *right.glyphs], 1, (left.box[0], left.box[1], right.box[2], left.box[3]))]  # type: ignore[index]
    for each in lines:
        each.page = number
    return lines


def test_fused_headers_join_no_columns() -> None:
    lines = laid(MONEY, 1, 150, fused=True)
    (table,) = find_aligned_tables(Page(1, 595, 842, "scanned", lines)).tables
    assert rows_of(table) == MONEY


@pytest.mark.parametrize("upper", [1, 2, 3])
@pytest.mark.parametrize("again", [True, False])
def test_rows_on_both_sides_of_a_page_break(upper: int, again: bool) -> None:
    """However few rows one side has, and whether or not the header is repeated."""
    above, below = MONEY[:upper], [*(MONEY[:1] if again else []), *MONEY[upper:]]
    folio = [line("-1-", 290, 800), line("-2-", 290, 800)]
    first = Page(
        1, 595, 842, "scanned", [line("各子项目的预算安排和执行情况见下表。", 80, 600), *laid(above, 1, 700), folio[0]]
    )
    second = Page(2, 595, 842, "scanned", [*laid(below, 2, 60), line("（二）实施过程", 80, 300), folio[1]])
    pages = [find_aligned_tables(first), find_aligned_tables(second)]
    join_rows_over_page_breaks(pages)
    assert [rows_of(table) for page in pages for table in page.tables] == [above, below]
    assert [each.text for each in first.lines] == ["各子项目的预算安排和执行情况见下表。", "-1-"]
    assert [each.text for each in second.lines] == ["（二）实施过程", "-2-"]


def test_rows_separated_by_prose_are_no_table_over_the_page_break() -> None:
    first = Page(1, 595, 842, "scanned", [*laid(MONEY[:2], 1, 700), line("以上资金均已到位，不再另行说明。", 80, 780)])
    second = Page(2, 595, 842, "scanned", laid(MONEY, 2, 60))
    pages = [find_aligned_tables(first), find_aligned_tables(second)]
    join_rows_over_page_breaks(pages)
    assert [len(page.tables) for page in pages] == [0, 1]


def test_a_line_of_labels_is_no_row_of_the_previous_table() -> None:
    """Three text runs that do not align with the columns."""
    labels = [line(text, x, 60) for text, x in (("填报人", 120), ("审核人", 215), ("二月三日", 480))]
    first = Page(1, 595, 842, "scanned", laid(MONEY, 1, 740))
    second = Page(2, 595, 842, "scanned", labels)
    pages = [find_aligned_tables(first), find_aligned_tables(second)]
    join_rows_over_page_breaks(pages)
    assert [len(page.tables) for page in pages] == [1, 0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0, -2.0])
def test_columns_on_a_rotated_page(turn: int, skew: float) -> None:
    lean = tan(radians(skew))
    straight = [
        line("本项目资金执行情况见下表，资金实行专账核算并按季度支付。", 80, 100),
        *laid(MONEY, 1, 500),
        line("（二）实施过程", 110, 700),
    ]
    lines = [_leaning(each, lean) for each in straight]
    page = Page(1, 595, 842, "scanned", lines, skew=skew)
    found = find_aligned_tables(turned_page(page, turn) if turn else page)
    (table,) = found.tables
    assert rows_of(table) == MONEY
    assert [each.text[:4] for each in found.lines] == ["本项目资", "（二）实"]
    for cell in table.cells:
        assert cell.box is not None
        for glyph in (g for each in cell.lines for g in each.glyphs):
            assert glyph.box is not None
            assert min(glyph.box[2], cell.box[2]) > max(glyph.box[0], cell.box[0]) - 6
            assert min(glyph.box[3], cell.box[3]) > max(glyph.box[1], cell.box[1]) - 6


def _leaning(each: Line, lean: float) -> Line:
    """Moves a line to a skewed page: further down it lies further left, further right it lies further down."""
    glyphs = [replace(g, box=_moved(g.box, lean)) for g in each.glyphs]
    boxes = [g.box for g in glyphs if g.box]
    return Line(glyphs, 1, union(boxes))


def _moved(box: tuple[float, float, float, float] | None, lean: float) -> tuple[float, float, float, float] | None:
    return box and (
        box[0] - lean * (box[1] - 421),
        box[1] + lean * (box[0] - 297),
        box[2] - lean * (box[1] - 421),
        box[3] + lean * (box[0] - 297),
    )


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_rows_over_a_page_break_of_skewed_pages(turn: int) -> None:
    """Between the foot of one page and the top of the next the columns are offset by the skew of both."""
    pages = []
    for number, rows, top in ((1, MONEY[:2], 760), (2, MONEY, 60)):
        lines = [_leaning(each, tan(radians(2.5))) for each in laid(rows, number, top)]
        for each in lines:
            each.page = number
        page = Page(number, 595, 842, "scanned", lines, skew=2.5)
        pages.append(find_aligned_tables(turned_page(page, turn) if turn else page))
    join_rows_over_page_breaks(pages)
    assert [rows_of(table) for page in pages for table in page.tables] == [MONEY[:2], MONEY]


def test_a_two_line_header_before_a_page_break() -> None:
    head = laid(MONEY[:1], 1, 700)
    high = replace(
        head[2],
        glyphs=[replace(g, box=(g.box[0], 694, g.box[2], 706)) for g in head[2].glyphs if g.box],
        box=(260.0, 694.0, 320.0, 706.0),
    )
    low = line("数", 284, 708)
    first = Page(1, 595, 842, "scanned", [*head[:2], high, low, *head[3:], *laid(MONEY[1:2], 1, 726)])
    second = Page(2, 595, 842, "scanned", laid(MONEY, 2, 60))
    pages = [find_aligned_tables(first), find_aligned_tables(second)]
    join_rows_over_page_breaks(pages)
    above, _ = [rows_of(table) for page in pages for table in page.tables]
    assert above == [["支出项目", "年初预算", "全年执行数数", "结余资金", "执行率"], MONEY[1]]


def test_a_header_with_a_high_and_a_low_line_is_one_row() -> None:
    """On a fax one header may be read as a figure."""
    high = [line(text, x, 150) for x, text in ((164, "年初预算"), (344, "预算执行"))]
    amid = [line(text, x, 156) for x, text in ((80, "支出项目"), (260, "结余资金"))]
    low = [line(text, x, 163) for x, text in ((188, "37"), (380, "率"), (200, "数"))]
    lines = [*high, *amid, *low, *laid([[r[0], r[1], r[3], r[4]] for r in MONEY[1:]], 1, 190)]
    (table,) = find_aligned_tables(Page(1, 595, 842, "scanned", lines)).tables
    assert len(rows_of(table)) == len(MONEY)
    assert [text[:2] for text in rows_of(table)[0]] == ["支出", "年初", "结余", "预算"]


def test_fused_headers_are_split_at_the_gap() -> None:
    """A header wider than the figures below it keeps all its characters."""
    rows = [
        ["路灯电费", "140.98", "0", "152.88", "90.81%"],
        ["绿化经费", "159.58", "-6.7", "496.28", "86.96%"],
        ["总计", "921.64", "-15.2", "790.14", "87.41%"],
    ]
    places = [80, 190, 330, 400, 560]
    lines = [line(text, x, 180 + 20 * n) for n, row in enumerate(rows) for x, text in zip(places, row, strict=True)]
    heads = [line("预算调整", 296, 150), line("全年预算数", 370, 150)]
    both = Line([g for each in heads for g in each.glyphs], 1, (296, 150, 430, 162))
    lines += [line("项目内容", 80, 150), line("年初预算数", 186, 150), both, line("执行率", 566, 150)]
    (table,) = find_aligned_tables(Page(1, 842, 595, "scanned", lines)).tables
    assert rows_of(table)[0] == ["项目内容", "年初预算数", "预算调整", "全年预算数", "执行率"]


def test_figures_detected_in_two_pieces() -> None:
    """Faint print leaves a gap after a point; only the headers, in two pieces themselves, make two columns of it."""
    rows = [
        ["支出项目", "年初预算", "执行数", "执", "行率"],
        ["信号设施费", "372387", "367657", "98.", "73%"],
        ["警用装备费", "286901", "219549", "76.", "52%"],
        ["合计", "659288", "587206", "89.07%"],
    ]
    places = [80, 180, 290, 400, 440]
    lines = [line(text, x, 150 + 20 * n) for n, row in enumerate(rows) for x, text in zip(places, row, strict=False)]
    found = find_aligned_tables(Page(1, 595, 842, "scanned", lines))
    (table,) = found.tables
    assert rows_of(table) == [
        ["支出项目", "年初预算", "执行数", "执行率"],
        *[[*row[:3], "".join(row[3:])] for row in rows[1:]],
    ]
    assert found.lines == []


def test_a_list_number_is_no_piece_of_a_figure() -> None:
    lines = [line("1.", 80, 100), line("2023年完成采购", 106, 100)]
    assert [each.text for each in find_aligned_tables(Page(1, 595, 842, "scanned", lines)).lines] == [
        "1.",
        "2023年完成采购",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("8541.26", ["8541.26"]),  # one figure over the boundary of two columns
        ("年初预算实际支出", ["年初预算", "实际支出"]),
        ("8541.26%", ["8541.26%"]),
    ],
)
def test_a_figure_over_two_columns_is_not_cut(text: str, parts: list[str]) -> None:
    run = _text_runs(Page(1, 595, 842, "scanned", [line(text, 100, 100)]))[0]
    middle = 100 + 6 * len(text)
    assert [p.line.text for p in split_at_columns(run, [(80.0, middle - 2.0), (middle + 2.0, 260.0)])] == parts


def test_two_figures_read_as_one_line_are_parted() -> None:
    both = line("8541.26", 100, 100)
    both.glyphs += line("98.97", 200, 100).glyphs
    both.box = (100, 100, 260, 112)
    run = _text_runs(Page(1, 595, 842, "scanned", [both]))[0]
    assert [p.line.text for p in split_at_columns(run, [(90.0, 190.0), (196.0, 280.0)])] == ["8541.26", "98.97"]


def test_lines_of_labels_side_by_side_are_no_table() -> None:
    rows = [
        ["编制单位：澄湖馆", "预算年度：2023年", "货币单位：元"],
        ["填表人：苏小满", "联系电话：5550133", "填报日期：3月22日"],
    ]
    pieces = [
        line(text, 40 + 250 * n, 76 + 14 * k) for k, row in enumerate([*rows, rows[0]]) for n, text in enumerate(row)
    ]
    assert find_aligned_tables(Page(1, 842, 595, "scanned", pieces)).tables == []


def test_lines_of_labels_and_values_above_a_table_are_no_header() -> None:
    rows = [
        [(80, "项目名称"), (200, "沿河绿道照明改造"), (400, "项目负责人"), (520, "苏小满")],
        [(80, "主管部门"), (200, "澄湖市城管局"), (400, "联系电话"), (520, "0755-5550133")],
        [(80, "资金来源"), (200, "年初预算"), (400, "实际支出"), (520, "执行率")],
        [(80, "财政资金"), (200, "293.00"), (400, "288.90"), (520, "98.60%")],
        [(80, "合计"), (200, "293.00"), (400, "288.90"), (520, "98.60%")],
    ]
    lines = [line(text, x, 100 + 16 * n) for n, row in enumerate(rows) for x, text in row]
    (table,) = find_aligned_tables(Page(1, 842, 595, "scanned", lines)).tables
    assert rows_of(table) == [[text for _, text in row] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-30",
        "0755-5550133",
        "更新路灯680盏，安装单灯控制器1512套",
        "沿河绿道照明改造",  # between the columns, and over little of either
    ],
)
def test_what_stands_across_two_columns_is_not_cut(text: str) -> None:
    run = _text_runs(Page(1, 595, 842, "scanned", [line(text, 100, 100)]))[0]
    columns = [(20.0, 130.0), (100 + 12.0 * len(text) - 20, 400.0)]
    assert [p.line.text for p in split_at_columns(run, columns)] == [text]


def test_a_line_with_white_of_its_own_is_not_cut_beside_a_narrow_character() -> None:
    """The white beside 日 is no boundary: the line has wider white where its words end."""
    whole = line("单位：元", 100, 100)
    whole.glyphs += line("填报日", 160, 100).glyphs + line("期：2025", 198, 100).glyphs
    whole.box = (100, 100, 270, 112)
    run = _text_runs(Page(1, 595, 842, "scanned", [whole]))[0]
    assert len(split_at_columns(run, [(90.0, 192.0), (200.0, 290.0)])) == 1


@pytest.mark.parametrize(("kind", "expected"), [("scanned", 4), ("digital", 5)])
def test_only_a_scanned_page_may_curl(kind: PageKind, expected: int) -> None:
    """A level name half a row above the next row belongs to it only if the paper may be tilted there."""
    rows = [line(text, x, 100 + 30 * n) for n in range(4) for x, text in ((330, "3座"), (420, "3座"), (510, "10"))]
    rows = [*rows, line("数量指标", 60, 151.5)]
    assert len(page_rows(Page(1, 595, 842, kind, rows))) == expected
