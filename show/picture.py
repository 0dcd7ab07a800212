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
from schemas.record import Finding, Leaf, Report

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
FAILED: dict[str, Colour] = {"inconsistent": (0, 0, 220), "misread": (200, 160, 0), "unresolved": (0, 200, 230)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw on a page."""

    page: int
    box: Box
    colour: Colour
    label: str
    thick: int = 1


def pictures(source: Path, record: Report) -> Iterator[tuple[int, bytes]]:
    """(page number, PNG) for each page of an input that has pages; plain text has none.

    Thin boxes are the fields of the record, orange ones corrections; thick boxes are figures of findings: red where the
    report contradicts itself, yellow where the reading is doubtful, blue where a misreading was put right.
    """
    if record.document.kind == "text":
        return
    marks = [*_fields(record), *_corrections(record), *_findings(record)]
    for page, image in zip(record.document.pages, page_images(source, DPI), strict=False):
        scale = image.shape[1] / page.width if page.width else 1.0
        canvas = np.ascontiguousarray(image)
        for mark in (m for m in marks if m.page == page.number):
            _draw(canvas, mark, scale)
        done, data = cv2.imencode(".png", canvas)
        if done:
            yield page.number, data.tobytes()


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
    cv2.rectangle(canvas, (x0 - grow, y0 - grow), (x1 + grow, y1 + grow), mark.colour, mark.thick)
    if mark.label:
        down = y1 + 9 + grow if mark.thick > 1 else y0 - 2
        cv2.putText(canvas, mark.label, (x0, down), cv2.FONT_HERSHEY_SIMPLEX, 0.32, mark.colour, 1, cv2.LINE_AA)
