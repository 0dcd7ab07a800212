"""Labels one a line, and behind them their values in the same order: what a form in columns becomes when its text is copied out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

MIN_LABELS = 4
MAX_LENGTH = 24
UNIT = regex.compile(r"[（(](?P<unit>[^（()）]{1,4})[)）]\s*$")
FIGURE = regex.compile(rf"[-−]?\d[\d,，]*(?:\.\d+)?\s*(?:[%％]|{YUAN}|分)?")
COLON = "："
MARK = regex.compile(r"[:：|\t，。；]|\s{2,}")


def with_values_beside_labels(page: Page, is_label: Callable[[str], bool], has_figure: Callable[[str], bool]) -> Page:
    """A copy of a page of text in which each of these labels has its value on its line (年初预算（万元）：88.00); a page
    without such lists stays as it is. `is_label` tells known labels, `has_figure` those whose value is a figure: where one value is
    lost, the others are of the wrong kind, and nothing is put together."""
    lines: list[Line] = []
    index = 0
    while index < len(page.lines):
        count, first = _count(page.lines, index, is_label)
        pairs = [(page.lines[index + n], page.lines[first + n]) for n in range(count)]
        if count and all(_fits(label, value, has_figure) for label, value in pairs):
            lines += [_together(label, value) for label, value in pairs]
            index = first + count
        else:
            lines.append(page.lines[index])
            index += 1
    return replace(page, lines=lines)


def _count(lines: list[Line], start: int, is_label: Callable[[str], bool]) -> tuple[int, int]:
    """How many labels begin here that have as many values behind them, which end the block, and where the values begin, perhaps behind
    empty lines; no labels if none do."""
    end = start
    while end < len(lines) and _may_be(lines[end]) and is_label(UNIT.sub("", lines[end].text.strip())):
        end += 1
    count = end - start
    apart = bool(count) and end < len(lines) and not lines[end].text.strip()
    while count and end < len(lines) and not lines[end].text.strip():
        end += 1
    behind = lines[end : end + count]
    closed = end + count >= len(lines) or not lines[end + count].text.strip() or MARK.search(lines[end + count].text)
    values = len(behind) == count >= MIN_LABELS and all(
        _may_be(line) and not is_label(line.text.strip()) for line in behind
    )
    figures = sum(line.text.strip()[:1].isdigit() for line in behind)
    return (count if values and closed and (apart or 2 * figures >= count) else 0), end


def _fits(label: Line, value: Line, has_figure: Callable[[str], bool]) -> bool:
    """Whether a value is of its label's kind."""
    name = UNIT.sub("", label.text.strip())
    return has_figure(name) == (FIGURE.fullmatch(value.text.strip()) is not None)


def _may_be(line: Line) -> bool:
    words = line.text.strip()
    return 0 < len(words) <= MAX_LENGTH and MARK.search(words) is None


def _together(label: Line, value: Line) -> Line:
    """The label, a colon and the value with the unit that the label names, all in the line of the value: they are one line of print now."""
    unit = UNIT.search(label.text)
    glyphs = [replace(glyph, line=value.number) for glyph in label.glyphs]
    words = glyphs[: unit.start()] if unit else glyphs
    own = glyphs[unit.start("unit") : unit.end("unit")] if unit else []
    return Line([*words, Glyph(COLON, line=value.number), *value.glyphs, *own], number=value.number)
