"""A round official seal as a field of ink: how much of the paper each point of it hides."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Field = NDArray[np.float32]
COLOUR = (206, 38, 44)


def seal_ink(name: str, face: ImageFont.FreeTypeFont, diameter: int, wet: float, rng: np.random.Generator) -> Field:
    """Opacity 0..1 of a seal with `name` on its arc round a star, `diameter` pixels wide; unevenly inked as by hand.

    `wet` is the share of the diameter by which the ink has run out over every edge (0 for a dry seal).
    """
    plate = Image.new("L", (diameter, diameter), 0)
    draw = ImageDraw.Draw(plate)
    rim = max(2, diameter // 36)
    draw.ellipse((rim, rim, diameter - rim, diameter - rim), outline=255, width=rim)
    draw.polygon(_star(diameter / 2, diameter * 0.235), fill=255)
    _arc(plate, name, face)
    run = 2 * round(wet * diameter) + 1
    ink = (
        cv2.dilate(np.asarray(plate), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (run, run))).astype(np.float32) / 255
    )
    return np.asarray(cv2.GaussianBlur(ink, (0, 0), diameter / 500) * _press(diameter, rng), dtype=np.float32)


def stamp(page: NDArray[np.uint8], ink: Field, centre: tuple[float, float]) -> NDArray[np.uint8]:
    """The page with the seal on it, its middle at `centre` (pixels); the page is in colours."""
    top, left = round(centre[1] - ink.shape[0] / 2), round(centre[0] - ink.shape[1] / 2)
    out = page.copy()
    place = out[top : top + ink.shape[0], left : left + ink.shape[1]]
    alpha = ink[: place.shape[0], : place.shape[1], None]
    mixed = place * (1 - alpha) + np.asarray(COLOUR, dtype=np.float32) * alpha
    place[:] = np.clip(mixed, 0, 255).astype(np.uint8)
    return out


def _star(middle: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.pi * step / 5
        points.append((middle + reach * math.sin(angle), middle - reach * math.cos(angle)))
    return points


def _arc(plate: Image.Image, name: str, face: ImageFont.FreeTypeFont) -> None:
    """The characters of the name along the upper arc, each turned with it."""
    size, middle = face.size, plate.width / 2
    reach = middle - size * 0.98
    span = math.radians(min(280, 20 * len(name)))
    for index, char in enumerate(name):
        angle = span * (index / max(len(name) - 1, 1) - 0.5)
        tile = Image.new("L", (int(size * 1.5), int(size * 1.5)), 0)
        ImageDraw.Draw(tile).text((size * 0.75, size * 0.75), char, font=face, fill=255, anchor="mm", stroke_width=1)
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = middle + reach * math.sin(angle) - size * 0.75, middle - reach * math.cos(angle) - size * 0.75
        plate.paste(255, (round(x), round(y)), tile)


def _press(diameter: int, rng: np.random.Generator) -> Field:
    """How well the rubber met the paper: cloudy, with small bare specks."""
    coarse = rng.random((9, 9)).astype(np.float32)
    cloud = cv2.resize(coarse, (diameter, diameter), interpolation=cv2.INTER_CUBIC)
    specks = rng.random((diameter // 3 + 1, diameter // 3 + 1)).astype(np.float32)
    bare = cv2.resize(specks, (diameter, diameter), interpolation=cv2.INTER_LINEAR) > 0.93
    return np.asarray(np.clip(0.88 + 0.22 * cloud, 0, 0.98) * np.where(bare, 0.7, 1.0), dtype=np.float32)
