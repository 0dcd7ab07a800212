"""The picture of one line of print, cut out of a page with a little air round it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, Quad
from gouji.ocr.image.grayscale import apply_per_plane
from gouji.ocr.image.transforms import transform_points

UP, SIDE = 0.08, 0.10
"""Air above and below, and at each end, in line heights. More makes the print smaller in the recogniser's fixed height."""


@dataclass(slots=True)
class Crop:
    """A picture and the map from its pixels to those of the page."""

    image: Image
    back: Matrix


def crop_line(image: Image, quad: Quad, level: Matrix | None = None) -> Crop:
    """The picture of the line in `quad`, at least one pixel wide and high.

    `level` straightens the image (None: it lies straight); the quad stands on the straightened page, and the crop's map leads there.
    Cut out of the image as it lies, print is interpolated once and not twice.
    """
    quad = _widened(quad)
    width = max(1, round(float(max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3])))))
    height = max(1, round(float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    place = quad if level is None else transform_points(quad, np.linalg.inv(level))
    matrix = cv2.getPerspectiveTransform(place.astype(np.float32), target)
    picture = apply_per_plane(image, lambda plane: _cut(plane, matrix, (width, height)))
    back = np.linalg.inv(matrix)
    return Crop(picture, back if level is None else level @ back)


def _cut(plane: Image, matrix: Matrix, size: tuple[int, int]) -> Image:
    return cv2.warpPerspective(plane, matrix, size, borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC).astype(
        np.uint8, copy=False
    )


def _widened(quad: Quad) -> Quad:
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    height = float(np.linalg.norm(down))
    a = along / max(1e-6, float(np.linalg.norm(along))) * height * SIDE
    d = down * UP
    return np.array([quad[0] - a - d, quad[1] + a - d, quad[2] + a + d, quad[3] - a + d])
