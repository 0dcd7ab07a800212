"""Tables for the tests: rows of words become a grid; ^ continues the cell above, < the cell at the left."""

from __future__ import annotations

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page, Reader

WIDTH, HEIGHT = 60.0, 20.0


def grid(rows: list[str], page: int = 1) -> Grid:
    """Cells parted by |, all columns of one width."""
    words = [[w.strip() for w in row.split("|")] for row in rows]
    cells: dict[tuple[int, int], Cell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(words):
        for c, text in enumerate(row):
            home = owner[r - 1, c] if text == "^" else owner[r, c - 1] if text == "<" else (r, c)
            owner[r, c] = home
            if home == (r, c):
                cells[home] = Cell(r, c, _lines(text, r, c, page), page, None)
    for (r, c), home in owner.items():
        cell = cells[home]
        cell.rowspan, cell.colspan = max(cell.rowspan, r - home[0] + 1), max(cell.colspan, c - home[1] + 1)
    for cell in cells.values():
        cell.box = (cell.col * WIDTH, cell.row * HEIGHT, (cell.col + cell.colspan) * WIDTH, (cell.row + cell.rowspan) * HEIGHT)
    return Grid(list(cells.values()), page, (0.0, 0.0, len(words[0]) * WIDTH, len(words) * HEIGHT))


def _lines(text: str, row: int, col: int, page: int) -> list[Line]:
    if not text:
        return []
    step = WIDTH / (len(text) + 1)
    left, top = col * WIDTH, row * HEIGHT
    glyphs = [Glyph(c, 0.99, page=page, box=(left + i * step, top, left + (i + 1) * step, top + 12)) for i, c in enumerate(text)]
    return [Line(glyphs, page, (left, top, left + WIDTH, top + 12))]


def document(*pages: list[Grid], title: str = "项目支出绩效自评表") -> Document:
    """A document of tables only, with a title over the first."""
    head = Line(
        [Glyph(c, 0.99, page=1, box=(100.0 + 12 * i, -40.0, 112.0 + 12 * i, -28.0)) for i, c in enumerate(title)],
        1,
        (100.0, -40.0, 400.0, -28.0),
    )
    made = [Page(n, 595, 842, "scanned", [head] if n == 1 else [], tables=grids) for n, grids in enumerate(pages, 1)]
    return Document("t.pdf", "0" * 64, "scanned", made, Reader("test", "test", "1"))
