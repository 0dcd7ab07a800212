"""Fades grey seals whose ink is paler than the print, if the two can be distinguished by their darkness."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask

MIN_SEAL_PRINT_CONTRAST = 54.0
"""Grey levels between seal and print; with less the two cannot be distinguished.

On coarse scans and in the small print of tables, thin strokes are as pale as a seal and would fade with it.
"""

RIM_PX = 9
"""Width of the zone inside the ring's edge that contains seal ink and hardly any print."""


def fade_grey_seals(image: Image, rings: Mask) -> Image | None:
    """Returns the page with its grey seals faded to paper; None if every seal is as dark as the print."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    found = _darkness(grey[rings == 0])
    if found is None:
        return None
    print_ink, strokes = found
    out = image.copy()
    count, labels = cv2.connectedComponents((rings > 0).astype(np.uint8))
    faded = False
    for label in range(1, count):
        inside = labels == label
        seal_ink, paper = _rim_ink(grey, inside.astype(np.uint8)), float(np.percentile(grey[inside], 80))
        if seal_ink is None or seal_ink - strokes < MIN_SEAL_PRINT_CONTRAST:
            continue
        # What is as dark as print stays; what is as pale as the seal becomes paper.
        revealed = (
            np.clip((grey[inside] - print_ink) / max(1.0, 0.94 * seal_ink - print_ink), 0, 1) * (paper - print_ink)
            + print_ink
        )
        out[inside] = np.repeat(revealed[:, None], 3, axis=1).astype(np.uint8)
        faded = True
    return out if faded else None


def _darkness(values: Image) -> tuple[float, float] | None:
    """Returns the grey level of the print's core and of most of its strokes; None if there is hardly any print."""
    ink = values[values < 0.75 * float(np.median(values))]
    return (float(np.percentile(ink, 8)), float(np.percentile(ink, 25))) if ink.size > 500 else None


def _rim_ink(grey: Image, inside: Mask) -> float | None:
    """Returns the grey level of the seal's own ink, measured at its rim; None if there is too little."""
    core = cv2.erode(inside, np.ones((2 * RIM_PX + 1, 2 * RIM_PX + 1), np.uint8))
    rim = grey[(inside > 0) & (core == 0)]
    ink = rim[rim < 0.85 * float(np.median(grey))]
    return float(np.percentile(ink, 30)) if ink.size > 100 else None
