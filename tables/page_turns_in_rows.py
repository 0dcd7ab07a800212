"""A page that turns inside a table of plain text: the page number, and what is printed over every page, part no rows."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.page_numbers import DASHED_PAGE_NUMBER
from gouji.schemas.pages import Line, Page

COUNTED = regex.compile(
    r"\s*(?:第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?)\s*"
)
SENTENCE, FIGURES = regex.compile(r"[。；;，,：:]"), regex.compile(r"\d")
CELLS = regex.compile(r"\s*[|｜│┃║]\s*|\t|[ \u3000]{2,}")
MAX_BETWEEN, MIN_CELLS = 5, 3
MAX_HEAD_LENGTH = 40


def with_whole_tables(page: Page) -> Page:
    """Returns a copy of a page of text in which such lines, and the head of the table printed again, stand behind the table that they
    part; lines with figures, sentences, and the head of another table stay where they are."""
    lines = list(page.lines)
    at = 0
    while at < len(lines):
        end = _behind(lines, at)
        if end is None:
            at += 1
            continue
        stop = next((n for n in range(end, len(lines)) if _cells(lines[n]) < MIN_CELLS - 1), len(lines))
        turned = lines[at + 1 : end]
        lines[at + 1 : stop] = [*lines[end:stop], *turned]
        at += stop - end
    return replace(page, lines=lines)


def _behind(lines: list[Line], at: int) -> int | None:
    """The first line of the rest of the table behind a page that turns below this line; None where none does."""
    if _cells(lines[at]) < MIN_CELLS:
        return None
    turned = False
    for n in range(at + 1, min(at + 2 + MAX_BETWEEN, len(lines))):
        text = lines[n].text.strip()
        if turned and _cells(lines[n]) == _cells(lines[at]) and FIGURES.search(text):
            return n
        if _is_page_number(text):
            turned = True
        elif _cells(lines[n]) >= MIN_CELLS and text not in {line.text.strip() for line in lines[:at]}:
            return None  # the head of another table
        elif text and (SENTENCE.search(text) or FIGURES.search(text) or len(text) > MAX_HEAD_LENGTH):
            return None
    return None


def _is_page_number(text: str) -> bool:
    return bool(DASHED_PAGE_NUMBER.fullmatch(text) or COUNTED.fullmatch(text))


def _cells(line: Line) -> int:
    return sum(bool(part.strip()) for part in CELLS.split(line.text.strip()))
