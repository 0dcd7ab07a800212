"""A page that was scanned turned says what it says upright: only the boxes differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gouji.check.pointers import leaves
from gouji.check.readings.observations import looks
from gouji.extract.report import report
from gouji.normalize.document import correct
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page
from gouji.schemas.rotation import across, down, upright, upright_height

SAMPLES = Path(__file__).parents[1] / "samples"
STEMS = ("report_errors", "report_seal", "table_seal", "table_two_pages")
TURNS = (90, 180, 270)


def turned_box(box: Box | None, page: Page, turn: int) -> Box | None:
    """Where a box of an upright page lies when the page lies `turn` degrees clockwise."""
    if box is None:
        return None
    x0, y0, x1, y1 = box
    width, height = page.width or 0.0, page.height or 0.0
    return {
        90: (height - y1, x0, height - y0, x1),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (y0, width - x1, y1, width - x0),
    }[turn]


def turned_page(page: Page, turn: int) -> Page:
    """The page as a scanner gives it that was fed the paper turned."""

    def glyph(each: Glyph) -> Glyph:
        return replace(each, box=turned_box(each.box, page, turn))

    def line(each: Line) -> Line:
        return replace(each, glyphs=[glyph(g) for g in each.glyphs], box=turned_box(each.box, page, turn))

    def cell(each: Cell) -> Cell:
        return replace(each, lines=[line(x) for x in each.lines], box=turned_box(each.box, page, turn))

    def grid(each: Grid) -> Grid:
        return replace(each, cells=[cell(c) for c in each.cells], box=turned_box(each.box, page, turn))

    size = (page.height, page.width) if turn % 180 else (page.width, page.height)
    lines, tables, layer = [line(x) for x in page.lines], [grid(x) for x in page.tables], [glyph(g) for g in page.layer]
    return replace(page, width=size[0], height=size[1], rotation=turn, lines=lines, tables=tables, layer=layer)


def said(document: Document) -> list[tuple[str, str, str]]:
    """Every field of the record with its text and value."""
    return [(pointer, leaf.text, str(leaf.value)) for pointer, leaf in leaves(report(document, correct(document)))]


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_scan_gives_the_same_record(recorded: Callable[[Path], Document], stem: str, turn: int) -> None:
    document = recorded(SAMPLES / f"{stem}.pdf")
    assert all(page.rotation == 0 for page in document.pages)
    other = replace(document, pages=[turned_page(page, turn) for page in document.pages])
    assert said(other) == said(document)


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_page_has_the_same_paragraphs(recorded: Callable[[Path], Document], turn: int) -> None:
    document = recorded(SAMPLES / "report_errors.pdf")
    other = replace(document, pages=[turned_page(page, turn) for page in document.pages])
    assert [p.text.text for p in correct(other).paragraphs] == [p.text.text for p in correct(document).paragraphs]


@pytest.mark.parametrize("turn", TURNS)
def test_figures_of_a_turned_page_get_second_looks(recorded: Callable[[Path], Document], turn: int) -> None:
    """A figure's box on a page that lies on its side is high and narrow; it stands on one line all the same."""

    def look(box: Box) -> list[tuple[str, Line]]:
        return [("enlarged", Line([Glyph("8", 0.9, (), 1, box)], 1, box))]

    def looked(document: Document) -> list[str]:
        for page in document.pages:
            page.look = look
        found: Any = looks(document)
        return [p for p, leaf in leaves(report(document, correct(document))) if found(leaf)]

    document = recorded(SAMPLES / "report_errors.pdf")
    other = replace(document, pages=[turned_page(page, turn) for page in document.pages])
    assert looked(document)
    assert looked(other) == looked(document)


@pytest.mark.parametrize("turn", TURNS)
def test_upright_undoes_the_turn(turn: int) -> None:
    page = Page(1, 600.0, 800.0, "scanned", [])
    lies = turned_page(page, turn)
    box = turned_box((10.0, 20.0, 110.0, 40.0), page, turn)
    assert box is not None
    assert upright(box, lies) == (10.0, 20.0, 110.0, 40.0)
    assert upright_height(lies) == 800.0
    assert across(box, turn)[1] - across(box, turn)[0] == 100.0
    assert down(box, turn)[1] - down(box, turn)[0] == 20.0
