"""Maps of the plane between the page as displayed and the rotated or deskewed page."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, Quad
from gouji.schemas.glyph import Box

ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def rotate_quarter(image: Image, degrees: int) -> tuple[Image, Matrix]:
    """Returns the image rotated clockwise by 0, 90, 180 or 270 degrees, and the map from old to new pixels."""
    height, width = image.shape[:2]
    maps = {
        0: np.eye(3),
        90: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]]),
        270: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }
    rotated = cv2.rotate(image, ROTATIONS[degrees]) if degrees else image
    return rotated, maps[degrees].astype(np.float64)


def deskew_matrix(shape: tuple[int, ...], degrees: float) -> Matrix:
    """Returns the rotation about the page's centre that makes text with `degrees` of clockwise skew horizontal."""
    height, width = shape[:2]
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return matrix


def deskewed(image: Image, deskew: Matrix) -> Image:
    """Returns the image deskewed by a map, in the same size."""
    height, width = image.shape[:2]
    interpolation, border = cv2.INTER_CUBIC, cv2.BORDER_REPLICATE
    return cv2.warpAffine(image, deskew[:2], (width, height), flags=interpolation, borderMode=border).astype(
        np.uint8, copy=False
    )


def transform_points(points: Quad, matrix: Matrix) -> Quad:
    """Applies a map to points (n x 2)."""
    out = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    moved: Quad = out[:, :2] / out[:, 2:3]
    return moved


def bounding_box(points: Quad) -> Box:
    """Returns the axis-aligned box around points."""
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def corners(box: Box) -> Quad:
    """Returns the four corners of an axis-aligned box."""
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64)
