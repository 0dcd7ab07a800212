"""Grey seals whose ink is paler than the print: they fade away where the two can be told apart by darkness."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask

APART = 54.0
"""Grey levels between seal and print below which they cannot be told apart:
on coarse scans, and in the small print of tables, thin strokes are as pale as a seal, and would fade with it."""

RIM = 9
"""Pixels inside of the ring's edge where there is seal ink and hardly any print."""


def fade_grey_seals(image: Image, rings: Mask) -> Image | None:
    """The page with its grey seals faded to paper; None where every seal is as dark as the print."""
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
        if seal_ink is None or seal_ink - strokes < APART:
            continue
        # What is as dark as print stays print; what is as pale as the seal becomes paper.
        shown = (
            np.clip((grey[inside] - print_ink) / max(1.0, 0.94 * seal_ink - print_ink), 0, 1) * (paper - print_ink)
            + print_ink
        )
        out[inside] = np.repeat(shown[:, None], 3, axis=1).astype(np.uint8)
        faded = True
    return out if faded else None


def _darkness(values: Image) -> tuple[float, float] | None:
    """How dark the print is at its core, and how dark most of its strokes are; None where there is hardly any."""
    ink = values[values < 0.75 * float(np.median(values))]
    return (float(np.percentile(ink, 8)), float(np.percentile(ink, 25))) if ink.size > 500 else None


def _rim_ink(grey: Image, inside: Mask) -> float | None:
    """How dark the seal's own ink is, by its rim."""
    core = cv2.erode(inside, np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8))
    rim = grey[(inside > 0) & (core == 0)]
    ink = rim[rim < 0.85 * float(np.median(grey))]
    return float(np.percentile(ink, 30)) if ink.size > 100 else None
