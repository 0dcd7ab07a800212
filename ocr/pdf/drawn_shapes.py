"""Reads the shapes that a PDF page draws, with pdfplumber: lines, rectangles, paths and thin images.

What pdfplumber leaves open, and who answers it:

- The text is PDFium's. On 100,000 characters of published papers both libraries gave the same ones; PDFium takes a
  third of the time, and it alone knows form fields, clipping and characters that are not in the Unicode base plane.
- Coordinates are mapped by PDFium's own display matrix, since pdfplumber does not apply a crop box to a turned page.
- pdfplumber does not tell the colour space of a path. One number may be a grey or the tint of a spot colour, so it
  counts as white only where the page names no spot colour.
- A page on which PDFium finds nothing but text, nearly every page of prose, is not interpreted at all: it has no shapes.
- A page whose content is too long for an interpreter in Python is not asked: its rulings come from its picture.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import transform_points
from gouji.ocr.pdf.displayed_points import display_matrix
from gouji.schemas.glyph import Box

MAX_CONTENT_BYTES = 3_000_000
"""Length of the longest page content that is interpreted. A form with ten thousand cells has a third of it."""

MAX_FORM_DEPTH = 8
"""Forms within forms that are looked into; a deeper one is taken to draw shapes."""

MAX_IMAGE_RULING_PT = 3.4
"""An image no thicker than this is a ruling."""

GREY_WEIGHTS = (0.299, 0.587, 0.114)
UNKNOWN_LUMA = 0.3
"""Brightness (0 black, 1 white) assumed for a pattern or a spot colour: it is there to be seen."""

Segment = tuple[float, float, float, float]
"""x0, y0, x1, y1 of a straight stroke."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted path, in points of the displayed page.

    `strokes` are its straight stroked segments, `stroke` their brightness (0 black, 1 white). `fill` is the brightness
    of its interior, None if it is not filled. `rectangle`: its outline is its box.
    """

    box: Box
    strokes: tuple[Segment, ...] = ()
    stroke: float = 0.0
    fill: float | None = None
    rectangle: bool = False


DrawnShapes = Callable[[pdfium.PdfPage, int], "list[Shape] | None"]
"""Returns the shapes of a page (its number from 1) in the order in which they are painted; None if unknown."""


def open_drawings(data: bytes) -> DrawnShapes:
    """Returns the function that reads the shapes of a page. The file is parsed when it is first called."""
    opened: list[Any] = []

    def shapes(page: pdfium.PdfPage, number: int) -> list[Shape] | None:
        if draws_only_text(page):
            return []
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it misses in a file is no message for a user
        try:
            if not opened:
                opened.append(pdfplumber.open(io.BytesIO(data)))
            return _shapes(opened[0].pages[number - 1], page)
        except Exception:  # pdfminer stops at malformed content that PDFium forgives, with errors of every kind
            return None

    return shapes


def draws_only_text(page: pdfium.PdfPage) -> bool:
    """Whether a page holds no path, image, shading or form that has any."""
    count = raw.FPDFPage_CountObjects(page)
    return all(_is_text(raw.FPDFPage_GetObject(page, i)) for i in range(count))


def _is_text(drawn: Any, depth: int = 0) -> bool:
    kind = raw.FPDFPageObj_GetType(drawn)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return bool(kind == raw.FPDF_PAGEOBJ_TEXT)
    parts = range(raw.FPDFFormObj_CountObjects(drawn))
    return depth < MAX_FORM_DEPTH and all(_is_text(raw.FPDFFormObj_GetObject(drawn, i), depth + 1) for i in parts)


def _shapes(plumbed: Any, page: pdfium.PdfPage) -> list[Shape] | None:
    if sum(len(part.get_data()) for part in plumbed.page_obj.contents) > MAX_CONTENT_BYTES:
        return None
    to_displayed = display_matrix(page) @ _from_plumbed(plumbed)
    has_tints = _has_spot_colours(plumbed)
    try:
        return [
            shape
            for item in plumbed.iter_layout_objects(_drawn_items(plumbed.layout))
            if (shape := _shape(item, to_displayed, has_tints))
        ]
    finally:
        plumbed.close()


def _drawn_items(container: Any) -> Iterator[Any]:
    """Yields what is no character, from the forms of the page too."""
    for item in container:
        if hasattr(item, "__iter__"):
            yield from _drawn_items(item)
        elif not hasattr(item, "fontname"):
            yield item


def _from_plumbed(plumbed: Any) -> Matrix:
    """Returns the map from pdfplumber's points (origin top left of the turned media box) to those of the file."""
    x0, y0, x1, y1 = (float(v) for v in plumbed.page_obj.mediabox)
    left, top = (float(v) for v in plumbed.mediabox[:2])
    turned = np.array([[1, 0, -left], [0, -1, float(plumbed.height) + top], [0, 0, 1]])
    back = {
        90: [[0, -1, x1], [1, 0, y0], [0, 0, 1]],
        180: [[-1, 0, x1], [0, -1, y1], [0, 0, 1]],
        270: [[0, 1, x0], [-1, 0, y1], [0, 0, 1]],
    }.get(plumbed.rotation, [[1, 0, x0], [0, 1, y0], [0, 0, 1]])
    home: Matrix = np.array(back, np.float64) @ turned
    return home


