"""Characters that the recogniser was unsure of, settled by the document's own clear words."""

from __future__ import annotations

import pytest

from gouji.normalize.text.own_words import settle_by_own_words
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page, Reader

Doubt = tuple[str, float, tuple[tuple[str, float], ...]]
POOL: Doubt = ("潭", 0.6, (("塘", 0.3), ("漕", 0.02)))


def document(*rows: list[str | Doubt]) -> Document:
    lines = [
        Line([_glyph(sign) for part in row for sign in ([part] if isinstance(part, tuple) else part)]) for row in rows
    ]
    return Document("r.png", "0" * 64, "scanned", [Page(1, 595.0, 842.0, "scanned", lines)], Reader("t", "t", "1"))


def _glyph(sign: str | Doubt) -> Glyph:
    return Glyph(sign, 0.99, page=1) if isinstance(sign, str) else Glyph(sign[0], sign[1], sign[2], 1)


@pytest.mark.parametrize(
    ("elsewhere", "row", "text"),
    [
        ("山塘整修项目", ["山", POOL, "数量"], "山塘数量"),
        ("山塘整修项目", [POOL, "整修数量"], "塘整修数量"),
        ("山塘整修项目", ["水", POOL, "数量"], "水潭数量"),  # no pair of it stands elsewhere
        ("山塘与山潭整修", ["山", POOL, "数量"], "山潭数量"),  # what was read stands elsewhere too
        ("山塘整修项目", ["山", ("潭", 0.9, (("塘", 0.09),)), "数量"], "山潭数量"),
        ("山塘整修项目", ["山", ("潭", 0.6, (("塘", 0.05),)), "数量"], "山潭数量"),
        ("山塘整修项目", [("仙", 0.4, ()), POOL, "数量"], "仙潭数量"),
        ("共计4座", ["共计", ("9", 0.5, (("4", 0.4),)), "座"], "共计9座"),  # never a figure
    ],
)
def test_a_doubtful_character_is_settled(elsewhere: str, row: list[str | Doubt], text: str) -> None:
    given = document([elsewhere], row)
    after, changes = settle_by_own_words(given)
    assert after.pages[0].lines[1].text == text
    assert given.pages[0].lines[1].text != text or not changes
    assert [c.after for c in changes] == (["塘"] if "塘" in text else [])


def test_an_unclear_word_vouches_for_nothing() -> None:
    given = document(["山", ("塘", 0.7, (("潭", 0.2),)), "整修"], ["山", POOL, "数量"])
    assert settle_by_own_words(given) == (given, [])
