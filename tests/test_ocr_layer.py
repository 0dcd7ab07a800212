"""PDF pages: their text layer, and when it can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.ocr.document import read_document
from gouji.ocr.pdf.characters import LayerChar, layer_characters
from gouji.ocr.pdf.layer_trust import is_layer_trusted
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.text_lines import HasRuling, text_lines
from gouji.schemas.pages import Page
from tests.test_ocr_files import TEXT, Finder, pdf

LONG = (
    b"BT /F1 12 Tf 60 700 Td (" + b"A long enough line of visible print for a digital page 12345.67 " * 2 + b") Tj ET"
)
HIDDEN = LONG.replace(b"BT", b"BT 3 Tr")
BAR = b" 0 0 0 rg 60 500 400 60 re f"


def chars(
    text: str, x: float, y: float, size: float = 10.0, angle: float = 0.0, step: float = 10.0, owner: int = 0
) -> list[LayerChar]:
    """Full-width characters in a row (angle 0) or down a column (angle 90)."""
    places = [(x, y + i * step) if angle == 90 else (x + i * step, y) for i in range(len(text))]
    return [
        LayerChar(c, (px, py, px + size, py + size), size, angle, True, True, owner=owner)
        for c, (px, py) in zip(text, places, strict=True)
    ]


def no_walls(*_: float) -> bool:
    return False


def wall_at(x: float) -> HasRuling:
    return lambda top, bottom, left, right: left < x < right


@pytest.mark.parametrize(
    ("placed", "has_ruling", "expected"),
    [
        (chars("预算数", 50, 50), no_walls, ["预算数"]),
        (chars("预算", 50, 50) + chars("预算", 50.5, 50.3), no_walls, ["预算"]),
        (chars("十二", 50, 50) + chars("二", 64, 50), no_walls, ["十二二"]),
        (chars("产出指标", 50, 50) + chars("质量指标", 98, 46.5), no_walls, ["产出指标", "质量指标"]),
        (chars("产出指标", 50, 50) + chars("质量指标", 98, 49), no_walls, ["产出指标质量指标"]),
        (chars("名称", 50, 50) + chars("水务局", 100, 51), no_walls, ["名称", "水务局"]),
        (chars("10", 50, 50) + chars("93.27%", 71, 50), no_walls, ["1093.27%"]),
        (chars("10", 50, 50) + chars("93.27%", 73, 50), wall_at(71.5), ["10", "93.27%"]),
        (chars("第二行", 50, 70) + chars("第一行", 50, 50), no_walls, ["第一行", "第二行"]),
        (chars("97.5", 200, 50, 14, step=14) + chars("填报", 50, 58.8), no_walls, ["97.5", "填报"]),
        (chars("97.5", 74, 50, 14, step=14) + chars("得分", 50, 53), no_walls, ["得分97.5"]),
        (chars("面积", 50, 50) + chars("2", 70, 48, 6) + chars("后", 76, 50), no_walls, ["面积2后"]),
        (chars("Go", 50, 50) + chars("on", 74, 50), no_walls, ["Go on"]),
        (chars("第9.", 50, 50) + chars("2025", 85, 50), no_walls, ["第9. 2025"]),
        (chars("9.2025", 50, 50), no_walls, ["9.2025"]),
        (chars("57.40", 50, 50) + chars("93.6%", 102, 50), no_walls, ["57.40", "93.6%"]),
        (chars("200", 50, 50) + chars("186", 86, 50), no_walls, ["200", "186"]),
        (chars("57.40 ", 50, 50) + chars("93.6%", 110, 50), no_walls, ["57.40 93.6%"]),
        (chars("8.4", 50, 50) + chars("71户未报", 85, 50, owner=1), no_walls, ["8.4", "71户未报"]),
        (chars("10", 50, 50) + chars("合格率", 81, 50, owner=1), no_walls, ["10", "合格率"]),
        (chars("2024", 50, 50) + chars("年3月", 102, 50, owner=1), no_walls, ["2024年3月"]),
        (chars("85.4", 50, 50) + chars("/", 101, 50, owner=1) + chars("良", 122, 50), no_walls, ["85.4/良"]),
        (chars("占", 50, 50) + chars("97.8", 68, 50, owner=1), no_walls, ["占97.8"]),
        (chars("8.25", 50, 50, step=15), no_walls, ["8.25"]),
        (chars("秘密", 50, 50, angle=45), no_walls, []),
        (chars("竖排", 200, 50, angle=90) + chars("左列", 150, 50, angle=90), no_walls, ["竖排", "左列"]),
    ],
)
def test_lines_of_characters(placed: list[LayerChar], has_ruling: HasRuling, expected: list[str]) -> None:
    lines, _ = text_lines(placed, 1, has_ruling)
    assert [line.text for line in lines] == expected
    assert all(g.prob == 1.0 and g.page == 1 and g.box for line in lines for g in line.glyphs)


def read(tmp_path: Path, data: bytes) -> Page:
    path = tmp_path / "input.pdf"
    path.write_bytes(data)
    return read_document(path, reader=Finder("看到")).pages[0]


@pytest.mark.parametrize(
    ("content", "kind", "begins"),
    [
        (LONG, "digital", "A long enough line"),
        (TEXT, "digital", "Budget 258.50 of 1,163.74"),
        (HIDDEN + BAR, "scanned", "看到"),
        (HIDDEN, "blank", ""),
        (b"", "blank", ""),
        (BAR, "scanned", "看到"),
        (b"BT /F1 9 Tf 290 30 Td (- 3 -) Tj ET" + BAR, "scanned", "看到"),
    ],
)
def test_page_by_page(content: bytes, kind: str, begins: str, tmp_path: Path) -> None:
    page = read(tmp_path, pdf(content))
    assert (page.kind, (page.lines[0].text if page.lines else "")[: len(begins)]) == (kind, begins)
    assert page.look is None or kind == "scanned"


FIGURES = "In 2025: 8,825.98 of 11,004.44, 2022 and 100.00 %, a line long enough to be trusted"


@pytest.mark.parametrize(
    ("matrix", "nominal"),
    [
        ("1 0 0 1", 12),  # as small files do
        ("0.05 0 0 0.05", 240),  # units of a twentieth of a point
        ("12 0 0 12", 1),  # the size is in the matrix
        ("0.24 0 0 0.24", 50),  # pixels of 300 to the inch
    ],
)
def test_equal_digits_side_by_side_are_kept_whatever_the_nominal_size(
    matrix: str, nominal: int, tmp_path: Path
) -> None:
    """The printed size decides what is a bold copy and what is the next digit: 2025 is never 205."""
    content = f"q {matrix} 60 700 cm BT /F1 {nominal} Tf 0 0 Td ({FIGURES}) Tj ET Q".encode()
    page = read(tmp_path, pdf(content))
    assert page.kind == "digital" and [line.text for line in page.lines] == [FIGURES]
    sizes = [c.size for c in layer_characters(open_page(open_pdf(pdf(content)), 1))]
    assert sizes == pytest.approx([12.0] * len(sizes), abs=0.1)


def test_a_bold_copy_is_no_digit_at_any_nominal_size(tmp_path: Path) -> None:
    """Fake bold prints the line twice, a third of a point apart."""
    content = b"".join(
        f"q 0.05 0 0 0.05 {x} 700 cm BT /F1 240 Tf 0 0 Td ({FIGURES}) Tj ET Q ".encode() for x in (60, 60.3)
    )
    assert [line.text for line in read(tmp_path, pdf(content)).lines] == [FIGURES]


@pytest.mark.parametrize(
    ("rotate", "corner"), [(0, (100, 130)), (90, (700, 100)), (180, (495, 712)), (270, (142, 495))]
)
def test_boxes_follow_the_display(rotate: int, corner: tuple[float, float], tmp_path: Path) -> None:
    page = read(tmp_path, pdf(TEXT, rotate=rotate))
    assert page.width == (595 if rotate % 180 == 0 else 842) and page.rotation == rotate
    x0, y0, x1, y1 = page.lines[0].glyphs[0].box or (0, 0, 0, 0)
    assert x0 - 15 < corner[0] < x1 + 15 and y0 - 15 < corner[1] < y1 + 15
    assert page.lines[0].text.startswith("Budget")


def test_a_cropped_page_counts_from_its_own_corner(tmp_path: Path) -> None:
    whole, cut = read(tmp_path, pdf(TEXT)), read(tmp_path, pdf(TEXT, media="50 100 595 842"))
    a, b = whole.lines[0].glyphs[0].box, cut.lines[0].glyphs[0].box
    assert a and b and b[0] == pytest.approx(a[0] - 50, abs=0.5) and b[1] == pytest.approx(a[1], abs=0.5)


def test_unmapped_characters_are_not_trusted() -> None:
    page = open_page(open_pdf(pdf(LONG)), 1)
    seen = layer_characters(page)
    lost = [LayerChar("\ue001", c.box, c.size, c.angle, True, False) for c in seen[:20]]
    assert is_layer_trusted(page, seen) and not is_layer_trusted(page, lost + seen[20:])
