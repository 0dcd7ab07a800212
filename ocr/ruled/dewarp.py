"""Dewarps a page so that its rulings run straight: perspective, curl and residual skew are estimated from the
rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Matrix, Quad
from gouji.ocr.ruled.line_segments import LineSegment, SegmentMasks, line_segments

MIN_RULING_LENGTH_PT = 60.0
"""Only a ruling of at least this length shows how the page bends."""

STIFFNESS = 0.02
"""Regularisation: how strongly the page is assumed to be flat where few rulings say otherwise."""

FIT_ROUNDS = 4
"""Number of robust fits."""

MAX_RESIDUAL_RATIO = 3.0
"""A point whose residual exceeds this multiple of the median is left out of the next fit."""

SAMPLE_STEP_PT = 5.0
"""Distance between two samples of a ruling."""

GRID_STEP_PX = 16
"""Distance between two positions that are computed exactly."""

BAND_HEIGHT_PX = 128
"""Height of a band that is dewarped at once, so that its data stays in the processor cache."""

Points = npt.NDArray[np.float64]


@dataclass
class PageWarp:
    """Displacement between the deskewed page and its dewarped form (pixels): two polynomials over the page."""

    size: tuple[int, int]
    dx_coefficients: Points
    dy_coefficients: Points

    @property
    def is_identity(self) -> bool:
        """Whether the page needs no dewarping."""
        return not (self.dx_coefficients.any() or self.dy_coefficients.any())

    def to_page(self, points: Quad) -> Quad:
        """Maps dewarped points (n x 2) to the deskewed page."""
        return points + self._shift(points)

    def from_page(self, points: Quad) -> Quad:
        """Maps points of the deskewed page to the dewarped one."""
        flat = points - self._shift(points)
        return points - self._shift(flat)

    def image(self, image: Image) -> Image:
        """Returns the dewarped page, or the image itself if nothing bends it."""
        if self.is_identity:
            return image
        height, width = image.shape[:2]
        out, grown = np.empty_like(image), np.diag([float(GRID_STEP_PX), float(GRID_STEP_PX), 1.0])[:2]
        for top in range(0, height, BAND_HEIGHT_PX):
            first, high = top // GRID_STEP_PX, min(BAND_HEIGHT_PX, height - top)
            fine = cv2.warpAffine(
                self._source_positions[first : first + BAND_HEIGHT_PX // GRID_STEP_PX + 1],
                grown,
                (width, high),
                flags=cv2.INTER_LINEAR,
            )
            x, y = cv2.split(fine)
            out[top : top + high] = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return out

    @cached_property
    def _source_positions(self) -> Image:
        """Positions on the deskewed page of every sixteenth dewarped pixel in both directions.

        Between them the map is linear.
        """
        width, height = self.size
        ys, xs = np.mgrid[0 : height + GRID_STEP_PX : GRID_STEP_PX, 0 : width + GRID_STEP_PX : GRID_STEP_PX].astype(
            np.float64
        )
        positions: Image = (
            self.to_page(np.column_stack([xs.ravel(), ys.ravel()])).reshape(*xs.shape, 2).astype(np.float32)
        )
        return positions

    def _shift(self, points: Quad) -> Quad:
        x, y = _normal(points, self.size)
        shift: Quad = np.column_stack([_basis(y, x) @ self.dx_coefficients, _basis(x, y) @ self.dy_coefficients])
        return shift


def fit_page_warp(masks: SegmentMasks, scale: float) -> PageWarp:
    """Fits the warp of a page to the segments on it that may be rulings. `scale` is in pixels per point."""
    height, width = masks.horizontal.shape
    size = (width, height)
    horizontal = [
        np.column_stack([s.along, s.across])
        for s in _samples_of_long(line_segments(masks.horizontal, MIN_RULING_LENGTH_PT * scale), scale)
    ]
    vertical = [
        np.column_stack([s.across, s.along])
        for s in _samples_of_long(line_segments(masks.vertical, MIN_RULING_LENGTH_PT * scale), scale)
    ]
    return PageWarp(size, _fit(vertical, size, 0), _fit(horizontal, size, 1))


def _samples_of_long(found: Sequence[LineSegment], scale: float) -> list[LineSegment]:
    step = max(1, round(SAMPLE_STEP_PT * scale))
    return [LineSegment(s.along[step // 2 :: step], s.across[step // 2 :: step]) for s in found]


def _normal(points: Quad, size: tuple[int, int]) -> tuple[Points, Points]:
    half = max(size) / 2
    return (points[:, 0] - size[0] / 2) / half, (points[:, 1] - size[1] / 2) / half


def _basis(along: Points, across: Points) -> Matrix:
    """Returns the terms by which a ruling along one axis may deviate across it.

    A constant shift of the whole page is not an error.
    """
    return np.column_stack([along, along**2, along**3, along * across, along**2 * across, along * across**2])


def _fit(rulings: Sequence[Quad], size: tuple[int, int], axis: int) -> Points:
    """Fits the polynomial that best straightens all rulings, each at a position of its own."""
    if len(rulings) < 2:
        return np.zeros(6)
    rows, target = [], []
    for ruling in rulings:
        x, y = _normal(ruling, size)
        basis = _basis(x, y) if axis == 1 else _basis(y, x)
        rows.append(basis - basis.mean(axis=0))
        target.append(ruling[:, axis] - ruling[:, axis].mean())
    return _robust(np.vstack(rows), np.concatenate(target))


def _robust(rows: Matrix, target: Points) -> Points:
    keep = np.ones(len(target), bool)
    answer = np.zeros(rows.shape[1])
    for _ in range(FIT_ROUNDS):
        a, b = rows[keep], target[keep]
        regularisation = STIFFNESS * len(b) / 100 * np.eye(rows.shape[1])
        answer = np.linalg.solve(a.T @ a + regularisation, a.T @ b)
        residuals = np.abs(rows @ answer - target)
        keep = residuals <= max(1.0, MAX_RESIDUAL_RATIO * float(np.median(residuals[keep])))
    return answer
