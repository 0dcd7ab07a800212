"""Text that remembers: every operation keeps the glyphs."""

from __future__ import annotations

import pytest

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced, join


def printed(text: str, prob: float = 0.9) -> Traced:
    return Traced.of(Glyph(c, prob, page=1, box=(10.0 * i, 0.0, 10.0 * i + 9, 12.0)) for i, c in enumerate(text))


def test_as_read() -> None:
    seen = printed("5万元", 0.5).evidence()
    assert (seen.raw, seen.text, seen.page, seen.bbox, seen.confidence) == (
        "5万元",
        "5万元",
        1,
        (0.0, 0.0, 29.0, 12.0),
        0.125,
    )


@pytest.mark.parametrize(
    ("before", "start", "end", "new", "after", "raw"),
    [
        ("各份", 0, 1, "备", "备份", "各份"),
        ("信J息", 1, 2, "", "信息", "信J息"),
        ("信息J", 2, 3, "", "信息", "信息J"),
        ("10O0/0", 2, 6, "0%", "100%", "10O0/0"),
        ("试行)规定", 3, 3, "》", "试行)》规定", "试行)规定"),
        ("⒛21年", 0, 1, "20", "2021年", "⒛21年"),
    ],
)
def test_replaced_text_keeps_what_was_read(before: str, start: int, end: int, new: str, after: str, raw: str) -> None:
    changed = printed(before).replace(start, end, new, 0.8)
    assert changed.text == after
    assert changed.evidence().raw == raw
    assert len(changed.origins) == len(changed.probs) == len(after)


def test_change_of_form_keeps_the_probabilities() -> None:
    text = Traced.of([Glyph(",", 0.7), Glyph("a", 0.4)]).replace(0, 1, "，")
    assert text.probs == (0.7, 0.4)


def test_a_correction_carries_its_own_probability() -> None:
    assert printed("各份", 1.0).replace(0, 1, "备", 0.8).confidence == 0.8


def test_place_of_a_text_over_a_page_turn_is_its_first_page() -> None:
    text = join(
        [Traced.of([Glyph("1", page=1, box=(0, 700, 9, 712))]), Traced.of([Glyph("2", page=2, box=(0, 80, 9, 92))])]
    )
    assert (text.evidence().page, text.evidence().bbox) == (1, (0, 700, 9, 712))


def test_strip_and_slice_leave_the_rest_of_the_evidence_behind() -> None:
    assert printed("  甲乙 ").strip().evidence().bbox == (20.0, 0.0, 39.0, 12.0)
    assert printed("甲乙丙").span(1, 2).evidence().raw == "乙"


def test_inserted_text_stands_nowhere() -> None:
    seen = Traced.plain("合计").evidence()
    assert (seen.raw, seen.page, seen.bbox) == ("", None, None)
