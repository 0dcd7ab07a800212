"""Specks of dirt on copied pages: tiny, dark, and far from any print. A decimal point stands beside its digits and stays."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engine import Image, Mask

LARGEST = 2.4
"""Points across: a full stop on its own is larger."""

ALONE = 3.0
"""Points of clear paper round a speck."""

MANY = 40
"""A page with fewer specks than these is clean."""

DARKER = 60


def speck_mask(image: Image, scale: float) -> Mask | None:
    """255 on specks, None on a clean page."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    window = 2 * round(9 * scale) + 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, DARKER)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    small = (stats[:, 2:4].max(axis=1) <= LARGEST * scale) & (stats[:, 4] >= 2)
    small[0] = False
    print_mask = ((~small[labels]) & (labels > 0)).astype(np.uint8)
    reach = 2 * round(ALONE * scale) + 1
    beside = cv2.dilate(print_mask, np.ones((reach, reach), np.uint8))
    lonely = small.copy()
    lonely[np.unique(labels[(beside > 0) & small[labels]])] = False
    if int(lonely.sum()) < MANY:
        return None
    return (lonely[labels] * np.uint8(255)).astype(np.uint8)


def without_specks(image: Image, specks: Mask) -> Image:
    """The image with the paper's colour on the specks."""
    mask = cv2.dilate(specks, np.ones((3, 3), np.uint8))
    paper = cv2.medianBlur(cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 15)
    paper = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.where(mask[:, :, None] > 0, paper, image).astype(np.uint8, copy=False)
