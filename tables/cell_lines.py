"""Cells one a line that another program wrote: with a bar behind each (市级财政 |), or each value over its label in brackets
(（实施单位）)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

CLOSED = regex.compile(r"(?P<cell>[^|│｜\t]*)(?P<bar>[|│｜])\s*")
MIN_CLOSED, CLOSED_SHARE = 8, 0.7
"""From so many lines on, of which such a share ends with its only bar, these bars part lines and no cells."""
NOTHING = "—"
BELOW = regex.compile(r"\s*[（(](?P<label>[^（()）]{2,12})[）)]\s*")
MIN_LABELS, MAX_VALUE = 3, 40
SENTENCE = regex.compile(r"[。；：:|\t]|\S\s{2,}\S")
COLON = "："


def with_plain_cell_lines(page: Page) -> Page:
    """A copy of a page of text without bars that stand behind single cells; a bar alone keeps the place of an empty cell."""
    printed = [line for line in page.lines if line.text.strip()]
    closed = sum(CLOSED.fullmatch(line.text) is not None for line in printed)
    if closed < MIN_CLOSED or closed < CLOSED_SHARE * len(printed):
        return page
    return replace(page, lines=[_without_bar(line) for line in page.lines])


def _without_bar(line: Line) -> Line:
    found = CLOSED.fullmatch(line.text)
    if found is None:
        return line
    if found["cell"].strip():
        return replace(line, glyphs=line.glyphs[: found.end("cell")])
    return replace(line, glyphs=[replace(line.glyphs[found.start("bar")], char=NOTHING, raw=found["bar"])])


def with_labels_before_values(page: Page, is_label: Callable[[str], bool]) -> Page:
    """A copy of a page of text in which a value over its label stands behind it (实施单位：…); so many known labels tell that
    they stand below."""
    places = [n for n, line in enumerate(page.lines) if n and _is_below(page.lines, n)]
    known = sum(is_label(_label(page.lines[n])) for n in places)
    if known < MIN_LABELS or 2 * known < len(places):
        return page
    labels = set(places)
    lines = [
        _together(line, page.lines[n + 1]) if n + 1 in labels else line
        for n, line in enumerate(page.lines)
        if n not in labels
    ]
    return replace(page, lines=lines)


def _is_below(lines: list[Line], place: int) -> bool:
    """Whether a line is nothing but words in brackets, and the line above may be their value."""
    above = lines[place - 1].text.strip()
    return (
        BELOW.fullmatch(lines[place].text) is not None
        and 0 < len(above) <= MAX_VALUE
        and SENTENCE.search(above) is None
        and BELOW.fullmatch(above) is None
    )


def _label(line: Line) -> str:
    found = BELOW.fullmatch(line.text)
    return found["label"].strip() if found is not None else ""


def _together(value: Line, label: Line) -> Line:
    """The label, a colon and the value, all in the line of the value: they are one line of print now."""
    found = BELOW.fullmatch(label.text)
    assert found is not None
    words = [replace(glyph, line=value.number) for glyph in label.glyphs[found.start("label") : found.end("label")]]
    return replace(value, glyphs=[*words, Glyph(COLON, line=value.number), *value.glyphs])
