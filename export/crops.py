"""Cuts the places of a finding out of a page, with boxes around the figures."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from gouji.export.finding_places import Box, Spot
from gouji.ocr.engine.protocol import Image

DPI = 144
"""Resolution of the pages that are cut: two pixels per PDF point, so that a picture can be enlarged in the workbook."""
PIXELS_PER_POINT = DPI / 72
RED, GREY, COVER_COLOUR = (0, 0, 220), (150, 150, 150), (205, 205, 205)
MAX_GAP_PT = 46.0
"""If two figures are farther apart than this, the paper between them is left out."""
MARGIN_Y_PT, MARGIN_X_PT, MIN_WIDTH_PT = 15.0, 64.0, 290.0
"""Paper shown above and below the figures, beside them, and the minimum width: enough to see the line of a figure."""


def rotate_upright(image: Image, spots: Iterable[Spot], rotation: int) -> tuple[Image, list[Spot]]:
    """Rotates a scanned page upright, together with the places on it."""
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
    """The parts of an upright page that hold the spots, from top to bottom. Each spot has a red box, the claimed one a
    thicker box."""
    if not spots:
        return []
    canvas = image.copy()
    for spot in (each for each in spots if each.boxed):
        thickness = 4 if spot.claimed else 2
        x0, y0, x1, y1 = _pixels(spot.box, 1 + thickness // 2)
        cv2.rectangle(canvas, (x0, y0), (x1, y1), RED, thickness)
    left, right = _across([spot.box for spot in spots], image.shape[1] / PIXELS_PER_POINT)
    return [_cut(canvas, left, top, right, bottom) for top, bottom in _bands([spot.box for spot in spots])]


def stack_strips(parts: list[tuple[str, Image]], max_height: int) -> tuple[Image, bool]:
    """Parts stacked vertically, each with its page name on the right, up to a height of `most` pixels; and whether all
    of them fit."""
    width = max(part.shape[1] for _, part in parts)
    rows: list[Image] = []
    height, complete = 0, True
    for name, part in parts:
        remaining = max_height - height
        if rows and part.shape[0] > remaining:
            return np.vstack(rows), False
        complete = part.shape[0] <= remaining
        row = np.full((min(part.shape[0], remaining) + 4, width, 3), 255, np.uint8)
        row[4:, : part.shape[1]] = part[: row.shape[0] - 4]
        if rows:
            row[1:3] = GREY
        cv2.putText(row, name, (width - 13 * len(name) - 6, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, GREY, 1, cv2.LINE_AA)
        rows.append(row)
        height += row.shape[0]
    return np.vstack(rows), complete


def _pixels(box: Box, grow: int) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(value * PIXELS_PER_POINT) for value in box)
    return x0 - grow, y0 - grow, x1 + grow, y1 + grow


def _bands(boxes: list[Box]) -> list[tuple[float, float]]:
    """(top, bottom) of the bands on the page, in points."""
    bands: list[tuple[float, float]] = []
    for _, top, _, bottom in sorted(boxes, key=lambda box: box[1]):
        if bands and top - bands[-1][1] <= MAX_GAP_PT:
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return [(top - MARGIN_Y_PT, bottom + MARGIN_Y_PT) for top, bottom in bands]


def _across(boxes: list[Box], width: float) -> tuple[float, float]:
    left, right = min(box[0] for box in boxes) - MARGIN_X_PT, max(box[2] for box in boxes) + MARGIN_X_PT
    missing = max(0.0, MIN_WIDTH_PT - (right - left)) / 2
    left, right = left - missing, right + missing
    # What exceeds one edge of the page is added to the other side.
    left, right = left - max(0.0, right - width), right - min(0.0, left)
    return max(0.0, left), min(width, right)


def _cut(image: Image, left: float, top: float, right: float, bottom: float) -> Image:
    height, width = image.shape[:2]
    rows = slice(max(0, round(top * PIXELS_PER_POINT)), min(height, round(bottom * PIXELS_PER_POINT)))
    return image[rows, max(0, round(left * PIXELS_PER_POINT)) : min(width, round(right * PIXELS_PER_POINT))]
