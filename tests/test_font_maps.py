"""Fonts whose code table names other characters than they print: found out against the picture, never believed unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gouji.ocr.document import read_document
from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, Quad, Recognition
from gouji.schemas.pages import Document, Reader
from tests.test_painted import stream

TYPEFACE = Path(__file__).resolve().parents[1] / "show" / "labels.otf"
LINES = (
    "项目支出的决定与评语",
    "2024年全年预算数205.70万元",
    "全年数163.84万元，9%",
    "两项计分98.36分，共105分",
    "原件与复核人对照不一致",
)


class Counting:
    """The recogniser, and how many lines it was asked for."""

    def __init__(self) -> None:
        self.reader, self.lines = PaddleReader(threads=1), 0

    def find_lines(self, image: Image) -> list[Quad]:
        return self.reader.find_lines(image)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        self.lines += len(images)
        return self.reader.read_crops(images)

    def describe(self) -> Reader:
        return self.reader.describe()


@cache
def glyphs() -> dict[int, int]:
    """The typeface's glyph number of each character."""
    font = TTFont(TYPEFACE)
    return {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}


def document(told: Callable[[str], str], pages: int = 1) -> bytes:
    """A PDF that prints LINES in an embedded font whose table tells `told(c)` for each printed character c."""
    used = sorted({c for line in LINES for c in line})
    named = "".join(f"<{glyphs()[ord(c)]:04x}> <{told(c).encode('utf-16-be').hex()}>\n" for c in used)
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(used)} beginbfchar\n{named}endbfchar endcmap end end"
    )
    content = "".join(
        f"BT /F1 12 Tf 60 {700 - 30 * k} Td <{''.join(f'{glyphs()[ord(c)]:04x}' for c in line)}> Tj ET "
        for k, line in enumerate(LINES * 2)
    )
    widths = " ".join(f"{glyphs()[ord(c)]} [{555 if c.isascii() else 1000}]" for c in used)
    data = TYPEFACE.read_bytes()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Labels/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        stream(content),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/AAAAAA+Labels/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000/W[%s]/FontDescriptor 8 0 R>>" % widths.encode(),
        stream(table),
        b"<</Type/FontDescriptor/FontName/AAAAAA+Labels/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 700/StemV 80/FontFile3 9 0 R>>",
        b"<</Subtype/OpenType/Length %d>>stream\n%s\nendstream" % (len(data), data),
    ]
    out, places = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 10\n0000000000 65535 f \n%strailer\n<</Size 10/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows,
        len(out),
    )


def shifted(digits: str, by: int) -> Callable[[str], str]:
    return lambda c: str((int(c) + by) % 10) if c in digits else c


def read(tmp_path: Path, data: bytes, reader: Counting) -> Document:
    path = tmp_path / "input.pdf"
    path.write_bytes(data)
    return read_document(path, reader=reader)


@pytest.mark.scan
def test_a_true_table_is_believed_and_seen_once_in_a_document(tmp_path: Path) -> None:
    reader = Counting()
    pages = read(tmp_path, document(str, pages=12), reader).pages
    assert {page.kind for page in pages} == {"digital"} and reader.lines <= 6
    assert [line.text for line in pages[11].lines] == [*LINES * 2]


@pytest.mark.scan
@pytest.mark.parametrize(
    "told",
    [
        shifted("0123456789", 3),  # all digits shifted
        shifted("05", 5),  # two of them exchanged
        lambda c: "6" if c == "8" else c,  # one digit named wrongly
        lambda c: c if c.isascii() else chr(ord(c) + 3),  # words scrambled, figures right
        lambda c: chr(ord(c) + 3),
    ],
)
def test_a_false_table_is_found_out(told: Callable[[str], str], tmp_path: Path) -> None:
    page = read(tmp_path, document(told), Counting()).pages[0]
    printed = "".join(line.text for line in page.lines)
    assert page.kind == "scanned" and "205.70" in printed and "163.84" in printed and not page.layer