def _has_spot_colours(plumbed: Any) -> bool:
    spaces = plumbed.page_obj.resources.get("ColorSpace")
    return bool(spaces) and any(word in repr(_resolved(spaces)) for word in ("Separation", "DeviceN", "Indexed"))


def _resolved(value: Any) -> Any:
    from pdfplumber.utils import resolve_all

    return resolve_all(value)


def _shape(item: dict[str, Any], to_displayed: Matrix, has_tints: bool) -> Shape | None:
    points = item.get("pts") or [(item["x0"], item["top"]), (item["x1"], item["bottom"])]
    placed = transform_points(np.array(points, np.float64).reshape(-1, 2), to_displayed)
    (x0, y0), (x1, y1) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    box = (x0, y0, x1, y1)
    if item["object_type"] == "image":
        thin = min(x1 - x0, y1 - y0) <= MAX_IMAGE_RULING_PT
        return Shape(box, fill=UNKNOWN_LUMA, rectangle=True) if thin else None
    if item["object_type"] not in ("line", "rect", "curve"):
        return None
    path = placed.tolist()
    if item["object_type"] == "rect":
        path = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    strokes = tuple(_straight(path, item.get("path"))) if item["stroke"] else ()
    fill = _luma(item["non_stroking_color"], has_tints) if item["fill"] else None
    return (
        Shape(box, strokes, _luma(item["stroking_color"], has_tints), fill, item["object_type"] == "rect")
        if strokes or fill is not None
        else None
    )


def _straight(points: Sequence[Sequence[float]], path: Sequence[Any] | None) -> Iterator[Segment]:
    """Yields the straight segments of a path; its curves leave none."""
    kinds = [part[0] for part in path or ()]
    if len(kinds) != len(points):
        kinds = ["m"] + ["l"] * (len(points) - 1)
    for (ax, ay), (bx, by), kind in zip(points, points[1:], kinds[1:], strict=False):
        if kind in ("l", "h"):
            yield ax, ay, bx, by


def _luma(colour: Any, has_tints: bool) -> float:
    """Returns the brightness of a colour, 0 black to 1 white."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(v, (int, float)) for v in parts):
        return UNKNOWN_LUMA
    if len(parts) == 3:
        return float(sum(w * v for w, v in zip(GREY_WEIGHTS, parts, strict=True)))
    if len(parts) == 4:
        return float(sum(w * (1 - v) for w, v in zip(GREY_WEIGHTS, parts, strict=False)) * (1 - parts[3]))
    return float(parts[0]) if len(parts) == 1 and not has_tints else UNKNOWN_LUMA
