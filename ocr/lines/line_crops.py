"""Cuts the image of one line of text out of a page, with a small margin."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, Quad
from gouji.ocr.image.grayscale import apply_per_plane
from gouji.ocr.image.transforms import transform_points

MARGIN_Y_HEIGHTS = 0.08
MARGIN_X_HEIGHTS = 0.10
"""Margins above and below, and at each end, in line heights.

A larger margin makes the text smaller in the recogniser's fixed height.
"""


@dataclass(slots=True)
class Crop:
    """A line image with the map from its pixels to those of the page."""

    image: Image
    back: Matrix


def crop_line(image: Image, quad: Quad, deskew: Matrix | None = None) -> Crop:
    """Returns the image of the line in `quad`, at least one pixel wide and high.

    `deskew` maps `image` to the deskewed page (None: it is straight already). `quad` is on the deskewed page, and the
    crop's map leads there. Cropping from the original image interpolates the text once instead of twice.
    """
    quad = _with_margin(quad)
    width = max(1, round(float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])))))
    height = max(1, round(float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    source_quad = quad if deskew is None else transform_points(quad, np.linalg.inv(deskew))
    matrix = cv2.getPerspectiveTransform(source_quad.astype(np.float32), target)
    cropped = apply_per_plane(image, lambda plane: _warp(plane, matrix, (width, height)))
    back = np.linalg.inv(matrix)
    return Crop(cropped, back if deskew is None else deskew @ back)


def _warp(plane: Image, matrix: Matrix, size: tuple[int, int]) -> Image:
    return cv2.warpPerspective(plane, matrix, size, borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC).astype(
        np.uint8, copy=False
    )


def _with_margin(quad: Quad) -> Quad:
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    height = float(np.linalg.norm(down))
    a = along / max(1e-6, float(np.linalg.norm(along))) * height * MARGIN_X_HEIGHTS
    d = down * MARGIN_Y_HEIGHTS
    return np.array([quad[0] - a - d, quad[1] + a - d, quad[2] + a + d, quad[3] - a + d])
