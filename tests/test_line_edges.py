"""Specks at the ends of printed lines are no stops; printed stops stay."""

from __future__ import annotations

import pytest

from gouji.normalize.edits import apply_edits
from gouji.normalize.text.lexicon import load_lexicon
from gouji.normalize.text.line_end_specks import stray_stops
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced, join

EM, PITCH = 12.0, 22.0
HARDLY = (0.48, (("", 0.36), ("·", 0.15)))
SURELY = (0.999, ())


def printed(lines: list[str], *, seen: tuple[float, tuple[tuple[str, float], ...]] = SURELY) -> Traced:
    """Consecutive lines; `seen` is the confidence of their first and last stops."""
    parts = []
    for row, line in enumerate(lines):
        glyphs = []
        for place, char in enumerate(line):
            prob, others = seen if char in "。，、." and place in (0, len(line) - 1) else SURELY
            box = (80 + EM * place, 100 + PITCH * row, 80 + EM * (place + 1), 100 + PITCH * row + EM)
            glyphs.append(Glyph(char, prob, others, 1, box))
        parts.append(Traced.of(glyphs))
    return join(parts)


def cleaned(*texts: Traced) -> list[str]:
    return [apply_edits(text, edits)[0].text for text, edits in zip(texts, stray_stops(texts, load_lexicon()), strict=True)]


@pytest.mark.parametrize(
    ("lines", "seen", "wanted"),
    [
        # Hardly visible at the end of a line.
        (["调整后预算为32.61万。", "元，支出30.2万元。"], HARDLY, "调整后预算为32.61万元，支出30.2万元。"),
        # No stop begins a line, whatever its confidence.
        (["于2019年4月21日组织通过", "。验收，并于月底交付使用。"], SURELY, "于2019年4月21日组织通过验收，并于月底交付使用。"),
        # Inside a word, after another stop.
        (["本单位注重项目的绩。", "效和管理。"], SURELY, "本单位注重项目的绩效和管理。"),
        (["修缮面积共846平方米；。", "二是完成验收。"], SURELY, "修缮面积共846平方米；二是完成验收。"),
        (["。二是资金效用得到发挥。"], SURELY, "二是资金效用得到发挥。"),
        (["支付凭证齐全，手续完备。."], SURELY, "支付凭证齐全，手续完备。"),
        (["·加强组织领导", "成立工作专班。"], SURELY, "·加强组织领导成立工作专班。"),
        # Read with high confidence, at the end of a sentence.
        (["支出凭证齐全，手续完备。", "项目档案由专人保管。"], SURELY, "支出凭证齐全，手续完备。项目档案由专人保管。"),
        # A comma, which has a lower confidence than a full stop.
        (["采购项目有诊断仪采购项目、", "床位采购项目。"], HARDLY, "采购项目有诊断仪采购项目、床位采购项目。"),
        # The decimal point of a figure that continues on the next line.
        (["全年实际支出为99。", "38万元，与预算持平。"], HARDLY, "全年实际支出为99。38万元，与预算持平。"),
        (["全年实际支出为99", ".38万元，与预算持平。"], SURELY, "全年实际支出为99.38万元，与预算持平。"),
    ],
)
def test_stops_at_the_edges_of_lines(lines: list[str], seen: tuple[float, tuple[tuple[str, float], ...]], wanted: str) -> None:
    assert cleaned(printed(lines, seen=seen)) == [wanted]


def test_a_report_that_begins_lines_with_stops_keeps_them() -> None:
    lines = ["资金使用规范", "。项目管理有序", "。手续完备齐全", "。档案保管完整。"]
    assert cleaned(printed(lines)) == ["".join(lines)]


def test_plain_text_has_no_line_edges() -> None:
    text = Traced.of([Glyph(char, 0.5, (("", 0.4),), line=1) for char in "调整后预算为32.61万。元"])
    assert cleaned(text) == [text.text]


def test_removed_specks_stay_in_the_evidence() -> None:
    text = printed(["于2019年4月21日组织通过", "。验收，并于月底交付使用。"])
    after, changes = apply_edits(text, stray_stops([text], load_lexicon())[0])
    assert [(c.before.text, c.after, c.kind) for c in changes] == [("。", "", "punctuation")]
    assert len(after) == len(text) - 1
