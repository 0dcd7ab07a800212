"""Characters in form XObjects: PDFium leaves those that it replaces by another code in the coordinates of the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_painted import build, read, stream

UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfchar <41> <9879> <42> <2F6C> <43> <2F83> endbfchar
endcmap end end"""
"""A is 项, B and C the radicals that look like 目 and 自."""


@pytest.mark.parametrize("matrix", [".24 0 0 .24 0 0", ".24 0 0 .24 30 60", "2 0 0 2 -40 -900", "1 0 0 1 0 0"])
def test_all_characters_of_a_form_stand_in_their_line(tmp_path: Path, matrix: str) -> None:
    scale, _, _, _, x, y = (float(v) for v in matrix.split())
    size, left, top = 12 / scale, (80 - x) / scale, (500 - y) / scale
    words = f"BT /F2 {size} Tf {left} {top} Td (ABCA) Tj ET"
    form = stream(words, b"/Type/XObject/Subtype/Form/BBox[-9999 -9999 9999 9999]/Resources<</Font<</F2 10 0 R>>>>")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 11 0 R>>"
    page = read(tmp_path, build(f"q {matrix} cm /X0 Do Q", more=(form, font, stream(UNICODE))))
    assert "项目自项" in [line.text for line in page.lines]
