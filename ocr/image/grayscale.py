"""Grayscale versions of page images, computed once per image; colourless scans are processed as a single plane.

A page image is never modified: each step that changes an image makes a new one.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask

SAMPLE_STEP_PX = 31
"""Every row and column at this distance is compared first: a colour page nearly always shows its colour there."""

Params = ParamSpec("Params")
Result = TypeVar("Result")


def cached_per_image(
    work: Callable[Concatenate[Image, Params], Result],
) -> Callable[Concatenate[Image, Params], Result]:
    """Decorates a function so that it remembers its results for as long as the image lives.

    The results must not be modified. The image is made read-only.
    """
    cache: dict[int, tuple[weakref.ref[Image], dict[object, Result]]] = {}

    def cached(image: Image, /, *args: Params.args, **more: Params.kwargs) -> Result:
        key = id(image)
        if key not in cache:
            image.flags.writeable = False
            cache[key] = weakref.ref(image, lambda _: cache.pop(key, None)), {}
        results = cache[key][1]
        if args not in results:
            results[args] = work(image, *args, **more)
        return results[args]

    return cached


def grayscale(image: Image) -> Mask:
    """Returns the grey levels (height x width) of a page image.

    For a colourless image that is one of its planes, for a grayscale image the image itself.
    """
    return image if image.ndim == 2 else _grayscale(image)


@cached_per_image
def _grayscale(image: Image) -> Mask:
    plane = _single_plane(image)
    return plane if plane is not None else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


@cached_per_image
def is_grayscale(image: Image) -> bool:
    """Whether the three planes of the image are equal."""
    return _single_plane(image) is not None


def reduced_to_one_plane(image: Image) -> Image:
    """Returns one plane of a colourless image, and a colour image unchanged."""
    return grayscale(image) if is_grayscale(image) else image


def apply_per_plane(image: Image, change: Callable[[Image], Image]) -> Image:
    """Applies `change`, which works on each plane separately, to a page image.

    Of a colourless image only one plane is processed.
    """
    if image.ndim == 2 or not is_grayscale(image):
        return change(image).astype(np.uint8, copy=False)
    plane = change(grayscale(image))
    return cv2.cvtColor(plane, cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)


def percentile(image: Image, percent: float) -> list[float]:
    """Returns the percentile of each plane of a byte image, as `np.percentile` gives it.

    Counting takes a tenth of the time of sorting.
    """
    at = percent / 100 * (image.shape[0] * image.shape[1] - 1)
    low, part = int(at), at - int(at)
    found = []
    for plane in cv2.split(image):
        below = np.cumsum(cv2.calcHist([plane], [0], None, [256], [0, 256])[:, 0], dtype=np.float64)
        a, b = np.searchsorted(below, [low, min(low + 1, below[-1] - 1)], side="right").tolist()
        found.append(b - (b - a) * (1 - part) if part >= 0.5 else a + (b - a) * part)
    return found


@cached_per_image
def _single_plane(image: Image) -> Mask | None:
    sample = image[::SAMPLE_STEP_PX, ::SAMPLE_STEP_PX]
    if not (np.array_equal(sample[..., 0], sample[..., 1]) and np.array_equal(sample[..., 0], sample[..., 2])):
        return None
    blue, green, red = cv2.split(image)
    return blue.astype(np.uint8, copy=False) if np.array_equal(blue, green) and np.array_equal(blue, red) else None
