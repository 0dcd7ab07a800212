"""Characters of fonts of other heights on a line of a digital page beside cells that are centred each on its own."""

from __future__ import annotations

import pytest

from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.text_lines import text_lines


def line(words: str, left: float, top: float, size: float, other: str = "", reach: tuple[float, float] = (0.0, 0.0)) -> list[LayerChar]:
    """Characters side by side; those of an `other` font begin and end so much lower."""
    out = []
    for char in words:
        wide = size if ord(char) > 0x2000 else size / 2
        above, below = reach if char in other else (0.0, 0.0)
        out.append(LayerChar(char, (left, top + above, left + wide, top + size + below), size, 0.0, True, True))
        left += wide
    return out


def told(characters: list[LayerChar]) -> list[str]:
    return [found.text for found in text_lines(characters, 1, lambda *_: False)[0]]


BESIDE = line("两家停产，", 120.0, 98.1, 8.5) + line("暂缓安装", 120.0, 107.8, 8.5)
"""A cell of two lines, of which the first overlaps a line beside it by a little more than half."""


@pytest.mark.parametrize(
    ("words", "size", "other", "reach"),
    [("水表4.86", 10.0, "水", (0.4, -0.4)), ("4.86水表", 10.0, "水", (0.4, -0.4)), ("中长期", 10.0, "长", (0.5, -0.5))],
)
def test_a_line_stays_whole_beside_lines_of_other_cells(words: str, size: float, other: str, reach: tuple[float, float]) -> None:
    assert words in told([*BESIDE, *line(words, 10.0, 102.0, size, other, reach)])
