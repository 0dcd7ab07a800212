"""The last lines of a printed report: pieces of print that stand on one line, and pages on which few lines reach the margin."""

from __future__ import annotations

import pytest

from gouji.extract.covers.cover import cover
from gouji.normalize.layout.paragraphs import paragraphs
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced

EM = 12.0
Piece = tuple[str, float, float]


def glyphs(text: str, left: float, top: float, page: int = 1) -> list[Glyph]:
    out = []
    for char in text:
        wide = EM if ord(char) > 0x2E80 else EM / 2
        out.append(Glyph(char, 0.99, page=page, box=(left, top, left + wide, top + EM)))
        left += wide
    return out


def closing(*pieces: Piece) -> list[Paragraph]:
    first = Paragraph(Traced.of(glyphs("一、基本情况", 80.0, 100.0)), "body")
    return [first, *(Paragraph(Traced.of(glyphs(text, x, y)), "body") for text, x, y in pieces)]


@pytest.mark.parametrize(
    "pieces",
    [
        (("填表人：", 100, 700), ("审核人：", 220, 699), ("左明川", 270, 699), ("陶雨时", 150, 700), ("电话：0795-4410327", 360, 700)),
        (("联系人：陶雨时", 100, 700), ("0795-4410327", 260, 700.5)),
        (("经办人：陶雨时", 100, 700), ("电话：", 260, 700), ("0795-4410327", 300, 700)),
    ],
)  # fmt: skip
def test_labels_and_values_side_by_side(pieces: tuple[Piece, ...]) -> None:
    found = cover(closing(*pieces))
    assert found.contact_person is not None and found.contact_person.value == "陶雨时"
    assert found.contact_phone is not None and found.contact_phone.value == "0795-4410327"


def test_a_number_on_the_next_line_is_not_beside() -> None:
    found = cover(closing(("联系人：陶雨时", 100, 700), ("4410327", 260, 740)))
    assert found.contact_phone is None


def page(number: int, rows: list[tuple[str, float]]) -> Page:
    lines = []
    for place, (text, left) in enumerate(rows):
        top = 80.0 + 20 * place
        print_ = glyphs(text, left, top, number)
        last = print_[-1].box
        assert last is not None
        lines.append(Line(print_, number, (left, top, last[2], top + EM)))
    return Page(number, 595.0, 842.0, "digital", lines)


def test_on_a_last_page_of_few_lines_the_margin_of_the_others_holds() -> None:
    full, short = "全年按月开展巡查并逐项登记整改情况经复核均已销号归档备查无一遗漏", "各项工作按期完成"
    body = [(full, 80.0)] * 8 + [(short + "。", 80.0), ("（一）" + full[:30], 104.0)] + [(full, 80.0)] * 3
    last = [("六、下一步打算", 104.0), ("继续完善台账管理。", 104.0), ("力争早日完工。", 80.0), ("云岫县林业局", 104.0), ("2024年3月8日", 104.0), ("（盖章）", 104.0)]
    found = [p.text.text for p in paragraphs([page(1, body), page(2, last)])]
    assert found[-3:] == ["云岫县林业局", "2024年3月8日", "（盖章）"]
