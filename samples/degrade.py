"""A clean page image becomes a scan of a given quality, and says where everything went."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.wear import WEAR

Image = NDArray[np.uint8]
Box = tuple[float, float, float, float]
Matrix = NDArray[np.float64]
TABLE = Path(__file__).with_name("degrade.toml")


@dataclass(frozen=True, slots=True)
class Transform:
    """Where a point of the clean page went: `matrix` first (3 x 3, projective), then `sag` times a sine over x was added to y."""

    matrix: Matrix = field(default_factory=lambda: np.eye(3))
    sag: float = 0.0
    width: float = 1.0

    def points(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The n x 2 points of the clean page as points of the scan, in pixels."""
        flat = np.hstack([points, np.ones((len(points), 1))]) @ self.matrix.T
        moved = flat[:, :2] / flat[:, 2:]
        moved[:, 1] += self.sag * np.sin(np.pi * moved[:, 0] / self.width)
        return np.asarray(moved, dtype=np.float64)

    def box(self, box: Box) -> Box:
        """The upright box round where `box` of the clean page stands on the scan, in pixels."""
        x0, y0, x1, y1 = box
        middle = (x0 + x1) / 2
        corners = np.array([[x, y] for x in (x0, middle, x1) for y in (y0, y1)], dtype=np.float64)
        moved = self.points(corners)
        (left, top), (right, bottom) = moved.min(axis=0), moved.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


@dataclass(frozen=True, slots=True)
class Scan:
    """A degraded page of the same size and kind as the clean one. `steps` says what was done to it, and how much."""

    image: Image
    transform: Transform
    steps: tuple[tuple[str, float], ...]


def degrade(image: Image, quality: str, rng: np.random.Generator) -> Scan:
    """The page (uint8, grey or RGB) as a scan of `quality`, one of `qualities()`; the same `rng` state gives the same scan.

    KeyError when the quality is not in degrade.toml.
    """
    transform, done = Transform(width=float(image.shape[1])), []
    for name, low, high in _table()[quality]:
        amount = float(rng.uniform(low, high))
        if name in MOVES:
            image, transform = MOVES[name](image, amount, rng, transform)
        else:
            image = WEAR[name](image, amount, rng)
        done.append((name, round(amount, 5)))
    return Scan(image, transform, tuple(done))


def qualities() -> tuple[str, ...]:
    """The names of the qualities."""
    return tuple(_table())


@cache
def _table() -> dict[str, list[tuple[str, float, float]]]:
    raw = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {quality: [(str(n), float(lo), float(hi)) for n, lo, hi in row["steps"]] for quality, row in raw.items()}


def skew(image: Image, amount: float, rng: np.random.Generator, before: Transform) -> tuple[Image, Transform]:
    """Turned about its middle by `amount` degrees, one way or the other."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), amount * rng.choice([-1.0, 1.0]), 1.0)
    return _warp(image, np.vstack([turn, [0, 0, 1]]), before)


def tilt(image: Image, amount: float, rng: np.random.Generator, before: Transform) -> tuple[Image, Transform]:
    """Seen from aside: every corner drawn in by up to `amount` of the page's width."""
    height, width = image.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], dtype=np.float32)
    pulled = corners + inward * rng.uniform(0.2, 1.0, (4, 2)).astype(np.float32) * amount * width
    matrix = cv2.getPerspectiveTransform(corners, pulled.astype(np.float32))
    return _warp(image, np.asarray(matrix, dtype=np.float64), before)


def bend(image: Image, amount: float, rng: np.random.Generator, before: Transform) -> tuple[Image, Transform]:
    """Lines sag in their middle by `amount` of the page's width, as on a sheet that does not lie flat. Only after all other moves."""
    height, width = image.shape[:2]
    sag = amount * width * rng.choice([-1.0, 1.0])
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source = (y - sag * np.sin(np.pi * x / width)).astype(np.float32)
    bent = cv2.remap(image, x, source, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, dtype=np.uint8), Transform(before.matrix, float(sag), float(width))


Move = Callable[[Image, float, np.random.Generator, Transform], tuple[Image, Transform]]
MOVES: dict[str, Move] = {"skew": skew, "tilt": tilt, "bend": bend}


def _warp(image: Image, matrix: Matrix, before: Transform) -> tuple[Image, Transform]:
    height, width = image.shape[:2]
    moved = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.uint8), Transform(np.asarray(matrix @ before.matrix), before.sag, before.width)
