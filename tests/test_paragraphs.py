"""Lines become paragraphs: on scanned pages by position, in plain text by width and punctuation."""

from __future__ import annotations

from gouji.normalize.layout.paragraphs import paragraphs
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from tests.tables import grid

EM = 16.0


def line(text: str, x: float, y: float, page: int = 1) -> Line:
    width = sum(EM if ord(c) > 0x2E7F else EM / 2 for c in text)
    step = width / len(text)
    glyphs = [Glyph(c, 0.99, page=page, box=(x + i * step, y, x + (i + 1) * step, y + EM)) for i, c in enumerate(text)]
    return Line(glyphs, page, (x, y, x + width, y + EM))


def page(rows: list[tuple[float, str]], number: int = 1, slope: float = 0.0, bottom: str = "") -> Page:
    lines = [line(text, 80 + indent * EM + slope * 26 * i, 80 + 26 * i, number) for i, (indent, text) in enumerate(rows)]
    if bottom:
        lines.append(line(bottom, 290, 790, number))
    return Page(number, 595, 842, "scanned", lines)


FULL = "预期产出和效果符合正常的业绩水平资金分配依据充分与单位实"
ROWS: list[tuple[float, str]] = [
    (2, "一、项目概况"),
    (2, FULL[:26]),
    (0, FULL),
    (0, "际相适应。"),
    (2, FULL[:26]),
    (0, FULL),
    (0, "相适应"),
    (2, "（一）投入"),
    (2, FULL[:26]),
]


def texts(pages: list[Page]) -> list[str]:
    return [p.text.text for p in paragraphs(pages)]


def test_indented_lines_begin_paragraphs() -> None:
    assert texts([page(ROWS)]) == ["一、项目概况", FULL[:26] + FULL + "际相适应。", FULL[:26] + FULL + "相适应", "（一）投入", FULL[:26]]


def test_skewed_pages_read_the_same() -> None:
    assert texts([page(ROWS, slope=0.04)]) == texts([page(ROWS)]) == texts([page(ROWS, slope=-0.04)])


def test_paragraphs_continue_over_page_breaks_without_page_numbers() -> None:
    second: list[tuple[float, str]] = [(0, FULL), (0, FULL), (0, "结束。"), (2, FULL[:26]), (0, FULL), (0, "又结束。")]
    found = texts([page(ROWS, bottom="— 3 —"), page(second, 2, bottom="4")])
    assert found[-2:] == [FULL[:26] + FULL + FULL + "结束。", FULL[:26] + FULL + "又结束。"]


def test_a_figure_split_by_a_line_break_is_joined() -> None:
    rows: list[tuple[float, str]] = [(2, FULL[:22] + "使用143.91万"), (0, "元，" + FULL[:26]), (0, "结束。"), (2, FULL[:26]), (0, FULL)]
    found = paragraphs([page(rows)])[0].text
    start = found.text.index("143.91万元")
    box = found.span(start, start + 8).evidence().bbox
    assert box is not None
    assert box[3] - box[1] > EM * 1.5


def plain(text: str) -> list[str]:
    lines = [Line([Glyph(c, line=i) for c in row], number=i) for i, row in enumerate(text.split("\n"), 1)]
    return texts([Page(1, None, None, "text", lines)])


def test_plain_text_with_an_empty_line_after_every_line() -> None:
    full = FULL
    text = "\n\n".join(
        [
            "项目绩效自评报告",
            "项目名称:某项目",
            "-、 项目概况",
            full,
            full[:10] + "\n" + full[10:],
            "结束。",
            "(一 )投入。",
            full,
            "完成。",
            "1。 某专项支出",
            full,
            "完。",
        ]
    )
    assert plain(text) == [
        "项目绩效自评报告",
        "项目名称:某项目",
        "-、 项目概况",
        full + full + "结束。",
        "(一 )投入。",
        full + "完成。",
        "1。 某专项支出",
        full + "完。",
    ]


def test_plain_text_with_empty_lines_between_paragraphs_only() -> None:
    assert plain(f"一、概况\n\n{FULL}\n{FULL}\n结束。\n\n{FULL}\n结束。") == ["一、概况", FULL + FULL + "结束。", FULL + "结束。"]


def test_a_lost_first_number_costs_no_more_than_its_heading() -> None:
    """A seal over 一、 must not turn the whole report into a cover, even if it has a table."""
    rows: list[tuple[float, str]] = [(6, "某项目自评报告"), (2, "项目概况"), (2, "（一）投入"), (2, "二、资金情况"), (2, FULL[:26]), (2, "三、组织情况"), (2, FULL[:26])]
    tabled = page(rows)
    tabled.tables = [grid(["甲 | 乙"])]
    found = paragraphs([tabled])
    assert [p.text.text for p in found if p.place == "cover"] == ["某项目自评报告", "项目概况"]
    assert found[2].text.text == "（一）投入"


def test_a_form_has_no_body_for_one_numbered_line() -> None:
    tabled = page([(6, "某项目自评表"), (2, "二、本表一式三份。")])
    tabled.tables = [grid(["甲 | 乙"])]
    assert {p.place for p in paragraphs([tabled])} == {"cover"}


def test_a_short_line_of_plain_text_ends_its_paragraph_though_its_stop_is_lost() -> None:
    lines = ["2.设施费。" + FULL[:-5], "执行率为99.1%，结余资金0.46万元", "各子项目合计，" + FULL[:-7], "完成。"]
    assert plain("\n\n".join(lines)) == [lines[0] + lines[1], lines[2] + lines[3]]
    lines[1] = "执行率为99.1%，结余资金0.46万元，"
    assert len(plain("\n\n".join(lines))) == 1


def test_a_figure_at_the_beginning_of_a_line_is_no_heading() -> None:
    assert plain("\n".join([FULL + "自评总分", "91. 5分。自评等级为中。"])) == [FULL + "自评总分91. 5分。自评等级为中。"]


def test_a_title_is_a_line_of_its_own_though_no_empty_line_follows() -> None:
    lines = ["一、概况", FULL, "完。", "四、主要做法\n（一）加强领导。" + FULL[:15], FULL, "结束。", "五、自评结论\n" + FULL, "结束。"]
    found = plain("\n\n".join(lines))
    assert found[2:5] == ["四、主要做法", "（一）加强领导。" + FULL[:15] + FULL + "结束。", "五、自评结论"]


def test_the_next_list_item_begins_though_the_stop_before_it_is_lost() -> None:
    lines = ["一、概况", "1.甲工程费。" + FULL[:20], FULL, "2.乙工程费。" + FULL[:20], FULL[:-1] + "元", "3.丙工程费。" + FULL[:20], FULL[:-1] + "为", "9.丁公里。"]
    found = plain("\n\n".join(lines))
    assert [text[:2] for text in found] == ["一、", "1.", "2.", "3."]
    assert found[-1].endswith("为9.丁公里。")


def test_the_title_of_a_table_begins_a_line() -> None:
    assert plain("\n\n".join(["一、概况", FULL, "见下表。\n表1 2023年资金"])) == ["一、概况", FULL + "见下表。", "表1 2023年资金"]


def test_a_heading_below_a_label_with_its_value_is_no_part_of_it() -> None:
    rows: list[tuple[float, str]] = [(14, "自评等级：良好"), (0, "四、存在问题和下一步打算"), (0, "闲置资产处置偏慢。")]
    assert [p.text.text for p in paragraphs([page(rows)])][:2] == ["自评等级：良好", "四、存在问题和下一步打算"]
