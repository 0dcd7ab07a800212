"""Reveals print under the rim and the star of a grey seal, if the print is darker than the seal's ink.

The seal's thin strokes are left unchanged.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask

MIN_INK_CONTRAST = 28
"""Ink of any kind is darker than the paper by more than this many grey levels (of 255)."""

MIN_BROAD_PT = 1.5
MIN_BROAD_LENGTH_PT = 14.0
"""A seal's rim and star are at least this broad and this long; strokes of print and rulings are not."""

MIN_SEAL_PRINT_CONTRAST = 40
"""Grey levels by which print is darker than the seal if they are two inks."""

SEAL_LEVEL_RATIO = 0.94
"""Anything beyond this fraction of the way from the darkest print to the seal's grey level is seal."""

Flags = npt.NDArray[np.bool_]


def lift_grey_seal(image: Image, sealed: Mask | None, scale: float) -> Image:
    """Returns the image with the seal's broad parts replaced by paper; the image itself if print and seal look alike.

    `sealed` is 255 inside each seal; `scale` is in pixels per point.
    """
    if sealed is None or not sealed.any():
        return image
    frame = _frame(sealed, max(3, round(MIN_BROAD_PT * scale)))
    revealed = _revealed(image[frame], sealed[frame] > 0, scale)
    if revealed is None:
        return image
    out = image.copy()
    out[frame] = revealed
    return out


def _frame(sealed: Mask, margin: int) -> tuple[slice, slice]:
    """Returns the slices of the page that contain all seals with a margin of `margin` pixels."""
    rows, columns = (np.flatnonzero(sealed.any(axis=axis)) for axis in (1, 0))
    return slice(max(0, int(rows[0]) - margin), int(rows[-1]) + margin + 1), slice(
        max(0, int(columns[0]) - margin), int(columns[-1]) + margin + 1
    )


def _revealed(image: Image, inside: Flags, scale: float) -> Image | None:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey[inside], 80))
    ink = inside & (grey < paper - MIN_INK_CONTRAST)
    broad = _broad(ink, scale)
    if not broad.any():
        return None
    seal, dark = float(np.median(grey[broad])), float(np.percentile(grey[ink], 2))
    if seal - dark < MIN_SEAL_PRINT_CONTRAST:
        return None
    revealed = np.clip((grey - dark) / (SEAL_LEVEL_RATIO * (seal - dark)), 0, 1) * (paper - dark) + dark
    near = cv2.dilate(broad.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    out: Image = np.where(near[:, :, None], np.maximum(image, revealed[:, :, None]), image).astype(np.uint8)
    return out


def _broad(ink: Flags, scale: float) -> Flags:
    side = max(3, round(MIN_BROAD_PT * scale))
    solid = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    long = np.maximum(stats[:, 2], stats[:, 3]) >= MIN_BROAD_LENGTH_PT * scale
    long[0] = False
    broad: Flags = long[labels]
    return broad
