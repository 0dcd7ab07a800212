"""What was read of a document, written down and read back: recognition runs once, everything after it as often as wanted.

Compact JSON in a gzip file: rows instead of objects, boxes to a tenth of a point. A page's second look is not recorded.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page, Reader, Spoilt

FORMAT = 1


def write_recording(document: Document, path: Path) -> None:
    """The document at `path`; the same document always makes the same bytes."""
    pages = [_page_out(page) for page in document.pages]
    whole = {"format": FORMAT, "source": document.source, "sha256": document.sha256, "kind": document.kind}
    text = json.dumps(
        whole | {"reader": asdict(document.reader), "pages": pages}, ensure_ascii=False, separators=(",", ":")
    )
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def read_recording(path: Path) -> Document:
    """The document that was written. UnreadableDocument("broken_recording") for anything else."""
    try:
        whole = json.loads(gzip.decompress(path.read_bytes()))
        if whole["format"] != FORMAT:
            raise UnreadableDocument("broken_recording", path=path)
        pages = [_page_in(page) for page in whole["pages"]]
        return Document(whole["source"], whole["sha256"], whole["kind"], pages, Reader(**whole["reader"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableDocument("broken_recording", path=path) from error


def _page_out(page: Page) -> dict[str, Any]:
    keep = {"number": page.number, "width": page.width, "height": page.height, "kind": page.kind}
    turned = {"rotation": page.rotation, "skew": page.skew}
    layer = {"layer": [_glyph_out(g) for g in page.layer]} if page.layer else {}
    damage = {"spoilt": [page.spoilt.lost, page.spoilt.box]} if page.spoilt else {}
    return (
        keep
        | turned
        | {"lines": [_line_out(x) for x in page.lines], "tables": [_grid_out(x) for x in page.tables]}
        | layer
        | damage
    )


def _page_in(data: dict[str, Any]) -> Page:
    lines, tables = [_line_in(x) for x in data.pop("lines")], [_grid_in(x) for x in data.pop("tables")]
    lost, box = data.pop("spoilt", None) or (None, None)
    damage = None if lost is None else Spoilt(lost, _box_in(box))
    return Page(
        **data | {"layer": [_glyph_in(g) for g in data.get("layer", ())]}, lines=lines, tables=tables, spoilt=damage
    )


def _line_out(line: Line) -> list[Any]:
    return [line.page, line.number, _box_out(line.box), line.gaps, [_glyph_out(g) for g in line.glyphs]]


def _line_in(data: list[Any]) -> Line:
    page, number, box, gaps, glyphs = data
    near = [(int(at), str(char), float(prob)) for at, char, prob in gaps]
    return Line([_glyph_in(g) for g in glyphs], page, _box_in(box), number, near)


def _glyph_out(glyph: Glyph) -> list[Any]:
    """Trailing parts that say nothing are left out: most glyphs are four values."""
    row: list[Any] = [
        glyph.char,
        glyph.prob,
        glyph.page,
        _box_out(glyph.box),
        glyph.alternatives,
        glyph.line,
        glyph.sealed,
        glyph.raw,
    ]
    while not row[-1] and len(row) > 3:
        row.pop()
    return row


def _glyph_in(data: list[Any]) -> Glyph:
    char, prob, page, box, rivals, line, sealed, raw = data + [None] * (8 - len(data))
    return Glyph(
        char,
        prob,
        tuple((str(c), float(p)) for c, p in rivals or ()),
        page,
        _box_in(box),
        line,
        bool(sealed),
        raw or "",
    )


def _grid_out(grid: Grid) -> list[Any]:
    cells = [
        [c.row, c.col, c.rowspan, c.colspan, c.page, _box_out(c.box), [_line_out(x) for x in c.lines]]
        for c in grid.cells
    ]
    return [grid.page, _box_out(grid.box), cells, *([] if grid.ruled else [False])]


def _grid_in(data: list[Any]) -> Grid:
    page, box, cells, *ruled = data
    return Grid([_cell_in(c) for c in cells], page, _box_in(box), not ruled)


def _cell_in(data: list[Any]) -> Cell:
    row, col, rowspan, colspan, page, box, lines = data
    return Cell(row, col, [_line_in(x) for x in lines], page, _box_in(box), rowspan, colspan)


def _box_out(box: Box | None) -> list[float] | None:
    return [round(v, 1) for v in box] if box else None


def _box_in(data: list[float] | None) -> Box | None:
    return (data[0], data[1], data[2], data[3]) if data else None
