"""Digital pages: their characters were never read from ink, so nothing is corrected on them."""

from __future__ import annotations

import pytest

from gouji.normalize.document import correct
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page, PageKind, Reader

MISREAD = "一、项目概况。更新各份设备12台，系统采用0rac1e数据库，实施情况良好，资金全部到位，使用规范。"


def document(*kinds: PageKind) -> Document:
    pages = []
    for number, kind in enumerate(kinds, 1):
        glyphs = [Glyph(c, page=number, box=(72.0 + 9 * i, 80.0, 81.0 + 9 * i, 92.0)) for i, c in enumerate(MISREAD)]
        pages.append(Page(number, 595.0, 842.0, kind, [Line(glyphs, page=number, box=(72.0, 80.0, 510.0, 92.0))]))
    return Document("r.pdf", "0" * 64, "digital", pages, Reader("none", "", ""))


@pytest.mark.parametrize(("kinds", "corrected"), [(("digital",), []), (("scanned",), [1]), (("digital", "scanned"), [2])])
def test_only_what_was_read_from_ink_is_corrected(kinds: tuple[PageKind, ...], corrected: list[int]) -> None:
    changes = correct(document(*kinds)).changes
    assert sorted({page for change in changes if (page := change.before.evidence().page)}) == corrected
    texts = [paragraph.text.text for paragraph in correct(document(*kinds)).paragraphs]
    assert ("0rac1e" in texts[0]) is (kinds[0] == "digital")
