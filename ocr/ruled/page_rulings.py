"""Finds the rulings on a dewarped page: segments that are straight and are not strokes of characters in a row."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.ruled.broken_rulings import MAX_PRINT_BESIDE_DASHED, MIN_ROW_HEIGHT_PT, join_pieces
from gouji.ocr.ruled.line_segments import (
    MAX_BREAK_PT,
    MAX_THICKNESS_PT,
    MIN_RUN_PT,
    LineSegment,
    ThinDarkMasks,
    label_segments,
    line_segments,
    long_segments,
    segment_masks,
    thin_dark_masks,
)
from gouji.ocr.ruled.rulings import Direction, PageRulings, Ruling, crowding, solidity

MAX_BOW_PT = 0.5
"""A short segment that bows by more than this is part of a seal's rim."""

SHORT_SEGMENT_PT = 60.0
"""A segment no longer than this is tested for a bow."""

MAX_CROWDING = 0.4
"""Between strokes of characters, print stands on both sides along this share of the path."""

DASHED_RUN_AND_GAP_PT = (36.0, 3.2)
"""Minimum length of a dashed or broken ruling, and its maximum gap."""

MIN_SOLIDITY = 0.93
"""A ruling between lines of print is dark along this share of its path."""


def page_rulings(
    image: Image, ink: Mask, sealed: Mask | None, scale: float, dark: ThinDarkMasks | None = None
) -> PageRulings:
    """Returns the rulings of a dewarped page.

    `ink` masks its print, `scale` is in pixels per point, `dark` its thin dark pixels if they are already known.
    """
    dark = dark or thin_dark_masks(image, scale)
    solid, dashed = segment_masks(dark, scale), segment_masks(dark, scale, *DASHED_RUN_AND_GAP_PT)
    grey = grayscale(image)
    horizontal = _direction(grey, (solid.horizontal, dashed.horizontal), ink, sealed, scale)
    vertical = _direction(
        _transposed(grey),
        (solid.vertical, dashed.vertical),
        _transposed(ink),
        None if sealed is None else _transposed(sealed),
        scale,
    )
    return PageRulings(horizontal, vertical)


def may_hold_rulings(dark: ThinDarkMasks, scale: float) -> bool:
    """Tells whether two vertical segments are long enough for the rulings of a table, dashed ones included.

    `dark` comes from `thin_dark_masks`. Text rarely has such segments: its lines run horizontally, and its strokes are
    no higher than its characters.
    """
    long = _count(long_segments(dark.vertical, scale, MIN_RUN_PT, MAX_BREAK_PT), MIN_ROW_HEIGHT_PT * scale)
    return long + _count(long_segments(dark.vertical, scale, *DASHED_RUN_AND_GAP_PT), 0.0) >= 2


def _count(mask: Mask, min_length: float) -> int:
    """Returns how many segments are at least `min_length` pixels long."""
    return sum(w >= min_length for _, _, w, _ in label_segments(mask)[1])


def _transposed(picture: Mask) -> Mask:
    return cv2.transpose(picture).astype(np.uint8, copy=False)


def _direction(grey: Image, masks: tuple[Mask, Mask], ink: Mask, sealed: Mask | None, scale: float) -> Direction:
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((max(3, round(MAX_THICKNESS_PT * scale)), 1), np.uint8))
    mask, dashed = masks
    out = Direction([], mask.copy(), dark.astype(np.uint8, copy=False), ink, sealed, scale)
    for segment in line_segments(mask, 1.0):
        ruling = _ruling(segment)
        bowed = ruling.length <= SHORT_SEGMENT_PT * scale and _is_bowed(segment, scale)
        if not bowed and (crowding(out, ruling)[0] <= MAX_CROWDING or solidity(out, ruling, scale)[0] >= MIN_SOLIDITY):
            out.rulings.append(ruling)
    for segment in line_segments(dashed, 1.0):
        ruling = _ruling(segment)
        if crowding(out, ruling)[1] < MAX_PRINT_BESIDE_DASHED:
            out.rulings.append(ruling)
            out.mask[np.round(segment.across).astype(int), segment.along.astype(int)] = 255
    join_pieces(out)
    return out


def _ruling(segment: LineSegment) -> Ruling:
    return Ruling(float(segment.across.mean()), float(segment.along[0]), float(segment.along[-1]) + 1)


def _is_bowed(segment: LineSegment, scale: float) -> bool:
    """Tells whether a segment leaves the straight line between its ends."""
    fifth = max(1, len(segment.across) // 5)
    ends = (float(segment.across[:fifth].mean()) + float(segment.across[-fifth:].mean())) / 2
    middle = float(segment.across[2 * fifth : 3 * fifth].mean()) if len(segment.across) >= 5 else ends
    return abs(middle - ends) > MAX_BOW_PT * scale
