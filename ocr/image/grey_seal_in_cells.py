"""Print under the rim and the star of a grey seal, where the print is darker than the seal's ink. Its thin strokes are left alone."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask

DARKER = 28
"""Ink of any kind is this much darker than the paper (of 255)."""

SOLID, LONG = 1.5, 14.0
"""Points. The rim and the star of a seal are as broad and as long, strokes of print and rules are not."""

APART = 40
"""Seal and print are two inks when one is this much darker."""

PALE = 0.94
"""What is this part of the way from the darkest print to the seal's tone is seal."""

Flags = npt.NDArray[np.bool_]


def lift_grey_seal(image: Image, sealed: Mask | None, scale: float) -> Image:
    """The image with paper in the place of the seal's broad parts; the image itself where print and seal are one tone.

    `sealed` is 255 inside of each seal, `scale` in pixels a point.
    """
    if sealed is None or not sealed.any():
        return image
    frame = _frame(sealed, max(3, round(SOLID * scale)))
    shown = _shown(image[frame], sealed[frame] > 0, scale)
    if shown is None:
        return image
    out = image.copy()
    out[frame] = shown
    return out


def _frame(sealed: Mask, air: int) -> tuple[slice, slice]:
    """The part of the page that holds all seals, with some air."""
    rows, columns = (np.flatnonzero(sealed.any(axis=axis)) for axis in (1, 0))
    return slice(max(0, int(rows[0]) - air), int(rows[-1]) + air + 1), slice(
        max(0, int(columns[0]) - air), int(columns[-1]) + air + 1
    )


def _shown(image: Image, inside: Flags, scale: float) -> Image | None:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey[inside], 80))
    ink = inside & (grey < paper - DARKER)
    broad = _broad(ink, scale)
    if not broad.any():
        return None
    seal, dark = float(np.median(grey[broad])), float(np.percentile(grey[ink], 2))
    if seal - dark < APART:
        return None
    shown = np.clip((grey - dark) / (PALE * (seal - dark)), 0, 1) * (paper - dark) + dark
    near = cv2.dilate(broad.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    out: Image = np.where(near[:, :, None], np.maximum(image, shown[:, :, None]), image).astype(np.uint8)
    return out


def _broad(ink: Flags, scale: float) -> Flags:
    side = max(3, round(SOLID * scale))
    solid = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    long = np.maximum(stats[:, 2], stats[:, 3]) >= LONG * scale
    long[0] = False
    broad: Flags = long[labels]
    return broad
