"""Notes that stand between the rows of a table in plain text (    注：9月追加6万元。): they belong behind it, and part it nowhere."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.pages import Line, Page

NOTE = regex.compile(r"\s*[（(]?\s*(?:注|备注|附注|说明|注释)\s*\d?\s*[：:]")
PARTED = regex.compile(r"\S(?:[ \u3000]{2,}|\t|\s*[|│┃]\s*)(?=\S)")
MIN_GAPS = 2
"""A row of three cells has so many gaps."""


def with_notes_behind(page: Page) -> Page:
    """A copy of a page of text in which such notes stand behind the table; a note that ends a table stays where it is."""
    lines: list[Line] = []
    notes: list[Line] = []
    for index, line in enumerate(page.lines):
        if NOTE.match(line.text) and lines and _is_row(lines[-1]) and _row_follows(page.lines, index):
            notes.append(line)
            continue
        if notes and not _is_row(line) and not NOTE.match(line.text):
            lines += notes
            notes = []
        lines.append(line)
    return replace(page, lines=[*lines, *notes])


def _is_row(line: Line) -> bool:
    return len(PARTED.findall(line.text.strip())) >= MIN_GAPS


def _row_follows(lines: list[Line], index: int) -> bool:
    behind = next((line for line in lines[index + 1 :] if not NOTE.match(line.text)), None)
    return behind is not None and _is_row(behind)
