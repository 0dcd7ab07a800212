"""Each page with boxes round what was read as what: a person sees at a glance what the program saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from check.pointers import leaves
from ocr.pages import page_images
from schemas.glyph import Box
from schemas.leaf import Leaf
from schemas.record import Finding, Report

DPI = 110
Colour = tuple[int, int, int]
# Blue, green, red, as OpenCV wants them.
ROOMS: dict[str, Colour] = {
    "cover": (160, 120, 40),
    "budget": (190, 110, 20),
    "facts": (120, 150, 40),
    "events": (150, 60, 150),
    "evaluation": (40, 120, 190),
    "counts": (130, 130, 130),
    "indicators": (120, 150, 40),
    "restated": (130, 130, 130),
}
CORRECTED: Colour = (0, 165, 255)
CELL: Colour = (180, 190, 110)
MERGED: Colour = (150, 110, 210)
INSIDE = 1.5
"""Points by which a cell's outline keeps off its rules."""
FAILED: dict[str, Colour] = {"inconsistent": (0, 0, 220), "misread": (200, 160, 0), "unresolved": (0, 200, 230)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw on a page."""

    page: int
    box: Box
    colour: Colour
    label: str
    thick: int = 1
    """0 for a cell: as thin as 1, and drawn where it is."""


def pictures(source: Path, record: Report) -> Iterator[tuple[int, bytes]]:
    """(page number, PNG) for each page of an input that has pages; plain text has none.

    Outlines without a name are the cells of the rebuilt tables, those that take several rows or columns in violet, with how
    many of each. Thin boxes are the fields of the record, orange ones corrections; thick boxes are figures of findings: red
    where the report contradicts itself, yellow where the reading is doubtful, blue where a misreading was put right.
    """
    if record.document.kind == "text":
        return
    marks = [*_cells(record), *_fields(record), *_corrections(record), *_findings(record)]
    for page, image in zip(record.document.pages, page_images(source, DPI), strict=False):
        scale = image.shape[1] / page.width if page.width else 1.0
        canvas = np.ascontiguousarray(image)
        for mark in (m for m in marks if m.page == page.number):
            _draw(canvas, mark, scale)
        done, data = cv2.imencode(".png", canvas)
        if done:
            yield page.number, data.tobytes()


def _cells(record: Report) -> Iterator[Mark]:
    """The grid as it was rebuilt, a little inside of the printed rules so that both are seen; single cells first."""
    cells = [cell for table in record.tables for row in table.rows for cell in row if cell.bbox and cell.page]
    for cell in sorted(cells, key=lambda c: c.rowspan * c.colspan > 1):
        if cell.bbox and cell.page:
            merged = cell.rowspan > 1 or cell.colspan > 1
            x0, y0, x1, y1 = cell.bbox
            inside = min(INSIDE, (x1 - x0) / 4, (y1 - y0) / 4)
            box = x0 + inside, y0 + inside, x1 - inside, y1 - inside
            yield Mark(cell.page, box, MERGED if merged else CELL, f"{cell.rowspan}x{cell.colspan}" if merged else "", 0)


def _fields(record: Report) -> Iterator[Mark]:
    for pointer, leaf in leaves(record):
        parts = pointer.strip("/").split("/")
        if leaf.bbox and leaf.page and parts[0] in ROOMS:
            yield Mark(leaf.page, leaf.bbox, ROOMS[parts[0]], _label(parts))


def _label(parts: list[str]) -> str:
    """budget/1/spent → spent 1: the font of the pictures has no Chinese."""
    words = [p for p in parts[1:] if not p.isdigit() and p != "value"]
    numbers = [p for p in parts[1:] if p.isdigit()]
    return " ".join([words[-1] if words else parts[0], *numbers[:1]])


def _corrections(record: Report) -> Iterator[Mark]:
    for correction in record.corrections:
        if correction.bbox and correction.page:
            yield Mark(correction.page, correction.bbox, CORRECTED, "", 2)


def _findings(record: Report) -> Iterator[Mark]:
    places = dict(leaves(record))
    for found in record.findings:
        if found.status in FAILED:
            yield from _finding(found, places)


def _finding(found: Finding, places: dict[str, Leaf[Any]]) -> Iterator[Mark]:
    for pointer in found.fields:
        leaf = places.get(pointer)
        if leaf is not None and leaf.bbox and leaf.page:
            yield Mark(leaf.page, leaf.bbox, FAILED[found.status], found.rule, 3)


def _draw(canvas: NDArray[np.uint8], mark: Mark, scale: float) -> None:
    grow = mark.thick
    x0, y0, x1, y1 = (round(v * scale) for v in mark.box)
    cv2.rectangle(canvas, (x0 - grow, y0 - grow), (x1 + grow, y1 + grow), mark.colour, max(1, mark.thick))
    if mark.label:
        right, down = (x0, y1 + 9 + grow) if mark.thick > 1 else (x0, y0 - 2) if mark.thick else (x0 + 2, y1 - 3)
        cv2.putText(canvas, mark.label, (right, down), cv2.FONT_HERSHEY_SIMPLEX, 0.32, mark.colour, 1, cv2.LINE_AA)
