"""Finds out which characters of a text layer are painted: what a reader of the page cannot see is no print.

The page is rendered with its text and without it. A character is painted if its box differs. So white on white, text
under a later shape, outside the page or its clipping path, and on a layer that is switched off are all told alike.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.render import page_raster

PAINT_DPI = 100.0
"""Resolution at which the smallest decimal point leaves a trace."""

MIN_DIFFERENCE = 12
"""Grey levels (of 255) by which print differs from the page without it."""

MAX_OVERLAP_RATIO = 0.4
"""Characters of different text objects that share more than this of a box are printed over one another."""

MAX_COPY_DISTANCE_EM = 0.3
"""A copy that makes a character look bold is no farther from it."""

MAX_FORM_DEPTH = 8
MAX_ROUNDS = 4
"""How many texts are told apart that are printed over one another."""


def painted_characters(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> list[LayerChar]:
    """Returns the characters; those that are not painted are no longer visible.

    Blanks are as visible as the text around them. Raises UnreadableDocument "broken_pdf".
    """
    seen = [c for c in characters if c.visible and c.char.strip()]
    if not seen:
        return list(characters)
    painted = _painted(page, seen)
    unpainted = {id(c) for c, is_painted in zip(seen, painted, strict=True) if not is_painted}
    hidden = {c.owner for c in seen if id(c) in unpainted} - {c.owner for c in seen if id(c) not in unpainted}
    return [
        replace(c, visible=False) if id(c) in unpainted or (c.owner in hidden and not c.char.strip()) else c
        for c in characters
    ]


def _painted(page: pdfium.PdfPage, seen: Sequence[LayerChar]) -> list[bool]:
    objects = {_address(o): o for o in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=MAX_FORM_DEPTH)}
    raster = page_raster(page, PAINT_DPI)
    whole = raster.image
    boxes = [tuple(v * raster.scale for v in c.box) for c in seen]
    bare = _without(page, objects, objects)
    difference = _difference(whole, bare)
    painted = [_differs(difference, box) for box in boxes]
    for owners in _overprinted(seen):
        difference = _difference(whole, _without(page, objects, owners))
        painted = [
            _differs(difference, box) if c.owner in owners else before
            for c, box, before in zip(seen, boxes, painted, strict=True)
        ]
    return _with_undrawable(painted, seen, objects, bare, boxes)


def _address(obj: pdfium.PdfObject) -> int:
    return ctypes.cast(obj.raw, ctypes.c_void_p).value or 0


def _without(page: pdfium.PdfPage, objects: dict[int, Any], hidden: Collection[int]) -> Image:
    """Renders the page without these text objects."""
    try:
        for address in hidden:
            if address in objects:
                raw.FPDFPageObj_SetIsActive(objects[address], False)
        return page_raster(page, PAINT_DPI).image
    finally:
        for address in hidden:
            if address in objects:
                raw.FPDFPageObj_SetIsActive(objects[address], True)


def _difference(a: Image, b: Image) -> Mask:
    blue, green, red = cv2.split(cv2.absdiff(a, b))
    return cv2.max(cv2.max(blue, green), red).astype(np.uint8, copy=False)


def _differs(difference: Mask, box: Sequence[float]) -> bool:
    part = _part(difference, box)
    return bool(part.size) and int(part.max()) >= MIN_DIFFERENCE


def _part(image: Mask, box: Sequence[float]) -> Mask:
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    return image[y0 : y1 + 1, x0 : x1 + 1] if box[2] > 0 and box[3] > 0 else image[:0]


def _overprinted(seen: Sequence[LayerChar]) -> list[set[int]]:
    """Returns groups of text objects that are printed over others; those of one group lie apart."""
    conflicts = _conflicts(seen)
    groups: list[set[int]] = []
    for owner, others in conflicts.items():
        group = next((g for g in groups if not g & others), None)
        if group is None and len(groups) < MAX_ROUNDS:
            groups.append(group := set())
        if group is not None:
            group.add(owner)
    return groups


def _conflicts(seen: Sequence[LayerChar]) -> dict[int, set[int]]:
    """Returns, by text object, the others with other characters in the same place."""
    places: dict[tuple[int, int], list[LayerChar]] = defaultdict(list)
    out: dict[int, set[int]] = defaultdict(set)
    for char in seen:
        x, y = int(char.centre[0] // 12), int(char.centre[1] // 12)
        for other in (o for i in (-1, 0, 1) for j in (-1, 0, 1) for o in places.get((x + i, y + j), ())):
            if other.owner != char.owner and _is_over(char, other):
                out[char.owner].add(other.owner)
                out[other.owner].add(char.owner)
        places[x, y].append(char)
    return dict(out)


def _is_over(char: LayerChar, other: LayerChar) -> bool:
    a, b = char.box, other.box
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    if width <= 0 or height <= 0 or width * height < MAX_OVERLAP_RATIO * smaller:
        return False
    reach = MAX_COPY_DISTANCE_EM * max(char.size, other.size)
    return char.char != other.char or abs(a[0] - b[0]) > reach or abs(a[1] - b[1]) > reach


def _with_undrawable(
    painted: list[bool],
    seen: Sequence[LayerChar],
    objects: dict[int, Any],
    bare: Image,
    boxes: Sequence[Sequence[float]],
) -> list[bool]:
    """Counts characters as painted if their font is not in the file and this machine has none that shows them.

    That is so if none of its Latin characters, or none of the others, leaves a trace on the page. Their colour must
    still differ from what lies under them.
    """
    kinds = [(_font(objects.get(c.owner)), c.char.isascii()) for c in seen]
    shown = {kind for kind, is_painted in zip(kinds, painted, strict=True) if is_painted}
    return [
        is_painted or (kind[0] != 0 and kind not in shown and _stands_out(objects.get(c.owner), bare, box))
        for c, kind, is_painted, box in zip(seen, kinds, painted, boxes, strict=True)
    ]


def _font(obj: pdfium.PdfObject | None) -> int:
    """Returns the address of the object's font; 0 if the font is in the file."""
    font = raw.FPDFTextObj_GetFont(obj) if obj is not None else None
    if not font or raw.FPDFFont_GetIsEmbedded(font):
        return 0
    return ctypes.cast(font, ctypes.c_void_p).value or 0


def _stands_out(obj: pdfium.PdfObject | None, bare: Image, box: Sequence[float]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    part = _part(bare, box)
    if obj is None or not part.size or not raw.FPDFPageObj_GetFillColor(obj, red, green, blue, alpha):
        return False
    luma = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    return abs(luma - float(np.median(part))) * alpha.value / 255 >= MIN_DIFFERENCE
