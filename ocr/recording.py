"""Writes the pages read from a document to a file and reads them back.

Recognition then runs once, and the later steps run on the recording as often as needed. The file is gzipped compact
JSON: rows instead of objects, boxes rounded to 0.1 pt. The page's rereader is not recorded.
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

FORMAT_VERSION = 1


def write_recording(document: Document, path: Path) -> None:
    """Writes the document to `path`. The same document always gives the same bytes."""
    pages = [_page_to_json(page) for page in document.pages]
    header = {"format": FORMAT_VERSION, "source": document.source, "sha256": document.sha256, "kind": document.kind}
    text = json.dumps(
        header | {"reader": asdict(document.reader), "pages": pages}, ensure_ascii=False, separators=(",", ":")
    )
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def read_recording(path: Path) -> Document:
    """Returns the recorded document.

    Raises UnreadableDocument("broken_recording") if `path` is not a valid recording.
    """
    try:
        header = json.loads(gzip.decompress(path.read_bytes()))
        if header["format"] != FORMAT_VERSION:
            raise UnreadableDocument("broken_recording", path=path)
        pages = [_page_from_json(page) for page in header["pages"]]
        return Document(header["source"], header["sha256"], header["kind"], pages, Reader(**header["reader"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableDocument("broken_recording", path=path) from error


def _page_to_json(page: Page) -> dict[str, Any]:
    geometry = {"number": page.number, "width": page.width, "height": page.height, "kind": page.kind}
    orientation = {"rotation": page.rotation, "skew": page.skew}
    layer = {"layer": [_glyph_to_json(g) for g in page.layer]} if page.layer else {}
    damage = {"spoilt": [page.spoilt.lost, page.spoilt.box]} if page.spoilt else {}
    return (
        geometry
        | orientation
        | {"lines": [_line_to_json(x) for x in page.lines], "tables": [_grid_to_json(x) for x in page.tables]}
        | layer
        | damage
    )


def _page_from_json(data: dict[str, Any]) -> Page:
    lines, tables = [_line_from_json(x) for x in data.pop("lines")], [_grid_from_json(x) for x in data.pop("tables")]
    lost, box = data.pop("spoilt", None) or (None, None)
    damage = None if lost is None else Spoilt(lost, _box_from_json(box))
    return Page(
        **data | {"layer": [_glyph_from_json(g) for g in data.get("layer", ())]},
        lines=lines,
        tables=tables,
        spoilt=damage,
    )


def _line_to_json(line: Line) -> list[Any]:
    return [line.page, line.number, _box_to_json(line.box), line.gaps, [_glyph_to_json(g) for g in line.glyphs]]


def _line_from_json(data: list[Any]) -> Line:
    page, number, box, gaps, glyphs = data
    near = [(int(at), str(char), float(prob)) for at, char, prob in gaps]
    return Line([_glyph_from_json(g) for g in glyphs], page, _box_from_json(box), number, near)


def _glyph_to_json(glyph: Glyph) -> list[Any]:
    """Omits trailing empty values: most glyphs have four values."""
    row: list[Any] = [
        glyph.char,
        glyph.prob,
        glyph.page,
        _box_to_json(glyph.box),
        glyph.alternatives,
        glyph.line,
        glyph.sealed,
        glyph.raw,
        glyph.red,
    ]
    while not row[-1] and len(row) > 3:
        row.pop()
    return row


def _glyph_from_json(data: list[Any]) -> Glyph:
    char, prob, page, box, alternatives, line, sealed, raw, red = data + [None] * (9 - len(data))
    return Glyph(
        char,
        prob,
        tuple((str(c), float(p)) for c, p in alternatives or ()),
        page,
        _box_from_json(box),
        line,
        bool(sealed),
        raw or "",
        red=bool(red),
    )


def _grid_to_json(grid: Grid) -> list[Any]:
    cells = [
        [c.row, c.col, c.rowspan, c.colspan, c.page, _box_to_json(c.box), [_line_to_json(x) for x in c.lines]]
        for c in grid.cells
    ]
    return [grid.page, _box_to_json(grid.box), cells, *([] if grid.ruled else [False])]


def _grid_from_json(data: list[Any]) -> Grid:
    page, box, cells, *ruled = data
    return Grid([_cell_from_json(c) for c in cells], page, _box_from_json(box), not ruled)


def _cell_from_json(data: list[Any]) -> Cell:
    row, col, rowspan, colspan, page, box, lines = data
    return Cell(row, col, [_line_from_json(x) for x in lines], page, _box_from_json(box), rowspan, colspan)


def _box_to_json(box: Box | None) -> list[float] | None:
    return [round(v, 1) for v in box] if box else None


def _box_from_json(data: list[float] | None) -> Box | None:
    return (data[0], data[1], data[2], data[3]) if data else None
