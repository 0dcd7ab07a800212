"""What paper, copiers and lenses do to a page without moving anything on it: each step keeps size, channels and dtype."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Step = Callable[[Image, float, np.random.Generator], Image]


def tint(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Paper that is not white: darker by `amount` levels, a coloured page a little yellow too."""
    shade = np.array([0.75, 0.9, 1.3]) * amount if image.ndim == 3 else np.array(amount)
    return _byte(image * (1 - shade / 255))


def ink(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Toner that has spread: a mixture of the page and the page with strokes one pixel fatter."""
    fat = cv2.erode(image, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)))
    return _byte(image * (1.0 - amount) + fat * float(amount))


def contrast(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Copied hard: greys driven to black or white, `amount` times as steep about a middle of 150."""
    return _byte((image.astype(np.float32) - 150) * amount + 150)


def soften(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Out of focus: blurred by a deviation of `amount` of the width."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), max(amount * image.shape[1], 0.2)), dtype=np.uint8)


def shade(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Uneven light: up to `amount` of it missing, smoothly over the page."""
    coarse = rng.random((4, 3)).astype(np.float32)
    light = cv2.resize(coarse, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC)
    return _byte(image * _layers(1 - amount * np.clip(light, 0, 1), image))


def noise(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Grain with a deviation of `amount` levels, slightly smooth as a sensor's."""
    grain = cv2.GaussianBlur(rng.standard_normal(image.shape[:2], dtype=np.float32), (0, 0), 0.6)
    return _byte(image + _layers(grain * (amount / grain.std()), image))


def specks(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """About `amount` grains of dust a page, most of them tiny."""
    out, unit = image.copy(), image.shape[1] / 1654
    for _ in range(int(amount)):
        x, y = int(rng.integers(image.shape[1])), int(rng.integers(image.shape[0]))
        size = max(1, round(float(rng.gamma(1.2, 0.8)) * unit))
        cv2.circle(out, (x, y), size, _paint(image, int(rng.integers(90, 190))), -1, cv2.LINE_AA)
    return out


def streaks(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """`amount` thin lines along the paper's way, from dirt on the glass."""
    out = image.copy()
    for _ in range(round(amount)):
        x, thick = (
            int(rng.integers(image.shape[1])),
            max(1, round(image.shape[1] / 1654 * float(rng.uniform(0.6, 2.0)))),
        )
        out[:, x : x + thick] = (out[:, x : x + thick] * rng.uniform(0.55, 0.85)).astype(np.uint8)
    return out


def holes(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Two punch holes at the left edge, `amount` of the width in radius, 80 mm apart; dark, as the lid shows through."""
    out, radius = image.copy(), round(amount * image.shape[1])
    middle, apart = image.shape[0] / 2, image.shape[1] * 80 / 210
    x = round(image.shape[1] * (12 / 210 + float(rng.uniform(-0.005, 0.005))))
    for y in (middle - apart / 2, middle + apart / 2):
        cv2.circle(out, (x, round(y)), radius, _paint(image, 58), -1, cv2.LINE_AA)
        cv2.ellipse(
            out, (x, round(y)), (radius, radius), 0, 200, 330, _paint(image, 20), max(1, radius // 8), cv2.LINE_AA
        )
    return out


def edges(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """The black border of an open copier lid: about `amount` of the width, ragged, on two or three sides."""
    out = image.copy()
    for turns in range(4):
        if turns == 3 or rng.random() < 0.6:
            side = np.rot90(out, turns)
            depth = _ragged(side.shape[0], amount * image.shape[1], rng)
            dark = np.clip(depth[:, None] - np.arange(side.shape[1])[None, :], 0, 1)
            side[:] = _byte(side * _layers(1 - 0.86 * dark, side))
    return out


def threshold(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Black or white, cut at `amount` between them."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return _byte(_layers(np.where(grey > amount * 255, 255, 0), image) * np.ones_like(image))


def jpeg(image: Image, amount: float, rng: np.random.Generator) -> Image:
    """Packed and unpacked at JPEG quality `amount`."""
    ok, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, round(amount)])
    flag = cv2.IMREAD_GRAYSCALE if image.ndim == 2 else cv2.IMREAD_COLOR
    return np.asarray(cv2.imdecode(packed, flag), dtype=np.uint8) if ok else image


WEAR: dict[str, Step] = {
    step.__name__: step
    for step in (tint, ink, contrast, soften, shade, noise, specks, streaks, holes, edges, threshold, jpeg)
}


def _byte(values: NDArray[Any]) -> Image:
    return np.clip(np.rint(values.astype(np.float32)), 0, 255).astype(np.uint8)


def _layers(field: NDArray[Any], image: Image) -> NDArray[Any]:
    """A grey field, made to multiply all channels of `image`."""
    return field[:, :, None] if image.ndim == 3 else field


def _paint(image: Image, level: int) -> tuple[int, ...]:
    return (level,) * (3 if image.ndim == 3 else 1)


def _ragged(length: int, depth: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """`length` depths that wander about `depth`, thicker at one end."""
    knots = depth * np.linspace(rng.uniform(0.2, 1.0), rng.uniform(0.2, 1.0), 12) * rng.uniform(0.85, 1.15, 12)
    return np.interp(np.linspace(0, 11, length), np.arange(12), knots).astype(np.float32)
