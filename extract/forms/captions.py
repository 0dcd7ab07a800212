"""Which paragraphs are the head of a table (表题): its number and title, its year, its unit, who filled it in. No section says them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.rotation import down
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid


def captions(passages: list[Passage], sheets: list[CellGrid], turns: Mapping[int | None, int]) -> set[int]:
    """The indices of the passages that stand right above a table and are its head; `turns` is how each page lay.

    Upwards from the table line by line, until a line says something else: a heading, a sentence.
    """
    out: set[int] = set()
    places = [_place(passage, turns) for passage in passages]
    for sheet in sheets:
        top = _top(sheet, turns)
        if top is None:
            continue
        above = [i for i, place in enumerate(places) if place and place[0] == sheet.page and place[1] < top]
        index = above[-1] if above else -1
        while (
            index >= 0
            and index not in out
            and (place := places[index])
            and place[0] == sheet.page
            and _is_caption(passages[index])
        ):
            out.add(index)
            index -= 1
    return out


def _is_caption(passage: Passage) -> bool:
    return passage.head is None and _pattern().fullmatch("".join(passage.text.text.split())) is not None


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{row[0]})" for row in read_rows(__package__, "captions")))


def _top(sheet: CellGrid, turns: Mapping[int | None, int]) -> float | None:
    """How far down its page a table begins; in plain text, which has no pages, the number of its first line."""
    if sheet.page is not None and sheet.box is not None:
        return down(sheet.box, turns.get(sheet.page, 0))[0]
    lines = [glyph.line for cell in sheet.cells for glyph in cell.text.glyphs if glyph.line is not None]
    return float(min(lines)) if sheet.page is None and lines else None


def _place(passage: Passage, turns: Mapping[int | None, int]) -> tuple[int | None, float] | None:
    """Page and top of the passage's first character; its line in plain text."""
    seen = next((glyph for glyph in passage.text.glyphs if glyph.box and glyph.page), None)
    if seen is not None and seen.box is not None and seen.page is not None:
        return seen.page, down(seen.box, turns.get(seen.page, 0))[0]
    line = next((glyph.line for glyph in passage.text.glyphs if glyph.line is not None), None)
    return (None, float(line)) if line is not None else None
