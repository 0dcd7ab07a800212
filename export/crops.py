"""The places of a finding cut out of a page, with the figures boxed."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from gouji.export.finding_places import Box, Spot
from gouji.ocr.engine.protocol import Image

DPI = 144
"""Of the pages that are cut from: two pixels a point, so that a picture can be enlarged in the workbook."""
PIXELS_PER_POINT = DPI / 72
RED, GREY, COVER_COLOUR = (0, 0, 220), (150, 150, 150), (205, 205, 205)
MAX_GAP_PT = 46.0
"""Points between two figures above which the paper between them is left out."""
AROUND, BESIDE, LEAST = 15.0, 64.0, 290.0
"""Points of paper shown over and under the figures, beside them, and across at least: enough to see the line they stand in."""


def rotate_upright(image: Image, spots: Iterable[Spot], rotation: int) -> tuple[Image, list[Spot]]:
    """A page that lay turned, set upright, with the places on it."""
    turns, out = rotation // 90 % 4, list(spots)
    for turn in range(turns):
        width = image.shape[1 - turn % 2] / PIXELS_PER_POINT
        out = [Spot(s.page, (s.box[1], width - s.box[2], s.box[3], width - s.box[0]), s.claimed, s.boxed) for s in out]
    return np.ascontiguousarray(np.rot90(image, turns)), out


def cover(image: Image, spots: Iterable[Spot]) -> None:
    """Covers places of a page."""
    for spot in spots:
        x0, y0, x1, y1 = _pixels(spot.box, 2)
        cv2.rectangle(image, (x0, y0), (x1, y1), COVER_COLOUR, cv2.FILLED)


def cut_strips(image: Image, spots: list[Spot]) -> list[Image]:
    """The parts of an upright page that hold the spots, from the top down, each spot in a red box, the claimed one in a thicker."""
    if not spots:
        return []
    canvas = image.copy()
    for spot in (each for each in spots if each.boxed):
        thick = 4 if spot.claimed else 2
        x0, y0, x1, y1 = _pixels(spot.box, 1 + thick // 2)
        cv2.rectangle(canvas, (x0, y0), (x1, y1), RED, thick)
    left, right = _across([spot.box for spot in spots], image.shape[1] / PIXELS_PER_POINT)
    return [_cut(canvas, left, top, right, bottom) for top, bottom in _bands([spot.box for spot in spots])]


def stack_strips(parts: list[tuple[str, Image]], most: int) -> tuple[Image, bool]:
    """Parts one over the other, each with its page's name at the right, as far as `most` pixels reach; whether all of them fit."""
    width = max(part.shape[1] for _, part in parts)
    rows: list[Image] = []
    height, whole = 0, True
    for name, part in parts:
        room = most - height
        if rows and part.shape[0] > room:
            return np.vstack(rows), False
        whole = part.shape[0] <= room
        row = np.full((min(part.shape[0], room) + 4, width, 3), 255, np.uint8)
        row[4:, : part.shape[1]] = part[: row.shape[0] - 4]
        if rows:
            row[1:3] = GREY
        cv2.putText(row, name, (width - 13 * len(name) - 6, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, GREY, 1, cv2.LINE_AA)
        rows.append(row)
        height += row.shape[0]
    return np.vstack(rows), whole


def _pixels(box: Box, grow: int) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(value * PIXELS_PER_POINT) for value in box)
    return x0 - grow, y0 - grow, x1 + grow, y1 + grow


def _bands(boxes: list[Box]) -> list[tuple[float, float]]:
    """From where to where down the page, in points."""
    bands: list[tuple[float, float]] = []
    for _, top, _, bottom in sorted(boxes, key=lambda box: box[1]):
        if bands and top - bands[-1][1] <= MAX_GAP_PT:
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return [(top - AROUND, bottom + AROUND) for top, bottom in bands]


def _across(boxes: list[Box], width: float) -> tuple[float, float]:
    left, right = min(box[0] for box in boxes) - BESIDE, max(box[2] for box in boxes) + BESIDE
    missing = max(0.0, LEAST - (right - left)) / 2
    left, right = left - missing, right + missing
    # What reaches over one edge of the page is given to the other side.
    left, right = left - max(0.0, right - width), right - min(0.0, left)
    return max(0.0, left), min(width, right)


def _cut(image: Image, left: float, top: float, right: float, bottom: float) -> Image:
    height, width = image.shape[:2]
    rows = slice(max(0, round(top * PIXELS_PER_POINT)), min(height, round(bottom * PIXELS_PER_POINT)))
    return image[rows, max(0, round(left * PIXELS_PER_POINT)) : min(width, round(right * PIXELS_PER_POINT))]
