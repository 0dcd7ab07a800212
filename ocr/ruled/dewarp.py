"""A page on which the rules of its tables run straight: perspective, curl and rest of skew are read off the rules themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Matrix, Quad
from gouji.ocr.ruled.line_segments import Marks, Streak, streaks

LONG = 60.0
"""Points. Only a rule as long tells how the page bends."""

STIFF = 0.02
"""How strongly a page is held to be flat where few rules say otherwise."""

ROUNDS, STRAY = 4, 3.0
"""Fits, and how many times the usual distance a point may lie off before the next fit leaves it out."""

STEP = 5.0
"""Points between two samples of a rule."""

GRID, BAND = 16, 128
"""Pixels between two places that are worked out exactly, and of a band that is laid flat at once: what it takes stays near the processor."""

Points = npt.NDArray[np.float64]


@dataclass
class Flat:
    """How far the page (upright pixels) lies off its flat form: two polynomials over the page."""

    size: tuple[int, int]
    sideways: Points
    down: Points

    @property
    def plain(self) -> bool:
        """Whether the page lies flat as it is."""
        return not (self.sideways.any() or self.down.any())

    def to_page(self, points: Quad) -> Quad:
        """Flat points (n x 2) on the upright page."""
        return points + self._shift(points)

    def from_page(self, points: Quad) -> Quad:
        """Points of the upright page on the flat one."""
        flat = points - self._shift(points)
        return points - self._shift(flat)

    def image(self, image: Image) -> Image:
        """The page laid flat; the image itself where nothing bends it."""
        if self.plain:
            return image
        height, width = image.shape[:2]
        out, grown = np.empty_like(image), np.diag([float(GRID), float(GRID), 1.0])[:2]
        for top in range(0, height, BAND):
            first, high = top // GRID, min(BAND, height - top)
            fine = cv2.warpAffine(
                self._places[first : first + BAND // GRID + 1], grown, (width, high), flags=cv2.INTER_LINEAR
            )
            x, y = cv2.split(fine)
            out[top : top + high] = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return out

    @cached_property
    def _places(self) -> Image:
        """Where on the upright page every sixteenth pixel of the flat one lies, both ways; between them it is even."""
        width, height = self.size
        ys, xs = np.mgrid[0 : height + GRID : GRID, 0 : width + GRID : GRID].astype(np.float64)
        places: Image = self.to_page(np.column_stack([xs.ravel(), ys.ravel()])).reshape(*xs.shape, 2).astype(np.float32)
        return places

    def _shift(self, points: Quad) -> Quad:
        x, y = _normal(points, self.size)
        shift: Quad = np.column_stack([_basis(y, x) @ self.sideways, _basis(x, y) @ self.down])
        return shift


def flat_page(marks: Marks, scale: float) -> Flat:
    """How a page on which rules may run there must be laid flat; `scale` in pixels a point."""
    height, width = marks.level.shape
    size = (width, height)
    level = [np.column_stack([s.along, s.across]) for s in _long(streaks(marks.level, LONG * scale), scale)]
    upright = [np.column_stack([s.across, s.along]) for s in _long(streaks(marks.upright, LONG * scale), scale)]
    return Flat(size, _fit(upright, size, 0), _fit(level, size, 1))


def _long(found: Sequence[Streak], scale: float) -> list[Streak]:
    step = max(1, round(STEP * scale))
    return [Streak(s.along[step // 2 :: step], s.across[step // 2 :: step]) for s in found]


def _normal(points: Quad, size: tuple[int, int]) -> tuple[Points, Points]:
    half = max(size) / 2
    return (points[:, 0] - size[0] / 2) / half, (points[:, 1] - size[1] / 2) / half


def _basis(along: Points, across: Points) -> Matrix:
    """What may make a rule that runs along one axis leave its place across it; a page shifted as a whole is no fault."""
    return np.column_stack([along, along**2, along**3, along * across, along**2 * across, along * across**2])


def _fit(rules: Sequence[Quad], size: tuple[int, int], axis: int) -> Points:
    """The polynomial that best makes all rules straight, each at a place of its own."""
    if len(rules) < 2:
        return np.zeros(6)
    rows, target = [], []
    for rule in rules:
        x, y = _normal(rule, size)
        basis = _basis(x, y) if axis == 1 else _basis(y, x)
        rows.append(basis - basis.mean(axis=0))
        target.append(rule[:, axis] - rule[:, axis].mean())
    return _robust(np.vstack(rows), np.concatenate(target))


def _robust(rows: Matrix, target: Points) -> Points:
    keep = np.ones(len(target), bool)
    answer = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        a, b = rows[keep], target[keep]
        stiff = STIFF * len(b) / 100 * np.eye(rows.shape[1])
        answer = np.linalg.solve(a.T @ a + stiff, a.T @ b)
        off = np.abs(rows @ answer - target)
        keep = off <= max(1.0, STRAY * float(np.median(off[keep])))
    return answer
