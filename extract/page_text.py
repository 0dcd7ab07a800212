"""Builds each page's text after correction, one paragraph a line."""

from __future__ import annotations

from gouji.normalize.layout.page_lines import folio_of
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Page
from gouji.schemas.paragraph import Corrected
from gouji.schemas.record import PageDamage, PageRecord
from gouji.schemas.rotation import down, upright, upright_height
from gouji.tables.cell_grid import CellGrid


def page_records(document: Document, corrected: Corrected, grids: list[CellGrid]) -> list[PageRecord]:
    """One record for each page. A paragraph that continues on the next page gives each page its own part; a table and
    the printed page number are in their places.
    """
    texts: dict[int | None, list[tuple[float, str]]] = {}
    turns = {page.number: page.rotation for page in document.pages}
    for paragraph in corrected.paragraphs:
        top = 0.0
        for page, part, first in _parts(paragraph.text.text, paragraph.text.origins, turns):
            top = first if first is not None else top
            texts.setdefault(page, []).append((top, part))
    for sheet in grids:
        _insert(texts.setdefault(sheet.page, []), sheet, turns.get(sheet.page or 0, 0))
    for shown in document.pages:
        _insert_number(texts.setdefault(shown.number, []), shown)
    return [
        _record(page, "\n".join(t for _, t in texts.get(None if page.kind == "text" else page.number, [])))
        for page in document.pages
    ]


def _insert_number(parts: list[tuple[float, str]], page: Page) -> None:
    """Inserts the printed page number, which belongs to no paragraph, above or below everything else."""
    line = folio_of(page)
    if line is None or line.box is None or any(words == line.text.strip() for _, words in parts):
        return
    top = upright(line.box, page)[1]
    is_head = top < (upright_height(page) or 0.0) / 2
    parts.insert(0 if is_head else len(parts), (top, line.text.strip()))


def _insert(parts: list[tuple[float, str]], sheet: CellGrid, rotation: int) -> None:
    """Inserts the table's cells, row by row, before the first paragraph that begins below it."""
    words = "\n".join(cell.text.text for cell in sorted(sheet.cells, key=lambda c: (c.row, c.col)) if cell.words)
    top = down(sheet.box, rotation)[0] if sheet.box else _first_line(sheet)
    place = next((i for i, (y, _) in enumerate(parts) if y > top), len(parts))
    parts.insert(place, (top, words))


def _first_line(sheet: CellGrid) -> float:
    """The position of a plain-text table: the number of its first line."""
    return float(min((g.line for cell in sheet.cells for g in cell.text.glyphs if g.line), default=0))


def _top(origin: tuple[Glyph, ...], turns: dict[int, int]) -> float | None:
    if origin and origin[0].line:
        return float(origin[0].line)
    return down(origin[0].box, turns.get(origin[0].page or 0, 0))[0] if origin and origin[0].box else None


def _page(origin: tuple[Glyph, ...]) -> int | None:
    return origin[0].page if origin else -1


def _parts(
    text: str, origins: tuple[tuple[Glyph, ...], ...], turns: dict[int, int]
) -> list[tuple[int | None, str, float | None]]:
    """The text split where the page changes, each part with its top. Inserted characters (-1) stay with the text before
    them.
    """
    parts: list[tuple[int | None, list[str], float | None]] = []
    for char, origin in zip(text, origins, strict=True):
        page = _page(origin)
        if parts and page in (-1, parts[-1][0]):
            parts[-1][1].append(char)
        elif page != -1:
            parts.append((page, [char], _top(origin, turns)))
    return [(page, "".join(chars), top) for page, chars, top in parts]


def _record(page: Page, text: str) -> PageRecord:
    inside = [line for grid in page.tables for cell in grid.cells for line in cell.lines]
    glyphs = [g for line in (*page.lines, *inside) for g in line.glyphs]
    return PageRecord(
        number=page.number,
        width=page.width,
        height=page.height,
        rotation=page.rotation,
        skew=round(page.skew, 2),
        kind=page.kind,
        confidence=round(sum(g.prob for g in glyphs) / len(glyphs), 4) if glyphs else 0.0,
        text=text,
        damage=PageDamage(lost=page.spoilt.lost, bbox=page.spoilt.box) if page.spoilt else None,
    )
